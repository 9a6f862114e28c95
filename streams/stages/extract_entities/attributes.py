"""Under which keys does the worker look up what a word says?  Those of `word_attributes`, for many words at once.

The trainer names attributes by strings; a digest of each would cost more than the look-up.  So a key is mixed from
the digest of a value, which several attributes share, and of a number for the kind and the place.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.features import BOUNDARY, REACH, lowered, outline, shape_of
from streams.stages.extract_entities.groups import GroupColumns
from streams.stages.extract_entities.keys import NO_KEY, Keys, key, keys, mixed, stir

_WORD_KIND = 1 << 20  # beyond every number that the joined attributes and those of characters begin with
_KINDS = "|wsxcqCgGp"
_NUMBERS = frozenset("cqCgG")  # their value is a number and mixed in as it is; other values by their key
_ANYWHERE = 5  # in place of an offset: beginnings and ends of the word itself
_PLACES = (2, 1, 0, -1, -2)
_ATTRIBUTE = re.compile(r"(-?\d)?(.)(.*)", re.DOTALL)


def attribute_key(attribute: str) -> int:
    """Give the key of an attribute as `word_attributes` writes it: the one that `word_keys` computes for it."""
    match = _ATTRIBUTE.fullmatch(attribute)
    if match is None or match[2] not in _KINDS:
        raise ValueError(f"no attribute of a word: {attribute!r}")
    offset, kind, value = match.groups()
    head = _head(kind, _ANYWHERE if offset is None else int(offset))
    head ^= np.uint64(int(value) % 2**64 if kind in _NUMBERS else key(value))
    stir(head)
    return int(head[0])


def _head(kind: str, offset: int) -> Keys:
    return mixed(_WORD_KIND, np.array([16 * _KINDS.index(kind) + offset + REACH], dtype=np.uint64))


class _Column(NamedTuple):
    """One attribute: its kind, the offset in its key, which of the sources of a word is its value, and how many
    letters the word must have."""

    kind: str
    offset: int
    source: int
    least: int = 0


def _columns(offset: int) -> list[_Column]:
    """Give what `word_attributes` lists for one place; sources are numbered as `word_keys` stacks them."""
    columns = [_Column("w", offset, 0), _Column("C", offset, 10)]
    if abs(offset) < REACH:
        columns += [_Column("s", offset, 9), _Column("c", offset, 11), _Column("g", offset, 12)]
    if abs(offset) == 1:
        columns += [_Column("x", offset, 7)]
    if offset == 0:
        columns += [_Column("p", _ANYWHERE, size, size) for size in range(1, 5)]
        columns += [_Column("x", _ANYWHERE, 4 + size, size) for size in range(1, 5)]
    return columns


_TABLE = [column for offset in _PLACES for column in _columns(offset)]
_FIRST = np.cumsum([0, *(len(_columns(offset)) for offset in _PLACES[:-1])])
_SOURCE = np.array([column.source for column in _TABLE])
_LEAST = np.array([[column.least] for column in _TABLE])
_HEADS = np.stack([_head(column.kind, column.offset) for column in _TABLE])


def _others(kind: str, other: str) -> tuple[npt.NDArray[np.int64], Keys]:
    """Give the rows of one kind, and what makes their heads those of the other."""
    at = np.array([number for number, column in enumerate(_TABLE) if column.kind == kind])
    return at, _HEADS[at] ^ np.stack([_head(other, _TABLE[number].offset) for number in at])


_ALIKE, _TO_PART = _others("c", "q")
_CLASS, _TO_AS_NAME = _others("g", "G")


class WordKeys(NamedTuple):
    """What `word_attributes` says of many words, as keys: one column a word, the places one below the other.

    *first* are the rows at which the places begin.  *lowers* and *shapes* are the keys of the lower-cased word
    and of the outline.
    """

    attributes: Keys
    first: npt.NDArray[np.int64]
    lowers: Keys
    shapes: Keys


def word_keys(
    words: Sequence[str], bits: npt.NDArray[np.uint16], bits_as_name: npt.NDArray[np.uint16], groups: GroupColumns
) -> WordKeys:
    """Give the keys of `word_attributes` of every word; NO_KEY where it has none.

    A word costs ten digests instead of the thirty of its attributes: what differs by place is mixed in.
    """
    lower = [lowered(word) for word in words]
    pieces = keys(piece for word in lower for piece in _pieces(word)).reshape(-1, 9).T
    shapes = np.array([_shape_key(outline(word)) for word in words], dtype=np.uint64)
    classes = np.where(bits > 0, bits, bits_as_name).astype(np.uint64)
    sources = np.concatenate(
        [pieces, [shapes, groups.coarse.astype(np.uint64), groups.fine.astype(np.uint64), classes]]
    )
    found: Keys = sources.take(_SOURCE, axis=0)
    found ^= _HEADS
    found[_ALIKE] ^= groups.part * _TO_PART
    found[_CLASS] ^= (bits == 0) * _TO_AS_NAME
    stir(found)
    np.putmask(found, np.fromiter(map(len, lower), dtype=np.int64, count=len(lower)) < _LEAST, NO_KEY)
    found[_CLASS] |= (classes == 0) * np.uint64(NO_KEY)
    for at in (at for at, word in enumerate(words) if word == BOUNDARY):
        found[:, at] = NO_KEY
        found[_FIRST, at] = [attribute_key(f"{offset}|") for offset in _PLACES]
    return WordKeys(found, _FIRST, pieces[0], shapes)


def _pieces(word: str) -> tuple[str, ...]:
    return (word, word[:1], word[:2], word[:3], word[:4], word[-1:], word[-2:], word[-3:], word[-4:])


@lru_cache(maxsize=2048)
def _shape_key(outlined: str) -> int:
    return key(shape_of(outlined))
