"""How do names of a vocabulary mend what a tagger found?  Where they stand, what they part, what they leave outside.

A tagger sees outlines and neighbours; the vocabulary knows that "Reuters USA" is two names and "NATO-a" one.
"""

from bisect import bisect_left
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import NamedTuple

from streams.stages.extract_entities.cut import Cut
from streams.stages.extract_entities.mentions import Mention, Odds
from streams.stages.extract_entities.names import CITY, FAMILY, GIVEN, Names
from streams.stages.extract_entities.vocabulary import Hit

COUNTRY_ODDS: Odds = (0.0, 0.0, 0.65, 0.35)  # of a country of the table; see TABLE_ODDS of finder.py
KNOWN_ODDS: Odds = (0.0, 0.7, 0.0, 0.3)  # of an organisation of the vocabulary: 13 of 18 in the dev sets but Turkish
LONGEST_ENDING = 3  # letters of a case ending behind a hyphen
_HYPHENS = frozenset("-\u2010\u2011")
APOSTROPHES = frozenset("'’")
_AND = frozenset(
    ["", ",", "&", "and", "dan", "und", "en", "et", "y", "e", "i", "a", "og", "och", "ja", "és", "ve", "un", "și", "и"]
)


class Span(NamedTuple):
    """Where a name of the vocabulary stands: code points, end exclusive."""

    start: int
    end: int
    hit: Hit


def apart(text: str, mention: Mention, spans: Sequence[Span], begun: Sequence[int]) -> Sequence[Mention]:
    """Give the names of the vocabulary instead where a tagger has made one of several, nothing but an "and" between."""
    first, stop = bisect_left(begun, mention.start), bisect_left(begun, mention.end)
    if stop - first > 1:
        inside = [one for one in spans[first:stop] if one.end <= mention.end]
        whole = (inside[0].start, inside[-1].end) == (mention.start, mention.end)
        if whole and all(text[one.end : other.start].strip() in _AND for one, other in pairwise(inside)):
            return [mention_of(*one) for one in inside]
    return [mention]


def without_lead(text: str, mention: Mention, spans: Sequence[Span], begun: Sequence[int]) -> Mention:
    """Leave words in small letters outside that a tagger of other languages took in before a known name."""
    at = bisect_left(begun, mention.end) - 1
    if at >= 0 and mention.start < begun[at] and spans[at].end == mention.end and spans[at].hit.known.sure:
        lead = text[mention.start : begun[at]]
        if lead.islower() or (mention.type == "PER" and " " not in lead.strip()):
            return mention_of(*spans[at])
    return mention


def without_tail(
    text: str, mention: Mention, spans: Sequence[Span], begun: Sequence[int], names: Names
) -> Sequence[Mention]:
    """Part a place or union from the person of two names before it, but no family name ("London")."""
    at = bisect_left(begun, mention.end) - 1
    if mention.type != "PER" or at < 0 or begun[at] <= mention.start or spans[at].end != mention.end:
        return [mention]
    rest = text[mention.start : begun[at]].rstrip()
    called = names.class_of(text[begun[at] : mention.end]) & (GIVEN | FAMILY)
    if called or not spans[at].hit.known.sure or " " not in rest or not rest[-1].isalpha():
        return [mention]
    return [mention._replace(end=mention.start + len(rest)), mention_of(*spans[at])]


def mention_of(start: int, end: int, hit: Hit, *, hint: str = "") -> Mention:
    """Give the mention of a name of the vocabulary."""
    odds = KNOWN_ODDS if hit.known.type == "ORG" else COUNTRY_ODDS
    return Mention(start, end, hit.known.type, odds, "gazetteer", hint, hit.known.place.norm)


def is_other(mention: Mention, hit: Hit) -> bool:
    """Tell whether a tagger took a name of the vocabulary for what it is not: a person, or a capital that is none."""
    return mention.type == "PER" or (mention.type == "ORG" and hit.known.sure and hit.known.place.kind == CITY)


def is_whole(tokens: Cut, hit: Hit) -> bool:
    """Tell whether a name is no part of a compound ("US-Präsident"), but may have an ending ("NATO-a")."""
    first, stop, texts = hit.first, hit.stop, tokens.texts
    if first and texts[first - 1] in _HYPHENS and tokens.ends[first - 1] == tokens.starts[first]:
        return False
    if stop >= len(texts) or texts[stop] not in _HYPHENS or tokens.starts[stop] != tokens.ends[stop - 1]:
        return True
    after = texts[stop + 1 : stop + 2]
    return not (after and tokens.starts[stop + 1] == tokens.ends[stop] and not _ending(after[0]))


def with_ending(tokens: Cut, hit: Hit, end: int) -> int:
    """Give where a name ends, with the case ending behind an apostrophe or hyphen if *end* is there ("Reuters'a")."""
    stop = hit.stop
    joined = stop + 1 < len(tokens.texts) and tokens.texts[stop] in APOSTROPHES | _HYPHENS
    return end if joined and end == tokens.ends[stop + 1] else tokens.ends[stop - 1]


def goes_on(tokens: Cut, at: int) -> bool:
    """Tell whether a capitalised word or a number comes next, after a blank."""
    return at < len(tokens.texts) and tokens.starts[at] == tokens.ends[at - 1] + 1 and not tokens.texts[at].islower()


def in_title(tokens: Cut, hit: Hit, firsts: Container[int]) -> bool:
    """Tell whether capitalised words stand beside a name: "Cheap Hotel Rome", "Viyana Kongresi".

    The first word of a sentence, one of *firsts*, has its capital anyway.
    """
    before = hit.first - 1
    follows = before >= 0 and before not in firsts and tokens.starts[hit.first] == tokens.ends[before] + 1
    return (follows and tokens.texts[before][0].isupper()) or (
        goes_on(tokens, hit.stop) and tokens.texts[hit.stop][0].isupper()
    )


def _ending(word: str) -> bool:
    return len(word) <= LONGEST_ENDING and word.islower()


def split(mention: Mention, hits: Sequence[Hit], begun: Sequence[int]) -> Sequence[Mention]:
    """Give the places of what a tagger took for one, where there are several ("乌克兰并威慑俄罗斯").

    A country and a city in a row, with nothing between, are one name to the sets (日本东京, 브라질 상파울루).
    """
    if mention.type == "LOC":
        within = hits[bisect_left(begun, mention.start) : bisect_left(begun, mention.end)]
        inside = [hit for hit in within if hit.stop <= mention.end and hit.known.sure]
        if len(inside) > 1 and not _is_row(inside):
            return [mention_of(hit.first, hit.stop, hit) for hit in inside]
    return [mention]


def _is_row(hits: Sequence[Hit]) -> bool:
    """Tell whether names follow each other with a blank between at most, a city behind."""
    return hits[-1].known.place.kind == CITY and all(b.first - a.stop <= 1 for a, b in pairwise(hits))
