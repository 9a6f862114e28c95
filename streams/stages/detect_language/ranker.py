"""How likely is each language by the byte n-grams of a text?  py3langid's model and its very scores, in numpy.

The model reads a text with an automaton, byte after byte, and sums up the weights of the n-grams that it passes.
What state it is in depends on the last `REACH` bytes alone, the longest n-gram, so all states of a text are found in
so many steps from the start.  Weights are stored in half precision; those met before are kept in single precision,
because turning them costs more than all the rest.  Three times as fast as `LanguageIdentifier.rank`, and the same
scores but for the last bits, since n-grams are summed up in the order of their numbers.
"""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from streams.stages.detect_language.counts import distinct

REACH = 6  # bytes; test_detect_language_ranker.py compares with the model as installed
_KEPT = 16_384  # n-grams whose weights are kept, 9 MB; then forgotten all at once


class Ranker:
    """Callable with a text, as `LanguageIdentifier.rank`.  Not for use by several threads at once.

    *moves* has 256 next states a row, *row* is that of each state, *passed* the n-gram that a state completes or -1;
    *weights* has a row an n-gram and a column a label, *bias* a number a label; of labels that repeat the best column
    counts.  *unknown* is the score of every label when there is no known n-gram.
    """

    def __init__(
        self,
        moves: NDArray[np.uint32],
        row: Sequence[int],
        passed: Sequence[int],
        *,
        weights: NDArray[np.float16],
        bias: NDArray[np.float32],
        labels: Sequence[str],
        unknown: float,
    ) -> None:
        self._moves, self._row = moves, np.array(row, dtype=np.int64) << 8
        self._passed = np.array(passed, dtype=np.int32)  # sorted in half the time of 64 bits
        self._weights, self._bias, self._unknown = weights, bias, unknown
        self._labels = [*dict.fromkeys(labels)]
        columns = [[at for at, label in enumerate(labels) if label == one] for one in self._labels]
        self._columns = np.array([at for same in columns for at in same])  # those of one label side by side
        self._begins = np.cumsum([0, *(len(same) for same in columns[:-1])])
        self._place = np.full(len(weights), -1, dtype=np.int64)
        self._kept: NDArray[np.float32] = np.zeros((_KEPT, len(labels)), dtype=np.float32)
        self._count = 0

    def __call__(self, text: str) -> dict[str, float]:
        """Give every label once with its log score, in the order of *labels*."""
        found = self._found(_encoded(text))
        if not len(found):
            return dict.fromkeys(self._labels, self._unknown)
        ngrams, counts = distinct(found)
        scores = np.log1p(counts.astype(np.float32)) @ self._weights_of(ngrams) + self._bias
        best: list[float] = np.maximum.reduceat(scores.take(self._columns), self._begins).tolist()
        return dict(zip(self._labels, best, strict=True))

    def _found(self, data: bytes) -> NDArray[np.int32]:
        """Give the n-grams that *data* passes, in order."""
        letters = np.frombuffer(data, dtype=np.uint8).astype(np.int64)
        size = len(letters)
        state = np.zeros(size, dtype=np.int64)
        for back in range(min(REACH, size) - 1, -1, -1):
            moves = self._row.take(state[back:])
            moves += letters[: size - back]
            state[back:] = self._moves.take(moves)
        passed = self._passed.take(state)
        return passed.take((passed >= 0).nonzero()[0])

    def _weights_of(self, ngrams: NDArray[np.int32]) -> NDArray[np.float32]:
        """Give the rows of *ngrams*, which are all different."""
        new = ngrams.take((self._place.take(ngrams) < 0).nonzero()[0])
        if self._count + len(new) > _KEPT:
            self._place[:] = -1
            self._count, new = 0, ngrams
        if len(ngrams) > _KEPT:
            return self._weights.take(ngrams, axis=0).astype(np.float32)
        self._kept[self._count : self._count + len(new)] = self._weights.take(new, axis=0)
        self._place[new] = np.arange(self._count, self._count + len(new))
        self._count += len(new)
        rows: NDArray[np.float32] = self._kept.take(self._place.take(ngrams), axis=0)
        return rows


def _encoded(text: str) -> bytes:
    lower = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", lower).encode("utf-8", "surrogatepass")
