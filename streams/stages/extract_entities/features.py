"""What does the tagger look at?  Attributes of the words around a word, as 64-bit keys into the table of weights.

Most attributes depend on one word and on where it stands relative to the tagged word, so they are looked up once a
word type (`word_attributes`) and added up by position; the few that join neighbours are computed for a whole text at
a time (`joined_keys`).  Training and tagging share this file, so they cannot drift apart.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.groups import Group, Pieces
from streams.stages.extract_entities.keys import Keys, mixed, points, stir
from streams.text.letters import Letters

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
BOUNDARY = "\n"  # stands twice before, between and behind sentences, and is seen by its neighbours like a word
REACH = 2  # words to either side
_SHAPE_LENGTH = 12


def _outline(letter: str) -> str:
    if letter.isdigit():
        return "d"
    if not letter.isalpha():
        return "m" if unicodedata.category(letter).startswith("M") else letter
    if letter.islower():
        return "x"
    return "X" if letter.isupper() else "o"


_OUTLINES = Letters(_outline)
_ZEROS = Letters(lambda letter: "0" if letter.isdigit() else letter)


def outline(word: str) -> str:
    """Give *word* with X for upper, x for lower, d for digit, m for mark, o for other letters."""
    return word[:_SHAPE_LENGTH].translate(_OUTLINES)


def shape(word: str) -> str:
    """Give the outline of *word*: the first two letters, then runs once."""
    return shape_of(outline(word))


@lru_cache(maxsize=2048)
def shape_of(outlined: str) -> str:
    """Give the shape of every word with this outline."""
    return outlined[:1] + "".join(one for one, _ in groupby(outlined[1:]))


def lowered(word: str) -> str:
    """Give *word* in small letters, every digit as 0, so that years and scores share what is learnt."""
    lower = word.lower()
    return lower if lower.isalpha() else lower.translate(_ZEROS)


def word_attributes(word: str, bits: int, bits_as_name: int, group: Group) -> tuple[list[str], ...]:
    """Give what *word* tells about the word 2 before it, 1 before, itself, 1 behind and 2 behind, in that order.

    *bits* is its gazetteer class as written; *bits_as_name* the class it would have with a first capital (for
    texts without capitals).  The index is REACH minus the offset at which the tagged word sees this one.
    Written for the trainer, which wants strings; the worker computes their keys with attributes.py.
    """
    if word == BOUNDARY:
        return tuple([f"{offset}|"] for offset in (2, 1, 0, -1, -2))
    lower, outline = lowered(word), shape(word)
    alike = f"{'q' if group.part else 'c'}{group.fine}"
    near = [
        [
            f"{offset}w{lower}",
            f"{offset}s{outline}",
            f"{offset}x{lower[-3:]}",
            f"{offset}{alike}",
            f"{offset}C{group.coarse}",
            *_classes(offset, bits, bits_as_name),
        ]
        for offset in (1, -1)
    ]
    here = [f"0w{lower}", f"0s{outline}", f"0{alike}", f"0C{group.coarse}", *_classes(0, bits, bits_as_name)]
    here += [f"p{lower[:size]}" for size in range(1, 5) if len(lower) >= size]
    here += [f"x{lower[-size:]}" for size in range(1, 5) if len(lower) >= size]
    far = [[f"{offset}w{lower}", f"{offset}C{group.coarse}"] for offset in (2, -2)]
    return far[0], near[0], here, near[1], far[1]


def _classes(offset: int, bits: int, bits_as_name: int) -> list[str]:
    if bits:
        return [f"{offset}g{bits}"]
    return [f"{offset}G{bits_as_name}"] if bits_as_name else []


def joined_keys(shapes: Keys, lowers: Keys, groups: Keys, phrases: npt.NDArray[np.int64]) -> Keys:
    """Give the keys of joined attributes, one row a word, for a text with BOUNDARY pairs around every sentence.

    *shapes* and *lowers* are keys of outline and lower-cased word, *groups* the coarse groups; *phrases* says
    which multi-word place name covers the word (0 none).  Rows of boundaries hold keys of no meaning.  The kinds are
    1 and 2 outlines of two words, 3 and 4 of three, 5 and 6 a neighbour and the outline, 7 the phrase, 8 and 9 groups
    of two words and the outline.  Each is `mixed(kind, ...)`, computed for all at once.
    """
    before, after, first = _turned(shapes, 1), _turned(shapes, -1), _turned(shapes, 2)
    word_before, word_after = _turned(lowers, 1), _turned(lowers, -1)
    group_before, group_after = _turned(groups, 1), _turned(groups, -1)
    alone = phrases.astype(np.uint64)
    # Each block holds the next part of the kinds in _JOINED, which begin with those of the fewest parts.
    total = _rows(alone, before, shapes, word_before, word_after, first, before, group_before, groups)
    total ^= _JOINED
    stir(total)
    total[1:] ^= _rows(shapes, after, shapes, shapes, before, shapes, groups, group_after)
    stir(total[1:])
    total[5:] ^= _rows(shapes, after, shapes, shapes)
    stir(total[5:])
    return total.take(_IN_ORDER, axis=0).T


_JOINED: Keys = np.array([[7], [1], [2], [5], [6], [3], [4], [8], [9]], dtype=np.uint64)
_IN_ORDER = np.argsort(_JOINED[:, 0])


def _rows(*rows: Keys) -> Keys:
    """Put *rows* of one length below each other: np.stack for less."""
    return np.concatenate(rows).reshape(len(rows), -1)


def _turned(values: Keys, by: int) -> Keys:
    """Give every place the value *by* places before it; the last values come first: np.roll for less."""
    return np.concatenate((values[-by:], values[:-by]))


class Columns(NamedTuple):
    """What is known of every character: code point, class (see `character_kinds`), which place name covers it (0 none),
    its place in its piece, the group of its piece, of the pieces before and after, and of the longest piece from here.
    """

    points: Keys
    kinds: Keys
    places: Keys
    cut: Keys
    here: Keys
    before: Keys
    after: Keys
    opens: Keys


def character_keys(columns: Columns) -> Keys:
    """Give the keys of all attributes of every character, one row each; beyond either end everything is 0."""
    code_points, kinds, places, cut, here, before, after, opens = columns
    p = {offset: _shifted(code_points, offset) for offset in range(-2, 3)}
    k = {offset: _shifted(kinds, offset) for offset in range(-2, 3)}
    rows = [mixed(10 + offset, p[offset]) for offset in range(-2, 3)]
    rows += [mixed(20 + offset, k[offset]) for offset in range(-2, 3)]
    rows += [mixed(30 + offset, p[offset], p[offset + 1]) for offset in range(-2, 2)]
    rows += [mixed(40 + offset, p[offset], p[offset + 1], p[offset + 2]) for offset in range(-2, 1)]
    rows += [mixed(50 + offset, k[offset], k[offset + 1], k[offset + 2]) for offset in range(-2, 1)]
    rows += [mixed(60 + offset, _shifted(places, offset)) for offset in (-1, 0, 1)]
    rows += [mixed(70, here), mixed(71, cut, here), mixed(72, before), mixed(73, after), mixed(74, opens)]
    rows += [mixed(75, cut, before, here), mixed(76, cut, here, after), mixed(77, _shifted(cut, -1), cut)]
    rows += [mixed(78 + offset, _shifted(opens, offset)) for offset in (1, 2)]
    return np.stack(rows, axis=1)


def columns_of(text: str, places: Keys, pieces: Pieces) -> Columns:
    """Look everything up that `character_keys` mixes."""
    start = pieces.start
    begins = np.append(np.diff(start, prepend=-1) > 0, True)
    at = np.arange(len(text) + 1)
    following = np.minimum.accumulate(np.where(begins, at, len(text))[::-1])[::-1][1:]
    coarse = np.append(pieces.coarse, np.uint64(0))
    before = np.where(start > 0, coarse[start[np.maximum(start - 1, 0)]], 0).astype(np.uint64)
    return Columns(
        points=points(text),
        kinds=character_kinds(text),
        places=places,
        cut=pieces.place + np.uint64(1),
        here=pieces.fine[start],
        before=before,
        after=coarse[following],
        opens=pieces.fine,
    )


def _shifted(values: Keys, offset: int) -> Keys:
    """Give the value *offset* places further on, 0 beyond the ends."""
    moved = np.zeros_like(values)
    if offset > 0:
        moved[:-offset] = values[offset:]
    elif offset < 0:
        moved[-offset:] = values[:offset]
    else:
        moved[:] = values
    return moved


def character_kinds(text: str) -> Keys:
    """Give the class of every character: its script if that has no spaces, else what it is (digit, blank ...)."""
    return np.array([_kind(letter) for letter in text], dtype=np.uint64)


def _kind(letter: str) -> int:
    point = ord(letter)
    for number, (low, high) in enumerate(_BLOCKS, 1):
        if low <= point <= high:
            return number
    if letter.isspace():
        return 10
    if letter.isdigit():
        return 11
    if letter.isalpha():
        return 12 if letter.isupper() else 13
    return 14 if unicodedata.category(letter).startswith("M") else 15


_BLOCKS = ((0x3040, 0x309F), (0x30A0, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7AF), (0x0E00, 0x0E7F), (0x3400, 0x4DBF))
