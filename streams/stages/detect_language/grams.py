"""Which language do the letter sequences of a text speak for?  A linear model over hashed n-grams, in numpy.

Features of a text: n-grams of 1 to 5 letters that do not cross a word boundary (the boundary itself is a
letter), whole words and, where asked, word pairs; each hashed into a table of 8-bit weights.  Hashes of all
n-grams come from prefix sums of a polynomial, so a text of 2,500 letters costs a few array operations.
Trained by `python -m ops.models.language.train`; only `resources.py` and that command import this module.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from streams.stages.detect_language.counts import distinct
from streams.stages.detect_language.points import Points
from streams.text.letters import Letters

Floats = NDArray[np.float32]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int64]

MAX_CHARS = 4096  # of a text; more letters change no decision and cost time
_ORDERS = (1, 2, 3, 4, 5)
_BLANK = 32
_M64 = (1 << 64) - 1
_BASE = 0x9E3779B97F4A7C15
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_WORD_SALT, _PAIR_SALT = np.uint64(0x5BD1E995), np.uint64(0x1B873593)
_ORDER_SALTS: Hashes = np.array([[(order * _BASE) & _M64] for order in _ORDERS], dtype=np.uint64)
_POWER: Hashes = np.cumprod(np.full(MAX_CHARS + 2, _BASE, dtype=np.uint64), dtype=np.uint64)
_UNPOWER: Hashes = np.cumprod(np.full(MAX_CHARS + 2, _INVERSE, dtype=np.uint64), dtype=np.uint64)

_APOSTROPHES = frozenset("’ʻʼ‘")
_NO_WORD = re.compile(r"[^\w'\u0300-\u036f\u064b-\u065f\u0900-\u0dff]|[\d_]")


def _in_words(letter: str) -> str:
    """Give what stands for *letter*: a blank for what is in no word."""
    return "'" if letter in _APOSTROPHES else _NO_WORD.sub(" ", letter)


_LETTERS = Points(Letters(_in_words))


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one group of languages: *weights* is 2**bits rows of int8, one column a label."""

    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    scale: float
    bias: Floats
    pairs: bool

    @property
    def bits(self) -> int:
        """Width of the hash."""
        return int(self.weights.shape[0]).bit_length() - 1


class Grams:
    """Tables by group, opened once; calling it is pure."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def __call__(self, text: str, group: str) -> dict[str, float]:
        """Give the logit of each label of *group*; empty for a group without a table or a text without letters."""
        table = self._tables.get(group)
        if table is None:
            return {}
        rows, values = features(text, bits=table.bits, pairs=table.pairs)
        if not len(rows):
            return {}
        logits = values @ table.weights.take(rows, axis=0).astype(np.float32) * table.scale + table.bias
        return dict(zip(table.labels, logits.tolist(), strict=True))


def features(text: str, *, bits: int, pairs: bool) -> tuple[NDArray[np.int64], Floats]:
    """Give the rows that *text* hits, ascending, and their values: log(1 + count), scaled to length 1."""
    hashes = _hashes(_words(text), bits, pairs)
    if not len(hashes):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    rows, counts = distinct(hashes)
    values = np.log1p(np.arange(counts.max() + 1)).astype(np.float32).take(counts)  # few counts, many rows
    return rows.astype(np.int64), values / max(float(np.sqrt(values @ values)), 1e-9)


def _words(text: str) -> NDArray[np.uint32]:
    """Give the code points of the words in small letters, one blank before, between and behind them; may be empty."""
    points = _LETTERS.of(f" {text[:MAX_CHARS].lower()} ")
    letter = points != _BLANK
    kept = letter.copy()
    kept[0], kept[1:] = True, letter[1:] | letter[:-1]
    words: NDArray[np.uint32] = points[kept]
    if len(words) > MAX_CHARS:
        words = np.append(words[: MAX_CHARS - 1], words[:1])
    return words if len(words) > 1 else words[:0]


def _hashes(points: NDArray[np.uint32], bits: int, pairs: bool) -> NDArray[np.uint32]:
    """Give the row of every n-gram; 32 bits are sorted in a third of the time of 64."""
    size = len(points)
    if not size:
        return points
    prefix = np.zeros(size + 1, dtype=np.uint64)
    np.cumsum((points.astype(np.uint64) + np.uint64(1)) * _MIX * _POWER[:size], out=prefix[1:])
    blank = points == _BLANK
    found = [_ngrams(prefix, ~blank)]
    edges = blank.nonzero()[0]
    sums, unpower = prefix.take(edges), _UNPOWER.take(edges)
    for span, salt in ((1, _WORD_SALT), (2, _PAIR_SALT))[: 2 if pairs else 1]:
        if len(edges) > span:
            found.append((sums[span:] - sums[:-span]) * unpower[:-span] ^ salt)
    mixed = np.concatenate(found)
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX
    return (mixed >> np.uint64(64 - bits)).astype(np.uint32)


def _ngrams(prefix: Hashes, letter: NDArray[np.bool_]) -> Hashes:
    """Hash the n-grams of all orders: differences of *prefix*, which are alike wherever they stand.

    Single letters are no blanks, and *letter* says that only the first and the last of a longer one may be one.
    All orders are filtered at once: a row each, of which the end is never taken.
    """
    size = len(letter)
    hashed = np.zeros((len(_ORDERS), size), dtype=np.uint64)
    taken = np.zeros((len(_ORDERS), size), dtype=np.bool_)
    taken[0], taken[1, : size - 1] = letter, True
    for row, order in enumerate(_ORDERS):
        count = max(0, size - order + 1)
        np.subtract(prefix[order:], prefix[:count], out=hashed[row, :count])
        if order > 2:
            np.logical_and(taken[row - 1, :count], letter[order - 2 : size - 1], out=taken[row, :count])
    hashed *= _UNPOWER[:size]
    hashed += _ORDER_SALTS
    return hashed.reshape(-1).take(taken.reshape(-1).nonzero()[0])
