"""How well does the stage do on a list of cases?  Accuracy by language, confusion pairs, calibration."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from streams import resources
from streams.core.article import Article
from streams.stages.detect_language import Language, Status, detect_language
from tests.quality.language_cases import Case

GROUPS: dict[str, tuple[str, ...]] = {
    "bs hr sr": ("bs", "hr", "sr"),
    "id ms": ("id", "ms"),
    "da nb nn sv": ("da", "nb", "nn", "sv"),
    "ca es gl pt": ("ca", "es", "gl", "pt"),
    "cs sk": ("cs", "sk"),
    "be bg mk ru uk": ("be", "bg", "mk", "ru", "uk"),
    "hi mr ne": ("hi", "mr", "ne"),
}
HBS = frozenset(GROUPS["bs hr sr"])
BINS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """A case and what the stage said."""

    case: Case
    language: Language

    @property
    def said(self) -> str:
        """The tag without script."""
        return self.language.tag.partition("-")[0]

    @property
    def right(self) -> bool:
        """Whether the tag is the expected one."""
        return self.said == self.case.expected


def ask(cases: Sequence[Case]) -> list[Answer]:
    """Run the stage's decision over *cases*."""
    detectors = resources.language_detectors()
    return [Answer(case, detect_language(Article(title="", body=case.body), detectors)) for case in cases]


def accuracy(answers: Sequence[Answer], *, without: frozenset[str] = frozenset()) -> float:
    """Mean of the languages' accuracies, so that each of them counts alike (0 to 1)."""
    shares = by_language(answers)
    return math.fsum(share for tag, share in shares.items() if tag not in without) / len(shares.keys() - without)


def by_language(answers: Sequence[Answer]) -> dict[str, float]:
    """Accuracy of each expected language, by tag."""
    seen = Counter(answer.case.expected for answer in answers)
    right = Counter(answer.case.expected for answer in answers if answer.right)
    return {tag: right[tag] / seen[tag] for tag in sorted(seen)}


def by_group(answers: Sequence[Answer]) -> dict[str, float]:
    """Mean F1 of the languages in each close group."""
    found = {}
    for name, tags in GROUPS.items():
        if any(answer.case.expected in tags for answer in answers):
            found[name] = sum(f1(answers, tag) for tag in tags) / len(tags)
    return found


def f1(answers: Sequence[Answer], tag: str) -> float:
    """Harmonic mean of precision and recall of one language."""
    both = sum(answer.case.expected == tag == answer.said for answer in answers)
    either = sum((answer.case.expected == tag) + (answer.said == tag) for answer in answers)
    return 2 * both / either if either else 0.0


def confusions(answers: Sequence[Answer], most: int = 12) -> list[tuple[str, str, int]]:
    """The commonest wrong pairs: expected, said, how often."""
    pairs = Counter((answer.case.expected, answer.said) for answer in answers if not answer.right)
    return [(expected, said, count) for (expected, said), count in pairs.most_common(most)]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in [low, high): how many, how sure on average, how often right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def reliability(answers: Sequence[Answer]) -> list[Bin]:
    """Sort the answers that carry a confidence into tenths; empty tenths are left out."""
    told = [answer for answer in answers if answer.language.status in (Status.OK, Status.LOW_CONFIDENCE)]
    bins = []
    for at in range(BINS):
        some = [answer for answer in told if min(int(answer.language.confidence * BINS), BINS - 1) == at]
        if some:
            confidence = sum(answer.language.confidence for answer in some) / len(some)
            right = sum(answer.right for answer in some) / len(some)
            bins.append(Bin(at / BINS, (at + 1) / BINS, len(some), confidence, right))
    return bins


def calibration_error(answers: Sequence[Answer]) -> float:
    """Expected calibration error: the gap between confidence and accuracy, averaged over the answers (0 to 1)."""
    bins = reliability(answers)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / sum(one.count for one in bins)


def confidently_wrong(answers: Sequence[Answer], threshold: float = 0.7) -> float:
    """Share of texts outside the list that are tagged as one of its languages at *threshold* or above."""
    return sum(answer.language.confidence >= threshold for answer in answers) / len(answers)


def undetermined(answers: Sequence[Answer]) -> float:
    """Share of answers without a language."""
    return sum(answer.language.tag == "und" for answer in answers) / len(answers)
