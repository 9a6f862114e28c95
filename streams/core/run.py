"""What happens to one article in a hop?  It walks the stages in order until one of them lets it go.

The broad `except`s of the product are here, and only this place feeds stage metrics.
"""

import os
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Protocol, TypeVar

from streams.core.article import Article
from streams.core.codes import Code, Site
from streams.core.outcome import Drop, Emit, Fail, Outcome, Unavailable
from streams.core.stage import ApplyMany, Stage

T = TypeVar("T")
Outcomes = Mapping[int, Article | Drop | Fail]
"""What a stage made of the articles that it saw at once, by their places among those that `run_many` was given."""

_PACKAGE = f"{os.sep}streams{os.sep}"


class Observer(Protocol):
    """Sees every stage of every article.  Implementations measure time themselves, so the core has no clock."""

    def started(self, stage: Stage) -> None:
        """A stage is about to see one article, or several at once."""
        ...

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        """The stage is done with the articles that it saw last."""
        ...

    def raised(self, where: str, error: Exception) -> None:
        """Code of ours raised, which is a bug; *where* is a stage's label or a site.  Called inside the handler."""
        ...


class Silent:
    """An observer that looks away."""

    def started(self, stage: Stage) -> None:
        """Do nothing."""

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        """Do nothing."""

    def raised(self, where: str, error: Exception) -> None:
        """Do nothing."""


def run(stages: Sequence[Stage], article: Article, observer: Observer) -> Outcome:
    """Walk *article* through *stages*.

    Gives Emit with the annotated article, or the first Drop or Fail.  A stage that raises becomes
    `Fail(unexpected)`.  Raises `Unavailable`, and nothing else, when a stage finds the world broken.
    """
    return run_many(stages, [article], observer)[0]


def run_many(stages: Sequence[Stage], articles: Sequence[Article], observer: Observer) -> list[Outcome]:
    """Walk each of *articles* as `run` does, all of them through one stage before the next."""
    walked: dict[int, Article | Drop | Fail] = dict(enumerate(articles))
    for stage in stages:
        walking = {place: one for place, one in walked.items() if isinstance(one, Article)}
        for together in _groups(stage, walking):
            observer.started(stage)
            outcomes = _apply(stage, together, observer)
            observer.finished(stage, outcomes)
            walked.update(outcomes)
    return [Emit(one) if isinstance(one, Article) else one for one in walked.values()]


def _groups(stage: Stage, walking: dict[int, Article]) -> list[dict[int, Article]]:
    """Give the articles that the stage sees at once: all, or each alone."""
    if stage.apply_many and len(walking) > 1:
        return [walking]
    return [{place: article} for place, article in walking.items()]


def _apply(stage: Stage, articles: dict[int, Article], observer: Observer) -> Outcomes:
    given = list(articles.values())
    many = stage.apply_many if len(given) > 1 else None
    found = _at_once(stage, many, given, observer) if many else _one_by_one(stage, given, observer)
    signed = (replace(one, stage=stage.label) if isinstance(one, Fail) else one for one in found)
    return dict(zip(articles, signed, strict=True))


def _one_by_one(stage: Stage, articles: Sequence[Article], observer: Observer) -> Sequence[Article | Drop | Fail]:
    return [
        guard(partial(stage.apply, article), observer, where=stage.label, site=Site.PROCESS) for article in articles
    ]


def _at_once(
    stage: Stage, many: ApplyMany, articles: Sequence[Article], observer: Observer
) -> Sequence[Article | Drop | Fail]:
    """Apply the stage to all of them; when that raises, to each alone, so that a bug costs one record here too."""
    try:
        found = many(articles)
        if len(found) != len(articles):
            raise AssertionError(f"{len(found)} outcomes of {len(articles)} articles")
    except Unavailable:
        raise
    except Exception as error:
        found = _one_by_one(stage, articles, observer)
        if not any(isinstance(one, Fail) and one.code is Code.UNEXPECTED for one in found):
            observer.raised(stage.label, error)  # else it has been told of the very article
    return found


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
