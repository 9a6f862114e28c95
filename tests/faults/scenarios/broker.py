"""What can happen to the broker?  Killed and started again, cut off, out of room, asked by hostile producers."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from tests.faults.articles import article, articles
from tests.faults.world import RAW, World

RECORDS = 2000
CUT_S = 20
_DAY_MS = 24 * 3600 * 1000


def killed(world: World, cuts: str) -> float:
    """SIGKILL for ten seconds: the worker lives on and resumes by itself."""
    assert world.kafka is not None
    world.produce(articles(RECORDS))
    worker = world.start(cuts)
    world.wait_progress()
    world.kafka.kill()
    time.sleep(10)
    world.kafka.start()
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def cut_off(world: World, cuts: str) -> float:
    """SIGSTOP for twenty seconds: connections stay open and nothing answers."""
    assert world.kafka is not None
    world.produce(articles(RECORDS))
    worker = world.start(cuts)
    world.wait_progress()
    world.kafka.freeze()
    time.sleep(CUT_S)
    world.kafka.thaw()
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def disk_full(world: World, cuts: str) -> float:
    """No room is left: the broker ends itself; after there is room and it is started, the worker resumes by itself."""
    assert world.kafka is not None
    world.produce(articles(RECORDS))
    worker = world.start(cuts)
    world.wait_progress()
    filler = world.kafka.data_dir.parent / "filler"
    _fill(filler)
    kafka = world.kafka
    world.wait_for(lambda: not kafka.is_running(), within_s=120, what="the broker ends for want of room")
    assert worker.running
    filler.unlink()
    world.kafka.start()
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def _fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def bombs(world: World, cuts: str) -> float:
    """Gzip batches of 50:1 and 1,000:1 are refused to their sender; the worker never sees them."""
    world.produce(articles(200))
    worker = world.start(cuts)
    world.wait_drained(cuts)
    for size in (2_000_000, 50_000_000):
        assert not asyncio.run(_compressed(world.brokers, _bomb(size)))
    world.produce(articles(200, start=200))
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    assert world.verdict().accepted == 400
    return recovered


def small_gzip(world: World, cuts: str) -> float:
    """What a compressing producer sends within the limit is read without a codec library."""
    worker = world.start(cuts).wait_ready()
    for number in range(50):
        assert asyncio.run(_compressed(world.brokers, article(number)[1]))
    recovered = world.wait_progress() if not world.verdict().enriched else 0.0
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def _bomb(size: int) -> bytes:
    return orjson.dumps({"title": "Велика новина", "body": "я" * (size // 2)})


async def _compressed(brokers: str, value: bytes) -> bool:
    """Send one record in gzip; say whether it was accepted."""
    producer = AIOKafkaProducer(
        bootstrap_servers=brokers, compression_type="gzip", max_request_size=200_000_000, max_batch_size=200_000_000
    )
    await producer.start()
    try:
        await producer.send_and_wait(RAW, value)
    except KafkaError:
        return False
    finally:
        await producer.stop()
    return True


def wrong_clock(world: World, cuts: str) -> float:
    """A producer whose clock is a day ahead moves neither lag nor latency: times are those of the broker."""
    asyncio.run(_dated(world.brokers, articles(300), round(time.time() * 1000) + _DAY_MS))
    worker = world.start(cuts).wait_ready()
    recovered = world.wait_for(lambda: world.verdict().enriched > 0, within_s=120, what="an enriched record")
    world.wait_drained(cuts)
    appended = [message.timestamp for message in world.read(RAW)]
    assert max(appended) < time.time() * 1000 + 60_000
    assert worker.metric("news_end_to_end_latency_seconds_sum") < 300 * 600
    assert worker.metric('news_end_to_end_latency_seconds_bucket{le="0.01"}') < 300
    lag = orjson.loads(world.streams("lag", "--json", cuts=cuts).stdout)
    assert all(row["seconds"] == 0 for row in lag)
    assert worker.terminate() == 0
    return recovered


async def _dated(brokers: str, pairs: Iterator[tuple[bytes, bytes]], at_ms: int) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=brokers, acks="all", linger_ms=5)
    await producer.start()
    try:
        await asyncio.gather(*[await producer.send(RAW, value, key, timestamp_ms=at_ms) for key, value in pairs])
    finally:
        await producer.stop()
