"""What can happen to the broker?  Killed and started again, cut off, out of room, asked by hostile producers."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
from aiokafka import AIOKafkaProducer
from aiokafka.codec import has_lz4
from aiokafka.errors import KafkaError

from ops.local.kafka import LocalKafka
from tests.faults.articles import article, articles
from tests.faults.scenarios.topics import set_config
from tests.faults.worker import Worker
from tests.faults.world import RAW, NotHereError, World

RECORDS = 2000
CUT_S = 20
CODECS = ("gzip", "lz4", "snappy", "zstd")
_DAY_MS = 24 * 3600 * 1000


def killed(world: World, cuts: str) -> float:
    """SIGKILL for ten seconds: the worker lives on and resumes by itself."""

    def outage(kafka: LocalKafka, _: Worker) -> None:
        kafka.kill()
        time.sleep(10)
        kafka.start()

    return _outlived(world, cuts, outage)


def cut_off(world: World, cuts: str) -> float:
    """SIGSTOP for twenty seconds: connections stay open and nothing answers."""

    def outage(kafka: LocalKafka, _: Worker) -> None:
        kafka.freeze()
        time.sleep(CUT_S)
        kafka.thaw()

    return _outlived(world, cuts, outage)


def disk_full(world: World, cuts: str) -> float:
    """No room is left: the broker ends itself; after there is room and it is started, the worker resumes by itself."""

    def outage(kafka: LocalKafka, worker: Worker) -> None:
        filler = kafka.data_dir.parent / "filler"
        _fill(filler)
        world.wait_for(lambda: not kafka.is_running(), within_s=120, what="the broker ends for want of room")
        assert worker.running
        filler.unlink()
        kafka.start()

    return _outlived(world, cuts, outage)


def _outlived(world: World, cuts: str, outage: Callable[[LocalKafka, Worker], None]) -> float:
    """Let something happen to the broker while a worker is at work; give the seconds until it publishes again."""
    assert world.kafka is not None
    world.produce(articles(RECORDS))
    worker = world.start(cuts)
    world.wait_progress()
    world.outages += 1
    outage(world.kafka, worker)
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def _fill(path: Path) -> None:
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def bombs(world: World, cuts: str) -> float:
    """Compressed batches of 50:1 and 1,000:1 are refused to their sender; the worker never sees them."""
    world.produce(articles(200))
    worker = world.start(cuts)
    world.wait_drained(cuts)
    for size in (2_000_000, 50_000_000):
        for codec in CODECS if has_lz4() else ("gzip",):
            assert not asyncio.run(_compressed(world.brokers, _bomb(size), codec=codec)), codec
    world.produce(articles(200, start=200))
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    assert world.verdict().accepted == 400
    return recovered


def stopped_in_outage(world: World, cuts: str) -> float:
    """SIGTERM while the broker is away: the worker ends within its drain time, and nothing is lost."""
    assert world.kafka is not None
    world.produce(articles(RECORDS))
    worker = world.start(cuts, drain_s=15)
    world.wait_progress()
    world.outages += 1
    world.kafka.kill()
    time.sleep(3)
    began = time.monotonic()
    assert worker.terminate(within_s=30) in {0, 69}
    assert time.monotonic() - began < 15 + 5
    assert "Traceback" not in worker.said()
    world.kafka.start()
    world.start(cuts)
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    return recovered


def codecs(world: World, cuts: str) -> float:
    """What compressing producers send within the limit is stored plain, and read without a codec library."""
    worker = world.start(cuts, build="without=codecs").wait_ready()
    for number, codec in enumerate(_codecs() * 10):
        assert asyncio.run(_compressed(world.brokers, article(number)[1], codec=codec))
    recovered = world.wait_progress() if not world.verdict().enriched else 0.0
    world.wait_drained(cuts)
    assert worker.terminate() == 0
    return recovered


def unreadable_codec(world: World, cuts: str) -> float:
    """Raw keeps what it is sent, by mistake, and the worker has no codec library: 69 with the fix, nothing acked."""
    world.produce(articles(100))
    set_config(world, RAW, "compression.type", "producer")
    assert asyncio.run(_compressed(world.brokers, article(100)[1], codec=_codecs()[-1]))
    worker = world.start(cuts, build="without=codecs")
    assert worker.wait(within_s=120) == 69
    assert "install cramjam" in worker.said()
    assert "Traceback" not in worker.said()
    set_config(world, RAW, "compression.type", "uncompressed")
    world.start(cuts)  # this one has the library
    recovered = world.wait_for(lambda: world.verdict().enriched == 101, within_s=120, what="all are enriched")
    world.wait_drained(cuts)
    return recovered


def _codecs() -> tuple[str, ...]:
    if not has_lz4():
        raise NotHereError("lz4, snappy and zstd need cramjam: .venv/bin/pip install cramjam")
    return CODECS


def _bomb(size: int) -> bytes:
    return orjson.dumps({"title": "Велика новина", "body": "я" * (size // 2)})


async def _compressed(brokers: str, value: bytes, *, codec: str = "gzip") -> bool:
    """Send one record, compressed; say whether it was accepted."""
    producer = AIOKafkaProducer(
        bootstrap_servers=brokers, compression_type=codec, max_request_size=200_000_000, max_batch_size=200_000_000
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
