"""How far behind is the group?  Records and seconds by partition, asked from the broker, never from a worker.

Seconds are the age of the first record that is not committed, on the broker's clock of the append.  A tail of
transaction markers is no lag.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from streams.core.outcome import Unavailable
from streams.core.topology import Topology, cut
from streams.kafka import connect
from streams.kafka.reader import STALL_S, partitions
from streams.settings import Settings

# One record a partition is wanted: no reason to fetch a MiB of each.
FETCH_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """Where the group stands in one partition.

    *committed* is the next offset to be read, None before the first commit.  *records* is exact when it is 0,
    otherwise markers of transactional producers are counted with it.  *seconds* is 0 when caught up.
    """

    topic: str
    partition: int
    committed: int | None
    end: int
    records: int
    seconds: float


async def read_lag(
    admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, group: str, topics: Iterable[str]
) -> list[PartitionLag]:
    """Ask for the lag of *group* on every partition of *topics*, in order; the consumer's assignment is replaced."""
    places = await partitions(admin, topics)
    begins = await consumer.beginning_offsets(places)
    committed = await committed_offsets(admin, group)
    ends = await consumer.end_offsets(places)  # after the commits: lag is never negative
    starts = {place: max(committed.get(place, 0), begins[place]) for place in places}
    oldest_ms = await _first_appends(consumer, {place: (starts[place], ends[place]) for place in places})
    now_ms = time.time() * 1000
    return [
        PartitionLag(
            place.topic,
            place.partition,
            committed.get(place),
            ends[place],
            ends[place] - starts[place] if place in oldest_ms else 0,
            max(0.0, (now_ms - oldest_ms[place]) / 1000) if place in oldest_ms else 0.0,
        )
        for place in places
    ]


async def committed_offsets(admin: AIOKafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    """Give what the group has committed; partitions without a commit are left out."""
    found = await asked_again(lambda: admin.list_consumer_group_offsets(group))
    return {place: known.offset for place, known in found.items() if known.offset >= 0}


async def asked_again(ask: Callable[[], Awaitable[Any]]) -> Any:
    """Ask about a group: a broker that is asked for the first time, or has just started, needs a moment."""
    deadline_s = time.monotonic() + STALL_S
    while True:
        try:
            return await ask()
        except KafkaError as error:
            if not error.retriable or time.monotonic() > deadline_s:
                raise
            await asyncio.sleep(0.2)


async def _first_appends(
    consumer: AIOKafkaConsumer, stretches: Mapping[TopicPartition, tuple[int, int]]
) -> dict[TopicPartition, int]:
    """Give the append time, ms, of the first record of every stretch that holds one."""
    waiting = {place: end for place, (start, end) in stretches.items() if start < end}
    if not waiting:
        return {}
    consumer.assign(list(waiting))
    for place in waiting:
        consumer.seek(place, stretches[place][0])
    found: dict[TopicPartition, int] = {}
    heard_s = time.monotonic()
    while waiting:
        batches = await consumer.getmany(*waiting, timeout_ms=200, max_records=1)
        found |= {place: batch[0].timestamp for place, batch in batches.items() if batch[0].offset < waiting[place]}
        for place in [
            place for place, end in waiting.items() if place in found or await consumer.position(place) >= end
        ]:
            del waiting[place]
            consumer.pause(place)
            heard_s = time.monotonic()
        if time.monotonic() - heard_s > STALL_S:
            raise Unavailable(f"broker gave nothing of {min(waiting).topic} for {STALL_S:.0f} s; try again")
    return found


async def group_lag(settings: Settings, topics: Iterable[str]) -> list[PartitionLag]:
    """Open clients, ask once for the lag of the group of *settings*, close them."""
    async with connect.admin(settings) as admin, connect.consumer(settings, fetch_bytes=FETCH_BYTES) as consumer:
        return await read_lag(admin, consumer, settings.group, topics)


def sources(topology: Topology, cuts: Iterable[str]) -> tuple[str, ...]:
    """Name the topics that workers with these cuts read."""
    return tuple(hop.source for hop in cut(topology, after=cuts))


async def undrained(settings: Settings, topology: Topology, cuts: Iterable[str]) -> list[tuple[str, int]]:
    """Name the topics that these cuts do not read although records wait there for the group, and how many.

    A topic without a commit of the group counts from its beginning: an earlier hop may have written there and
    ended before the next one committed anything.  A group that committed nowhere is new and owes nothing.
    """
    read = sources(topology, cuts)
    unread = [step.topic for step in topology.steps[:-1] if step.topic not in read]
    if not unread:
        return []
    lags = await group_lag(settings, [topology.source, *(step.topic for step in topology.steps[:-1])])
    if all(lag.committed is None for lag in lags):
        return []
    records = {topic: sum(lag.records for lag in lags if lag.topic == topic) for topic in unread}
    return [(topic, count) for topic, count in records.items() if count]
