"""Does the list of topics hold its own rules, and does a plan never lose a record?"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.topology import Topology
from streams.kafka.topics import (
    DEAD_LETTER_ROOM_BYTES,
    Existing,
    TopicSpec,
    WrongTopics,
    load_topics,
    max_message_bytes,
    plan,
)
from streams.pipeline import news_pipeline


def as_existing(spec: TopicSpec) -> Existing:
    """The topic as a broker would have it after `apply`, with a setting of its own beside ours."""
    return Existing(spec.partitions, {**spec.config, "segment.bytes": "1073741824"})


def topics_of(topology: Topology) -> list[str]:
    return [topology.source, *(step.topic for step in topology.steps), topology.dead_letter]


def test_every_topic_of_the_pipeline_is_listed_and_no_other() -> None:
    assert [spec.name for spec in load_topics()] == topics_of(news_pipeline())


def test_limits_leave_room_for_dead_letters() -> None:
    raw, *others, dead_letters = load_topics()

    assert raw.max_message_bytes == 1024 * 1024 + 64 * 1024
    assert dead_letters.max_message_bytes >= max(spec.max_message_bytes for spec in others) + DEAD_LETTER_ROOM_BYTES
    assert max_message_bytes(raw.name) == raw.max_message_bytes
    with pytest.raises(WrongTopics, match="nowhere is not listed"):
        max_message_bytes("nowhere")


def test_three_brokers_get_three_copies_and_one_gets_one() -> None:
    assert {spec.replication_factor for spec in load_topics(brokers=1)} == {1}
    three = load_topics(brokers=3)
    assert {spec.replication_factor for spec in three} == {3}
    assert {spec.config["min.insync.replicas"] for spec in three} == {"2"}


def test_an_empty_broker_gets_every_topic() -> None:
    changes = plan(load_topics(), {})

    assert [change.action for change in changes] == ["create"] * 5


def test_a_broker_that_agrees_needs_nothing() -> None:
    specs = load_topics()

    assert plan(specs, {spec.name: as_existing(spec) for spec in specs}) == ()


def test_partitions_grow_and_never_shrink() -> None:
    spec = load_topics()[0]

    (grow,) = plan([spec], {spec.name: replace(as_existing(spec), partitions=spec.partitions - 1)})
    (refused,) = plan([spec], {spec.name: replace(as_existing(spec), partitions=spec.partitions + 1)})

    assert grow.action == "grow"
    assert "drain" in grow.text
    assert refused.action == "refused"


@pytest.mark.parametrize(
    ("name", "broker", "action"),
    [
        ("retention.ms", "1000", "configure"),
        ("retention.ms", "-1", "refused"),
        ("retention.ms", "604800001", "refused"),
        ("retention.bytes", "1000", "configure"),
        ("cleanup.policy", "compact", "refused"),
        ("cleanup.policy", "compact,delete", "configure"),
        ("compression.type", "gzip", "configure"),
        ("max.message.bytes", "9999999", "configure"),
    ],
)
def test_a_setting_is_changed_unless_records_would_be_deleted(name: str, broker: str, action: str) -> None:
    spec = load_topics()[0]
    now = as_existing(spec)

    (change,) = plan([spec], {spec.name: Existing(now.partitions, {**now.config, name: broker})})

    assert change.action == action
    assert change.settings == ({name: spec.config[name]} if action == "configure" else {})


@given(old=st.integers(-1, 10**12), new=st.integers(-1, 10**12))
def test_no_plan_shortens_retention(old: int, new: int) -> None:
    spec = TopicSpec("t", 1, 1, {"retention.ms": str(new)})

    changes = plan([spec], {"t": Existing(1, {"retention.ms": str(old)})})

    shortened = new != -1 and (old == -1 or new < old)
    assert [change.action for change in changes] == ([] if old == new else ["refused"] if shortened else ["configure"])


BROKEN = {
    "differ in partitions": "topics: [{name: a.v1, partitions: 1}, {name: b.v1, partitions: 2}]",
    "dead letters need 66536": (
        "topics: [{name: a.v1, partitions: 1}, "
        "{name: dead-letter.v1, partitions: 1, config: {max.message.bytes: 66535}}]"
    ),
    "lists a topic twice": "topics: [{name: a.v1, partitions: 1}, {name: a.v1, partitions: 1}]",
    "is not a list of topics": "topics: [{partitions: 1}]",
}


@pytest.mark.parametrize(("sentence", "topics"), BROKEN.items())
def test_a_wrong_list_is_refused_in_one_sentence(sentence: str, topics: str, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(f"defaults: {{config: {{max.message.bytes: 1000}}}}\n{topics}\n")

    with pytest.raises(WrongTopics, match=sentence) as wrong:
        load_topics(file)
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize("text", [":", "[]", "", "topics: 3"])
def test_a_file_that_is_no_list_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(text)

    with pytest.raises(WrongTopics, match="is not a list of topics"):
        load_topics(file)
    with pytest.raises(WrongTopics, match="cannot read"):
        load_topics(tmp_path / "absent.yaml")
