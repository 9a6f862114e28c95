"""Does the memory of a worker stay flat?  Full load with bad input mixed in, for minutes, on a broker of its own.

    python -m tests.faults.soak --minutes 30 --into tests/faults/soak

One staged worker never runs out of records: mutated samples in many scripts, every twentieth from the bad-input
corpus, every twentieth a generated one of `make fuzz`.  Its memory (VmRSS) is sampled every five seconds.  At the end
everything is drained and audited.  Exit code 1 when memory was not flat, a record is missing, or the load was not full.
"""

import argparse
import asyncio
import itertools
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from ops.local.kafka import LocalKafka
from streams.kafka.inputs import bad_inputs
from streams.kafka.reader import partitions
from tests.faults.checker import DEAD_LETTER
from tests.faults.soak_report import Sample, as_csv, as_figure, as_markdown, load_was_full, spread
from tests.faults.worker import Worker
from tests.faults.world import ENRICHED, RAW, STAGED, World, a_world
from tests.fuzz import ways
from tests.fuzz.corpus import Corpus, Input, read_corpus

# With so many records anywhere between raw and enriched the worker is never idle, and the end leaves a minute of work.
_HIGH = 3000
_REFUSED_BYTES = 1_000_000  # the raw topic takes a little more, headers included
_EVERY_S = 5.0
# Models, caches of the stages and the allocator have filled by then.
WARM_UP_SHARE = 0.2
FLAT = 0.10
_LINES = 12


def load(corpus: Corpus) -> Iterator[Input]:
    """Give records without end: 90 % articles, 5 % bad ones, 5 % generated ones.

    Every article is new, so no cache of a stage can live on repeats.
    """
    rng = Random(1)
    bad = [Input(one.record.value, one.record.headers) for one in bad_inputs(RAW)]
    while True:
        kind = rng.random()
        if kind < 0.05:
            yield rng.choice(bad)
        elif kind < 0.1:
            yield rng.choice(ways.STAGES[:3]).make(rng, corpus)
        else:
            yield _article(rng, corpus)


def _article(rng: Random, corpus: Corpus) -> Input:
    """About 2 kB: lines of shipped records, and a number that makes each text a new one."""
    lines = [rng.choice(corpus.texts)[:400] for _ in range(_LINES)]
    number = rng.getrandbits(48)
    body = "\n".join((*lines[1:], str(number)))
    return Input(orjson.dumps({"url": f"https://news.example/{number}", "title": lines[0][:200], "body": body}))


@dataclass(slots=True)
class Clients:
    """What talks to the broker; opened and closed together."""

    admin: AIOKafkaAdminClient
    consumer: AIOKafkaConsumer
    producer: AIOKafkaProducer
    keys: Iterator[int]

    async def send(self, inputs: list[Input]) -> None:
        """Send and wait for all; what the topic would refuse as too large is left out."""
        small = (one for one in inputs if len(one.value or b"") < _REFUSED_BYTES)
        sent = [
            await self.producer.send(RAW, one.value, None if one.value else b"key", headers=list(one.headers))
            for one in small
        ]
        await asyncio.gather(*sent)


@asynccontextmanager
async def clients(brokers: str) -> AsyncIterator[Clients]:
    """Open them."""
    admin, consumer = AIOKafkaAdminClient(bootstrap_servers=brokers), AIOKafkaConsumer(bootstrap_servers=brokers)
    producer = AIOKafkaProducer(bootstrap_servers=brokers, acks="all", linger_ms=20, max_request_size=_REFUSED_BYTES)
    try:
        for client in (admin, consumer, producer):
            await client.start()
        yield Clients(admin, consumer, producer, itertools.count())
    finally:
        await producer.stop()
        await consumer.stop()
        await admin.close()


async def soak(world: World, worker: Worker, records: Iterator[Input], *, seconds: float) -> list[Sample]:
    """Keep the worker busy for *seconds*, and sample it."""
    samples: list[Sample] = []
    async with clients(world.brokers) as to:
        places = await partitions(to.admin, [RAW, ENRICHED, DEAD_LETTER])
        began = due = time.monotonic()
        while (now := time.monotonic()) < began + seconds:
            assert worker.running, worker.said()[-2000:]
            ends = await to.consumer.end_offsets(places)
            raw, enriched, dead = (
                sum(end for place, end in ends.items() if place.topic == topic)
                for topic in (RAW, ENRICHED, DEAD_LETTER)
            )
            waiting = raw - enriched - dead
            if now >= due:
                samples.append(Sample(now - began, rss_bytes(worker.process.pid), enriched, dead, waiting))
                due += _EVERY_S
            if waiting < _HIGH - 500:
                await to.send([next(records) for _ in range(500)])
            else:
                await asyncio.sleep(0.5)
    return samples


def rss_bytes(pid: int) -> int:
    """Read the resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def main(arguments: list[str] | None = None) -> int:
    """Run from a shell."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--into", type=Path, default=Path(".build/soak"), help="folder for table, samples and figure")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        with LocalKafka(folder / "kafka") as kafka, a_world(kafka, folder) as world:
            worker = world.start(STAGED).wait_ready()
            samples = asyncio.run(soak(world, worker, load(read_corpus()), seconds=options.minutes * 60))
            print(f"draining, then the audit ({len(samples)} samples)", flush=True)
            world.wait_drained(STAGED)
            assert worker.terminate() == 0, worker.said()[-2000:]
            audited = world.streams("audit", "--json", timeout_s=600)
            said = worker.said()
    states = json.loads(audited.stdout)
    warm = [sample for sample in samples if sample.at_s >= WARM_UP_SHARE * options.minutes * 60]
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {options.minutes:g} minutes"
    options.into.mkdir(parents=True, exist_ok=True)
    (options.into / "samples.csv").write_text(as_csv(samples))
    (options.into / "memory.svg").write_text(as_figure(samples, warm))
    text = as_markdown(samples, warm, states, machine)
    (options.into / "README.md").write_text(text)
    print(text)
    checks = {
        f"memory within {FLAT:.0%} after warm-up": spread(warm) <= FLAT,
        "full load": load_was_full(warm),
        "nothing missing": not states["unaccounted"] and audited.returncode == 0,
        "no unexpected": '"stage.raised"' not in said,
    }
    for what, held in checks.items():
        print(f"{'yes' if held else 'NO '}  {what}")
    return int(not all(checks.values()))


if __name__ == "__main__":
    sys.exit(main())
