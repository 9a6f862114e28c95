"""How is every alert brought about?  One trial a cause: what breaks, which alerts that fires, and what repairs it."""

import asyncio
import contextlib
import json
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aiokafka import TopicPartition
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from ops.local.observe import Observed
from streams.kafka import connect
from streams.kafka.reader import partitions
from streams.settings import Settings, read_settings
from tests.kafka_broker import commit_offsets
from tests.ops.observing import once

WORKERS = ("worker-1", "worker-2")
RAW, DEAD_LETTER = "articles.raw.v1", "articles.dead-letter.v1"


@dataclass(frozen=True, slots=True)
class Trial:
    """*cause* breaks something on entry and repairs it on exit.

    *alerts* fire while it is broken, within *within_s* seconds (windows are a twentieth), and *after* once it is
    repaired.  *late* are those that need the whole of a long window to end: they are looked at when all is done.
    Without *typed* the commands of the runbooks are not typed: a broker that does not answer says so after minutes.
    """

    name: str
    cause: Callable[[Observed], AbstractContextManager[None]]
    alerts: tuple[str, ...]
    within_s: float
    after: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    typed: bool = True


def start_workers(observed: Observed) -> None:
    """Start both and wait until they are ready."""
    for name in WORKERS:
        observed.start_worker(name)
    for name in WORKERS:
        observed.wait_for(partial(observed.is_ready, name), f"{name} is ready")


OUTAGE_S = 180.0  # records are late after a minute, so two thirds of those are


@contextmanager
def workers_stopped(observed: Observed) -> Iterator[None]:
    """Nobody works, for so long that most of what waits is late: a fast machine sees the alerts before that."""
    observed.stop(*WORKERS)
    began = time.monotonic()
    try:
        yield
    finally:
        time.sleep(max(0.0, OUTAGE_S - (time.monotonic() - began)))
        start_workers(observed)


@contextmanager
def audit_stopped(observed: Observed) -> Iterator[None]:
    """Nobody watches."""
    command = observed.running["audit"].args
    assert isinstance(command, list)
    observed.stop("audit")
    try:
        yield
    finally:
        observed.streams("audit", *command[3:])  # behind `python -m streams.cli`
        observed.wait_for(lambda: observed.is_ready("audit"), "the audit is ready")


@contextmanager
def flood(observed: Observed) -> Iterator[None]:
    """A producer sends bad records of every kind among the good ones."""
    observed.streams("flood", "produce", "--bad", "--rate", "30")
    try:
        yield
    finally:
        observed.stop("flood")


@contextmanager
def poisoned_feed(observed: Observed) -> Iterator[None]:
    """A feed sends nothing that can be read, 260 records for each of 12 partitions; the others are silent."""
    command = observed.running["good input"].args
    assert isinstance(command, list)
    observed.stop("good input")
    send(observed, ["this is not JSON"] * 12 * 260)
    try:
        yield
    finally:
        observed.stop(*WORKERS)  # the restart closes the breaker
        start_workers(observed)
        observed.streams("good input", *command[3:])


@contextmanager
def offsets_moved(observed: Observed) -> Iterator[None]:
    """Somebody moves the group over records that nobody has read; the repair moves it back, as the runbook says."""
    observed.stop(*WORKERS)
    time.sleep(3)  # records that nobody reads
    before = asyncio.run(move_to_the_end(settings(observed)))
    start_workers(observed)
    try:
        yield
    finally:
        observed.stop(*WORKERS)
        asyncio.run(commit_offsets(settings(observed), before))
        start_workers(observed)


@contextmanager
def worker_comes_and_goes(observed: Observed) -> Iterator[None]:
    """One worker starts again and again."""
    for _ in range(4):
        observed.stop("worker-1")
        observed.start_worker("worker-1")
        observed.wait_for(lambda: observed.is_ready("worker-1"), "worker-1 is ready")
    yield


@contextmanager
def letters_refused(observed: Observed) -> Iterator[None]:
    """The dead-letter topic finds every record too old, because somebody changed how it keeps time."""
    picky = {"message.timestamp.type": "CreateTime", "message.timestamp.before.max.ms": "1"}
    asyncio.run(configure(settings(observed), DEAD_LETTER, picky))
    try:
        yield
    finally:
        once(observed, "topics", "apply")


@contextmanager
def machine_that_stutters(observed: Observed) -> Iterator[None]:
    """A worker gets no processor for more than a second, over and over."""
    done = threading.Event()

    def stutter() -> None:
        while not done.is_set():
            with contextlib.suppress(ProcessLookupError):
                pid = observed.running["worker-1"]
                pid.send_signal(signal.SIGSTOP)
                done.wait(1.6)
                pid.send_signal(signal.SIGCONT)
            done.wait(0.7)

    thread = threading.Thread(target=stutter)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextmanager
def bug_deployed(observed: Observed) -> Iterator[None]:
    """A build raises on every article of one feed; the repair goes back and replays."""
    observed.stop(*WORKERS)
    for name in WORKERS:
        port = ["--web-port", str(observed.ports[name])]
        observed.run(name, [sys.executable, "-m", "tests.faults.builds", "raise:POISON", "worker", *port])
    send(observed, [article(number, f"POISON {number}", "Отравленная запись.") for number in range(250)], rate=10)
    try:
        yield
    finally:
        observed.stop(*WORKERS)
        start_workers(observed)
        once(observed, "dlq", "replay", "--code", "unexpected", "--since", "2h")


@contextmanager
def texts_without_language(observed: Observed) -> Iterator[None]:
    """A feed sends tables of figures."""
    send(observed, [article(number, f"{number} : {number + 1}", "1 2 3 4 5\n6 7 8 9 0") for number in range(300)])
    yield


@contextmanager
def broker_frozen(observed: Observed) -> Iterator[None]:
    """The broker's machine stands still: connections stay open and nothing answers."""
    observed.kafka.freeze()
    try:
        yield
    finally:
        observed.kafka.thaw()


TRIALS = (
    Trial(
        "workers stopped",
        workers_stopped,
        ("NewsWorkerAbsent", "NewsScrapeDown", "NewsPartitionStuck", "NewsConsumerLagHigh", "NewsConsumerLagGrowing"),
        within_s=90,
        after=("NewsLatencyBudgetBurnFast", "NewsLatencyBudgetBurnSlow"),
        late=("NewsLatencyBudgetBurnSlow",),
    ),
    Trial("audit stopped", audit_stopped, ("NewsAuditBlind",), within_s=30),
    Trial("flood of bad input", flood, ("NewsDeadLetterRatioHigh",), within_s=90),
    Trial("poisoned feed", poisoned_feed, ("NewsDeadLetterBreakerOpen",), within_s=60),
    Trial("offsets moved forward", offsets_moved, ("NewsUnaccountedRecords",), within_s=90),
    Trial(
        "worker that comes and goes",
        worker_comes_and_goes,
        ("NewsWorkerRestarting", "NewsRebalanceStorm"),
        within_s=60,
        late=("NewsWorkerRestarting",),
    ),
    Trial(
        "texts without language",
        texts_without_language,
        ("NewsLanguageMixShift",),
        within_s=90,
        late=("NewsLanguageMixShift",),
    ),
    Trial("dead letters refused", letters_refused, ("NewsDeadLetterPublishFailing",), within_s=60),
    Trial("machine that stutters", machine_that_stutters, ("NewsEventLoopBlocked",), within_s=90),
    Trial(
        "bug deployed",
        bug_deployed,
        ("NewsErrorBudgetBurnFast", "NewsErrorBudgetBurnSlow"),
        within_s=90,
        late=("NewsErrorBudgetBurnFast", "NewsErrorBudgetBurnSlow"),
    ),
)

# After all others: workers that come back from this may read old records again, and dead-letter what was bad in them.
FROZEN = Trial("broker frozen", broker_frozen, ("NewsWorkerAbsent", "NewsAuditBlind"), within_s=150, typed=False)


def settings(observed: Observed) -> Settings:
    """Settings of a client of this broker."""
    return read_settings({}, brokers=observed.kafka.bootstrap)


def article(number: int, title: str, body: str) -> str:
    """Write a raw record of its own identity."""
    return json.dumps({"title": title, "body": body, "url": f"https://trial.example/{title}/{number}"})


def send(observed: Observed, lines: list[str], *, rate: float | None = None) -> None:
    """Send lines as raw records and wait until all are confirmed."""
    file = Path(observed.folder) / "trial.jsonl"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    limit = ["--rate", f"{rate:g}"] if rate else []
    once(observed, "produce", str(file), *limit)


async def configure(settings: Settings, topic: str, values: dict[str, str]) -> None:
    """Set how a topic is configured; what is not named falls back to the broker's default."""
    async with connect.admin(settings) as admin:
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs=values)])


async def move_to_the_end(settings: Settings) -> dict[TopicPartition, int]:
    """Commit the end of every raw partition for the group; give where it stood."""
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        places = await partitions(admin, [RAW])
        ends = await consumer.end_offsets(places)
        stood = await admin.list_consumer_group_offsets(settings.group)
    before = {place: stood[place].offset for place in places}
    assert any(before[place] < ends[place] for place in places), "there is nothing to pass over"
    await commit_offsets(settings, ends)
    return before
