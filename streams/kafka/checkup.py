"""Is the broker's side in order?  One finding a question, each with its fix; nothing is written or changed."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.metadata import version

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import TopicAuthorizationFailedError

from streams.core.outcome import Unavailable
from streams.core.topology import Topology
from streams.kafka import connect
from streams.kafka.apply import plan_topics
from streams.kafka.lag import committed_offsets, read_lag, sources, undrained
from streams.kafka.reader import NoSuchTopic, partitions
from streams.kafka.topics import load_topics
from streams.settings import Settings

# From here on a person should act: what is left of retention is the time to repair the workers.
_LAG_SHARE_OF_RETENTION = 0.5
# No question takes a broker in order this long; one that is frozen still takes connections and never answers.
_ANSWER_S = 8.0
# An append time in our future by more than this makes lag and latency wrong by as much.
_CLOCK_OFFSET_S = 2.0


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one question; *fix* is what to do when it is not *ok*."""

    check: str
    ok: bool
    text: str
    fix: str = ""


async def check_broker(settings: Settings, topology: Topology) -> list[Finding]:
    """Ask everything about brokers, topics, group, lag and clock; without a broker only that."""
    try:
        async with asyncio.timeout(_ANSWER_S), connect.admin(settings) as admin:
            cluster = await admin.describe_cluster()
    except TimeoutError:
        return [_silent(settings)]
    except Unavailable as error:
        return [Finding("broker", False, str(error), "start it (`make up`), or set STREAMS_BROKERS and its security")]
    count = len(cluster["brokers"])
    brokers = f"{settings.brokers} answers, {count} in the cluster, client aiokafka {version('aiokafka')}"
    findings = [Finding("broker", True, brokers), await _ask("topics", _topics, settings, topology)]
    for check, question in _QUESTIONS.items():
        try:
            findings.append(await _ask(check, question, settings, topology))
        except NoSuchTopic as missing:
            if findings[1].ok:  # otherwise that is said, once, with all that are missing
                findings.append(_unanswered(check, missing))
    return findings


def _silent(settings: Settings) -> Finding:
    text = f"{settings.brokers} gives no answer within {_ANSWER_S:.0f} s"
    fix = "it is frozen, overloaded or behind a closed door: look at its process and its log before you start it again"
    return Finding("broker", False, text, fix)


Question = Callable[[Settings, Topology], Awaitable[Finding]]


async def _ask(check: str, question: Question, settings: Settings, topology: Topology) -> Finding:
    try:
        async with asyncio.timeout(_ANSWER_S):
            return await question(settings, topology)
    except TimeoutError:
        return Finding(check, False, f"no answer within {_ANSWER_S:.0f} s", "look at the broker's log; ask again")
    except NoSuchTopic:
        raise
    except Unavailable as error:
        return _unanswered(check, error)


def _unanswered(check: str, error: Unavailable) -> Finding:
    return Finding(check, False, str(error), "create the topics (`streams topics apply`), or ask for the ACL")


async def _topics(settings: Settings, topology: Topology) -> Finding:
    try:
        changes = await plan_topics(settings)
    except Unavailable as error:
        if not isinstance(error.__cause__, TopicAuthorizationFailedError):
            raise
        # No role but `topics` needs to see that, so it is no problem of theirs.
        return Finding("topics", True, "this user may not see how they are configured; ask as the role topics")
    if not changes:
        return Finding("topics", True, f"{len(load_topics())} topics as listed in topics.yaml")
    what = "; ".join(f"{change.topic.name}: {change.action} {change.text}" for change in changes)
    return Finding("topics", False, what, "`streams topics apply`; for what it refuses, change topics.yaml")


async def _group(settings: Settings, topology: Topology) -> Finding:
    async with connect.admin(settings) as admin:
        await committed_offsets(admin, settings.group)  # waits for the coordinator
        (response,) = await admin.describe_consumer_groups([settings.group])
    _, _, state, _, _, members, *_ = response.groups[0]  # newer versions of the answer end with more fields
    running = f"members: {len(members)}" if members else "no worker runs"
    return Finding("group", True, f"{settings.group}: {state or 'unknown'}, {running}")


async def _cuts(settings: Settings, topology: Topology) -> Finding:
    waiting = await undrained(settings, topology, settings.cuts)
    if not waiting:
        return Finding("cuts", True, f"every topic with records for the group is read with cuts {_cut_names(settings)}")
    named = ", ".join(f"{topic} ({count} records)" for topic, count in waiting)
    return Finding(
        "cuts", False, f"cuts {_cut_names(settings)} do not read {named}", "drain it with the old cuts first"
    )


def _cut_names(settings: Settings) -> str:
    return ",".join(settings.cuts) or "none"


async def _lag(settings: Settings, topology: Topology) -> Finding:
    retention_s = {spec.name: int(spec.config["retention.ms"]) / 1000 for spec in load_topics()}
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        lags = await read_lag(admin, consumer, settings.group, sources(topology, settings.cuts))
    late = [
        lag for lag in lags if 0 < retention_s.get(lag.topic, 0) * _LAG_SHARE_OF_RETENTION < lag.seconds and lag.records
    ]
    if late:
        worst = max(late, key=lambda lag: lag.seconds)
        text = (
            f"{worst.topic}/{worst.partition} is {worst.seconds / 3600:.0f} h behind; retention deletes unread records"
        )
        return Finding(
            "lag", False, text, "start or add workers now, or raise retention.ms in topics.yaml and apply it"
        )
    records = sum(lag.records for lag in lags)
    oldest_s = max((lag.seconds for lag in lags), default=0.0)
    return Finding("lag", True, f"{records} records, {oldest_s:.0f} s behind" if records else "caught up")


async def _clock(settings: Settings, topology: Topology) -> Finding:
    """Compare with the newest append: it cannot be in our future.  A clock that is ahead cannot be seen this way."""
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        newest_ms = await _newest_ms(admin, consumer, topology.source)
    if newest_ms is None:
        return Finding("clock", True, "not compared: the raw topic has no record")
    ahead_s = newest_ms / 1000 - time.time()
    if ahead_s > _CLOCK_OFFSET_S:
        text = f"the broker's newest append is {ahead_s:.1f} s in this machine's future"
        return Finding("clock", False, text, "synchronise the clocks (NTP); lag and latency are wrong by as much")
    return Finding("clock", True, f"the newest raw record was appended {-ahead_s:.0f} s ago")


async def _newest_ms(admin: AIOKafkaAdminClient, consumer: AIOKafkaConsumer, topic: str) -> int | None:
    places = await partitions(admin, [topic])
    begins, ends = await consumer.beginning_offsets(places), await consumer.end_offsets(places)
    filled: list[TopicPartition] = [place for place in places if ends[place] > begins[place]]
    consumer.assign(filled)
    for place in filled:
        consumer.seek(place, ends[place] - 1)
    batches = await consumer.getmany(timeout_ms=2000) if filled else {}
    return max((message.timestamp for batch in batches.values() for message in batch), default=None)


_QUESTIONS: dict[str, Question] = {"group": _group, "cuts": _cuts, "lag": _lag, "clock": _clock}
