"""A real broker for tests: one Apache Kafka for the session, and fresh topics on it for whoever asks."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.local.kafka import LocalKafka
from streams.kafka import connect
from streams.kafka.apply import apply_topics
from streams.kafka.topics import load_topics
from streams.settings import Settings, read_settings


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
