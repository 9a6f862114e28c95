"""What does each part of the stage cost?  For `streams bench stages --detail`; the clock comes from the caller.

    cost = measure(articles, resources.language_detectors(), clock=time.perf_counter)

`tidy` and `script` are run once more by themselves over the same text; `model` is both models, `witness` the second
detector, as called by the stage; `vote` is the rest: cutting, weighing, calibration, votes by paragraph.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ParamSpec, TypeVar

from streams.core.article import Article
from streams.stages.detect_language.detectors import Detectors
from streams.stages.detect_language.paragraphs import sampled
from streams.stages.detect_language.profile import profile
from streams.stages.detect_language.stage import detect_language
from streams.stages.detect_language.tidy import tidy

P = ParamSpec("P")
T = TypeVar("T")
PARTS = ("tidy", "script", "model", "witness", "vote")


def measure(articles: Sequence[Article], detectors: Detectors, *, clock: Callable[[], float]) -> dict[str, float]:
    """Give the seconds that *articles* take in all, by part, in the order of PARTS."""
    spent = dict.fromkeys(PARTS, 0.0)

    def timed(part: str, function: Callable[P, T]) -> Callable[P, T]:
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            began = clock()
            try:
                return function(*args, **kwargs)
            finally:
                spent[part] += clock() - began

        return call

    watched = replace(
        detectors,
        rank=timed("model", detectors.rank),
        grams=timed("model", detectors.grams),
        witness=timed("witness", detectors.witness),
    )
    began = clock()
    for article in articles:
        detect_language(article, watched)
    whole = clock() - began
    texts = ["\n".join(article.body[start:end] for start, end in sampled(article.body)) for article in articles]
    tidied = [timed("tidy", tidy)(text) for text in texts]
    for text in tidied:
        timed("script", profile)(text)
    spent["vote"] = max(0.0, whole - sum(spent.values()))
    return spent
