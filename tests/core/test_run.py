"""One record walks the stages; whatever a stage does, the record ends somewhere known."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.article import Article
from streams.core.codes import Code, DropCode, Site
from streams.core.outcome import Drop, Emit, Fail, Unavailable
from streams.core.run import Outcomes, Silent, guard, run, run_many
from streams.core.stage import Apply, ApplyMany, Stage


@dataclass
class Recording:
    """An observer that remembers."""

    seen: list[str] = field(default_factory=list)

    def started(self, stage: Stage) -> None:
        self.seen.append(f"start {stage.name}")

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        names = [f"{place} {type(outcome).__name__}" for place, outcome in outcomes.items()]
        self.seen.append(f"end {stage.name} {', '.join(names)}")

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
    assert observer.seen == ["start a", "end a 0 Drop"]


def test_a_failure_is_signed_with_stage_and_version() -> None:
    outcome = run([stage("a", lambda _: Fail(Code.TOO_COMPLEX, "20,001 lines"))], Article("", ""), Silent())

    assert outcome == Fail(Code.TOO_COMPLEX, "20,001 lines", Site.PROCESS, "a@3")


def test_a_stage_that_raises_costs_one_record_and_quotes_no_text() -> None:
    observer = Recording()
    outcome = run([stage("a", broken), stage("b", louder)], Article("", "secret text"), observer)

    assert isinstance(outcome, Fail)
    assert (outcome.code, outcome.stage, outcome.error_type) == (Code.UNEXPECTED, "a@3", "ValueError")
    assert "secret" not in outcome.detail
    assert observer.seen == ["start a", "raised a@3 secret text", "end a 0 Fail"]


def test_equal_bugs_have_equal_frames() -> None:
    first = run([stage("a", broken)], Article("", "x"), Silent())
    second = run([stage("a", broken)], Article("", "another text"), Silent())

    assert first == second


def test_a_broken_world_passes_through() -> None:
    def no_disk(article: Article) -> Article:
        raise Unavailable("model file is gone")

    with pytest.raises(Unavailable, match="model file"):
        run([stage("a", no_disk)], Article("", ""), Silent())


def by_title(article: Article) -> Article | Drop | Fail:
    """Do what the title says."""
    if article.title == "drop":
        return Drop(DropCode.TOMBSTONE)
    if article.title == "fail":
        return Fail(Code.TOO_COMPLEX, "long")
    return broken(article) if article.title == "bug" else louder(article)


def at_once(articles: Sequence[Article]) -> list[Article | Drop | Fail]:
    return [by_title(article) for article in articles]


TITLES = st.lists(st.sampled_from(["drop", "fail", "bug", "a", "b"]), max_size=9)


@given(TITLES, st.sampled_from([None, at_once]))
def test_articles_that_walk_together_end_as_each_alone(titles: list[str], many: ApplyMany | None) -> None:
    stages = [replace(stage("a", by_title), apply_many=many), stage("b", louder)]
    articles = [Article(title, "x") for title in titles]

    assert run_many(stages, articles, Silent()) == [run(stages, article, Silent()) for article in articles]


def test_a_stage_that_can_sees_all_that_still_walk_at_once() -> None:
    observer = Recording()
    stages = [stage("a", by_title), replace(stage("b", by_title), apply_many=at_once)]
    run_many(stages, [Article("x", ""), Article("drop", ""), Article("y", "")], observer)

    assert observer.seen == [
        *("start a", "end a 0 Article", "start a", "end a 1 Drop", "start a", "end a 2 Article"),
        *("start b", "end b 0 Article, 2 Article"),
    ]


def test_a_bug_costs_one_record_of_those_that_walk_together_and_is_told_once() -> None:
    observer = Recording()
    stages = [replace(stage("a", by_title), apply_many=at_once)]
    outcomes = run_many(stages, [Article("x", ""), Article("bug", "text"), Article("y", "")], observer)

    assert [type(outcome).__name__ for outcome in outcomes] == ["Emit", "Fail", "Emit"]
    assert observer.seen == ["start a", "raised a@3 text", "end a 0 Article, 1 Fail, 2 Article"]


@pytest.mark.parametrize("many", [lambda articles: articles[:1], lambda articles: broken(articles[0])])
def test_a_bug_of_several_at_once_costs_none_and_is_told(many: ApplyMany) -> None:
    observer = Recording()
    outcomes = run_many([replace(stage("a", louder), apply_many=many)], [Article("x", ""), Article("y", "")], observer)

    assert outcomes == [Emit(Article("x!", "")), Emit(Article("y!", ""))]
    assert [line.partition(" ")[0] for line in observer.seen] == ["start", "raised", "end"]


def test_a_bug_of_several_at_once_is_told_beside_another_of_one_article_and_is_not_its_cause() -> None:
    told: list[Exception] = []

    class Listening(Recording):
        def raised(self, where: str, error: Exception) -> None:
            told.append(error)

    def of_the_group(_: Sequence[Article]) -> list[Article]:
        raise KeyError("group")

    stages = [replace(stage("a", by_title), apply_many=of_the_group)]
    run_many(stages, [Article("x", ""), Article("bug", "")], Listening())

    assert [type(error) for error in told] == [ValueError, KeyError]
    assert told[0].__context__ is None


@pytest.mark.parametrize("many", [None, lambda articles: [None for _ in articles]])
def test_a_stage_that_gives_something_else_costs_a_record_as_a_bug(many: ApplyMany | None) -> None:
    strange = Stage("a", 3, lambda article: None, apply_many=many)  # type: ignore[arg-type, return-value]
    outcomes = run_many([strange], [Article("x", ""), Article("y", "")], Silent())

    assert [isinstance(one, Fail) and one.error_type for one in outcomes] == ["TypeError", "TypeError"]


def test_a_broken_world_passes_through_several_at_once() -> None:
    def no_disk(articles: Sequence[Article]) -> list[Article]:
        raise Unavailable("model file is gone")

    with pytest.raises(Unavailable, match="model file"):
        run_many([replace(stage("a", louder), apply_many=no_disk)], [Article("x", ""), Article("y", "")], Silent())


def test_guard_names_the_site() -> None:
    def call() -> str:
        raise KeyError("x")

    result = guard(call, Silent(), where="decode", site=Site.DECODE)

    assert isinstance(result, Fail)
    assert (result.site, result.code, result.detail) == (Site.DECODE, Code.UNEXPECTED, "decode raised KeyError")
