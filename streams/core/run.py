"""What happens to one article in a hop?  It walks the stages in order until one of them lets it go.

This is the only broad `except` in the product and the only place that feeds stage metrics.
"""

import os
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol, TypeVar

from streams.core.article import Article
from streams.core.codes import Code, Site
from streams.core.outcome import Drop, Emit, Fail, Outcome, Unavailable
from streams.core.stage import Stage

T = TypeVar("T")
_PACKAGE = f"{os.sep}streams{os.sep}"


class Observer(Protocol):
    """Sees every stage of every article.  Implementations measure time themselves, so the core has no clock."""

    def started(self, stage: Stage) -> None:
        """A stage is about to see an article."""
        ...

    def finished(self, stage: Stage, outcome: Article | Drop | Fail) -> None:
        """The stage is done with the article that it saw last."""
        ...

    def raised(self, where: str, error: Exception) -> None:
        """Code of ours raised, which is a bug; *where* is a stage's label or a site.  Called inside the handler."""
        ...


class Silent:
    """An observer that looks away."""

    def started(self, stage: Stage) -> None:
        """Do nothing."""

    def finished(self, stage: Stage, outcome: Article | Drop | Fail) -> None:
        """Do nothing."""

    def raised(self, where: str, error: Exception) -> None:
        """Do nothing."""


def run(stages: Sequence[Stage], article: Article, observer: Observer) -> Outcome:
    """Walk *article* through *stages*.

    Gives Emit with the annotated article, or the first Drop or Fail.  A stage that raises becomes
    `Fail(unexpected)`.  Raises `Unavailable`, and nothing else, when a stage finds the world broken.
    """
    for stage in stages:
        observer.started(stage)
        result = _apply(stage, article, observer)
        observer.finished(stage, result)
        if not isinstance(result, Article):
            return result
        article = result
    return Emit(article)


def _apply(stage: Stage, article: Article, observer: Observer) -> Article | Drop | Fail:
    result = guard(lambda: stage.apply(article), observer, where=stage.label, site=Site.PROCESS)
    return replace(result, stage=stage.label) if isinstance(result, Fail) else result


def guard(call: Callable[[], T], observer: Observer, *, where: str, site: Site) -> T | Fail:
    """Call something of ours that must not raise; when it does, that costs one record: `Fail(unexpected)`.

    `Unavailable` passes through.  The detail never quotes the error, whose text may quote the article.
    """
    try:
        return call()
    except Unavailable:
        raise
    except Exception as error:
        observer.raised(where, error)
        name = type(error).__name__
        return Fail(Code.UNEXPECTED, f"{where} raised {name}", site, error_type=name, frame=_own_frame(error))


def _own_frame(error: Exception) -> str:
    """Name the innermost function of ours in the traceback, without line number: equal bugs group together."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _PACKAGE in frame.filename] or list(frames)
    if not own:
        return ""
    return f"{PurePath(own[-1].filename).name}:{own[-1].name}"
