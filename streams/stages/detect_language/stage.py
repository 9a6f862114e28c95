"""Which language is the article written in?

A naive-Bayes model over byte n-grams (py3langid) ranks the languages; text without language stays `und`, and
the model's probability is calibrated before it is published.  The body decides and the headline inherits;
only an article without a body is judged by its title.
"""

import math
from collections.abc import Callable, Sequence

from streams.core.article import Article
from streams.core.stage import Material, Stage
from streams.stages.detect_language.annotation import Alternative, Declared, Language, Status
from streams.stages.detect_language.gate import speaks
from streams.stages.detect_language.languages import SUPPORTED, UNDETERMINED

Rank = Callable[[str], Sequence[tuple[str, float]]]
"""Labels with probabilities that sum to 1, best first; `zxx` is text that is no language."""

_MODEL_TO_TAG = {"no": "nb", "tl": "fil"}
MIN_CONFIDENCE = 0.3  # below: `und`
OK_CONFIDENCE = 0.7  # from here on the tag is good enough for entities
_METHOD = "py3langid"


def detect_language(article: Article, rank: Rank) -> Language:
    """Judge the body, or the title when the body has no language in it.  Never raises."""
    text = article.body if speaks(article.body) else article.title
    if not speaks(text):
        return _undetermined(article)
    (label, probability), *others = rank(text)[:4]
    tag, confidence = _MODEL_TO_TAG.get(label, label), calibrated(probability)
    if tag == "zxx" or confidence < MIN_CONFIDENCE:
        return _undetermined(article)
    return Language(
        tag=tag,
        confidence=confidence,
        status=_status(tag, confidence),
        method=_METHOD,
        declared=_compare(article.declared_language, tag),
        alternatives=tuple(
            Alternative(_MODEL_TO_TAG.get(other, other), round(p, 4)) for other, p in others if p >= 0.01
        ),
    )


def calibrated(probability: float) -> float:
    """Turn the model's probability into the chance that it is right (Platt; four decimals)."""
    p = min(max(probability, 1e-6), 1 - 1e-6)
    logit = math.log(p / (1 - p))
    return round(1 / (1 + math.exp(-(1.175 * logit + 0.97))), 4)


def _status(tag: str, confidence: float) -> Status:
    if tag not in SUPPORTED:
        return Status.OUT_OF_SCOPE
    return Status.OK if confidence >= OK_CONFIDENCE else Status.LOW_CONFIDENCE


def _undetermined(article: Article) -> Language:
    return Language(UNDETERMINED, 0.0, Status.UND, _METHOD, declared=_compare(article.declared_language, UNDETERMINED))


def _compare(declared: str | None, tag: str) -> Declared:
    if not declared or not declared.strip():
        return Declared.ABSENT
    primary = declared.strip().replace("_", "-").partition("-")[0].lower()
    return Declared.MATCH if primary == tag.partition("-")[0] else Declared.MISMATCH


def build(rank: Rank, *, open: Callable[[], Material]) -> Stage:
    """Make the stage; *open* opens what *rank* needs and says what it is."""

    def apply(article: Article) -> Article:
        return article.having(detect_language(article, rank))

    return Stage("detect_language", 1, apply, assigns=(Language,), open=open)
