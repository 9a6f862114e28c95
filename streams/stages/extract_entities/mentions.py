"""Which stretches of text are names, by the labels of their units?  BIO repaired, spans trimmed."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.tagger import Tagged

TYPES = ("PER", "ORG", "LOC")
_PLACE = {kind: place for place, kind in enumerate(TYPES)}
JOINERS = "\u200c\u200d"  # without and with width: at the end of a name they say nothing
_FIRST_MARK = "\u0300"
_BEFORE = re.compile(r"^[\W_]+")
_OPENING = re.compile(r"[(\[{（]")
_PAIRS = {")": "(", "]": "[", "}": "{", "）": "（"}


Odds = tuple[float, float, float, float]


OPEN, WEAK = "open", "weak"


class Mention(NamedTuple):
    """One name: code points, end exclusive; *odds* are those of PER, ORG, LOC and no name at its weakest unit.

    A *hint* is a name only if the article supports it: an OPEN one is a name to others than the sets of its language, a
    WEAK one may be a word.  Days (DATE) carry their *norm* and have no odds but
    that of being none.
    """

    start: int
    end: int
    type: str
    odds: Odds
    method: str
    hint: str = ""
    norm: str | None = None

    @property
    def score(self) -> float:
        """The probability of the type given."""
        place = _PLACE.get(self.type)
        return 1 - self.odds[3] if place is None else self.odds[place]


class Found(NamedTuple):
    """A mention and the field it is in."""

    field: Field
    mention: Mention


def exact_of(texts: Mapping[Field, str], found: Found) -> str:
    """Give what stands there."""
    return texts[found.field][found.mention.start : found.mention.end]


def beside(taken: Sequence[Mention], others: Iterable[Mention]) -> Iterator[Mention]:
    """Give those of *others* that touch none of *taken*, which are sorted and do not overlap."""
    starts = [mention.start for mention in taken]
    for other in others:
        before = bisect_left(starts, other.end) - 1  # only the last that begins before can touch
        if before < 0 or taken[before].end <= other.start:
            yield other


def mentions(tagged: Tagged, starts: Sequence[int], ends: Sequence[int], text: str, method: str) -> Iterator[Mention]:
    """Give the names among units (words or characters, at *starts* and *ends*), sorted, without overlap, never empty.

    An I without its B begins a name.  Punctuation at either end is left outside; combining marks stay with the letter
    before them.
    """
    named = tagged.labels.nonzero()[0]
    if not len(named):
        return
    labels = tagged.labels.take(named)
    types = (labels - 1) // 2  # as LABELS has them: B and I of each type
    begins = np.ones(len(named), dtype=bool)
    begins[1:] = (labels[1:] % 2 == 1) | (types[1:] != types[:-1]) | (named[1:] - named[:-1] > 1)
    runs = begins.nonzero()[0]
    last = np.concatenate((runs[1:], [len(named)])) - 1
    rows = tagged.chance.take(named, axis=0)
    odds = np.minimum.reduceat(rows[:, 1::2] + rows[:, 2::2], runs, axis=0)  # of each type where it is least
    none = np.maximum.reduceat(rows[:, 0], runs)
    columns = (named.take(runs), named.take(last), types.take(runs), odds, none)
    for first, end_at, kind, (person, organisation, place), no in zip(*(one.tolist() for one in columns), strict=True):
        start, end = trimmed(text, starts[first], ends[end_at])
        if start < end:
            yield Mention(start, end, TYPES[kind], (person, organisation, place, no), method)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave punctuation outside, but keep a closing bracket whose partner is inside, and the dot of "U.S."."""
    if _is_plain(text, start, end):
        return start, end
    while end - start > 2 and _PAIRS.get(text[end - 1]) == text[start]:
        start, end = start + 1, end - 1
    piece = text[start:end]
    head = _BEFORE.match(piece)
    if head and not (piece[0] in _PAIRS.values() and _closer(piece[0]) in piece[1:]):
        start += head.end()
    piece = text[start:end]
    while end > start and _outside(text, start, end - 1):
        end -= 1
    while end > start and text[end - 1] in _PAIRS and _PAIRS[text[end - 1]] not in text[start:end]:
        end -= 1
        end -= len(text[start:end]) - len(text[start:end].rstrip())
    start, end = _closed(text, start, end)
    while end < len(text) and end > start and _mark(text[end]):
        end += 1
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    while start < end and _mark(text[start]):
        start += 1
    return start, end


def _is_plain(text: str, start: int, end: int) -> bool:
    """Tell the usual case, in which nothing is to do: from letter to letter, no bracket opens, no mark follows."""
    letters = text[start].isalnum() and text[end - 1].isalnum()
    return letters and not _OPENING.search(text, start, end) and not (end < len(text) and _mark(text[end]))


def _outside(text: str, start: int, at: int) -> bool:
    """Tell whether the last character does not belong to the name: punctuation, but no closing bracket.

    A dot right behind a letter stays: the tagger has learnt which words end in one ("U.S.", Thai short forms).
    """
    if text[at] == ".":
        dots = text.startswith("..", at)
        return dots or at == start or not (text[at - 1].isalnum() or _mark(text[at - 1]))
    return not (text[at].isalnum() or text[at] in _PAIRS or _mark(text[at]))


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the bracket that closes one inside, if it comes next; otherwise stop before the open one."""
    for close, opening in _PAIRS.items():
        at = text.find(opening, start, end)
        if at > start and text.count(opening, start, end) > text.count(close, start, end):
            if text[end : end + 1] == close:
                return start, end + 1
            return start, start + len(text[start:at].rstrip())
    return start, end


def _closer(bracket: str) -> str:
    return next(close for close, opening in _PAIRS.items() if opening == bracket)


def _mark(letter: str) -> bool:
    """Tell whether it belongs to the letter before it: a combining mark, or a joiner, which UAX #29 counts as one."""
    return letter >= _FIRST_MARK and (letter in JOINERS or unicodedata.category(letter).startswith("M"))
