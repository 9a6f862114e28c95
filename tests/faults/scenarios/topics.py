"""What can be wrong with topics and settings?  The dead-letter topic or an output refuses, the cuts are wrong."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from tests.faults.articles import articles
from tests.faults.checker import DEAD_LETTER
from tests.faults.world import CHAINED, ENRICHED, STAGED, World

RECORDS = 300


def letters_refused(world: World, cuts: str) -> float:
    """No dead letter fits: the worker ends with 69 un-acked, and all is well after the reset."""
    limit(world, DEAD_LETTER, 1)
    world.produce([(None, b"{not json"), *articles(RECORDS)])
    worker = world.start(cuts)
    assert worker.wait(within_s=120) == 69
    assert "raise its limit" in worker.said()
    assert "Traceback" not in worker.said()
    assert not world.verdict().codes
    limit(world, DEAD_LETTER, 5 * 1024 * 1024)
    world.start(cuts)
    recovered = world.wait_for(lambda: world.verdict().codes != {}, within_s=120, what="the dead letter is there")
    world.wait_drained(cuts)
    return recovered


def output_refused(world: World, cuts: str) -> float:
    """No result fits: each becomes a dead letter, and the replay heals them after the reset."""
    limit(world, ENRICHED, 1)
    world.produce(articles(100))
    worker = world.start(cuts)
    world.wait_drained(cuts)
    assert world.verdict().codes == {"result_too_large": 100}
    limit(world, ENRICHED, 4 * 1024 * 1024)
    assert world.streams("dlq", "replay", "--code", "result_too_large", cuts=cuts).returncode == 0
    recovered = world.wait_for(lambda: world.ends(ENRICHED) >= 100, within_s=120, what="all are enriched")
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def limit(world: World, topic: str, size: int) -> None:
    """Set `max.message.bytes` of a topic."""
    set_config(world, topic, "max.message.bytes", str(size))


def set_config(world: World, topic: str, name: str, value: str) -> None:
    """Set one of the settings of a topic."""

    async def alter() -> None:
        admin = AIOKafkaAdminClient(bootstrap_servers=world.brokers)
        await admin.start()
        try:
            resource = ConfigResource(ConfigResourceType.TOPIC, topic, configs={name: value})
            await admin.alter_configs([resource])
        finally:
            await admin.close()

    asyncio.run(alter())


def wrong_cuts(world: World, cuts: str) -> float:
    """Other cuts while a topic between holds records: refused with 78, and fine once it is drained."""
    if cuts == CHAINED:
        world.produce(articles(RECORDS))
        world.start(STAGED)
        world.wait_drained(STAGED)
    else:
        world.produce(articles(2000))
        worker = world.start(STAGED)
        world.wait_enriched(100)
        worker.kill()
        assert world.start(CHAINED).wait() == 78
    world.start(cuts)
    world.wait_drained(cuts)
    return 0.0
