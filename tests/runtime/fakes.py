"""What stands in for Faust and the broker: events that note their ack, a broker that answers when it is told to."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import orjson
from prometheus_client import CollectorRegistry

from streams.core.article import Article
from streams.core.outcome import Drop, Fail
from streams.core.stage import Stage
from streams.core.topology import Hop, Step, Topology, cut
from streams.observe.batch import BatchMetrics, StageTimes
from streams.observe.metrics import Closed, WorkerMetrics
from streams.runtime.agent import HopAgent
from streams.runtime.breaker import Bounds, Breaker
from streams.runtime.health import Health
from streams.runtime.publish import Publisher
from streams.testing import processor
from streams.wire.record import Output

NOON_S = 1_767_268_800.0  # 2026-01-01T12:00:00Z
RAW, ENRICHED, DEAD_LETTER = "articles.raw.v1", "articles.enriched.v1", "articles.dead-letter.v1"


def pipeline(apply: Callable[[Article], Article | Drop | Fail] = lambda article: article) -> Topology:
    """Give a list of one stage."""
    return Topology(RAW, (Step(Stage("clean_text", 1, apply), ENRICHED, "enriched"),), DEAD_LETTER)


@dataclass(slots=True)
class Journal:
    """What happened, in order."""

    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Event:
    """An event as the agent uses it."""

    message: Any
    journal: Journal

    def ack(self) -> bool:
        """Note it."""
        self.journal.lines.append(f"ack {self.message.offset}")
        return True


def events(journal: Journal, *values: bytes | None, partition: int = 0, start: int = 0) -> list[Event]:
    """Give one event a value; offsets count from *start*."""
    return [
        Event(
            SimpleNamespace(
                topic=RAW, partition=partition, offset=offset, key=None, value=value, headers=(), timestamp=NOON_S
            ),
            journal,
        )
        for offset, value in enumerate(values, start)
    ]


def article(number: int, title: str = "Нові маршрути") -> bytes:
    """Give a raw record."""
    return orjson.dumps({"url": f"https://news.example/{number}", "title": f"{title} {number}", "body": "..."})


class Broker:
    """Takes records; *answer* says what becomes of each: an error to raise or to answer with, or None for yes.

    With *hold* nothing is answered until `release` is called.
    """

    def __init__(self, journal: Journal, answer: Callable[[Output, int], Exception | None] | None = None) -> None:
        self.journal = journal
        self.sent: list[Output] = []
        self.hold = False
        self.raising = False
        self._answer = answer or (lambda _output, _nth: None)
        self._held: list[tuple[asyncio.Future[object], Exception | None]] = []

    async def send(self, output: Output) -> Awaitable[object]:
        """Take a record and give the future of its confirmation."""
        self.sent.append(output)
        self.journal.lines.append(f"send {output.topic}")
        error = self._answer(output, len(self.sent) - 1)
        if error and self.raising:
            raise error
        future: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._held.append((future, error))
        if not self.hold:
            self.release(len(self._held))
        return future

    def release(self, count: int = 1) -> None:
        """Answer the oldest *count* that wait."""
        for _ in range(count):
            future, error = self._held.pop(0)
            self.journal.lines.append("refuse" if error else "confirm")
            if error:
                future.set_exception(error)
            else:
                future.set_result("placed")

    def topics(self) -> Sequence[str]:
        """Name the topics of what was sent, in order."""
        return [output.topic for output in self.sent]


@dataclass(slots=True)
class Rests:
    """Notes which partitions rest and which records are given back."""

    resting: dict[tuple[str, int], str] = field(default_factory=dict)
    left: list[int] = field(default_factory=list)

    def rest(self, partition: tuple[str, int], reason: str) -> None:
        """Note it."""
        self.resting[partition] = reason

    def leave(self, message: Any) -> None:
        """Note it."""
        self.left.append(message.offset)


@dataclass(slots=True)
class Bench:
    """An agent with everything around it faked."""

    agent: HopAgent
    broker: Broker
    journal: Journal
    health: Health
    metrics: WorkerMetrics
    registry: CollectorRegistry
    retries: list[str]
    breaker: Breaker
    rests: Rests

    def value(self, name: str, **labels: str) -> float | None:
        """Read a metric."""
        return self.registry.get_sample_value(name, labels)


def bench(
    *, topology: Topology | None = None, answer: Callable[[Output, int], Exception | None] | None = None
) -> Bench:
    """Give an agent of the only hop; partition 0 of raw is assigned."""
    topology = topology or pipeline()
    hop: Hop = cut(topology, after=())[0]
    registry, journal, retries = CollectorRegistry(), Journal(), list[str]()
    metrics = WorkerMetrics(registry, topology, (hop,), Closed())
    health, times = Health(300), StageTimes()
    health.assign(frozenset({(RAW, 0)}))
    broker = Broker(journal, answer)
    breaker, rests = Breaker(Bounds(3, 6, 10)), Rests()
    publisher = Publisher(attempts=3, timeout_s=5, on_retry=retries.append, jitter=lambda low, _high: low)
    agent = HopAgent(
        processor(hop, topology, observer=times),
        topology,
        publisher,
        broker.send,
        BatchMetrics(metrics, hop, topology, times),
        health,
        breaker,
        rests,
        wall=lambda: NOON_S + 1,
    )
    return Bench(agent, broker, journal, health, metrics, registry, retries, breaker, rests)
