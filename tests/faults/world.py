"""What does a fault test break?  A broker with empty topics, a group, and the workers that the test started."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from ops.local.kafka import LocalKafka
from streams.kafka.apply import apply_topics
from streams.settings import Settings, read_settings
from streams.wire.record import Output
from tests.faults.checker import CHAIN, DEAD_LETTER, as_text, check, read_topic
from tests.faults.judge import Verdict, address
from tests.faults.worker import ROOT, Worker, start_worker

RAW, ENRICHED = CHAIN[0], CHAIN[-1]
STAGED, CHAINED = "clean_text,detect_language", "none"
# The least a broker allows: a killed worker keeps its partitions for so long.
SESSION_S = 6
Pair = tuple[bytes | None, bytes | None]
_POLL_S = 0.5


class NotHereError(Exception):
    """This machine does not let us break that; the text says what would."""


@dataclass(slots=True)
class World:
    """One broker and what runs against it.  Whatever is still running at the end is killed."""

    brokers: str
    folder: Path
    group: str = field(default_factory=lambda: f"faults-{uuid4().hex[:8]}")
    workers: list[Worker] = field(default_factory=list)
    kafka: LocalKafka | None = None
    outages: int = 0

    @property
    def torn(self) -> int:
        """How often work was torn off so far: a worker each time, or all of them by an outage of the broker."""
        return sum(worker.torn for worker in self.workers) + self.outages * len(self.workers)

    @property
    def settings(self) -> Settings:
        """The settings of our own one-shot jobs on this world."""
        return read_settings({}, brokers=self.brokers, group=self.group)

    def start(
        self, cuts: str, *arguments: str, build: str | None = None, port: int | None = None, **settings: object
    ) -> Worker:
        """Start a worker; it may take seconds until it is ready."""
        common = {"brokers": self.brokers, "group": self.group, "session_timeout_s": SESSION_S, "log_format": "json"}
        worker = start_worker(self.folder, "--cuts", cuts, *arguments, build=build, port=port, **{**common, **settings})
        self.workers.append(worker)
        return worker

    def produce(self, pairs: Iterable[Pair]) -> int:
        """Send raw records by key, wait for all confirmations, give their number."""
        return len(self.send(Output(RAW, key, value, ()) for key, value in pairs))

    def send(self, outputs: Iterable[Output]) -> list[str]:
        """Send records, wait for all confirmations, give their addresses in order."""
        return asyncio.run(_send(self.brokers, outputs))

    def read(self, topic: str) -> list[Any]:
        """Read a whole topic: the client's records, in order by partition."""
        return asyncio.run(read_topic(self.brokers, topic))

    def ends(self, topic: str) -> int:
        """Give the number of offsets in a topic; -1 while the broker does not answer."""
        return sum(self.positions([topic])[0].values()) if self.answers() else -1

    def answers(self) -> bool:
        """Whether the broker answers."""
        try:
            self.positions([RAW])
        except (KafkaError, OSError, TimeoutError):
            return False
        return True

    def positions(self, topics: Sequence[str]) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
        """Give end offsets and committed offsets of all partitions; commits are asked first."""
        return asyncio.run(_positions(self.brokers, self.group, topics))

    def wait_for(self, done: Callable[[], bool], *, within_s: float, what: str) -> float:
        """Wait until *done*, and give the seconds it took; a broker that is away is waited for."""
        began = time.monotonic()
        while not _quietly(done):
            assert not any(worker.fell for worker in self.workers), f"a worker ended by itself\n{self.said()}"
            assert time.monotonic() < began + within_s, f"not within {within_s:.0f} s: {what}\n{self.said()}"
            time.sleep(_POLL_S)
        return time.monotonic() - began

    def wait_enriched(self, count: int, *, within_s: float = 400) -> None:
        """Wait until *count* records stand in the last topic, duplicates included."""
        self.wait_for(lambda: self.ends(ENRICHED) >= count, within_s=within_s, what=f"{count} records in {ENRICHED}")

    def wait_drained(self, cuts: str = STAGED, *, within_s: float = 500) -> float:
        """Wait until the group has committed everything that these cuts read."""
        read = sources(cuts)
        return self.wait_for(lambda: self._drained(read), within_s=within_s, what=f"all of {read} committed")

    def wait_progress(self, *, within_s: float = 120) -> float:
        """Wait until another record is enriched; give the seconds it took."""
        before = self.ends(ENRICHED) if self.answers() else 0
        return self.wait_for(lambda: self.ends(ENRICHED) > before, within_s=within_s, what="another enriched record")

    def _drained(self, topics: Sequence[str]) -> bool:
        ends, committed = self.positions(topics)
        return all(committed.get(place, 0) >= end for place, end in ends.items())

    def verdict(self) -> Verdict:
        """Let the checker look."""
        return check(self.brokers, self.group)

    def streams(
        self, *arguments: str, cuts: str = STAGED, timeout_s: float = 120
    ) -> subprocess.CompletedProcess[bytes]:
        """Run another command of `streams` on this world and wait for it."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMS_")}
        environment |= {"STREAMS_BROKERS": self.brokers, "STREAMS_GROUP": self.group, "STREAMS_CUTS": cuts}
        command = [sys.executable, "-m", "streams.cli", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=timeout_s, check=False)

    def prove(self, cuts: str) -> Verdict:
        """Let checker and audit look at a drained world: the promise is kept, and they agree on every count."""
        verdict = self.verdict()
        assert verdict.problems == {}, as_text(verdict)
        assert not {topic: count for topic, count in verdict.waiting.items() if topic in sources(cuts)}
        audited = self.streams("audit", "--json", cuts=cuts)
        counts = json.loads(audited.stdout or b"{}")
        theirs = tuple(counts.get(state) for state in ("accepted", "enriched", "dead_lettered", "tombstone"))
        assert theirs == (verdict.accepted, verdict.enriched, verdict.dead_lettered, verdict.tombstones), audited
        assert (audited.returncode, counts["unaccounted"], counts["duplicate"]) == (0, 0, verdict.duplicated), audited
        allowed = allowed_duplicates(verdict, self.torn, cuts)
        assert verdict.duplicated <= allowed, f"{verdict.duplicated} duplicates, allowed {allowed}; {verdict.peaks}"
        return verdict

    def said(self) -> str:
        """Give the end of every worker's log, for the message of a failed test."""
        return "\n".join(
            f"--- {worker.port}, {worker.process.poll()}: {worker.said()[-1500:]}" for worker in self.workers
        )


_NAMES = {"clean_text": "cleaned", "detect_language": "tagged"}
# The settings' defaults: seconds between commits, and records in one batch, which is acked as a whole.
COMMIT_INTERVAL_S, BATCH_RECORDS = 0.5, 100


def allowed_duplicates(verdict: Verdict, torn: int, cuts: str) -> int:
    """Give how many records may have come twice: commit interval x rate x hops, each time that work was torn off.

    The rate of a hop is the most that its output took within a second.  On top comes the batch that was out and not
    acked yet.  Nothing torn, nothing twice.
    """
    written = [*sources(cuts)[1:], ENRICHED]
    a_second = sum(verdict.peaks.get(topic, 0) + verdict.peaks.get(DEAD_LETTER, 0) for topic in written)
    return round(torn * (COMMIT_INTERVAL_S * a_second + BATCH_RECORDS * len(written)))


def sources(cuts: str) -> list[str]:
    """Name the topics that a worker with these cuts reads."""
    return [RAW] if cuts == CHAINED else [RAW, *(f"articles.{_NAMES[cut]}.v1" for cut in cuts.split(","))]


@contextmanager
def a_world(kafka: LocalKafka, folder: Path) -> Iterator[World]:
    """Give a world with fresh topics; on a broker with rules, our own jobs come in as a super user."""
    world = World(getattr(kafka, "door", kafka.bootstrap), folder, kafka=kafka)
    asyncio.run(_fresh(world.settings))
    try:
        yield world
    finally:
        for worker in world.workers:
            worker.kill()


def _quietly(done: Callable[[], bool]) -> bool:
    try:
        return done()
    except (KafkaError, OSError, TimeoutError):
        return False


async def _send(brokers: str, outputs: Iterable[Output]) -> list[str]:
    producer = AIOKafkaProducer(
        bootstrap_servers=brokers, acks="all", linger_ms=5, max_batch_size=256 * 1024, max_request_size=8 * 1024 * 1024
    )
    await producer.start()
    try:
        waiting = [
            await producer.send(
                output.topic, output.value, output.key, partition=output.partition, headers=list(output.headers)
            )
            for output in outputs
        ]
        placed = [await sent for sent in waiting]
    finally:
        await producer.stop()
    return [address(place.topic, place.partition, place.offset) for place in placed]


async def _positions(
    brokers: str, group: str, topics: Sequence[str]
) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
    options = {"bootstrap_servers": brokers, "request_timeout_ms": 5000}
    admin, consumer = AIOKafkaAdminClient(**options), AIOKafkaConsumer(**options, group_id=None)
    try:
        await admin.start()
        found = await admin.list_consumer_group_offsets(group)
        await consumer.start()
        described = await admin.describe_topics(list(topics))
        places = [TopicPartition(one["topic"], part["partition"]) for one in described for part in one["partitions"]]
        return await consumer.end_offsets(places), {place: known.offset for place, known in found.items()}
    finally:
        await consumer.stop()
        await admin.close()


async def _fresh(settings: Settings) -> None:
    """Delete the topics of the pipeline and make them anew; the broker takes a moment to forget them."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.brokers)
    await admin.start()
    try:
        ours = {*CHAIN, DEAD_LETTER} & set(await admin.list_topics())
        if ours:
            await admin.delete_topics(list(ours))
        while ours & set(await admin.list_topics()):  # noqa: ASYNC110  (another process forgets them)
            await asyncio.sleep(0.05)
    finally:
        await admin.close()
    await apply_topics(settings)
