"""Which dead letters are there?  Read from the topic, filtered by what their headers say."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.codes import Code
from streams.core.outcome import Unavailable
from streams.core.topology import Topology
from streams.kafka import connect
from streams.kafka.reader import as_record, partitions, read
from streams.settings import Settings
from streams.wire import dead_letter
from streams.wire.dead_letter import DeadLetter
from streams.wire.record import Address, Record


@dataclass(frozen=True, slots=True)
class Filter:
    """Which dead letters are meant; what is empty or None does not count.

    *stages* are names, with or without `@version`, or the sites `decode` and `publish`.  Times are when the letter was
    appended, ms.  *addresses* are the letters' own, or those of the records that failed.
    """

    codes: frozenset[Code] = frozenset()
    stages: frozenset[str] = frozenset()
    since_ms: int | None = None
    until_ms: int | None = None
    addresses: frozenset[Address] = frozenset()

    def takes(self, letter: DeadLetter) -> bool:
        """Say whether the letter is meant."""
        appended_ms = letter.record.timestamp_ms
        return (
            (not self.codes or letter.code in self.codes)
            and (not self.stages or bool(self.stages & _stage_names(letter)))
            and (self.since_ms is None or appended_ms >= self.since_ms)
            and (self.until_ms is None or appended_ms < self.until_ms)
            and (not self.addresses or bool(self.addresses & {letter.address, letter.original, letter.origin}))
        )


def _stage_names(letter: DeadLetter) -> set[str]:
    if letter.stage is None:
        return {letter.site}
    return {letter.stage, letter.stage.partition("@")[0]}


def stage_label(letter: DeadLetter) -> str:
    """Name where a letter failed, as metrics do: the stage without version, or the site."""
    return letter.stage.partition("@")[0] if letter.stage else letter.site


async def read_letters(
    admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, topology: Topology, wanted: Filter
) -> AsyncGenerator[DeadLetter, None]:
    """Give the wanted letters that are there now, in offset order within a partition; records of others are skipped."""
    places = await partitions(admin, [topology.dead_letter])
    begins, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
    if wanted.since_ms is not None:
        found = await consumer.offsets_for_times(dict.fromkeys(places, max(0, wanted.since_ms)))
        begins = {place: found[place].offset if found[place] else ends[place] for place in places}
    async for batch in read(consumer, {place: (begins[place], ends[place]) for place in places}):
        for message in batch:
            letter = as_letter(as_record(message), topology)
            if letter and wanted.takes(letter):
                yield letter


def as_letter(record: Record, topology: Topology) -> DeadLetter | None:
    """Read a dead letter, None when the record is none of ours."""
    try:
        return dead_letter.read(record, source=topology.source)
    except ValueError:
        return None


async def list_letters(settings: Settings, topology: Topology, wanted: Filter) -> AsyncGenerator[DeadLetter, None]:
    """Open clients and give the wanted letters."""
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        async for letter in read_letters(admin, consumer, topology, wanted):
            yield letter


async def find_letter(settings: Settings, topology: Topology, address: Address) -> DeadLetter:
    """Give the dead letter at *address*, or the newest one of the record that stood there.  Raises LookupError."""
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        if address.topic != topology.dead_letter:
            wanted = Filter(addresses=frozenset((address,)))
            found = [letter async for letter in read_letters(admin, consumer, topology, wanted)]
            if not found:
                raise LookupError(f"no dead letter of {address}; `streams dlq ls` lists all of them")
            return max(found, key=lambda letter: letter.record.timestamp_ms)
        record = await _record_at(admin, consumer, address)
    if record is None:
        raise LookupError(f"nothing stands at {address}; `streams dlq ls` lists what does")
    try:
        return dead_letter.read(record, source=topology.source)
    except ValueError as error:
        raise LookupError(str(error)) from error


async def _record_at(admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, address: Address) -> Record | None:
    place = TopicPartition(address.topic, address.partition)
    if place not in await partitions(admin, [address.topic]):
        return None
    begin, end = (await consumer.beginning_offsets([place]))[place], (await consumer.end_offsets([place]))[place]
    if not begin <= address.offset < end:
        return None
    async for batch in read(consumer, {place: (address.offset, address.offset + 1)}):
        for message in batch:
            return as_record(message)
    raise Unavailable(f"the broker gave nothing at {address}; try again")
