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
_Work = Callable[[Sequence[Article], "Observer"], Sequence[Article | Drop | Fail]]

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
        """Code of ours raised *error*, which is a bug; *where* is a stage's label or a site."""
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
        if stage.apply_many and len(walking) > 1:
            walked |= _watched(stage, walking, partial(_at_once, stage, stage.apply_many), observer)
        else:
            for place, article in walking.items():
                walked |= _watched(stage, {place: article}, partial(_one_by_one, stage), observer)
    return [Emit(one) if isinstance(one, Article) else one for one in walked.values()]


def _watched(stage: Stage, articles: Mapping[int, Article], work: _Work, observer: Observer) -> Outcomes:
    """Let the observer see the stage at *work*; failures are signed with its label."""
    observer.started(stage)
    found = work(list(articles.values()), observer)
    signed = (replace(one, stage=stage.label) if isinstance(one, Fail) else one for one in found)
    outcomes = dict(zip(articles, signed, strict=True))
    observer.finished(stage, outcomes)
    return outcomes


def _one_by_one(stage: Stage, articles: Sequence[Article], observer: Observer) -> Sequence[Article | Drop | Fail]:
    return [
        guard(partial(_alone, stage, article), observer, where=stage.label, site=Site.PROCESS) for article in articles
    ]


def _alone(stage: Stage, article: Article) -> Article | Drop | Fail:
    return _outcome(stage.apply(article))


def _at_once(
    stage: Stage, many: ApplyMany, articles: Sequence[Article], observer: Observer
) -> Sequence[Article | Drop | Fail]:
    """Apply the stage to all of them; when that raises, to each alone, so that a bug costs one record here too."""
    try:
        found = [_outcome(one) for one in many(articles)]
        if len(found) == len(articles):
            return found
        raise AssertionError(f"{len(found)} outcomes of {len(articles)} articles")
    except Unavailable:
        raise
    except Exception as error:
        raised = error
    frame = _own_frame(raised)
    traceback.clear_frames(raised.__traceback__)  # they hold what the stage had made of all articles
    found = list(_one_by_one(stage, articles, observer))
    told = {(one.error_type, one.frame) for one in found if isinstance(one, Fail)}
    if (type(raised).__name__, frame) not in told:
        observer.raised(stage.label, raised)
    return found


def _outcome(given: object) -> Article | Drop | Fail:
    """Give back what a stage gave.  Raises TypeError for anything else: it would be acked and be nowhere."""
    if isinstance(given, Article | Drop | Fail):
        return given
    raise TypeError(f"a stage gave {type(given).__name__}")


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
    own = [frame for frame in frames if _PACKAGE in frame.filename and frame.filename != __file__] or list(frames)
    if not own:
        return ""
    return f"{PurePath(own[-1].filename).name}:{own[-1].name}"
