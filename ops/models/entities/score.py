"""How good is a finder on gold sentences?  Strict F1 (start, end and type equal), and what explains it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from ops.models.entities.corpus import UNSPACED, Sentence, Span
from streams.stages.extract_entities.mentions import trimmed
from streams.text.words import words

TYPES = ("PER", "ORG", "LOC")
Found = tuple[int, int, str, float, str]
"""Start, end, type, raw probability and method of one predicted mention."""


@dataclass(slots=True)
class Score:
    """Counts by type.  *overlapping* counts predictions that touch a gold span, *touched* the other way round."""

    right: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    overlapping: int = 0
    touched: int = 0
    unreachable: int = 0
    sentences: int = 0
    judged: list[tuple[float, bool, str]] = field(default_factory=list)

    def f1(self, *types: str) -> float:
        """Give strict micro F1 in percent over *types*, or all."""
        chosen = types or TYPES
        total = sum(self.given[one] + self.gold[one] for one in chosen)
        return 200 * sum(self.right[one] for one in chosen) / total if total else 0.0

    @property
    def precision(self) -> float:
        """Share of predictions that are right, in percent."""
        return 100 * sum(self.right.values()) / max(1, sum(self.given.values()))

    @property
    def recall(self) -> float:
        """Share of gold spans that were found, in percent."""
        return 100 * sum(self.right.values()) / max(1, sum(self.gold.values()))

    @property
    def overlap(self) -> float:
        """F1 in percent when touching is enough and the type does not count."""
        precision = self.overlapping / max(1, sum(self.given.values()))
        recall = self.touched / max(1, sum(self.gold.values()))
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    @property
    def lost_to_words(self) -> float:
        """Share of gold spans in percent that our words and trimming never give: no tagger could find them."""
        return 100 * self.unreachable / max(1, sum(self.gold.values()))


def score(sentences: Iterable[Sentence], find: Callable[[str], Sequence[Found]], language: str) -> Score:
    """Run *find* on the raw text of every sentence and compare."""
    total = Score()
    for sentence in sentences:
        _add(total, sentence, find(sentence.text), language)
    return total


def _add(total: Score, sentence: Sentence, found: Sequence[Found], language: str) -> None:
    gold = set(sentence.spans)
    total.sentences += 1
    for start, end, kind, probability, method in found:
        total.given[kind] += 1
        right = (start, end, kind) in gold
        total.right[kind] += right
        total.judged.append((probability, right, method))
        total.overlapping += any(start < g_end and g_start < end for g_start, g_end, _ in gold)
    for span in gold:
        total.gold[span[2]] += 1
        total.touched += any(one[0] < span[1] and span[0] < one[1] for one in found)
    if language not in UNSPACED and gold:
        total.unreachable += _unreachable(sentence.text, gold)


def _unreachable(text: str, gold: set[Span]) -> int:
    """Count spans that no tagger on our words can give: they end inside a word, or hold punctuation at an end."""
    tokens = words(text)
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    return sum(
        start not in starts or end not in ends or trimmed(text, start, end) != (start, end) for start, end, _ in gold
    )
