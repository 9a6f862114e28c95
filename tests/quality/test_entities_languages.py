"""The same names in forty languages: the reference article translated, and twenty countries in plain sentences.

The publisher of the reference article issues the same text in dozens of languages; whoever joins them wants the
same ids from each.  The sentences measure what no gold set does evenly: is a country found where it is named once?
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from streams.resources import find_entities
from streams.stages.extract_entities import Entity

pytestmark = pytest.mark.quality

HERE = Path(__file__).parent
_NAME = re.compile(r"\[([A-Z]+) ([^\]]+)\]")
_COUNTRIES = {"US", "UA", "FR", "AU", "JP", "RU", "GB"}
_CITIES = {"PARIS": "https://sws.geonames.org/2988507/", "WAS": "https://sws.geonames.org/4140963/"}
_PEOPLE = {"MACRON", "TRUMP"}
# Names of the article that are not found yet with the span and type given; 0 where nothing stands here.
_MISSED = {
    "bn": 1, "cs": 1, "da": 1, "de": 2, "el": 1, "fa": 2, "fi": 1, "he": 2, "hi": 2, "hr": 1, "ja": 1, "kk": 1, "ko": 2,
    "nb": 1, "ro": 4, "ru": 3, "sr": 2, "th": 2, "tr": 11, "vi": 1, "zh": 3,
}  # fmt: skip

CODES = ("FR", "JP", "AU", "RU", "UA", "US", "DE", "CN", "IN", "BR",
         "EG", "KR", "TR", "IR", "IL", "CA", "MX", "ZA", "TH", "PL")  # fmt: skip
# Share of countries that are found with their ISO code, in percent; 98 and more where nothing stands here.  In ja, ko
# and id the "government of" a country is one name of an organisation, and kk does not call every country a name.
_FLOORS = {"id": 90, "ms": 90, "kk": 88, "th": 88, "ja": 74, "ko": 75, "sw": 88}
_USED = {
    ("en", "TR"): "Turkey", ("ja", "US"): "アメリカ", ("ja", "KR"): "韓国", ("bn", "US"): "যুক্তরাষ্ট্র", ("vi", "US"): "Mỹ",
}  # fmt: skip


def _sections(name: str) -> dict[str, list[str]]:
    """Give the lines of a file by language."""
    found: dict[str, list[str]] = {}
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language = line[3:]
        elif line and not line.startswith("#"):
            found.setdefault(language, []).append(line)
    return found


ARTICLES, SENTENCES = _sections("entities_reference.txt"), _sections("entities_countries.txt")


def _marked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    plain, names, at = "", list[tuple[int, int, str]](), 0
    for name in _NAME.finditer(text):
        plain += text[at : name.start()]
        names.append((len(plain), len(plain) + len(name[2]), name[1]))
        plain, at = plain + name[2], name.end()
    return plain + text[at:], names


def _type_of(thing: str) -> str:
    return "LOC" if thing in _COUNTRIES | set(_CITIES) else "PER" if thing in _PEOPLE else "ORG"


def _found(language: str) -> tuple[list[tuple[str, Entity | None]], list[Entity]]:
    """Give every marked name with the entity that has its span and type, and the entities that touch no mark."""
    text, names = _marked("\n".join(ARTICLES[language]))
    entities = [one for one in find_entities("", text, language, 1.0)[0] if one.type != "DATE"]
    by_span = {(one.start, one.end, one.type): one for one in entities}
    extra = [one for one in entities if not any(one.start < end and start < one.end for start, end, _ in names)]
    return [(thing, by_span.get((start, end, _type_of(thing)))) for start, end, thing in names], extra


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_the_translated_reference_article_names_the_same(language: str) -> None:
    found, extra = _found(language)
    things = {(thing, one.id) for thing, one in found if one}

    assert sum(one is None for _, one in found) <= _MISSED.get(language, 0)
    assert len(things) == len({thing for thing, _ in things}), "a thing has two ids"
    assert len(extra) <= 4


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_places_of_the_translated_article_have_the_same_address(language: str) -> None:
    wrong = [(one.exact, one.uri) for thing, one in _found(language)[0] if one and one.uri != _address(thing)]

    assert wrong == []


def _address(thing: str) -> str | None:
    return f"https://www.iso.org/obp/ui/#iso:code:3166:{thing}" if thing in _COUNTRIES else _CITIES.get(thing)


def _names(language: str) -> Iterator[tuple[str, str]]:
    territories = Locale.parse("sr_Cyrl" if language == "sr" else language).territories
    return ((code, _USED.get((language, code)) or territories[code]) for code in CODES)


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_a_country_is_found_where_it_is_named_once(language: str) -> None:
    right = total = 0
    for sentence in SENTENCES[language]:
        for code, name in _names(language):
            start = sentence.index("{c}")
            entities, _ = find_entities("", sentence.replace("{c}", name), language, 1.0)
            here = [one for one in entities if (one.start, one.end) == (start, start + len(name))]
            right += any(str(one.uri).endswith(f":3166:{code}") for one in here)
            total += 1

    assert 100 * right / total >= _FLOORS.get(language, 98)
