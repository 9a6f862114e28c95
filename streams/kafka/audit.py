"""Is anything missing?  Every raw record is joined by address with what came out of it, without a grace time.

Barriers make that exact: take raw's ends, wait until the group has committed past them, take the next topic's
ends, and so on; only then read what came out.  What is not past its barrier in time is `in_flight`.  Of what we
wrote only headers are looked at.  Records are counted, never offsets: markers of transactions take offsets too.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.topology import Topology
from streams.kafka.lag import committed_offsets, sources
from streams.kafka.ledger import Ledger, Report
from streams.kafka.reader import as_record, partitions, read
from streams.kafka.topics import load_topics
from streams.settings import Settings
from streams.wire import dead_letter, headers
from streams.wire.record import Address, Record
from streams.wire.schema import schema_name, validate

_POLL_S = 0.2
# An output must not leave by retention while its raw record is still looked at; brokers delete late, never early.
_RETENTION_MARGIN_MS = 3600 * 1000
# An output is appended after its raw record; brokers' clocks may differ by this much.
_CLOCK_SKEW_MS = 60 * 1000

Stretches = dict[TopicPartition, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of one round.

    *window_ms* is the append time at which it begins.  *invalid* are enriched records that break their schema, with
    the rule; empty unless asked for.  *deleted_unread* counts raw offsets that retention took before the group read
    them.
    """

    report: Report
    window_ms: int
    invalid: tuple[tuple[Address, str], ...]
    deleted_unread: int

    @property
    def lost(self) -> bool:
        """Say whether a record is missing, or came out in a form it must not have."""
        return bool(self.report.unaccounted or self.invalid or self.deleted_unread)


class Auditor:
    """Audits in rounds: a round reads only what is new since the one before, over clients that are handed in.

    *since_ms* narrows the window, which begins where retention does.  *check_schema* also validates enriched values.
    *at* hears what is being done, and nothing ("") as a sign of life.
    """

    def __init__(
        self,
        settings: Settings,
        topology: Topology,
        *,
        since_ms: int | None = None,
        check_schema: bool = False,
        at: Callable[[str], None] = lambda step: None,
    ) -> None:
        self._group = settings.group
        self._topology = topology
        self._waited_for = sources(topology, settings.cuts)
        self._since_ms = since_ms
        self._check_schema = check_schema
        self._at = at
        self._schema = schema_name(topology.steps[-1].event)
        self._ledger = Ledger(topology.source)
        self._next: dict[TopicPartition, int] = {}  # where reading goes on, by partition of raw and of the outputs
        self._last_raw: dict[TopicPartition, int] = {}
        self._invalid: list[tuple[Address, str]] = []

    async def round(self, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, *, timeout_s: float) -> Audit:
        """Look at everything up to now, waiting at most *timeout_s* for the group at its barriers."""
        deadline_s = time.monotonic() + timeout_s
        window_ms = max(self._since_ms or 0, _retained_since_ms(self._topology))
        raw = await partitions(admin, [self._topology.source])
        begins, ends = await consumer.beginning_offsets(raw), await consumer.end_offsets(raw)
        await self._open_windows(consumer, begins, ends, window_ms)
        self._at(f"reading {self._topology.source}")
        await self._read_on(consumer, ends, window_ms, self._raw)
        deleted = await self._raw_barrier(admin, begins, deadline_s)
        for step in self._topology.steps[:-1]:
            await self._barrier(admin, consumer, step.topic, deadline_s)
        await self._read_outputs(admin, consumer, raw, window_ms)
        return Audit(self._ledger.report(), window_ms, tuple(self._invalid), deleted)

    async def _open_windows(
        self,
        consumer: AIOKafkaConsumer,
        begins: Mapping[TopicPartition, int],
        ends: Mapping[TopicPartition, int],
        window_ms: int,
    ) -> None:
        self._ledger.begin_round()
        first = await _offsets_at(consumer, ends, window_ms)
        for place, end in ends.items():
            start = max(begins[place], first[place])
            self._ledger.window(place.partition, start=start, end=end, limit=end)

    async def _read_on(
        self,
        consumer: AIOKafkaConsumer,
        ends: Mapping[TopicPartition, int],
        since_ms: int,
        see: Callable[[Record], None],
    ) -> None:
        """Read up to *ends*, from where reading stopped, else from *since_ms*.  A round that fails goes on there."""
        new = {place: end for place, end in ends.items() if place not in self._next}
        self._next.update(await _offsets_at(consumer, new, since_ms))
        async for batch in read(consumer, {place: (self._next[place], end) for place, end in ends.items()}):
            for message in batch:
                see(as_record(message))
                self._next[TopicPartition(message.topic, message.partition)] = message.offset + 1
            self._at("")
        self._next.update({place: max(self._next[place], end) for place, end in ends.items()})

    def _raw(self, record: Record) -> None:
        place = TopicPartition(record.address.topic, record.address.partition)
        self._last_raw[place] = record.address.offset
        replay_of = _address(record, headers.REPLAYED_FROM)
        if replay_of and replay_of.topic != self._topology.dead_letter:
            replay_of = None
        self._ledger.accepted(
            place.partition, record.address.offset, tombstone=record.value is None, replay_of=replay_of
        )

    async def _raw_barrier(
        self, admin: AIOKafkaAdminClient, begins: Mapping[TopicPartition, int], deadline_s: float
    ) -> int:
        """Wait for the first hop; what it has not committed is in flight.  Gives how much retention took unread."""
        ends = {place: last + 1 for place, last in self._last_raw.items()}
        committed = await self._wait(admin, ends, deadline_s)
        for place in begins:
            self._ledger.not_committed(place.partition, committed.get(place, 0))
        return sum(max(0, begin - committed.get(place, begin)) for place, begin in begins.items())

    async def _barrier(
        self, admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, topic: str, deadline_s: float
    ) -> None:
        """Wait for the hop that reads *topic*; what it has not committed, or nobody reads, is in flight."""
        places = await partitions(admin, [topic])
        begins, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
        ends = {place: end for place, end in ends.items() if end > begins[place]}
        committed = await self._wait(admin, ends, deadline_s if topic in self._waited_for else 0.0)
        left = {place: (max(committed.get(place, 0), begins[place]), end) for place, end in ends.items()}
        async for batch in read(consumer, left):
            for message in batch:
                self._ledger.in_flight(_address(as_record(message), headers.ORIGIN))
            self._at("")

    async def _wait(
        self, admin: AIOKafkaAdminClient, ends: Mapping[TopicPartition, int], deadline_s: float
    ) -> dict[TopicPartition, int]:
        """Wait until the group has committed *ends*, or until the deadline; give what it has committed."""
        while True:
            committed = await committed_offsets(admin, self._group)
            behind = [place for place, end in ends.items() if committed.get(place, 0) < end]
            if not behind or time.monotonic() >= deadline_s:
                return committed
            self._at(f"waiting for group {self._group} on {min(behind).topic}")
            await asyncio.sleep(_POLL_S)

    async def _read_outputs(
        self,
        admin: AIOKafkaAdminClient,
        consumer: AIOKafkaConsumer,
        raw: Collection[TopicPartition],
        window_ms: int,
    ) -> None:
        places = await partitions(admin, [self._topology.sink, self._topology.dead_letter])
        ends = await consumer.end_offsets(places)
        for place, limit in (await consumer.end_offsets(raw)).items():  # after the outputs' ends: bounds every origin
            self._ledger.window(place.partition, start=0, end=0, limit=limit)
        self._at(f"reading {self._topology.sink} and {self._topology.dead_letter}")
        await self._read_on(consumer, ends, window_ms - _CLOCK_SKEW_MS, self._output)

    def _output(self, record: Record) -> None:
        if record.address.topic == self._topology.dead_letter:
            self._dead_letter(record)
            return
        self._ledger.enriched(_address(record, headers.ORIGIN))
        if self._check_schema and (broken := _broken_rule(self._schema, record.value)):
            self._invalid.append((record.address, broken))

    def _dead_letter(self, record: Record) -> None:
        try:
            letter = dead_letter.read(record, source=self._topology.source)
        except ValueError:
            self._ledger.enriched(None)  # none of ours: counted as unknown
            return
        again = letter.replay_count > 0 and letter.original.topic != self._topology.source
        self._ledger.dead_lettered(letter.origin, letter.address, again=again)


def _address(record: Record, name: str) -> Address | None:
    text = headers.text(record.header(name))
    try:
        return Address.parse(text) if text is not None else None
    except ValueError:
        return None


def _broken_rule(schema: str, value: bytes | None) -> str | None:
    try:
        document = orjson.loads(value or b"")
    except orjson.JSONDecodeError as error:
        return f"not JSON: {error.msg}"
    violation = validate(schema, document, closed=True)
    return f"{violation.pointer} breaks {violation.rule}" if violation else None


async def _offsets_at(
    consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int], since_ms: int
) -> dict[TopicPartition, int]:
    """Give the offset of the first record appended at *since_ms* or later, the end when there is none."""
    if not ends:
        return {}
    found = await consumer.offsets_for_times(dict.fromkeys(ends, max(0, since_ms)))
    return {place: found[place].offset if found[place] else end for place, end in ends.items()}


def _retained_since_ms(topology: Topology) -> int:
    """Give the append time from which on raw records and what came out of them are surely still there."""
    looked_at = {topology.source, topology.sink, topology.dead_letter}
    kept = [int(spec.config["retention.ms"]) for spec in load_topics() if spec.name in looked_at]
    shortest = min((ms for ms in kept if ms >= 0), default=None)
    return 0 if shortest is None else round(time.time() * 1000) - shortest + _RETENTION_MARGIN_MS


def as_object(audit: Audit) -> dict[str, object]:
    """Describe a result for a program: the states as keys, every unaccounted address, the first duplicated ones."""
    return {
        **audit.report.counts,
        "unaccounted_addresses": [str(address) for address in audit.report.unaccounted],
        "duplicate_addresses": [str(address) for address in audit.report.duplicated],
        "invalid": [{"address": str(address), "rule": rule} for address, rule in audit.invalid],
        "deleted_unread": audit.deleted_unread,
    }
