"""What does a worker do with a batch of records?  Take, run, publish, wait for every confirmation, ack in order.

Whatever goes wrong with the world before the ack escapes and ends the process, and the records are read
again.  Nothing here acks early, and nothing here waits for new input while it holds records (a rebalance
waits for us to finish).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any, Protocol, TypeVar

from streams.core.codes import Code, Site
from streams.core.outcome import Fail, Unavailable
from streams.core.topology import Topology
from streams.observe.batch import BatchMetrics, Worked
from streams.runtime.breaker import Breaker, TopicPartition
from streams.runtime.health import Health
from streams.runtime.publish import Publisher, Send
from streams.wire.decode import Decoded
from streams.wire.hop import Handled, HopProcessor, in_step
from streams.wire.record import Address, Output, Record

T = TypeVar("T")
# The loop gets a turn when this has passed and the records that walk in step are done, for heartbeats' answers, other
# hops and signals.  Eight small records with many new words took up to 170 ms on a slow core.
_TURN_S = 0.02


class Event(Protocol):
    """What we use of a Faust event: the message as it came, and the ack."""

    message: Any

    def ack(self) -> bool:
        """Mark the record as done."""
        ...


class Rests(Protocol):
    """Where a partition goes whose breaker has opened."""

    def rest(self, partition: TopicPartition, reason: str) -> None:
        """Leave the partition alone until it is assigned anew."""
        ...

    def leave(self, message: Any) -> None:
        """Give back a message of such a partition, unworked and un-acked."""
        ...


@dataclass(slots=True)
class HopAgent:
    """Carries batches through one hop.  *commit* is called after every batch; None leaves it to the interval."""

    processor: HopProcessor
    topology: Topology
    publisher: Publisher
    send: Send
    metrics: BatchMetrics
    health: Health
    breaker: Breaker
    rests: Rests
    commit: Callable[[], Awaitable[object]] | None = None
    wall: Callable[[], float] = time.time
    _idle_since: float = field(default_factory=time.perf_counter)
    _opened: dict[TopicPartition, str] = field(default_factory=dict)

    async def follow(self, batches: AsyncIterator[Sequence[Event]]) -> None:
        """Work on batches until the stream ends."""
        async for events in batches:
            if events:
                await self.batch(events)

    async def batch(self, events: Sequence[Event]) -> None:
        """Carry one batch through; when this returns, all of it is confirmed and acked.

        Except for records of a partition whose breaker is open, which are left for the next assignment.
        """
        taken = self.wall()
        self.metrics.took(len(events), time.perf_counter() - self._idle_since)
        worked, handled = await self._work(events)
        handled = await self._publish(handled)
        for event, one in zip(worked, handled, strict=True):
            event.ack()
            address = one.record.address
            self.health.acked((address.topic, address.partition), address.offset)
        if self.commit:
            await self.commit()
        self.metrics.acked(handled, taken_s=taken, now_s=self.wall())
        for partition, reason in self._opened.items():
            self.rests.rest(partition, reason)
        self._opened.clear()
        self._idle_since = time.perf_counter()

    async def _work(self, events: Sequence[Event]) -> tuple[list[Event], list[Handled]]:
        worked, handled = [], []
        turn = time.perf_counter()
        for group in in_step(events, _size):
            for event, one in self._handle([event for event in group if not self._is_left(event)]):
                worked.append(event)
                handled.append(one)
            if time.perf_counter() - turn > _TURN_S:
                await asyncio.sleep(0)
                turn = time.perf_counter()
        return worked, handled

    def _is_left(self, event: Event) -> bool:
        """Give the record back if its partition rests."""
        is_open = self.breaker.is_open((event.message.topic, event.message.partition))
        if is_open:
            self.rests.leave(event.message)
        return is_open

    def _handle(self, events: Sequence[Event]) -> list[tuple[Event, Handled]]:
        """Carry records through the stages in step; those behind one that opens the breaker are left."""
        records = [as_record(event.message) for event in events]
        read = [_timed(partial(self.processor.decode, record)) for record in records]
        outcomes, ran = _timed(partial(self.processor.run_many, [decoded for decoded, _ in read]))
        handled, notes, places = [], [], count()
        for event, record, (decoded, decoding), outcome in zip(events, records, read, outcomes, strict=True):
            place = next(places) if isinstance(decoded, Decoded) else None
            if self._is_left(event):
                continue
            one, encoding = _timed(partial(self.processor.encode, record, decoded, outcome, self._now()))
            notes.append(Worked(decoding, ran, encoding, place))
            self._note(one)
            handled.append((event, one))
        self.metrics.worked(notes)
        return handled

    def _note(self, one: Handled) -> None:
        partition = (one.record.address.topic, one.record.address.partition)
        reason = self.breaker.note(partition, one.outcome.code if isinstance(one.outcome, Fail) else None)
        if reason:
            self._opened[partition] = reason

    async def _publish(self, handled: list[Handled]) -> list[Handled]:
        """Publish what came out; a result that only the broker finds too large becomes a dead letter."""
        started = time.perf_counter()
        outgoing = [index for index, one in enumerate(handled) if one.output is not None]
        for position in await self.publisher.publish(self.send, self._outputs(handled, outgoing)):
            index = outgoing[position]
            handled[index] = self._too_large(handled[index])
            self._note(handled[index])
            await self._publish_letter(handled[index])
        self.metrics.published(time.perf_counter() - started)
        return handled

    def _outputs(self, handled: Sequence[Handled], indices: Sequence[int]) -> list[Output]:
        return [output for index in indices if (output := handled[index].output) is not None]

    def _too_large(self, one: Handled) -> Handled:
        topic = one.output.topic if one.output else ""
        if topic == self.topology.dead_letter:
            raise Unavailable(f"{topic} refuses the dead letter of {one.record.address} as too large; raise its limit")
        fail = Fail(Code.RESULT_TOO_LARGE, f"the broker refused the result as too large for {topic}", Site.PUBLISH)
        return self.processor.fail(one.record, one.decoded, fail, self._now())

    async def _publish_letter(self, one: Handled) -> None:
        if one.output and await self.publisher.publish(self.send, [one.output]):
            self._too_large(one)

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), UTC)


def _timed(call: Callable[[], T]) -> tuple[T, tuple[float, float]]:
    """Call, and give what came of it with begin and end by `time.perf_counter`."""
    began = time.perf_counter()
    given = call()
    return given, (began, time.perf_counter())


def _size(event: Event) -> int:
    return len(event.message.value or b"")


def as_record(message: Any) -> Record:
    """Turn a consumed message of Faust into a record; its time is append time in seconds, ours milliseconds."""
    headers = message.headers.items() if isinstance(message.headers, dict) else message.headers or ()
    return Record(
        Address(message.topic, message.partition, message.offset),
        message.key,
        message.value,
        tuple((name, value if value is not None else b"") for name, value in headers),
        round(message.timestamp * 1000),
    )
