"""What does the host do when partitions come, go, or must rest?"""

import asyncio
from types import SimpleNamespace
from typing import Any

from faust.types import TP
from prometheus_client import CollectorRegistry

from streams.core.codes import Code
from streams.core.topology import cut
from streams.observe.metrics import Closed, WorkerMetrics
from streams.runtime.app import Host
from streams.runtime.breaker import Bounds, Breaker
from streams.runtime.health import Health
from tests.runtime.fakes import RAW, pipeline


class Consumer:
    """Notes what is paused."""

    def __init__(self) -> None:
        self.paused: set[TP] = set()
        self._unacked_messages: Any = None

    def pause_partitions(self, partitions: set[TP]) -> None:
        self.paused |= partitions


def host() -> tuple[Host, CollectorRegistry]:
    topology, registry = pipeline(), CollectorRegistry()
    metrics = WorkerMetrics(registry, topology, cut(topology, after=()), Closed())
    app: Any = SimpleNamespace(consumer=Consumer())
    return Host(app, Health(300), metrics, (RAW,), 30, Breaker(Bounds(1, 1, 10))), registry


def assign(one: Host, *partitions: int) -> None:
    asyncio.run(one._assigned(None, {TP(RAW, number) for number in partitions}))


def gauge(registry: CollectorRegistry, partition: int) -> float | None:
    return registry.get_sample_value("news_dead_letter_breaker_open", {"topic": RAW, "partition": str(partition)})


def test_what_is_assigned_is_watched_and_shown() -> None:
    one, registry = host()
    assign(one, 0, 2)

    assert set(one.health.progress) == {(RAW, 0), (RAW, 2)}
    assert registry.get_sample_value("news_assigned_partitions", {"topic": RAW}) == 2
    assert (gauge(registry, 0), gauge(registry, 1), gauge(registry, 2)) == (0, None, 0)
    assert one.health.assigned


def test_a_partition_that_rests_is_paused_shown_and_not_ready() -> None:
    one, registry = host()
    assign(one, 0, 2)
    one.rest((RAW, 2), "20 unexpected in a row")

    assert one.app.consumer.paused == {TP(RAW, 2)}
    assert (gauge(registry, 0), gauge(registry, 2)) == (0, 1)
    assert "breaker_open" in one.health.not_ready()


def test_a_new_assignment_closes_the_breaker_and_a_mere_revocation_does_not() -> None:
    """Buffers may still hold records of the partition when it is revoked, and they must not be acked."""
    one, registry = host()
    assign(one, 0, 2)
    one.breaker.note((RAW, 2), Code.UNEXPECTED)
    one.rest((RAW, 2), "1 unexpected in a row")
    asyncio.run(one._revoked(None, {TP(RAW, 2)}))
    assert one.breaker.is_open((RAW, 2))
    assert not one.health.assigned
    assert registry.get_sample_value("news_rebalances_total") == 1

    assign(one, 2)
    assert not one.breaker.is_open((RAW, 2))
    assert "breaker_open" not in one.health.not_ready()
    assert (gauge(registry, 0), gauge(registry, 2)) == (None, 0)


def test_while_partitions_are_revoked_what_was_held_stays_watched() -> None:
    one, _ = host()
    assign(one, 0)
    asyncio.run(one._revoked(None, {TP(RAW, 0)}))

    assert set(one.health.progress) == {(RAW, 0)}
    assert "no_assignment" in one.health.not_ready()


def test_a_record_that_is_left_does_not_keep_a_rebalance_waiting() -> None:
    one, _ = host()
    messages = [SimpleNamespace(offset=offset) for offset in range(2)]
    kept: set[int] = {0, 1}
    one.app.consumer._unacked_messages = SimpleNamespace(discard=lambda message: kept.discard(message.offset))
    one.leave(messages[1])

    assert kept == {0}
