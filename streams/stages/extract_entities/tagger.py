"""Which words, or characters, belong to a name?  Attributes are looked up, added up by position, and decoded.

What a word type adds to the scores around it is kept from article to article: nine words of ten were seen before, and
for them nothing is hashed or searched.  The memory is bounded; it changes speed only, never the result.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.attributes import word_keys
from streams.stages.extract_entities.capitals import recased
from streams.stages.extract_entities.crf import LANES, Blend, Scores, decode
from streams.stages.extract_entities.features import (
    BOUNDARY,
    LABELS,
    REACH,
    Columns,
    character_keys,
    columns_of,
    joined_keys,
)
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.keys import Keys
from streams.stages.extract_entities.names import Classes, Names
from streams.stages.extract_entities.phrases import phrases
from streams.stages.extract_entities.places import covered
from streams.stages.extract_entities.walks import Labels

# Word types of all taggers together, 350 bytes each; then all are forgotten at once.  A stream of news in one language
# has 24 new words an article after 1,000 articles, and as few as 8 before this many are met; in 27 languages 145, where
# nothing forgotten would be 48.
REMEMBERED = 200_000
# ... less what each tagger that is asked keeps of its model (1.3 MB, see crf.py), so that a worker that meets all
# 24 languages with words stays at 100,000.
_ROOM, _TAKEN_BY_A_TAGGER = 200_000, 4_000
_LONG = 50  # characters
_Number = TypeVar("_Number", bound=np.generic)
_SPAN = 2 * REACH + 1


class Tagged(NamedTuple):
    """A label, the probability of every label and the gazetteer class, per unit (word or character), in order.

    Characters have the class 0.
    """

    labels: Labels
    chance: npt.NDArray[np.float64]
    classes: Classes

    def of(self, units: slice) -> "Tagged":
        """Give those of some units."""
        return Tagged(self.labels[units], self.chance[units], self.classes[units])


class Memory:
    """How many word types the taggers that share it remember, and how often all of it was forgotten."""

    def __init__(self, limit: int = REMEMBERED, *, room: int = _ROOM) -> None:
        """*room* is that of words and of what taggers keep besides, counted in words."""
        self._limit, self._room, self._count, self.forgotten = limit, room, 0, 0
        self._sharers: list[Callable[[], None]] = []

    def share(self, forget: Callable[[], None]) -> None:
        """Call *forget* whenever there is no room, whoever needs it: taggers that are not asked give up theirs too."""
        self._sharers.append(forget)

    def yield_to_tagger(self) -> None:
        """Leave room for what one more tagger keeps besides words."""
        self._room -= _TAKEN_BY_A_TAGGER

    def add(self, words: Sequence[str]) -> bool:
        """Count *words* more; long ones count for several.  False when everything was forgotten to make room."""
        count = len(words) + sum(map(len, words)) // _LONG
        fits = self._count + count <= min(self._limit, self._room)
        if not fits:
            self.forgotten, self._count = self.forgotten + 1, 0
            for forget in self._sharers:
                forget()
        self._count += count
        return fits


_NOTHING = Tagged(np.empty(0, dtype=np.int64), np.empty((0, len(LABELS))), np.empty(0, dtype=np.uint16))


class _Rows(dict[str, int]):
    """The row of each word in the tables, BOUNDARY the first; a word asked for the first time is *new*, and listed."""

    def __init__(self) -> None:
        self.new: list[str] = [BOUNDARY]
        self[BOUNDARY] = 0

    def __missing__(self, word: str) -> int:
        row = self[word] = len(self)
        self.new.append(word)
        return row


class WordTagger:
    """Tags words with one model.  Not for use by several threads at once."""

    def __init__(self, crf: Blend, names: Names, groups: Groups, memory: Memory | None = None) -> None:
        """*memory* is shared by taggers whose memory is to be bounded together."""
        self._crf, self._names, self._alike = crf, names, groups
        self._memory, self._asked = memory or Memory(), False
        self._memory.share(self._forget)
        self._forget()

    def __len__(self) -> int:
        """Give how many word types are remembered."""
        return len(self._rows)

    def _forget(self) -> None:
        self._rows = _Rows()
        self._scores: Scores = np.zeros((_SPAN, 1024, LANES), dtype=np.float32)
        self._shapes: Keys = np.zeros(1024, dtype=np.uint64)
        self._lowers: Keys = np.zeros(1024, dtype=np.uint64)
        self._bits = np.zeros(1024, dtype=np.uint16)
        self._groups: Keys = np.zeros(1024, dtype=np.uint64)

    def tag(self, tokens: Sequence[str], starts: Sequence[int], language: str) -> Tagged:
        """Label *tokens*, of which those at *starts* begin a sentence (sorted, the first is 0)."""
        if not tokens:
            return _NOTHING
        if not self._asked:
            self._asked = True
            self._memory.yield_to_tagger()
        kept = _spread(starts, len(tokens))
        rows = self._known(tokens)
        classes = self._bits.take(rows)
        covering = phrases(self._names, tokens, classes, language, begins=starts)
        rows, covering = _laid(rows, kept), _laid(covering, kept)
        found = joined_keys(self._shapes.take(rows), self._lowers.take(rows), self._groups.take(rows), covering)
        scores = _row_sums(self._crf, found.T.take(kept, axis=1))
        for offset in range(-REACH, REACH + 1):
            scores += self._scores[REACH - offset].take(rows.take(kept + offset), axis=0)
        labels, chance = decode(scores, np.asarray(starts, dtype=np.int64), self._crf)
        return Tagged(labels, chance, classes)

    def recased(self, tokens: Sequence[str]) -> list[str]:
        """Give what is to be tagged instead of *tokens* in capitals."""
        return recased(tokens, self._names, self._alike)

    def _known(self, tokens: Sequence[str]) -> Labels:
        """Give the row of each token in the tables; BOUNDARY has row 0."""
        rows = self._places(tokens)
        if self._rows.new:
            if not self._memory.add(self._rows.new):
                rows = self._places(tokens)
            self._learn()
        return rows

    def _places(self, tokens: Sequence[str]) -> Labels:
        return np.fromiter(map(self._rows.__getitem__, tokens), dtype=np.int64, count=len(tokens))

    def _learn(self) -> None:
        """Fill in the rows of new words."""
        tokens = self._rows.new
        first, stop = len(self._rows) - len(tokens), len(self._rows)
        self._grow(stop)
        as_names = [token.capitalize() if token.islower() else "" for token in tokens]
        bits, as_name = self._names.classes([*tokens, *as_names]).reshape(2, -1)
        groups = self._alike.columns(tokens)
        found = word_keys(tokens, bits, as_name, groups)
        weights = self._crf.weights(found.attributes.reshape(-1)).reshape(-1, len(tokens), LANES)
        self._scores[:, first:stop] = np.add.reduceat(weights, found.first, axis=0)
        self._shapes[first:stop] = found.shapes
        self._lowers[first:stop] = found.lowers
        self._bits[first:stop] = bits
        self._groups[first:stop] = groups.coarse
        self._rows.new = []  # last: what breaks before is learnt by the next article

    def _grow(self, needed: int) -> None:
        while needed > len(self._shapes):
            self._scores = np.concatenate([self._scores, np.zeros_like(self._scores)], axis=1)
            self._shapes = np.concatenate([self._shapes, np.zeros_like(self._shapes)])
            self._lowers = np.concatenate([self._lowers, np.zeros_like(self._lowers)])
            self._bits = np.concatenate([self._bits, np.zeros_like(self._bits)])
            self._groups = np.concatenate([self._groups, np.zeros_like(self._groups)])


def _row_sums(crf: Blend, found: Keys) -> Scores:
    """Give the summed weights of every column of attributes, shape (columns, LANES).

    Columns, because whole rows of weights are then added up: the same sums for a thirtieth of the time.
    """
    sums: Scores = np.add.reduce(crf.weights(found.reshape(-1)).reshape(*found.shape, LANES))
    return sums


class CharacterTagger:
    """Tags characters of text written without spaces, with one model."""

    def __init__(self, crf: Blend, names: Names, groups: Groups) -> None:
        self._crf, self._names, self._alike = crf, names, groups

    def tag(self, text: str, starts: Sequence[int], language: str) -> Tagged:
        """Label every character of *text*, in which sentences begin at *starts* (sorted, the first is 0)."""
        if not text:
            return _NOTHING
        kept = _spread(starts, len(text))
        columns = columns_of(text, covered(self._names, text, language), self._alike.pieces(text))
        found = character_keys(Columns(*(_laid(column, kept) for column in columns)))
        scores = _row_sums(self._crf, found.T.take(kept, axis=1))
        labels, chance = decode(scores, np.asarray(starts, dtype=np.int64), self._crf)
        return Tagged(labels, chance, np.zeros(len(text), dtype=np.uint16))


def _spread(starts: Sequence[int], count: int) -> Labels:
    """Give where *count* units stand when REACH empty places are put before every sentence."""
    borders = np.array([*starts, count])
    return np.arange(count) + np.arange(1, len(borders)).repeat(borders[1:] - borders[:-1]) * REACH


def _laid(values: npt.NDArray[_Number], kept: Labels) -> npt.NDArray[_Number]:
    """Lay *values* out at the places *kept*, with zeros between and behind."""
    laid = np.zeros(int(kept[-1]) + 1 + REACH, dtype=values.dtype)
    laid[kept] = values
    return laid
