"""What is the likeliest labelling of a text, and how sure is it?  A linear-chain CRF, decoded with numpy.

Most words can be in no name that is worth it.  They cut the text into short islands that do not influence each other,
so all islands of an article are decoded side by side: there are as many steps as the longest island has words.
"""

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import Damaged, read_arrays
from streams.stages.extract_entities.features import LABELS
from streams.stages.extract_entities.keys import NO_KEY, Keys
from streams.stages.extract_entities.lookup import Lookup
from streams.stages.extract_entities.walks import Islands, Labels, Moves, Table, best_labels, chances

Scores = npt.NDArray[np.float32]

# What a name may lose against none and still be looked at, because its words count in the probabilities.  On 624 texts
# in six languages the probabilities of named words differ by at most 0.02 from those of the whole search (3: 0.01).
_SLACK = 2.0
_APART = -1e4
_NEVER = -100.0  # I without its B
LANES = 8  # labels, and one more that weighs nothing: rows of 32 bytes are gathered in less than half the time of 28
# Attributes whose weights are kept at hand, a language.  On articles never seen 80 % of those that join words are
# there, 86 % with twice as many, which is no faster; 1.3 MB.
_KEPT_BITS = 15
ALMOST = 0.999  # stands for the probability of O where it is not computed, and is the most that is stated


class Crf:
    """One model.  Raises Damaged when *data* is no such file or has other labels."""

    def __init__(self, data: bytes | memoryview) -> None:
        arrays, meta = read_arrays(data)
        if meta.get("labels") != " ".join(LABELS):
            raise Damaged("a model with other labels")
        self._lookup = Lookup(arrays["keys"].view(np.uint64))
        self._weights = arrays["weights"].view(np.int8)
        self._step = np.float32(float(meta["step"]))
        self.transitions = arrays["transitions"].astype(np.float64)

    def __len__(self) -> int:
        return len(self._weights)

    def weights(self, wanted: Keys, *, share: float = 1.0) -> Scores:
        """Give *share* of the weights of many attributes, shape (n, labels); unknown ones weigh nothing."""
        at = self._lookup.find(wanted)
        found: Scores = self._weights.take(at, axis=0) * (self._step * np.float32(share))
        found[at < 0] = 0
        return found


def _valid(moves: Table) -> Table:
    """Forbid I behind anything but B or I of its type."""
    kept = moves.copy()
    for label, name in enumerate(LABELS):
        if name[0] == "I":
            kept[[at for at, before in enumerate(LABELS) if before[2:] != name[2:]], label] = _NEVER
    return kept


class Blend:
    """Several models as one: their scores are averaged.  The model of a language and that of all correct each other.

    Weights once looked up are kept by the first bits of their key until another key takes the place; that changes
    speed only.  Not for use by several threads at once.
    """

    def __init__(self, *crfs: Crf, lean: float = 0.0) -> None:
        """*lean* is taken from the score of O everywhere: more names are found, and more wrong ones.

        A model given twice counts twice.
        """
        self._shares = {crf: crfs.count(crf) / len(crfs) for crf in crfs}
        self.lean = lean
        self.transitions = _valid(np.mean([crf.transitions for crf in crfs], axis=0))
        self.moves = Moves(self.transitions)
        # What a step of a name wins against one from O to O, at most: into its first word, to a label inside it, out of
        # it; and how much it matters which of its words is the last.
        won = self.transitions - self.transitions[0, 0]
        self.enter, self.into = won[0, 1::2], won[1:, 1:].max(axis=0)
        self.leave, self.spread = won[1:, 0].max(), np.ptp(won[1:, 0])

        self._kept_keys: Keys = np.empty(0, dtype=np.uint64)  # made when first asked: most languages are not met
        self._kept: Scores = np.empty((0, LANES), dtype=np.float32)

    def weights(self, wanted: Keys) -> Scores:
        """Give the mean weights of many attributes, shape (n, LANES); the last lane is 0."""
        if not len(self._kept):
            self._kept_keys = np.full(1 << _KEPT_BITS, NO_KEY, dtype=np.uint64)
            self._kept = np.zeros((1 << _KEPT_BITS, LANES), dtype=np.float32)
        places = (wanted >> np.uint64(64 - _KEPT_BITS)).view(np.int64)
        found = self._kept.take(places, axis=0)
        new = (self._kept_keys.take(places) != wanted).nonzero()[0]
        if len(new):
            keys, places = wanted[new], places[new]
            found[new] = rows = self._looked_up(keys)
            self._kept_keys[places], self._kept[places] = keys, rows
        return found

    def _looked_up(self, wanted: Keys) -> Scores:
        total = np.zeros((len(wanted), LANES), dtype=np.float32)
        for crf, share in self._shares.items():
            total[:, : len(LABELS)] += crf.weights(wanted, share=share)
        return total


def decode(scores: Scores, starts: Labels, crf: Blend) -> tuple[Labels, Table]:
    """Give the best labels and the probability of every label of every word.

    *scores* has a row a word, in which lanes behind the labels mean nothing; *starts* are the rows at which sentences
    begin (sorted, the first is 0).
    The labels are those of the whole search; the probability of O of words that are in no island is ALMOST.
    """
    total = scores[:, : len(LABELS)].astype(np.float64)
    total[:, 0] -= crf.lean
    moves = crf.transitions
    total[starts] -= np.where(
        moves[0] > _NEVER, moves[0], 0
    )  # the walk below steps from O into every island and out of it again;
    ends = np.concatenate((starts[1:], [len(scores)])) - 1
    total[ends] -= moves[:, 0]  # sentences begin and end without such a step
    best = np.zeros(len(scores), dtype=np.int64)
    chance = np.zeros((len(scores), len(LABELS)))
    chance[:, 0] = ALMOST
    open_rows = _winnable(total, starts, crf)
    if len(open_rows):
        islands, rows = _islands(open_rows, starts), total.take(open_rows, axis=0)
        best[open_rows] = best_labels(rows, islands, crf.moves)
        found = chances(rows, islands, crf.moves)
        np.minimum(found[:, 0], ALMOST, out=found[:, 0])
        chance[open_rows] = found
    return best, chance


def _winnable(total: Table, starts: Labels, crf: Blend) -> Labels:
    """Give the rows that names may hold: those of runs without O that win, or lose less than _SLACK against O.

    What a run wins is at most what its words win one by one, each with its best label behind the best one.  Sums from
    the beginning of the text tell it for all runs at once: for each row the best begin before it and the best end
    behind it.  A run does not go on where nothing behind makes up for it: it would win more if it ended there.
    """
    won = np.ascontiguousarray(total.T)
    won = won[1:] - won[0]
    first = np.maximum.reduce(won[::2] + crf.enter[:, None])  # in half the time of .max(), which is written in Python
    further = np.maximum.reduce(won + crf.into[:, None])
    further[starts] = _APART  # no name goes on into another sentence
    sums = further.cumsum()
    further[_best_behind(sums) - sums + further < -crf.spread - _SLACK] = _APART
    sums = further.cumsum()
    begin, end = np.maximum.accumulate(first - sums), _best_behind(sums)
    rows: Labels = (begin + end >= -crf.leave - _SLACK).nonzero()[0]
    return rows


def _best_behind(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give for each place the largest value from there on."""
    return np.maximum.accumulate(values[::-1])[::-1]


def _islands(rows: Labels, starts: Labels) -> Islands:
    """Number runs of neighbouring rows within a sentence, the longest first.

    The order lets every step of a walk touch only the islands that reach so far: the first ones.
    """
    at = starts.searchsorted(rows, side="right")
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] - rows[:-1] > 1) | (at[1:] > at[:-1])
    first = begins.nonzero()[0]
    island = begins.cumsum() - 1
    sizes = np.concatenate((first[1:], [len(rows)])) - first
    order = (-sizes).argsort(kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return Islands(number[island], np.arange(len(rows)) - first[island], sizes[order])
