"""Is a record acked only when everything that came of its batch is confirmed?"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from types import SimpleNamespace

import pytest
from aiokafka.errors import MessageSizeTooLargeError, NotLeaderForPartitionError

from streams.core.article import Article
from streams.core.outcome import Drop, Fail, Unavailable
from streams.core.stage import Stage
from streams.core.topology import Step, Topology
from streams.runtime.agent import as_record
from streams.wire.record import Output
from tests.runtime.fakes import DEAD_LETTER, ENRICHED, RAW, Bench, Event, article, bench, events, pipeline


def acks(found: Bench) -> list[str]:
    return [line for line in found.journal.lines if line.startswith("ack")]


def test_everything_is_sent_then_confirmed_then_acked_in_offset_order() -> None:
    found = bench()
    asyncio.run(found.agent.batch(events(found.journal, *(article(number) for number in range(3)))))

    lines = found.journal.lines
    assert lines[-3:] == ["ack 0", "ack 1", "ack 2"]
    assert sorted(lines[:-3]) == ["confirm"] * 3 + [f"send {ENRICHED}"] * 3


def test_nothing_is_acked_while_one_confirmation_is_missing() -> None:
    async def batch(found: Bench) -> None:
        found.broker.hold = True
        task = asyncio.create_task(found.agent.batch(events(found.journal, article(0), article(1), article(2))))
        for _ in range(10):
            await asyncio.sleep(0)
        assert len(found.broker.sent) == 3
        found.broker.release(2)
        for _ in range(10):
            await asyncio.sleep(0)
        assert acks(found) == []
        assert not task.done()
        found.broker.release(1)
        await task

    found = bench()
    asyncio.run(batch(found))

    assert acks(found) == ["ack 0", "ack 1", "ack 2"]


def test_the_time_that_other_hops_take_from_a_batch_is_held_time() -> None:
    """All activities together are the whole time of a batch; a batch alone in the loop is not held."""

    async def other() -> None:
        time.sleep(0.05)  # noqa: ASYNC251  (as the stages of another hop do)

    def slow(one: Article) -> Article:
        time.sleep(0.03)  # longer than a turn of the loop
        return one

    async def batch(found: Bench, *, alone: bool) -> None:
        beside = None if alone else asyncio.create_task(other())
        await found.agent.batch(events(found.journal, article(0), article(1)))
        if beside:
            await beside

    held = []
    for alone in (True, False):
        found = bench(topology=pipeline(slow))
        asyncio.run(batch(found, alone=alone))
        held.append(found.value("news_hop_time_seconds_total", topic=RAW, activity="hold") or 0.0)
        assert (found.value("news_hop_time_seconds_total", topic=RAW, activity="run") or 0.0) >= 0.06

    assert held[0] < 0.05 <= held[1]


def test_nothing_is_acked_when_publishing_gives_up() -> None:
    found = bench(answer=lambda _output, nth: NotLeaderForPartitionError() if nth else None)
    with pytest.raises(Unavailable, match=f"{ENRICHED} refuses records"):
        asyncio.run(found.agent.batch(events(found.journal, article(0), article(1), article(2))))

    assert acks(found) == []
    assert found.value("news_received_records_total", topic=RAW) == 0


def test_a_bad_record_becomes_a_dead_letter_and_its_neighbours_are_published() -> None:
    found = bench()
    asyncio.run(found.agent.batch(events(found.journal, article(0), b"{not json", article(2))))

    assert found.broker.topics() == [ENRICHED, DEAD_LETTER, ENRICHED]
    assert found.broker.sent[1].value == b"{not json"
    assert acks(found) == ["ack 0", "ack 1", "ack 2"]
    assert found.value("news_dead_letters_total", stage="decode", code="invalid_json") == 1


def test_a_tombstone_is_acked_and_leaves_nothing_behind() -> None:
    found = bench()
    asyncio.run(found.agent.batch(events(found.journal, None)))

    assert found.journal.lines == ["ack 0"]
    assert found.value("news_drops_total", code="tombstone") == 1


def test_a_stage_that_raises_costs_one_record() -> None:
    def fragile(one: Article) -> Article | Drop | Fail:
        if "злам" in one.title:
            raise RuntimeError(one.title)
        return one

    found = bench(topology=pipeline(fragile))
    asyncio.run(found.agent.batch(events(found.journal, article(0), article(1, "злам"), article(2))))

    assert found.broker.topics() == [ENRICHED, DEAD_LETTER, ENRICHED]
    headers = dict(found.broker.sent[1].headers)
    assert headers["dlq.code"] == b"unexpected"
    assert headers["dlq.stage"] == b"clean_text@1"
    assert "злам".encode() not in headers["dlq.detail"]
    assert len(acks(found)) == 3


def test_a_stage_that_finds_the_world_broken_ends_the_batch_unacked() -> None:
    def broken(_: Article) -> Article | Drop | Fail:
        raise Unavailable("cannot open the model")

    found = bench(topology=pipeline(broken))
    with pytest.raises(Unavailable, match="cannot open the model"):
        asyncio.run(found.agent.batch(events(found.journal, article(0))))

    assert found.journal.lines == []


def too_large_for(topic: str, nth: int | None = None) -> Bench:
    def answer(output: Output, at: int) -> Exception | None:
        return MessageSizeTooLargeError() if output.topic == topic and nth in (None, at) else None

    return bench(answer=answer)


def test_a_result_that_the_broker_finds_too_large_becomes_a_dead_letter_before_the_ack() -> None:
    found = too_large_for(ENRICHED, nth=1)
    asyncio.run(found.agent.batch(events(found.journal, article(0), article(1), article(2))))

    assert found.broker.topics() == [ENRICHED, ENRICHED, ENRICHED, DEAD_LETTER]
    letter = found.broker.sent[-1]
    assert letter.value == article(1)
    assert dict(letter.headers)["dlq.code"] == b"result_too_large"
    assert dict(letter.headers)["dlq.original.offset"] == b"1"
    assert found.journal.lines.index(f"send {DEAD_LETTER}") < found.journal.lines.index("ack 0")
    assert found.value("news_dead_letters_total", stage="publish", code="result_too_large") == 1


@pytest.mark.parametrize("value", [b"{not json", article(0)], ids=["bad record", "result too large as well"])
def test_a_dead_letter_that_is_refused_stops_the_worker_unacked(value: bytes) -> None:
    found = bench(answer=lambda _output, _nth: MessageSizeTooLargeError())
    with pytest.raises(Unavailable, match=f"{DEAD_LETTER} refuses the dead letter of {RAW}/0/0"):
        asyncio.run(found.agent.batch(events(found.journal, value)))

    assert acks(found) == []


def test_progress_is_noted_for_the_partition_that_is_held_and_for_no_other() -> None:
    found = bench()
    asyncio.run(found.agent.batch(events(found.journal, article(0), article(1), start=7)))
    asyncio.run(found.agent.batch(events(found.journal, article(2), partition=5)))

    assert found.health.progress[RAW, 0].next_offset == 9
    assert (RAW, 5) not in found.health.progress


def test_batches_are_carried_through_one_after_the_other_and_empty_ones_are_skipped() -> None:
    async def batches(found: Bench) -> AsyncIterator[Sequence[Event]]:
        for batch in (events(found.journal, article(0)), [], events(found.journal, article(1), start=1)):
            yield batch

    found = bench()
    asyncio.run(found.agent.follow(batches(found)))

    assert found.journal.lines == [f"send {ENRICHED}", "confirm", "ack 0", f"send {ENRICHED}", "confirm", "ack 1"]


def test_a_long_batch_lets_the_loop_turn() -> None:
    """Heartbeats' answers and signals need it; a busy wait stands for a stage of 15 ms."""

    async def batch(found: Bench) -> int:
        turns = 0

        async def count() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        counter = asyncio.create_task(count())
        await found.agent.batch(events(found.journal, *(article(number) for number in range(10))))
        counter.cancel()
        return turns

    def slow(one: Article) -> Article | Drop | Fail:
        import time

        time.sleep(0.015)
        return one

    assert asyncio.run(batch(bench(topology=pipeline(slow)))) >= 4


@pytest.mark.parametrize("headers", [{"a": b"1", "b": None}, [("a", b"1"), ("b", None)], None])
def test_a_message_of_the_host_is_read_into_a_record(headers: object) -> None:
    message = SimpleNamespace(
        topic=RAW, partition=2, offset=3, key=b"k", value=b"v", headers=headers, timestamp=1_700_000_000.125
    )
    record = as_record(message)

    assert str(record.address) == f"{RAW}/2/3"
    assert record.timestamp_ms == 1_700_000_000_125
    assert record.headers == ((("a", b"1"), ("b", b"")) if headers else ())


def test_a_partition_that_only_fails_rests_and_the_others_go_on() -> None:
    """Three `unexpected` in a row open it: the rest of its records is given back un-acked, from the fourth on."""

    def broken(one: Article) -> Article | Drop | Fail:
        if "злам" in one.title:
            raise RuntimeError("on purpose")
        return one

    found = bench(topology=pipeline(broken))
    bad = events(found.journal, *(article(number, "злам") for number in range(5)))
    good = events(found.journal, *(article(number) for number in range(5)), partition=1, start=100)
    asyncio.run(found.agent.batch([event for pair in zip(bad, good, strict=True) for event in pair]))

    assert found.rests.resting == {(RAW, 0): "3 unexpected in a row"}
    assert found.rests.left == [3, 4]
    assert acks(found) == ["ack 0", "ack 100", "ack 1", "ack 101", "ack 2", "ack 102", "ack 103", "ack 104"]

    asyncio.run(found.agent.batch(events(found.journal, article(5), start=5)))
    assert found.rests.left == [3, 4, 5]
    assert len(acks(found)) == 8


@pytest.mark.parametrize("many", [False, True])
def test_records_that_are_left_count_nowhere_though_they_walked(*, many: bool) -> None:
    def broken(one: Article) -> Article | Drop | Fail:
        raise RuntimeError("on purpose")

    stage = Stage("clean_text", 1, broken, apply_many=(lambda given: [broken(one) for one in given]) if many else None)
    found = bench(topology=Topology(RAW, (Step(stage, ENRICHED, "enriched"),), DEAD_LETTER))
    asyncio.run(found.agent.batch(events(found.journal, *(article(number) for number in range(8)))))

    assert (len(acks(found)), len(found.rests.left)) == (3, 5)
    assert found.value("news_stage_records_total", stage="clean_text", outcome="fail") == 3
    assert found.value("news_stage_duration_seconds_count", stage="clean_text") == 3
    assert found.value("news_stage_records_total", stage="decode", outcome="emit") == 3


def test_a_partition_rests_only_after_what_came_of_it_is_confirmed() -> None:
    def broken(_: Article) -> Article | Drop | Fail:
        raise RuntimeError("on purpose")

    found = bench(topology=pipeline(broken), answer=lambda _output, _nth: NotLeaderForPartitionError())
    with pytest.raises(Unavailable):
        asyncio.run(found.agent.batch(events(found.journal, *(article(number) for number in range(5)))))

    assert found.rests.resting == {}


def test_results_too_large_for_the_broker_count_for_the_breaker() -> None:
    found = too_large_for(ENRICHED)
    asyncio.run(found.agent.batch(events(found.journal, *(article(number) for number in range(6)))))

    assert found.rests.resting == {(RAW, 0): "6 dead letters in a row"}


def test_with_a_commit_after_every_batch_it_comes_behind_the_acks() -> None:
    async def commit() -> None:
        found.journal.lines.append("commit")

    found = bench()
    found.agent.commit = commit
    asyncio.run(found.agent.batch(events(found.journal, article(0), article(1))))

    assert found.journal.lines[-3:] == ["ack 0", "ack 1", "commit"]
