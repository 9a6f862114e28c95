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
from streams.stages.extract_entities.mentions import TYPES, Found, Mention, Odds, exact_of
from streams.stages.extract_entities.names import COMMON, COUNTRY, FAMILY, GIVEN, REGION, WHOLE, Names

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
_BEFORE_CP = 24
# Vietnamese puts nothing but these before a country that somebody in the article is called like.
_BEFORE_PLACES = (
    "tại ở sang đến tới từ về nước phía bên quân đội lính sứ người gốc dân giữa thống tướng trưởng viện phủ và với của"
)
_AT_A_PLACE = frozenset(["tại", "ở", "sang", "đến", "tới", "nước"])
_TO_A_PLACE = frozenset(_BEFORE_PLACES.split())
# Family names of nine Vietnamese of ten, but those that begin names of places too (Hà, Cao, Mai, Hồ).
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Đoàn|Lương|Trịnh|Trương|Tạ|Đào|"
    "Lưu|Phùng|Quách|Tô|Nghiêm|Chu"
)
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_FAMILIES})(?: [^\W\d_]+){{2,3}}")
# What is called after people: "đường Nguyễn Văn Cừ" is a street.
_AFTER_PEOPLE = "đường phố phường quận trường học viện cầu giải công đảo hầm tượng lăng chợ tp dãy"
_NAMED_AFTER = frozenset(_AFTER_PEOPLE.split())
_FULL_NAME_ODDS: Odds = (0.7, 0.1, 0.1, 0.1)
# Behind a name that is a country's and a given name, these go on with a company or a place, no person.
_COMPANIES = "airlines airways airport aerospace telecom marathon tech university united bank river post times records"
_HEADS = frozenset(_COMPANIES.split())
_COUNTRY = 1 << (3 * COUNTRY + WHOLE)
_PLACES = _COUNTRY | 1 << (3 * REGION + WHOLE)
_SHORTEST = 3  # letters of a name that has an ending
_LONGEST_ENDING = 6  # with its apostrophe: "Erdoğan'ınki"
_OF_SKI = frozenset(["ego", "emu", "m"])  # Polish, behind "Kowalski"
_LONGEST = 40  # characters of a given and a family name
_NEXT_CAPITAL = re.compile(r" [^\W\d_a-z]")
_NEXT = re.compile(r" ([^\W\d_]+(?:-[^\W\d_]+)?)")
# In these a country is called like its adjective: "Hrvatska" and "hrvatska premijerka".
_SLAVIC = frozenset(["bg", "bs", "cs", "hr", "mk", "pl", "sk", "sl", "sr"])
# Rice in Japanese, where nothing in the text names the country.
_RICE, _USA = (
    re.compile(r"お米|[新古玄精白蓄]米|米[価粒作]|コメ|米[をはも](?:\d|買|食|炊|作|育)"),
    re.compile("米国|アメリカ|米大統領|日米"),
)
# Articles in the plural: "les Tours" are towers.
_PLURALS = {"fr": ("les", "des", "aux", "ces"), "es": ("los", "las"), "it": ("gli", "dei", "delle"), "pt": ("os", "as")}
_UNCASED_NOUNS = frozenset({"de"})  # writes every noun with a capital: what follows a name may be anything


class Bearers(NamedTuple):
    """The rules for one article: *names* is the table, *language* that of the text or `und`, *cases* its endings."""

    names: Names
    language: str
    cases: frozenset[str] = frozenset()

    def named(self, texts: Mapping[Field, str], found: Iterable[Found], is_city: Callable[[str], bool]) -> list[Found]:
        """Leave out what is no name: once before and once after names are looked for elsewhere in the article."""
        return [one for one in found if self._is_name(one, texts[one.field], is_city)]

    def _is_name(self, one: Found, text: str, is_city: Callable[[str], bool]) -> bool:
        """Tell whether a place of one word is none: in small letters in a text that has capitals, or with the capital
        of a sentence only ("Mısır ekmeği ... mısır çorbası").
        """
        mention = one.mention
        exact = text[mention.start : mention.end]
        if mention.type != "LOC" or " " in exact or not exact.isalpha():
            return True
        if exact == "米":
            return not _RICE.search(text) or bool(_USA.search(text))
        plural = _PLURALS.get(self.language, ())
        if plural and _word_before(text, mention.start) in plural and is_city(exact):
            return False
        if exact.islower():
            return text.islower()
        low = exact[0].lower() + exact[1:]
        adjective = self.language in _SLAVIC and exact.endswith(("a", "á", "o", "e", "а", "о", "е"))
        if adjective or not low.islower() or low not in text or not _begins(text, mention.start):
            return True
        in_small = re.search(rf"(?<!\w){re.escape(low)}(?!\w)", text)
        return not in_small or any(
            not _begins(text, same.start()) for same in re.finditer(rf"(?<!\w){re.escape(exact)}(?!\w)", text)
        )

    def nominative(self, name: str, people: Sequence[str]) -> str:
        """Give who of *people* a full name in another case is, nothing if it is none: "jana kowalskiego".

        Names are folded.  Only endings behind the whole name count, and no first name that becomes another one so:
        "Александра Галиева" is not Александр Галиев.
        """
        words = name.split()
        for base in people:
            if base[0] != name[0] or base is name:
                continue
            bases = base.split()
            if len(bases) != len(words) or words[-1] == bases[-1] or not words[0].startswith(bases[0]):
                continue
            if all(map(self._is_case, words, bases)) and not self._may_be_woman(words, bases):
                return base
        return ""

    def _is_case(self, word: str, base: str) -> bool:
        ending = word[len(base) :]
        if not word.startswith(base) or len(base) < _SHORTEST:
            return word == base
        if ending[:1] in ("'", "’"):
            return len(ending) <= _LONGEST_ENDING
        return not ending or ending in self.cases or ending == "ым" or (base.endswith("ski") and ending in _OF_SKI)

    def _may_be_woman(self, words: Sequence[str], bases: Sequence[str]) -> bool:
        """Tell whether "Галиева" may be the nominative: a first name that does not change, or becomes another one."""
        changed = words[0] != bases[0] and not self.is_called(words[0].capitalize())
        return words[-1].endswith("а") and not changed

    def is_called(self, exact: str) -> bool:
        """Tell whether people are called so: of a city, "Sydney", no "Krakowa"."""
        return bool(self.names.class_of(exact) & (GIVEN | FAMILY))

    def whole(
        self,
        texts: Mapping[Field, str],
        found: Sequence[Found],
        is_place: Callable[[str], bool],
    ) -> list[Found]:
        """Give the mentions, sorted as *found*, with the whole names of people whose first word is a place to the
        tagger.
        """
        lines = [_Line(texts[field], field, self, is_place) for field in texts]
        return [one for line in lines for one in line.of([one for one in found if one.field == line.field])]

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
        called = self._called(texts, found)
        particles = _particles(texts, found)
        for one in found:
            exact, mention = exact_of(texts, one), one.mention
            lead = particles.get(exact, "") if particles and mention.type != "ORG" else ""
            if lead and texts[one.field][: mention.start].lower().endswith(f" {lead}"):
                yield person(Found(one.field, mention._replace(start=mention.start - len(lead))))
                continue
            if mention.type == "LOC" and self._is_person(texts, one, called, is_city):
                yield person(one)
            elif mention.type == "PER" and exact in called and self._is_there(texts, one) and is_country(exact):
                yield _as(one, "LOC")
            else:
                yield one

    def _is_there(self, texts: Mapping[Field, str], one: Found) -> bool:
        return self.language == "vi" and _word_before(texts[one.field], one.mention.start) in _AT_A_PLACE

    def _called(self, texts: Mapping[Field, str], found: Sequence[Found]) -> set[str]:
        if self.language == "vi":
            return {
                exact_of(texts, one).split()[-1]
                for one in found
                if (one.mention.type == "PER" and " " in exact_of(texts, one)) or self._is_addressed(texts, one)
            }
        people = [exact_of(texts, one).split() for one in found if one.mention.type == "PER"]
        return {part for parts in people if len(parts) > 1 for part in (parts[0], parts[-1])}

    def _is_addressed(self, texts: Mapping[Field, str], one: Found) -> bool:
        before = _word_before(texts[one.field], one.mention.start)
        return before in _ADDRESS.get(self.language, ()) and " " not in exact_of(texts, one)

    def _is_person(
        self, texts: Mapping[Field, str], one: Found, called: set[str], is_city: Callable[[str], bool]
    ) -> bool:
        exact, text, start = exact_of(texts, one), texts[one.field], one.mention.start
        if exact not in called:
            return self._is_addressed(texts, one)
        if self.language == "vi":
            return _word_before(text, start) not in _TO_A_PLACE or self._is_addressed(texts, one)
        return _begins(text, start) and _before_small(text, one.mention.end) and is_city(exact)


class _Line(NamedTuple):
    """One field of an article."""

    text: str
    field: Field
    rules: Bearers
    is_place: Callable[[str], bool]

    def of(self, found: Sequence[Found]) -> list[Found]:
        kept, stop = list[Found](), 0
        for at, one in enumerate(found):
            if one.mention.start >= stop:
                kept.append(longer := self._longer(one, found[at + 1 : at + 2]))
                stop = longer.mention.end
        if self.rules.language != "vi":
            return kept
        full = [Found(self.field, name) for name in self._full_names(kept)]
        if not full:
            return kept
        others = [one for one in kept if not any(_touch(one.mention, name.mention) for name in full)]
        return sorted([*others, *full], key=lambda one: one.mention.start)

    def _longer(self, one: Found, following: Sequence[Found]) -> Found:
        """Take in what follows a country or city that people are called like: "Israel" of "Israel Adesoji".

        Where the tagger has a person there that begins a sentence with the two, they are one ("Sydney Kusumawati").
        """
        mention, text = one.mention, self.text
        if mention.type != "LOC" or mention.end - mention.start > _LONGEST or self.rules.language in _UNCASED_NOUNS:
            return one
        first, _, second = text[mention.start : mention.end].partition(" ")
        if second:
            is_country = self.rules.names.class_of(first) & _COUNTRY
            return person(one) if is_country and not mention.norm and self._are_person(first, second) else one
        behind = _NEXT.match(text, mention.end)
        if not behind or _NEXT_CAPITAL.match(text, behind.end()) or not self._are_person(first, behind.group(1)):
            return one
        next_one = following[0].mention if following else None
        if next_one and next_one.start < behind.end():
            is_rest = (next_one.end, next_one.type) == (behind.end(), "PER") and _begins(text, mention.start)
            return person(Found(self.field, mention._replace(end=behind.end()))) if is_rest else one
        return person(Found(self.field, mention._replace(end=behind.end())))

    def _are_person(self, first: str, second: str) -> bool:
        """Tell whether *first* is a given name and *second* may be a family name, both no words and no other thing."""
        if not (second[:1].isupper() and second[1:].islower()) or second.lower() in _HEADS:
            return False
        bits = self.rules.names.class_of(first), self.rules.names.class_of(second)
        return bits[0] & (GIVEN | COMMON) == GIVEN and not bits[1] & (COMMON | _PLACES)

    def _full_names(self, found: Sequence[Found]) -> Iterator[Mention]:
        """Give Vietnamese names of three or four words that the tagger has not found, or taken for places."""
        for match in _FULL_NAME.finditer(self.text):
            start, words = match.start(), match.group().split(" ")
            capital = [len(word) > 1 and word[0].isupper() and word[1:].islower() for word in words]
            count = capital.index(False) if False in capital else len(words)
            end = start + len(" ".join(words[:count]))
            touching = [one.mention for one in found if start < one.mention.end and one.mention.start < end]
            is_inside = all(start <= one.start and one.end <= end and one.type != "ORG" for one in touching)
            is_found = any((one.start, one.end, one.type) == (start, end, "PER") for one in touching)
            is_name = count > 2 and _word_before(self.text, start) not in _NAMED_AFTER
            if is_name and is_inside and not is_found and not self.is_place(self.text[start:end]):
                yield Mention(start, end, "PER", _FULL_NAME_ODDS, "rules")


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


def _particles(texts: Mapping[Field, str], found: Sequence[Found]) -> Mapping[str, str]:
    """Give the family names of full names with a particle, each with that: "Dam" and "van " of "Piet van Dam"."""
    leads = {}
    for one in found:
        words = exact_of(texts, one).split(" ") if one.mention.type == "PER" else []
        small = [word for word in words[1:-1] if word in _PARTICLES]
        if small and small == words[-1 - len(small) : -1]:
            leads[words[-1]] = " ".join([*small, ""])
    return leads


_PARTICLES = frozenset(["van", "de", "der", "den", "von", "zu", "la", "del", "di", "da", "dos", "du", "ten", "ter"])


def _word_before(text: str, start: int) -> str:
    """Give the word directly before, folded and without its dot; nothing where a sentence begins."""
    if text[start - 1 : start] != " ":
        return ""
    words = text[max(0, start - _BEFORE_CP) : start - 1].rsplit(None, 1)
    return fold(words[-1].rstrip(".")) if words else ""


def _touch(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins there, at most behind a quotation mark."""
    before = text[max(0, start - 3) : start].rstrip(' "“„«')
    return not before or before[-1] in ".!?…\n"


def _before_small(text: str, end: int) -> bool:
    """Tell whether a word in small letters follows."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()
