"""One record walks the stages; whatever a stage does, the record ends somewhere known."""

from dataclasses import dataclass, field, replace

import pytest

from streams.core.article import Article
from streams.core.codes import Code, DropCode, Site
from streams.core.outcome import Drop, Emit, Fail, Unavailable
from streams.core.run import Silent, guard, run
from streams.core.stage import Apply, Stage


@dataclass
class Recording:
    """An observer that remembers."""

    seen: list[str] = field(default_factory=list)

    def started(self, stage: Stage) -> None:
        self.seen.append(f"start {stage.name}")

    def finished(self, stage: Stage, outcome: Article | Drop | Fail) -> None:
        self.seen.append(f"end {stage.name} {type(outcome).__name__}")

    def raised(self, where: str, error: Exception) -> None:
        self.seen.append(f"raised {where} {error}")


def stage(name: str, apply: Apply) -> Stage:
    return Stage(name, 3, apply)


def louder(article: Article) -> Article:
    return replace(article, title=article.title + "!")


def broken(article: Article) -> Article:
    raise ValueError(article.body)


def test_stages_are_walked_in_order() -> None:
    outcome = run([stage("a", louder), stage("b", louder)], Article("ข่าว", ""), Silent())

    assert outcome == Emit(Article("ข่าว!!", ""))


def test_a_drop_ends_the_walk() -> None:
    observer = Recording()
    outcome = run([stage("a", lambda _: Drop(DropCode.TOMBSTONE)), stage("b", louder)], Article("", ""), observer)

    assert outcome == Drop(DropCode.TOMBSTONE)
    assert observer.seen == ["start a", "end a Drop"]


def test_a_failure_is_signed_with_stage_and_version() -> None:
    outcome = run([stage("a", lambda _: Fail(Code.TOO_COMPLEX, "20,001 lines"))], Article("", ""), Silent())

    assert outcome == Fail(Code.TOO_COMPLEX, "20,001 lines", Site.PROCESS, "a@3")


def test_a_stage_that_raises_costs_one_record_and_quotes_no_text() -> None:
    observer = Recording()
    outcome = run([stage("a", broken), stage("b", louder)], Article("", "secret text"), observer)

    assert isinstance(outcome, Fail)
    assert (outcome.code, outcome.stage, outcome.error_type) == (Code.UNEXPECTED, "a@3", "ValueError")
    assert "secret" not in outcome.detail
    assert observer.seen == ["start a", "raised a@3 secret text", "end a Fail"]


def test_equal_bugs_have_equal_frames() -> None:
    first = run([stage("a", broken)], Article("", "x"), Silent())
    second = run([stage("a", broken)], Article("", "another text"), Silent())

    assert first == second


def test_a_broken_world_passes_through() -> None:
    def no_disk(article: Article) -> Article:
        raise Unavailable("model file is gone")

    with pytest.raises(Unavailable, match="model file"):
        run([stage("a", no_disk)], Article("", ""), Silent())


def test_guard_names_the_site() -> None:
    def call() -> str:
        raise KeyError("x")

    result = guard(call, Silent(), where="decode", site=Site.DECODE)

    assert isinstance(result, Fail)
    assert (result.site, result.code, result.detail) == (Site.DECODE, Code.UNEXPECTED, "decode raised KeyError")
