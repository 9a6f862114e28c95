"""How do records get onto a topic?  Sent at a rate, each confirmed by the broker, refusals named one by one."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from aiokafka import AIOKafkaProducer, errors

from streams.core.outcome import Unavailable
from streams.kafka import connect
from streams.kafka.inputs import Input, reference_record
from streams.settings import Settings
from streams.wire.record import Address

__all__ = ["Sent", "reference_record", "send"]

# Enough to fill batches, few enough that memory stays small when the broker is slow (records may have 1 MiB).
_IN_FLIGHT = 2000
# Refused for what it is: sending it again cannot help, and the records after it are fine.
_REFUSALS = (errors.MessageSizeTooLargeError, errors.RecordListTooLargeError, errors.RecordTooLargeError)


@dataclass(slots=True)
class Sent:
    """What became of the records: how many were confirmed, and the name and reason of each refused one."""

    confirmed: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


async def send(
    settings: Settings,
    inputs: Iterable[Input],
    *,
    rate: float | None = None,
    on_confirmed: Callable[[str, Address], None] = lambda name, address: None,
) -> Sent:
    """Send all inputs and wait until each is confirmed or refused for its size.

    *rate* is records a second, None as fast as possible.  *on_confirmed* gets the name of the input and the
    address that the broker gave it.  Raises `Unavailable`, saying how many were confirmed before.
    """
    sent = Sent()
    try:
        async with connect.producer(settings) as producer:
            sender = Sender(producer, sent, on_confirmed)
            began_s = time.monotonic()
            for number, item in enumerate(inputs):
                if rate:
                    await asyncio.sleep(max(0.0, began_s + number / rate - time.monotonic()))
                await sender.send(item)
            await sender.finish()
    except Unavailable as error:
        raise Unavailable(f"{error} ({sent.confirmed} records were confirmed before)") from error
    return sent


class Sender:
    """Keeps a bounded number of records in flight and sorts the broker's answers into *sent*."""

    def __init__(
        self,
        producer: AIOKafkaProducer,
        sent: Sent,
        on_confirmed: Callable[[str, Address], None] = lambda name, address: None,
    ) -> None:
        self._producer = producer
        self._sent = sent
        self._on_confirmed = on_confirmed
        self._room = asyncio.Semaphore(_IN_FLIGHT)
        self._broken: BaseException | None = None
        self._topics: set[str] = set()

    async def send(self, item: Input) -> None:
        """Hand a record over; returns before it is confirmed.  Raises what broke an earlier one."""
        await self._know(item.record.topic)
        await self._room.acquire()
        record = item.record
        try:
            answer = await self._producer.send(
                record.topic, record.value, record.key, partition=record.partition, headers=list(record.headers)
            )
        except _REFUSALS as error:
            self._refuse(item, error)
            self._room.release()
        else:
            answer.add_done_callback(lambda future: self._answered(item, future))
        self._raise_broken()

    async def finish(self) -> None:
        """Wait until every record is confirmed or refused."""
        for _ in range(_IN_FLIGHT):  # all answers are in when all the room is ours
            await self._room.acquire()
        self._raise_broken()

    def _raise_broken(self) -> None:
        if self._broken:
            raise self._broken

    async def _know(self, topic: str) -> None:
        """Ask once whether the topic exists: `send` itself would ask for 20 s before it gave up."""
        if topic in self._topics:
            return
        client = self._producer.client
        client.add_topic(topic)
        await client.force_metadata_update()
        if topic in client.cluster.unauthorized_topics:
            raise errors.TopicAuthorizationFailedError(topic)
        if not client.cluster.partitions_for_topic(topic):
            raise Unavailable(f"topic {topic} does not exist; create the topics with `streams topics apply`")
        self._topics.add(topic)

    def _answered(self, item: Input, answer: "asyncio.Future[object]") -> None:
        self._room.release()
        error = answer.exception()
        if isinstance(error, _REFUSALS):
            self._refuse(item, error)
        elif error:
            self._broken = error
        else:
            placed = answer.result()
            self._sent.confirmed += 1
            self._on_confirmed(item.name, Address(placed.topic, placed.partition, placed.offset))  # type: ignore[attr-defined]

    def _refuse(self, item: Input, error: BaseException) -> None:
        value = item.record.value or b""
        reason = f"the broker refuses {len(value)} bytes for {item.record.topic} ({type(error).__name__})"
        self._sent.refused.append((item.name, reason))
