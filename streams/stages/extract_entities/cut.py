"""Where are the words of a whole text, as columns?  Those of `streams.text.words`, for a third of the time.

Most of what stands between two blanks was seen before, alone or with its comma, so the words of every such chunk are
kept; the offsets of all words follow from the lengths of the words and the places of the blanks.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from streams.text.words import words

_KEPT = 50_000  # chunks, all languages together; about 10 MB when full, and then forgotten all at once
_LONGEST = 40  # characters of a chunk that is kept


class Cut(NamedTuple):
    """Words with their places: code points into the text, ends exclusive."""

    texts: list[str]
    starts: list[int]
    ends: list[int]


class _Chunks(dict[str, tuple[str, ...]]):
    """The words of every chunk asked for.  A chunk has no blanks inside, so its words leave nothing out."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        found = _chunk_words(chunk)
        if len(chunk) <= _LONGEST:
            if len(self) >= _KEPT:
                self.clear()
            self[chunk] = found
        return found


def _chunk_words(chunk: str) -> tuple[str, ...]:
    """Give the words of a chunk.  Two cases come first because nearly all new chunks are of them."""
    if chunk.isalnum():
        return (chunk,)
    if chunk[-1] in _ENDS and chunk[:-1].isalnum():
        return (chunk[:-1], chunk[-1])
    return tuple(word.text for word in words(chunk))


_CHUNKS = _Chunks()
_ENDS = frozenset(".,;:!?)\"'”")
_BLANK = np.array([chr(point).isspace() for point in range(0x3002)])  # U+3000 is the last one


def cut(texts: Sequence[str]) -> list[Cut]:
    """Find the words of each text, as if alone; several texts cost little more than one."""
    whole = "\n".join(texts)
    chunks = whole.split()
    pieces = list(map(_CHUNKS.__getitem__, chunks))
    found = list(chain.from_iterable(pieces))
    sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    counts = np.fromiter(map(len, pieces), dtype=np.int64, count=len(pieces))
    before = sizes.cumsum() - sizes  # letters of the words before
    first = counts.cumsum() - counts  # words of the chunks before
    starts = before + (_starts(whole) - before.take(first)).repeat(counts)
    ends = starts + sizes
    cuts, origin, at = [], 0, 0
    for text in texts:
        stop = int(starts.searchsorted(origin + len(text)))
        cuts.append(Cut(found[at:stop], (starts[at:stop] - origin).tolist(), (ends[at:stop] - origin).tolist()))
        origin, at = origin + len(text) + 1, stop
    return cuts


def words_of(text: str) -> list[str]:
    """Give the words of one text, without their places."""
    return [word for chunk in text.split() for word in _CHUNKS[chunk]]


def _starts(text: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Give where the chunks of *text* start: behind the beginning or a blank."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    blank = np.concatenate(([True], _BLANK.take(points, mode="clip")))
    return (blank[:-1] & ~blank[1:]).nonzero()[0]
