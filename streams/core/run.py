"""What happens to one article in a hop?  It walks the stages in order until one of them lets it go.

This is the only broad `except` in the product and the only place that feeds stage metrics.
"""

import os
import traceback
from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from streams.core.article import Article
from streams.core.codes import Code
from streams.core.outcome import Drop, Emit, Fail, Outcome, Unavailable
from streams.core.stage import Stage

_PACKAGE = f"{os.sep}streams{os.sep}"


class Observer(Protocol):
    """Sees every stage of every article.  Implementations measure time themselves, so the core has no clock."""

    def started(self, stage: Stage) -> None:
        """A stage is about to see an article."""
        ...

    def finished(self, stage: Stage, outcome: Article | Drop | Fail) -> None:
        """The stage is done with the article that it saw last."""
        ...

    def raised(self, stage: Stage, error: Exception) -> None:
        """The stage raised, which is a bug of ours; called before `finished`, inside the handler."""
        ...


class Silent:
    """An observer that looks away."""

    def started(self, stage: Stage) -> None:
        """Do nothing."""

    def finished(self, stage: Stage, outcome: Article | Drop | Fail) -> None:
        """Do nothing."""

    def raised(self, stage: Stage, error: Exception) -> None:
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
    try:
        result = stage.apply(article)
    except Unavailable:
        raise
    except Exception as error:
        observer.raised(stage, error)
        return _unexpected(stage, error)
    return _signed(stage, result) if isinstance(result, Fail) else result


def _signed(stage: Stage, fail: Fail) -> Fail:
    return Fail(fail.code, fail.detail, fail.site, stage.label, fail.error_type, fail.frame)


def _unexpected(stage: Stage, error: Exception) -> Fail:
    name = type(error).__name__
    return Fail(
        Code.UNEXPECTED,
        f"{stage.name} raised {name}",  # never str(error): it may quote the article
        stage=stage.label,
        error_type=name,
        frame=_own_frame(error),
    )


def _own_frame(error: Exception) -> str:
    """Name the innermost function of ours in the traceback, without line number: equal bugs group together."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _PACKAGE in frame.filename] or list(frames)
    if not own:
        return ""
    return f"{PurePath(own[-1].filename).name}:{own[-1].name}"
