"""A wrong list of stages is refused when it is built; a cut turns the list into hops."""

import json
from itertools import chain, combinations

import pytest

from streams.core.article import Article
from streams.core.stage import Stage
from streams.core.topology import Step, Topology, WrongTopology, as_dot, as_json, as_mermaid, as_text, cut


class Script:
    pass


class Mood:
    pass


def step(name: str, *, requires: tuple[type, ...] = (), assigns: tuple[type, ...] = ()) -> Step:
    def same(article: Article) -> Article:
        return article

    return Step(Stage(name, 1, same, requires=requires, assigns=assigns), f"t.{name}", name)


def topology(*steps: Step) -> Topology:
    return Topology("t.raw", steps, "t.dead")


THREE = topology(step("a", assigns=(Script,)), step("b", requires=(Script,), assigns=(Mood,)), step("c"))


def test_a_requirement_that_nobody_assigned_is_refused() -> None:
    with pytest.raises(WrongTopology, match="stage b requires Script, which no earlier stage assigns"):
        topology(step("b", requires=(Script,)), step("a", assigns=(Script,)))


def test_a_stage_listed_twice_is_refused() -> None:
    with pytest.raises(WrongTopology, match="stage listed twice: a"):
        topology(step("a"), step("a"))


def test_a_step_without_a_topic_is_refused() -> None:
    with pytest.raises(WrongTopology, match="a topic has no name"):
        topology(Step(step("a").stage, "", "a"))


def test_a_topic_used_twice_is_refused() -> None:
    with pytest.raises(WrongTopology, match=r"topic listed twice: t\.raw"):
        topology(Step(step("a").stage, "t.raw", "a"))


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(WrongTopology, match="no stage listed"):
        topology()


@pytest.mark.parametrize("after", [("x",), ("c",)])
def test_a_cut_is_possible_only_behind_a_stage_before_the_last(after: tuple[str, ...]) -> None:
    with pytest.raises(WrongTopology, match="possible: a, b"):
        cut(THREE, after=after)


def test_no_cut_is_one_hop() -> None:
    (hop,) = cut(THREE, after=())

    assert (hop.source, hop.sink.topic, [stage.name for stage in hop.stages]) == ("t.raw", "t.c", ["a", "b", "c"])


@pytest.mark.parametrize("after", list(chain.from_iterable(combinations("ab", n) for n in range(3))))
def test_hops_follow_on_each_other_and_hold_every_stage_once(after: tuple[str, ...]) -> None:
    hops = cut(THREE, after=after)

    assert [stage.name for hop in hops for stage in hop.stages] == ["a", "b", "c"]
    assert [hop.source for hop in hops[1:]] == [hop.sink.topic for hop in hops[:-1]]
    assert [len(hop.before) for hop in hops] == [sum(len(h.steps) for h in hops[:n]) for n in range(len(hops))]


def test_drawings_name_every_topic() -> None:
    hops = cut(THREE, after=("a",))
    for draw in (as_text, as_mermaid, as_dot, as_json):
        drawn = draw(THREE, hops)
        assert all(topic in drawn for topic in ("t.raw", "t.a", "t.c", "t.dead"))
        assert "t.b" not in drawn
    assert [hop["name"] for hop in json.loads(as_json(THREE, hops))["hops"]] == ["a", "b"]
