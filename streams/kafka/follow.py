"""What arrives on a topic?  Its records as they come, from the start or from now on."""

from collections.abc import AsyncGenerator

from streams.kafka import connect
from streams.kafka.reader import as_record, partitions, read
from streams.settings import Settings
from streams.wire.record import Record

# How long one wait for more lasts; only bounds how fast Ctrl-C is noticed.
_WAIT_MS = 500


async def follow(
    settings: Settings, topic: str, *, from_start: bool, to_end: bool = False
) -> AsyncGenerator[Record, None]:
    """Give the records of *topic* in offset order within a partition.

    *from_start* begins with the oldest kept, otherwise only new ones come.  *to_end* stops where the topic ends now,
    otherwise it goes on for ever.
    """
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        places = await partitions(admin, [topic])
        begins, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
        starts = begins if from_start else ends
        async for batch in read(consumer, {place: (starts[place], ends[place]) for place in places}):
            for message in batch:
                yield as_record(message)
        if to_end:
            return
        consumer.assign(places)
        for place in places:
            consumer.seek(place, ends[place])
        while True:
            for batch in (await consumer.getmany(timeout_ms=_WAIT_MS)).values():
                for message in batch:
                    yield as_record(message)
