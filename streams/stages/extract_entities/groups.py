"""Which words are used alike?  Groups of words across languages, from a multilingual embedding table.

A fine group (of 1,024) and a coarse one (of 128) for each of 150,000 words; longer and inflected words take the
group of their longest known beginning.  ops/models/entities/clusters.py builds the table.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from streams.stages.extract_entities.arrays import read_arrays
from streams.stages.extract_entities.keys import keys
from streams.stages.extract_entities.lookup import Lookup

SHORTEST = 3  # letters of a beginning; shorter ones say nothing about the word
LONGEST = 14  # no listed word that matters is longer


class Group(NamedTuple):
    """The groups of a word: -1 and 128 when nothing is known; *part* when only a beginning is listed."""

    fine: int
    coarse: int
    part: bool


UNKNOWN = Group(-1, 128, False)


class Groups:
    """The table.  Raises Damaged when *data* is no such table."""

    def __init__(self, data: bytes | memoryview) -> None:
        arrays, _ = read_arrays(data)
        self._lookup = Lookup(arrays["keys"].view(np.uint64))
        self._fine, self._coarse = arrays["fine"], arrays["coarse"]

    def of(self, words: Sequence[str]) -> list[Group]:
        """Give the group of each word: as written, in small letters, or by its longest listed beginning."""
        forms, owners, parts = [], [], []
        for number, word in enumerate(words):
            tries = _tries(word)
            forms += tries
            owners += [number] * len(tries)
            parts += [False, False, *[True] * (len(tries) - 2)]
        at = self._lookup.find(keys(forms)).tolist()
        found = [UNKNOWN] * len(words)
        for place, owner, part in zip(reversed(at), reversed(owners), reversed(parts), strict=True):
            if place >= 0:
                found[owner] = Group(int(self._fine[place]), int(self._coarse[place]), part)
        return found


def _tries(word: str) -> list[str]:
    """Give the forms to look up, the best first: as written, small, then ever shorter beginnings of either."""
    lower = word.lower()
    return [word, lower, *(lower[:size] for size in range(min(len(lower) - 1, LONGEST), SHORTEST - 1, -1))]
