"""A real broker for tests: one Apache Kafka for the session, and fresh topics on it for whoever asks."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from ops.local.kafka import LocalKafka
from streams.kafka import connect
from streams.kafka.apply import apply_topics
from streams.kafka.reader import as_record, partitions, read
from streams.kafka.topics import load_topics
from streams.settings import Settings, read_settings
from streams.wire.record import Address, Output, Record


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    """A broker on a free port of 127.0.0.1, stopped when the session ends.  It has no topics."""
    with LocalKafka(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker


@pytest.fixture
def settings(kafka: LocalKafka, tmp_path: Path) -> Settings:
    """Settings for the broker, with a consumer group that no other test uses."""
    return read_settings({}, brokers=kafka.bootstrap, group=f"test-{tmp_path.parent.name}-{tmp_path.name}")


@pytest.fixture
def topics(settings: Settings) -> None:
    """The topics of the pipeline as `streams topics apply` makes them, empty."""
    asyncio.run(_fresh(settings))


async def _fresh(settings: Settings) -> None:
    names = [spec.name for spec in load_topics()]
    async with connect.admin(settings) as admin:
        there = set(await admin.list_topics())
        await admin.delete_topics([name for name in names if name in there])
        while there & set(names):
            await asyncio.sleep(0.05)
            there = set(await admin.list_topics())
    await apply_topics(settings)


async def put(settings: Settings, *outputs: Output) -> list[Address]:
    """Send records and give their addresses, in order."""
    async with connect.producer(settings) as producer:
        answers = [
            await producer.send(
                output.topic, output.value, output.key, partition=output.partition, headers=list(output.headers)
            )
            for output in outputs
        ]
        placed = [await answer for answer in answers]
    return [Address(place.topic, place.partition, place.offset) for place in placed]


async def commit(settings: Settings, *done: Address) -> None:
    """Commit as a worker would that has finished these records."""
    await commit_offsets(settings, {TopicPartition(at.topic, at.partition): at.offset + 1 for at in sorted(done)})


async def commit_offsets(settings: Settings, offsets: dict[TopicPartition, int]) -> None:
    """Commit for the group, which must have no members."""
    consumer = AIOKafkaConsumer(**connect.client_options(settings), group_id=settings.group, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(list(offsets))
        await consumer.commit(offsets)
    finally:
        await consumer.stop()


async def everything(settings: Settings, topic: str) -> list[Record]:
    """Read a whole topic."""
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        places = await partitions(admin, [topic])
        ends = await consumer.end_offsets(places)
        stretches = {place: (0, ends[place]) for place in places}
        return [as_record(message) async for batch in read(consumer, stretches) for message in batch]
