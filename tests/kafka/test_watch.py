"""Does the watch go on while the broker is away, and say so?"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ops.local.kafka import LocalKafka
from streams.kafka.apply import apply_topics
from streams.kafka.audit import Audit, Auditor
from streams.kafka.lag import PartitionLag
from streams.kafka.watch import Pulse, Watch
from streams.settings import read_settings
from streams.wire.record import Output
from tests.kafka.audit_topology import RAW, TOPOLOGY
from tests.kafka_broker import put


def test_the_probes_say_what_is_wrong() -> None:
    pulse = Pulse()
    assert pulse.dead_because() == []
    assert pulse.not_ready_because(10) == ["no_audit_yet"]

    pulse.success_s = time.monotonic()
    assert pulse.not_ready_because(10) == []

    pulse.success_s -= 11
    pulse.beat_s -= 31
    assert pulse.not_ready_because(10) == ["audit_stale"]
    assert pulse.dead_because() == ["loop_blocked"]


@pytest.mark.kafka
def test_the_watch_survives_a_broker_that_is_away(tmp_path: Path) -> None:
    quick_return = {"broker.session.timeout.ms": "1000", "broker.heartbeat.interval.ms": "200"}
    broker = LocalKafka(tmp_path, overrides=quick_return)
    settings = read_settings({}, brokers=broker.bootstrap, cuts="none")
    lags: list[list[PartitionLag]] = []
    audits: list[Audit] = []
    watch = Watch(settings, [RAW], Auditor(settings, TOPOLOGY), 0.2, 0.1, lags.append, audits.append, Pulse())

    async def scenario() -> None:
        stop = asyncio.Event()
        with broker:
            await apply_topics(settings)
            running = asyncio.create_task(watch.run(stop))
            await until(lambda: bool(audits and lags))
        seen = len(audits)
        await asyncio.sleep(1)
        with broker:
            await put(settings, Output(RAW, None, b"{}", ()))
            await until(lambda: len(audits) > seen and audits[-1].report.counts["accepted"] == 1)
        stop.set()
        await running

    asyncio.run(scenario())

    assert sum(lag.records for lag in lags[0]) == 0
    assert audits[-1].report.counts["in_flight"] == 1


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110  (what is waited for belongs to the code under test)
            await asyncio.sleep(0.05)
