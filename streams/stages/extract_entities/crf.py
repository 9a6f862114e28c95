"""What is the likeliest labelling of a text, and how sure is it?  A linear-chain CRF, decoded with numpy.

Most words are certainly no names.  They cut the text into short islands that do not influence each other, so all
islands of an article are decoded side by side: there are as many steps as the longest island has words.
"""

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import Damaged, read_arrays
from streams.stages.extract_entities.features import LABELS
from streams.stages.extract_entities.keys import NO_KEY, Keys
from streams.stages.extract_entities.lookup import Lookup
from streams.stages.extract_entities.walks import Islands, Labels, Moves, Table, best_labels, chances

Scores = npt.NDArray[np.float32]

# How far a word may pull down a name that runs over it before we call it no name ("of" in "Bank of America").
# On de and ro dev 9 gives the labels of the whole search, 6 changes one word in 3,000, 3 costs 1.5 F1 in ro.
_BRIDGE = 7.0
_NEVER = -100.0  # I without its B
LANES = 8  # labels, and one more that weighs nothing: rows of 32 bytes are gathered in less than half the time of 28
# Attributes whose weights are kept at hand, a language.  On articles never seen 86 % of those that join words are
# there, 80 % with half as many, 90 % with twice; 2.6 MB.
_KEPT_BITS = 16
ALMOST = 0.999  # stands for the probability of O of an open word without a name near it, which is not computed


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
        found = self._weights.take(at, axis=0).astype(np.float32)
        found[at < 0] = 0
        found *= self._step * np.float32(share)
        return found


def _valid(moves: Table) -> Table:
    """Forbid I behind anything but B or I of its type."""
    kept = moves.copy()
    for label, name in enumerate(LABELS):
        if name[0] == "I":
            kept[[at for at, before in enumerate(LABELS) if before[2:] != name[2:]], label] = _NEVER
    return kept


def _margins(moves: Table) -> tuple[Table, Table]:
    """Give how far a label may be below O and still be part of a name: for B of each type, and for I of each type.

    Every transition of a name is counted once, at the word it leaves (the first also at the B it enters), against a
    step from O to O; the most that can be won there is the margin.
    """
    won = moves - moves[0, 0]
    begins, goes_on = np.arange(1, len(LABELS), 2), np.arange(2, len(LABELS), 2)
    entering, leaving = won.max(axis=0), won.max(axis=1)
    return entering[begins] + leaving[begins] + _BRIDGE, leaving[goes_on] + _BRIDGE


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
        self.begins, self.goes_on = _margins(self.transitions)

        self._kept_keys: Keys = np.empty(0, dtype=np.uint64)  # made when first asked: most languages are not met
        self._kept: Scores = np.empty((0, LANES), dtype=np.float32)

    def weights(self, wanted: Keys) -> Scores:
        """Give the mean weights of many attributes, shape (n, LANES); the last lane is 0."""
        if not len(self._kept):
            self._kept_keys = np.full(1 << _KEPT_BITS, NO_KEY, dtype=np.uint64)
            self._kept = np.zeros((1 << _KEPT_BITS, LANES), dtype=np.float32)
        places = (wanted >> np.uint64(64 - _KEPT_BITS)).view(np.int64)
        found = self._kept.take(places, axis=0)
        new = np.nonzero(self._kept_keys.take(places) != wanted)[0]
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
    The probability of O is exactly 1 for words that are surely no names, and never for others.
    """
    total = scores[:, : len(LABELS)].astype(np.float64)
    total[:, 0] -= crf.lean
    moves = crf.transitions
    total[starts] -= np.where(
        moves[0] > _NEVER, moves[0], 0
    )  # the walk below steps from O into every island and out of it again;
    ends = np.append(starts[1:], len(scores)) - 1
    total[ends] -= moves[:, 0]  # sentences begin and end without such a step
    open_rows = _open(total, crf)
    best = np.zeros(len(scores), dtype=np.int64)
    chance = np.zeros((len(scores), len(LABELS)))
    chance[:, 0] = 1.0
    chance[open_rows, 0] = ALMOST
    if len(open_rows):
        islands, rows = _islands(open_rows, starts), total.take(open_rows, axis=0)
        best[open_rows] = labels = best_labels(rows, islands, crf.moves)
        named = np.zeros(len(islands.sizes), dtype=bool)
        named[islands.number[labels > 0]] = True
        if named.any():  # nobody asks for the probabilities of the others
            islands, kept = islands.of(named)
            found = chances(rows[kept], islands, crf.moves)
            np.minimum(found[:, 0], ALMOST, out=found[:, 0])
            chance[open_rows[kept]] = found
    return best, chance


def _open(total: Table, crf: Blend) -> Labels:
    """Give the rows that may be part of a name: those that may begin one, and those behind that may go on with it."""
    columns = np.ascontiguousarray(total.T)  # the largest of three columns, not of the three in each row
    begin = (columns[1::2] + crf.begins[:, None]).max(axis=0) >= columns[0]
    follow = ((columns[2::2] + crf.goes_on[:, None]).max(axis=0) >= columns[0]) | begin
    at = np.arange(len(total))
    last_begin = np.maximum.accumulate(np.where(begin, at, -1))
    last_gap = np.maximum.accumulate(np.where(follow, -1, at))
    return np.nonzero(follow & (last_begin > last_gap))[0]


def _islands(rows: Labels, starts: Labels) -> Islands:
    """Number runs of neighbouring rows within a sentence, the longest first.

    The order lets every step of a walk touch only the islands that reach so far: the first ones.
    """
    at = np.searchsorted(starts, rows, side="right")
    begins = np.ones(len(rows), dtype=bool)
    begins[1:] = (rows[1:] - rows[:-1] > 1) | (at[1:] > at[:-1])
    first = np.nonzero(begins)[0]
    island = np.cumsum(begins) - 1
    sizes = np.append(first[1:], len(rows)) - first
    order = np.argsort(-sizes, kind="stable")
    number = np.empty_like(order)
    number[order] = np.arange(len(order))
    return Islands(number[island], np.arange(len(rows)) - first[island], sizes[order])
