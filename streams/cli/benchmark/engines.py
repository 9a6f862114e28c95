"""How does the worker compare with a bare loop doing the same work?  Interleaved rounds on one broker.

Every round reads the same raw records with a fresh consumer group.  The rate is taken from the broker's
append times of the outputs between the first tenth and the last record, so start-up does not count.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition

from streams.core.outcome import Unavailable
from streams.core.topology import Topology
from streams.kafka import connect
from streams.settings import Settings

ENGINES: Mapping[str, Sequence[str]] = {
    "bare": ("-m", "streams.cli.benchmark.bare"),
    "chained": ("-m", "streams.cli", "worker", "--cuts", "none"),
    "staged": ("-m", "streams.cli", "worker", "--cuts", "clean_text,detect_language"),
    "two processes": ("-m", "streams.cli", "worker", "--cuts", "none", "--processes", "2"),
}
_SKIP = 0.1
_DEADLINE_S = 600.0


async def fill(settings: Settings, topology: Topology, values: Sequence[bytes], progress: Callable[[], None]) -> None:
    """Send *values* to the raw topic.  Raises `Unavailable` when it holds records already: they may be real."""
    async with connect.consumer(settings) as reader:
        held = sum((await _ends(reader, topology.source)).values())
    if held:
        raise Unavailable(f"{topology.source} holds {held} records; measure on a broker of its own (`make bench`)")
    async with connect.producer(settings) as writer:
        pending = []
        for value in values:
            pending.append(await writer.send(topology.source, value))
            progress()
        await asyncio.gather(*pending)


async def measure(settings: Settings, topology: Topology, engine: str, count: int) -> float:
    """Let one engine work through *count* raw records; give outputs a second between the first tenth and the last."""
    async with connect.consumer(settings) as reader:
        before = await _ends(reader, topology.sink)
        process = _start(settings, engine)
        try:
            await _arrived(reader, topology.sink, before, count, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        times = await _append_times(reader, before, count)
    first = int(count * _SKIP)
    return (count - first) / max(1e-3, (times[-1] - times[first]) / 1000)


def _start(settings: Settings, engine: str) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "STREAMS_BROKERS": settings.brokers,
        "STREAMS_GROUP": f"bench-{uuid.uuid4().hex[:12]}",
        "STREAMS_WEB_PORT": "0",
        "STREAMS_LOG_LEVEL": "ERROR",
    }
    return subprocess.Popen([sys.executable, *ENGINES[engine]], env=environment)  # noqa: S603  (our own modules)


async def _ends(reader: AIOKafkaConsumer, topic: str) -> dict[TopicPartition, int]:
    found = await reader._client.fetch_all_metadata()
    partitions = found.partitions_for_topic(topic)
    if not partitions:
        raise Unavailable(f"topic {topic} does not exist; create it with `streams topics apply`")
    ends: dict[TopicPartition, int] = await reader.end_offsets([TopicPartition(topic, n) for n in partitions])
    return ends


async def _arrived(
    reader: AIOKafkaConsumer,
    topic: str,
    before: dict[TopicPartition, int],
    count: int,
    process: "subprocess.Popen[bytes]",
) -> None:
    deadline = time.monotonic() + _DEADLINE_S
    while True:
        now = await reader.end_offsets(list(before))
        if sum(now.values()) - sum(before.values()) >= count:
            return
        if process.poll() is not None or time.monotonic() > deadline:
            raise Unavailable(f"the engine ended early (exit {process.poll()}) or took over {_DEADLINE_S:.0f} s")
        await asyncio.sleep(0.2)


async def _append_times(reader: AIOKafkaConsumer, before: dict[TopicPartition, int], count: int) -> list[int]:
    reader.assign(list(before))
    for place, offset in before.items():
        reader.seek(place, offset)
    times: list[int] = []
    while len(times) < count:
        for batch in (await reader.getmany(timeout_ms=1000)).values():
            times += [message.timestamp for message in batch]
    return sorted(times)
