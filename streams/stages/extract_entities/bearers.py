"""Who bears the name of a place?  "Ông Đức", "Israel Adesoji", "Paris" where the article knows Paris Holmquist.

A tagger sees that Đức is Germany.  What stands around a name, and who else is named in the article, tell a person from
a place: a form of address, a family name behind it, a full name elsewhere.  A wrong country is worse than a missing
one, so where these speak for a person, there is no place; nor where a word is no name at all.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.mentions import TYPES, Found, exact_of
from streams.stages.extract_entities.names import FAMILY, GIVEN, Names

# How people are addressed, directly before the name; an office ("President") is followed by a country as often.
# Left out: Vietnamese "em", "bé", "bác", which are also a part of "trẻ em" (children), small, and to reject.
_ADDRESS: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "cs": "pan pana panu panem paní slečna slečny",
        "da": "hr fru frøken",
        "de": "herr herrn frau",
        "en": "mr mrs ms miss mister madam",
        "es": "señor señora señorita don doña sr sra",
        "et": "härra proua",
        "fi": "herra rouva neiti",
        "fr": "m monsieur madame mademoiselle mme mlle",
        "hr": "gospodin gospodina gospođa gospođe",
        "id": "pak bapak bu ibu mas mbak kak",
        "it": "signor signora signorina",
        "lt": "ponas pono ponia ponios",
        "lv": "kungs kundze",
        "ms": "encik puan cik tuan",
        "nb": "herr fru frøken",
        "nl": "meneer mevrouw dhr mevr",
        "pl": "pan pana panu panem pani panią",
        "pt": "senhor senhora dona seu sr sra",
        "ro": "domnul domnului doamna doamnei",
        "ru": "господин господина господину госпожа госпожи г-н г-жа",
        "sk": "pán pána pánovi pani slečna",
        "sr": "господин господина госпођа госпође gospodin gospođa",
        "sv": "herr fru fröken",
        "tr": "bay bayan sayın",
        "uk": "пан пана пані панові",
        "vi": "ông bà anh chị cô chú cụ thầy",
    }.items()
}
# What stands before places only: where the article has a name behind one of these, the name is a place's.
_AT: Mapping[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "da": "i til på fra ved",
        "de": "in nach aus bei im",
        "en": "in at from near around outside across towards",
        "es": "en a hacia desde de",
        "fr": "à en de vers depuis",
        "id": "di ke dari kota kabupaten",
        "it": "a in di da verso",
        "ms": "di ke dari",
        "nb": "i til på fra ved",
        "nl": "in naar uit te bij",
        "pt": "em a de para no na do da",
        "sv": "i till på från vid",
    }.items()
}
_BEFORE_CP = 24
# Vietnamese puts nothing but these before a country that somebody in the article is called like.
_BEFORE_PLACES = (
    "tại ở sang đến tới từ về nước phía bên quân đội lính sứ người gốc dân giữa thống tướng trưởng viện phủ và với của"
)
_AT_A_PLACE = frozenset(["tại", "ở", "sang", "đến", "tới", "nước"])
_TO_A_PLACE = frozenset(_BEFORE_PLACES.split())
# In these a country is called like its adjective: "Hrvatska" and "hrvatska premijerka".
_SLAVIC = frozenset(["bg", "bs", "cs", "hr", "mk", "pl", "sk", "sl", "sr"])
# Rice in Japanese, where nothing in the text names the country.
_RICE, _USA = (
    re.compile(r"お米|[新古玄精白蓄]米|米[価粒作]|コメ|米[をはも](?:\d|買|食|炊|作|育)"),
    re.compile("米国|アメリカ|米大統領|日米"),
)
# Articles in the plural: "les Tours" are towers.
_PLURALS = {"fr": ("les", "des", "aux", "ces"), "es": ("los", "las"), "it": ("gli", "dei", "delle"), "pt": ("os", "as")}


class Bearers(NamedTuple):
    """The rules for one article: *names* is the table, *language* that of the text or `und`, *cases* its endings."""

    names: Names
    language: str
    cases: frozenset[str] = frozenset()

    def named(self, texts: Mapping[Field, str], found: Iterable[Found], is_city: Callable[[str], bool]) -> list[Found]:
        """Leave out what is no name: once before and once after names are looked for elsewhere in the article."""
        asked: dict[tuple[Field, str], bool] = {}  # the whole text is read for an answer
        return [
            one for one in found if one.mention.type != "LOC" or self._is_name(one, texts[one.field], is_city, asked)
        ]

    def _is_name(
        self, one: Found, text: str, is_city: Callable[[str], bool], asked: dict[tuple[Field, str], bool]
    ) -> bool:
        """Tell whether a place of one word is a name, and no other word with the capital of a sentence only.

        None is one in small letters where the text has capitals.
        """
        mention = one.mention
        exact = text[mention.start : mention.end]
        if not exact.isalpha():
            return True
        plural = _PLURALS.get(self.language, ())
        if plural and word_before(text, mention.start) in plural and is_city(exact):
            return False
        low = exact[0].lower() + exact[1:]
        is_small = exact == "米" or exact.islower()
        adjective = self.language in _SLAVIC and exact.endswith(("a", "á", "o", "e", "а", "о", "е"))
        if not is_small and (adjective or not low.islower() or not begins(text, mention.start)):
            return True
        key = one.field, exact
        if key not in asked:
            asked[key] = _is_written_small(text, exact) if is_small else _is_always_capital(text, exact, low)
        return asked[key]

    def is_called(self, exact: str) -> bool:
        """Tell whether people are called so: of a city, "Sydney", no "Krakowa"."""
        return bool(self.names.class_of(exact) & (GIVEN | FAMILY))

    def people(
        self,
        texts: Mapping[Field, str],
        found: Sequence[Found],
        is_city: Callable[[str], bool],
        is_country: Callable[[str], bool],
    ) -> Iterator[Found]:
        """Make people of places behind a form of address, and of what somebody in the article is called.

        In Vietnamese that is the last word of a name, but for a country behind "in" or "to"; elsewhere the first or
        last, if it is a city that begins a sentence: "Paris left early" in an article about Paris Holmquist.
        """
        names = [exact_of(texts, one).split(" ") for one in found if one.mention.type == "PER"]
        called = self._called(texts, found, names)
        family = self._families(texts, found, names)
        particles = _particles(names)
        for one in found:
            mention = one.mention
            if particles and mention.type != "ORG":
                lead = particles.get(exact_of(texts, one), "")
                if lead and texts[one.field][: mention.start].lower().endswith(f" {lead}"):
                    yield person(Found(one.field, mention._replace(start=mention.start - len(lead))))
                    continue
            is_bearer = bool(family) and mention.type != "PER" and (exact := exact_of(texts, one)) in family
            if (mention.type == "LOC" and self._is_person(texts, one, called, is_city)) or (
                is_bearer and is_city(exact)
            ):
                yield person(one)
            elif mention.type == "PER" and self._is_there(texts, one, called) and is_country(exact_of(texts, one)):
                yield _as(one, "LOC")
            else:
                yield one

    def _is_there(self, texts: Mapping[Field, str], one: Found, called: set[str]) -> bool:
        if self.language != "vi" or exact_of(texts, one) not in called:
            return False
        return word_before(texts[one.field], one.mention.start) in _AT_A_PLACE

    def _families(self, texts: Mapping[Field, str], found: Iterable[Found], names: Iterable[Sequence[str]]) -> set[str]:
        """Give the last words of full names, but those that name a place in this article too: `in Hamburg`."""
        at = _AT.get(self.language)
        family = {parts[-1] for parts in names if len(parts) > 1}
        if not at or not family:
            return set()
        for one in found:
            if one.mention.type == "PER" or (exact := exact_of(texts, one)) not in family:
                continue
            text, start, end = texts[one.field], one.mention.start, one.mention.end
            if word_before(text, start) in at or (text[end : end + 2] == ", " and text[end + 2 : end + 3].isupper()):
                family.discard(exact)
        return family

    def _called(self, texts: Mapping[Field, str], found: Sequence[Found], names: Iterable[Sequence[str]]) -> set[str]:
        if self.language == "vi":
            addressed = (exact_of(texts, one).split()[-1] for one in found if self._is_addressed(texts, one))
            return {*addressed, *(parts[-1] for parts in names if len(parts) > 1)}
        return {part for parts in names if len(parts) > 1 for part in (parts[0], parts[-1])}

    def _is_addressed(self, texts: Mapping[Field, str], one: Found) -> bool:
        address = _ADDRESS.get(self.language)
        if not address or " " in exact_of(texts, one):
            return False
        return word_before(texts[one.field], one.mention.start) in address

    def _is_person(
        self, texts: Mapping[Field, str], one: Found, called: set[str], is_city: Callable[[str], bool]
    ) -> bool:
        exact, text, start = exact_of(texts, one), texts[one.field], one.mention.start
        if exact not in called:
            return self._is_addressed(texts, one)
        if self.language == "vi":
            return word_before(text, start) not in _TO_A_PLACE or self._is_addressed(texts, one)
        return begins(text, start) and _before_small(text, one.mention.end) and is_city(exact)


def _is_written_small(text: str, exact: str) -> bool:
    """Tell whether a place may be in small letters in the text, or in none; 米 is rice, or the United States."""
    if exact == "米":
        return not _RICE.search(text) or bool(_USA.search(text))
    return text.islower()


def _is_always_capital(text: str, exact: str, low: str) -> bool:
    """Tell whether a name is nowhere a word, or has its capital within a sentence: "Mısır ekmeği ... mısır çorbası"."""
    if low not in text or not re.search(rf"(?<!\w){re.escape(low)}(?!\w)", text):
        return True
    return any(not begins(text, same.start()) for same in re.finditer(rf"(?<!\w){re.escape(exact)}(?!\w)", text))


def person(one: Found) -> Found:
    """Give what the tagger took for something else as a person."""
    return _as(one, "PER")


def _as(one: Found, kind: str) -> Found:
    """Give it another type: the evidence for the one it had counts for that."""
    odds = [*one.mention.odds]
    this, other = TYPES.index(one.mention.type), TYPES.index(kind)
    odds[this], odds[other] = odds[other], odds[this]
    first, organisation, place, no = odds
    return Found(one.field, one.mention._replace(type=kind, odds=(first, organisation, place, no), norm=None, hint=""))


def _particles(names: Iterable[Sequence[str]]) -> Mapping[str, str]:
    """Give the family names of full names with a particle, each with that: "Dam" and "van " of "Piet van Dam"."""
    leads = {}
    for words in names:
        if len(words) > 2 and _PARTICLES.intersection(words):
            small = [word for word in words[1:-1] if word in _PARTICLES]
            if small and small == words[-1 - len(small) : -1]:
                leads[words[-1]] = " ".join([*small, ""])
    return leads


_PARTICLES = frozenset(["van", "de", "der", "den", "von", "zu", "la", "del", "di", "da", "dos", "du", "ten", "ter"])


def word_before(text: str, start: int) -> str:
    """Give the word directly before, folded and without its dot; nothing where a sentence begins."""
    if text[start - 1 : start] != " ":
        return ""
    words = text[max(0, start - _BEFORE_CP) : start - 1].rsplit(None, 1)
    return fold(words[-1].rstrip(".")) if words else ""


def begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins there, at most behind a quotation mark."""
    before = text[max(0, start - 3) : start].rstrip(' "“„«')
    return not before or before[-1] in ".!?…\n"


def _before_small(text: str, end: int) -> bool:
    """Tell whether a word in small letters follows."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
