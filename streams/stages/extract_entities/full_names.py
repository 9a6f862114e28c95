"""Which names are longer than the tagger saw?  "Israel Adesoji" where it has the country, and names in Vietnamese."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.bearers import Bearers, begins, person, word_before
from streams.stages.extract_entities.mentions import Found, Mention, Odds
from streams.stages.extract_entities.names import COMMON, COUNTRY, GIVEN, REGION, WHOLE

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
_LONGEST = 40  # characters of a given and a family name
_NEXT_CAPITAL = re.compile(r" [^\W\d_a-z]")
_NEXT = re.compile(r" ([^\W\d_]+(?:-[^\W\d_]+)?)")
_UNCASED_NOUNS = frozenset({"de"})  # writes every noun with a capital: what follows a name may be anything


def whole(
    texts: Mapping[Field, str], found: Sequence[Found], rules: Bearers, is_place: Callable[[str], bool]
) -> list[Found]:
    """Give the mentions, sorted as *found*, with whole names of people whose first word is a place to the tagger."""
    lines = [_Line(texts[field], field, rules, is_place) for field in texts]
    return [one for line in lines for one in line.of([one for one in found if one.field == line.field])]


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
                longer = self._longer(one, found[at + 1 : at + 2]) if one.mention.type == "LOC" else one
                kept.append(longer)
                stop = longer.mention.end
        if self.rules.language != "vi":
            return kept
        full = [Found(self.field, name) for name in self._full_names(kept)]
        if not full:
            return kept
        covered = {one for name in full for one in _touching(kept, name.mention.start, name.mention.end)}
        others = [one for one in kept if one not in covered] if covered else kept
        return sorted([*others, *full], key=lambda one: one.mention.start)

    def _longer(self, one: Found, following: Sequence[Found]) -> Found:
        """Take in what follows *one*, a country or city that people are called like: "Israel" of "Israel Adesoji".

        Where the tagger has a person there that begins a sentence with the two, they are one ("Sydney Kusumawati").
        """
        mention, text = one.mention, self.text
        if mention.end - mention.start > _LONGEST or self.rules.language in _UNCASED_NOUNS:
            return one
        first, _, second = text[mention.start : mention.end].partition(" ")
        if second:
            is_country = self.rules.names.class_of(first) & _COUNTRY
            return person(one) if is_country and not mention.norm and self._are_person(first, second) else one
        behind = _NEXT.match(text, mention.end) if text[mention.end + 1 : mention.end + 2].isupper() else None
        if not behind or _NEXT_CAPITAL.match(text, behind.end()) or not self._are_person(first, behind.group(1)):
            return one
        next_one = following[0].mention if following else None
        if next_one and next_one.start < behind.end():
            is_rest = (next_one.end, next_one.type) == (behind.end(), "PER") and begins(text, mention.start)
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
            touching = [one.mention for one in _touching(found, start, end)]
            is_inside = all(start <= one.start and one.end <= end and one.type != "ORG" for one in touching)
            is_found = any((one.start, one.end, one.type) == (start, end, "PER") for one in touching)
            is_name = count > 2 and word_before(self.text, start) not in _NAMED_AFTER
            if is_name and is_inside and not is_found and not self.is_place(self.text[start:end]):
                yield Mention(start, end, "PER", _FULL_NAME_ODDS, "rules")


def _touching(found: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """Give the mentions of *found*, sorted and apart, that share a character with the piece."""
    first = bisect_right(found, start, key=lambda one: one.mention.end)
    return found[first : bisect_left(found, end, lo=first, key=lambda one: one.mention.start)]
