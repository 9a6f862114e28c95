"""Does a real broker end up with the topics of the list, and keep what is not in it?"""

import asyncio
from pathlib import Path

import pytest
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from streams.core.outcome import Unavailable
from streams.kafka import connect
from streams.kafka.apply import apply_topics, plan_topics
from streams.settings import Settings, read_settings

LIST = """
defaults: {{config: {{retention.ms: 3600000, max.message.bytes: 1000000}}}}
topics:
  - {{name: {name}, partitions: {partitions}, config: {{retention.ms: {retention}}}}}
"""


def listing(folder: Path, name: str, *, partitions: int, retention: int) -> Path:
    file = folder / "topics.yaml"
    file.write_text(LIST.format(name=name, partitions=partitions, retention=retention))
    return file


async def config_of(settings: Settings, topic: str) -> dict[str, str]:
    async with connect.admin(settings) as admin:
        (response,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)])
        return {entry[0]: entry[1] for entry in response.resources[0][4]}


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_applying_twice_changes_nothing(settings: Settings) -> None:
    assert asyncio.run(plan_topics(settings)) == ()
    assert asyncio.run(apply_topics(settings)) == ()
    assert asyncio.run(config_of(settings, "articles.raw.v1"))["compression.type"] == "uncompressed"


@pytest.mark.kafka
def test_a_topic_grows_and_is_configured_and_keeps_settings_of_others(settings: Settings, tmp_path: Path) -> None:
    async def there_already() -> None:
        async with connect.admin(settings) as admin:
            await admin.create_topics([NewTopic("grown.v1", 2, 1, topic_configs={"segment.bytes": "2097152"})])

    asyncio.run(there_already())
    changes = asyncio.run(apply_topics(settings, listing(tmp_path, "grown.v1", partitions=3, retention=7200000000)))

    assert [change.action for change in changes] == ["grow", "configure"]
    config = asyncio.run(config_of(settings, "grown.v1"))
    assert config["segment.bytes"] == "2097152"
    assert config["retention.ms"] == "7200000000"


@pytest.mark.kafka
def test_shrinking_and_shortening_are_refused_and_left_alone(settings: Settings, tmp_path: Path) -> None:
    asyncio.run(apply_topics(settings, listing(tmp_path, "kept.v1", partitions=3, retention=7200000)))

    changes = asyncio.run(apply_topics(settings, listing(tmp_path, "kept.v1", partitions=2, retention=3600000)))

    assert [change.action for change in changes] == ["refused", "refused"]
    assert asyncio.run(config_of(settings, "kept.v1"))["retention.ms"] == "7200000"


@pytest.mark.kafka
def test_what_the_broker_will_not_have_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(
        "defaults: {config: {max.message.bytes: 1000000}}\n"
        "topics: [{name: bad.v1, partitions: 1, config: {retention.ms: soon}}]"
    )

    with pytest.raises(Unavailable, match=r"broker 127.0.0.1:\d+ refused: .*retention.ms") as refusal:
        asyncio.run(apply_topics(settings, file))
    assert "\n" not in str(refusal.value)


def test_a_broker_that_is_not_there_is_one_sentence_with_what_to_do() -> None:
    with pytest.raises(Unavailable, match=r"broker 127.0.0.1:1 does not answer; is it running\? try `make up`"):
        asyncio.run(plan_topics(read_settings({}, brokers="127.0.0.1:1")))
