"""Which words are used alike?  Groups of words across languages, from a multilingual embedding table.

A fine group (of 4,096) and a coarse one (of 128) for each of 150,000 words; longer and inflected words take the
group of their longest known beginning.  Pieces of scripts without spaces have 1,024 fine groups.
ops/models/entities/clusters.py builds the table.
"""

from collections.abc import Sequence
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import read_arrays
from streams.stages.extract_entities.keys import Keys, keys, points, rolling
from streams.stages.extract_entities.lookup import Lookup

SHORTEST = 3  # letters of a beginning; shorter ones say nothing about the word
LONGEST = 14  # no listed word that matters is longer
LONGEST_PIECE = 8  # code points of a piece of a script without spaces


class Group(NamedTuple):
    """The groups of a word: -1 and 128 when nothing is known; *part* when only a beginning is listed."""

    fine: int
    coarse: int
    part: bool


class GroupColumns(NamedTuple):
    """The groups of many words."""

    fine: npt.NDArray[np.int64]
    coarse: npt.NDArray[np.int64]
    part: npt.NDArray[np.bool_]


UNKNOWN = Group(-1, 128, False)
NO_PIECE = 9999


class Pieces(NamedTuple):
    """Text cut into pieces, by character: start of its piece, place in it, groups of the longest piece from here."""

    start: npt.NDArray[np.int64]
    place: Keys
    fine: Keys
    coarse: Keys


class Groups:
    """The table.  Raises Damaged when *data* is no such table."""

    def __init__(self, data: bytes | memoryview) -> None:
        arrays, _ = read_arrays(data)
        self._lookup = Lookup(arrays["keys"].view(np.uint64))
        self._fine, self._coarse = arrays["fine"], arrays["coarse"]
        self._pieces = Lookup(arrays["solid_keys"].view(np.uint64))
        self._piece_fine, self._piece_coarse = arrays["solid_fine"], arrays["solid_coarse"]

    def of(self, words: Sequence[str]) -> list[Group]:
        """Give the group of each word: as written, in small letters, or by its longest listed beginning."""
        return [Group(*one) for one in zip(*(column.tolist() for column in self.columns(words)), strict=True)]

    def columns(self, words: Sequence[str]) -> GroupColumns:
        """Give the same as `of`, as arrays.  Most words are listed, so beginnings are only made of the others."""
        lower = [word.lower() for word in words]
        written, small = self._lookup.find(keys([*words, *lower])).reshape(2, -1)
        at = np.where(written >= 0, written, small)
        part = at < 0
        rest = part.nonzero()[0].tolist()
        at[part] = self._by_beginnings([lower[number] for number in rest])
        fine = np.where(at >= 0, self._fine.take(at).astype(np.int64), UNKNOWN.fine)
        coarse = np.where(at >= 0, self._coarse.take(at).astype(np.int64), UNKNOWN.coarse)
        return GroupColumns(fine, coarse, part & (at >= 0))

    def lists(self, words: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Tell of each word whether it is in the table, written exactly so."""
        return self._lookup.find(keys(words)) >= 0

    def _by_beginnings(self, words: Sequence[str]) -> list[int]:
        """Give the place in the table of the longest listed beginning of each word, or -1."""
        tries = [_beginnings(word) for word in words]
        places = iter(self._lookup.find(keys(chain.from_iterable(tries))).tolist())
        each = [[place for place in islice(places, len(forms)) if place >= 0] for forms in tries]
        return [found[0] if found else -1 for found in each]

    def pieces(self, text: str) -> Pieces:
        """Cut text without spaces into the longest listed pieces, from left to right; other characters stand alone."""
        all_points = points(text)
        count = len(all_points)
        size, place = np.ones(count, dtype=np.int64), np.full(count, -1, dtype=np.int64)
        for length in range(1, LONGEST_PIECE + 1):
            at = self._pieces.find(rolling(all_points, length))
            hit = np.nonzero(at >= 0)[0]
            size[hit], place[hit] = length, at[hit]
        groups = np.where(place >= 0, self._piece_fine[place], NO_PIECE).astype(np.uint64)
        coarse = np.where(place >= 0, self._piece_coarse[place], UNKNOWN.coarse).astype(np.uint64)
        return Pieces(*_cut(size), groups, coarse)


def _cut(size: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Keys]:
    """Give for every character the start of its piece, and its place in it: 0 alone, 1 first, 2 inside, 3 last."""
    starts, places = [], []
    at, sizes = 0, size.tolist()
    while at < len(sizes):
        length = sizes[at]
        starts += [at] * length
        places += [0] if length == 1 else [1, *[2] * (length - 2), 3]
        at += length
    return np.array(starts, dtype=np.int64), np.array(places, dtype=np.uint64)


def _beginnings(lower: str) -> list[str]:
    """Give ever shorter beginnings of a word in small letters, the longest first."""
    return [lower[:size] for size in range(min(len(lower) - 1, LONGEST), SHORTEST - 1, -1)]
