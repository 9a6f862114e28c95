"""What is the likeliest labelling of a text, and how sure is it?  A linear-chain CRF, decoded with numpy.

Most words are certainly no names.  They cut the text into short islands that do not influence each other, so all
islands of an article are decoded side by side: there are as many steps as the longest island has words.
"""

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import Damaged, read_arrays
from streams.stages.extract_entities.features import LABELS
from streams.stages.extract_entities.keys import Keys
from streams.stages.extract_entities.lookup import Lookup

Scores = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]
Table = npt.NDArray[np.float64]

# A word whose O leads by more than any two transitions can make up, and ln(20) more, is O with p > 0.95; the best
# labelling would be exact with 0, the probabilities of its neighbours want the rest.
_SURELY = 3.0
ALMOST = 0.999  # stands for the probability of O of an open word without a name near it, which is not computed


class Crf:
    """One model.  Raises Damaged when *data* is no such file or has other labels."""

    def __init__(self, data: bytes | memoryview) -> None:
        arrays, meta = read_arrays(data)
        if meta.get("labels") != " ".join(LABELS):
            raise Damaged("a model with other labels")
        self._lookup = Lookup(arrays["keys"].view(np.uint64))
        self._weights = arrays["weights"]
        self._step = np.float32(float(meta.get("step", "1")))
        self.transitions = arrays["transitions"].astype(np.float64)

    def __len__(self) -> int:
        return len(self._weights)

    def add(self, wanted: Keys, owner: npt.NDArray[np.int64], sums: Scores) -> None:
        """Add the weights of many attributes to the rows of *sums* that own them; unknown ones weigh nothing."""
        at = self._lookup.find(wanted)
        known = np.nonzero(at >= 0)[0]
        found = self._weights[at[known]].astype(np.float32) * self._step
        for label in range(sums.shape[1]):
            sums[:, label] += np.bincount(owner[known], weights=found[:, label], minlength=len(sums))


class Blend:
    """Several models as one: their scores are averaged.  The model of a language and that of all correct each other."""

    def __init__(self, *crfs: Crf, lean: float = 0.0) -> None:
        """*lean* is taken from the score of O everywhere: more names are found, and more wrong ones."""
        self._crfs, self.lean = crfs, lean
        self.transitions = np.mean([crf.transitions for crf in crfs], axis=0)
        moves = self.transitions
        through = moves[:, :, None] + moves[None, :, :]  # before, label, after
        self.margin = float((through[:, 1:, :] - through[:, :1, :]).max()) + _SURELY

    def sums(self, wanted: Keys, owner: npt.NDArray[np.int64], count: int) -> Scores:
        """Give for each of *count* owners the summed weights of its attributes, shape (count, labels)."""
        sums = np.zeros((count, len(LABELS)), dtype=np.float32)
        for crf in self._crfs:
            crf.add(wanted, owner, sums)
        return sums / np.float32(len(self._crfs))


def decode(scores: Scores, starts: Labels, crf: Blend) -> tuple[Labels, Table]:
    """Give the best labels and the probability of every label of every word.

    *scores* has a row a word, *starts* are the rows at which sentences begin (sorted, the first is 0).
    The probability of O is exactly 1 for words that are surely no names, and never for others.
    """
    total = scores.astype(np.float64)
    total[:, 0] -= crf.lean
    moves = crf.transitions
    total[starts] -= moves[0]  # the walk below steps from O into every island and out of it again;
    ends = np.append(starts[1:], len(scores)) - 1
    total[ends] -= moves[:, 0]  # sentences begin and end without such a step
    open_rows = np.nonzero(total[:, 0] - total[:, 1:].max(axis=1) <= crf.margin)[0]
    best = np.zeros(len(scores), dtype=np.int64)
    chance = np.zeros((len(scores), len(LABELS)))
    chance[:, 0] = 1.0
    chance[open_rows, 0] = ALMOST
    if len(open_rows):
        place, width = _islands(open_rows, starts)
        grid = np.full((int(place[:, 0].max()) + 1, width, len(LABELS)), -1e4)
        grid[:, :, 0] = 0.0
        grid[place[:, 0], place[:, 1]] = total[open_rows]
        best[open_rows] = _viterbi(grid, moves)[place[:, 0], place[:, 1]]
        kept, found = _named(grid, place, best[open_rows], moves)
        chance[open_rows[kept]] = found
        chance[open_rows[kept], 0] = np.minimum(found[:, 0], ALMOST)
    return best, chance


def _named(grid: Table, place: Labels, best: Labels, moves: Table) -> tuple[npt.NDArray[np.bool_], Table]:
    """Give which open rows are in islands with a name in them, and their probabilities; nobody asks for the others."""
    named = np.zeros(len(grid), dtype=bool)
    named[place[best > 0, 0]] = True
    kept = named[place[:, 0]]
    if not kept.any():
        return kept, np.empty((0, len(LABELS)))
    number = np.cumsum(named) - 1
    island, within = place[kept, 0], place[kept, 1]
    return kept, _marginals(grid[named][:, : int(within.max()) + 1], moves)[number[island], within]


def _islands(rows: Labels, starts: Labels) -> tuple[Labels, int]:
    """Number runs of neighbouring rows within a sentence: (island, place) of each, and the length of the longest."""
    begins = np.append(True, np.diff(rows) > 1)
    at = np.searchsorted(starts, rows, side="right")
    begins |= np.append(True, np.diff(at) > 0)
    island = np.cumsum(begins) - 1
    first = np.nonzero(begins)[0]
    within = np.arange(len(rows)) - first[island]
    return np.stack([island, within], axis=1), int(within.max()) + 1


def _viterbi(grid: Table, moves: Table) -> Labels:
    """Give the best labels of islands that all lie between O words; padding is a certain O."""
    count, width, labels = grid.shape
    back = np.zeros((count, width, labels), dtype=np.int64)
    score = grid[:, 0] + moves[0]
    for step in range(1, width):
        ways = score[:, :, None] + moves
        back[:, step] = ways.argmax(axis=1)
        score = ways.max(axis=1) + grid[:, step]
    best = np.zeros((count, width), dtype=np.int64)
    best[:, -1] = (score + moves[:, 0]).argmax(axis=1)
    lines = np.arange(count)
    for step in range(width - 1, 0, -1):
        best[:, step - 1] = back[lines, step, best[:, step]]
    return best


def _marginals(grid: Table, moves: Table) -> Table:
    """Give the probability of every label, forward-backward with every step scaled to sum 1."""
    width = grid.shape[1]
    here = np.exp(grid - grid.max(axis=2, keepdims=True))
    there = np.exp(moves - moves.max())
    forward, backward = np.empty_like(here), np.empty_like(here)
    state = there[0] * here[:, 0]
    for step in range(width):
        if step:
            state = (state @ there) * here[:, step]
        state /= state.sum(axis=1, keepdims=True)
        forward[:, step] = state
    state = np.broadcast_to(there[:, 0], state.shape)
    back_moves = there.T
    for step in range(width - 1, -1, -1):
        state = state / state.sum(axis=1, keepdims=True)
        backward[:, step] = state
        state = (state * here[:, step]) @ back_moves
    both = forward * backward
    chance: Table = both / both.sum(axis=2, keepdims=True)
    return chance
