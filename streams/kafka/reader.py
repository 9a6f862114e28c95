"""How is a stretch of a topic read from a to b?  By partition and offset, to a known end, or not at all.

Markers of transactional producers take offsets and are no records: reading ends where the position does, so
a tail of markers ends it too.
"""

import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import TopicAuthorizationFailedError

from streams.core.outcome import Unavailable
from streams.wire.record import Address, Record

# Nothing read for this long although the broker said there is more: it is gone or frozen.
STALL_S = 30.0
_AT_ONCE = 5000
_FORBIDDEN = 29  # TOPIC_AUTHORIZATION_FAILED


class NoSuchTopic(Unavailable):
    """The broker has no topic of this name."""


async def partitions(admin: AIOKafkaAdminClient, topics: Iterable[str]) -> list[TopicPartition]:
    """List all partitions of *topics*; raises `NoSuchTopic` for one that does not exist."""
    found = []
    for topic in await admin.describe_topics(list(topics)):
        if topic["error_code"] == _FORBIDDEN:
            raise TopicAuthorizationFailedError(topic["topic"])
        if topic["error_code"]:
            raise NoSuchTopic(f"topic {topic['topic']} does not exist; create it with `streams topics apply`")
        found += [TopicPartition(topic["topic"], part["partition"]) for part in topic["partitions"]]
    return sorted(found)


async def read(
    consumer: AIOKafkaConsumer, stretches: Mapping[TopicPartition, tuple[int, int]]
) -> AsyncGenerator[list[Any], None]:
    """Give the client's records of every stretch [start, end) in batches of one partition, in offset order there.

    Raises `Unavailable` when the broker stops giving what it has.
    """
    open_ends = {place: end for place, (start, end) in stretches.items() if start < end}
    if not open_ends:
        return
    consumer.assign(list(open_ends))
    for place in open_ends:
        consumer.seek(place, stretches[place][0])
    heard_s = time.monotonic()
    while open_ends:
        batches = await consumer.getmany(*open_ends, timeout_ms=500, max_records=_AT_ONCE)
        for place, batch in batches.items():
            yield [message for message in batch if message.offset < open_ends[place]]
        finished = [place for place, end in open_ends.items() if await consumer.position(place) >= end]
        for place in finished:
            del open_ends[place]
            consumer.pause(place)  # not unsubscribed: aiokafka 0.14 can swallow the cancel of a `stop` that follows
        heard_s = time.monotonic() if batches or finished else heard_s
        if time.monotonic() - heard_s > STALL_S:
            raise Unavailable(f"broker gave nothing of {min(open_ends).topic} for {STALL_S:.0f} s; try again")


def as_record(message: Any) -> Record:
    """Give a record of ours for one of the client's."""
    address = Address(message.topic, message.partition, message.offset)
    return Record(address, message.key, message.value, tuple(message.headers), message.timestamp)
