"""How is Faust set up so that it loses nothing?  One app, one agent a hop, every unsafe default replaced.

Each setting below was measured against crashes, rebalances and outages on a real broker; the reason stands
beside it.
"""

import asyncio
import logging
import os
import platform
import tempfile
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import click
import faust
from faust.auth import SASLCredentials, SSLCredentials
from faust.exceptions import ProducerSendError
from faust.types import TP
from faust.types.auth import SASLMechanism

from streams import __version__
from streams.core.outcome import Unavailable
from streams.core.topology import Hop
from streams.kafka.connect import client_options
from streams.observe.metrics import WorkerMetrics
from streams.runtime.agent import HopAgent
from streams.runtime.breaker import Breaker, TopicPartition
from streams.runtime.consumer import CarefulConsumer
from streams.runtime.health import Health
from streams.settings import Settings
from streams.wire.record import Output

_log = logging.getLogger("streams.host")
# Above the largest record we write (the dead-letter topic takes 5 MiB); the default of 1 MB raises in the client.
_MAX_REQUEST_BYTES = 5 * 1024 * 1024
_MAX_BATCH_BYTES = 512 * 1024
_FETCH_BYTES = 128 * 1024  # of a partition at once, a larger record comes all the same; 1 MiB took 15 MB more
_LOOP_TICK_S = 0.25
# An orderly end took 1 to 4 s after an error on a loaded machine; once in six it never came (run).
_FALL_S = 10.0


def make_app(settings: Settings) -> Any:
    """Make the Faust app; it reads nothing from the environment and opens no port."""
    app = faust.App(
        settings.group,
        broker=[f"kafka://{broker.strip()}" for broker in settings.brokers.split(",")],
        broker_credentials=_credentials(settings),
        broker_client_id="news-streams",
        # Duplicates after a crash are about this interval x rate x hops; the default of 2.8 s gives six times as many.
        broker_commit_interval=settings.commit_interval_s,
        broker_session_timeout=settings.session_timeout_s,
        broker_heartbeat_interval=settings.session_timeout_s / 15,
        broker_rebalance_timeout=max(60.0, settings.drain_s * 2),
        consumer_auto_offset_reset="earliest",
        key_serializer="raw",  # decoding is ours, inside our own error handling: an agent that raises loses the record
        value_serializer="raw",
        agent_supervisor="mode.CrashingSupervisor",  # a failed batch must end the process; restarting in place loses it
        processing_guarantee="at_least_once",  # exactly_once delivered 16 % of records twice
        producer_acks=-1,
        producer_linger=0.005,
        producer_max_batch_size=_MAX_BATCH_BYTES,
        producer_max_request_size=_MAX_REQUEST_BYTES,
        # Prefetched records wait in memory: two batches keep us busy, 4096 of 1 MiB would be 4 GiB.
        stream_buffer_maxsize=2 * settings.batch_records,
        stream_wait_empty=True,
        consumer_max_fetch_size=_FETCH_BYTES,
        cython_optimizations=True,
        topic_allow_declare=False,
        topic_disable_leader=True,
        store="memory://",
        web_enabled=False,
        datadir=str(settings.datadir or tempfile.mkdtemp(prefix="streams-")),
        logging_config=None,
    )
    vars(app.transport)["Consumer"] = CarefulConsumer  # a class variable there
    return app


def _credentials(settings: Settings) -> SASLCredentials | SSLCredentials | None:
    context = client_options(settings).get("ssl_context")
    if settings.security_protocol.startswith("SASL"):
        return SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password(),
            mechanism=SASLMechanism(settings.sasl_mechanism),
            ssl_context=context,
        )
    return SSLCredentials(context) if context else None


def sender(app: Any) -> Callable[[Output], Awaitable[Awaitable[object]]]:
    """Make the hand-over to the client's buffer; a third of the cost of `topic.send` and with headers."""

    async def send(output: Output) -> Awaitable[object]:
        try:
            confirmation: Awaitable[object] = await app.producer.send(
                output.topic, output.key, output.value, output.partition, None, list(output.headers)
            )
        except ProducerSendError as error:  # Faust's wrapping; the cause says whether waiting heals it
            raise (error.__cause__ or error) from error
        return confirmation

    return send


def add_agent(host: "Host", hop: Hop, agent: HopAgent, settings: Settings) -> None:
    """Put an agent on the topic that a hop reads.  Concurrency is 1: acks must be in offset order."""
    topic = host.app.topic(hop.source, key_serializer="raw", value_serializer="raw", allow_empty=True)

    async def follow(stream: Any) -> None:
        try:
            await agent.follow(stream.noack_take(settings.batch_records, within=settings.batch_wait_s))
        except Unavailable as error:
            host.fall(error)
            raise

    host.app.agent(topic, name=hop.name, concurrency=1)(follow)


@dataclass(slots=True)
class Host:
    """What the app tells the outside about itself: assignment, rebalances, breakers, how late the loop is."""

    app: Any
    health: Health
    metrics: WorkerMetrics
    topics: tuple[str, ...]
    drain_s: float
    breaker: Breaker
    reason: Unavailable | None = None
    end: Callable[[], None] = lambda: None

    def attach(self) -> None:
        """Connect to Faust's signals and start the ticking of the loop."""
        self.app.on_partitions_assigned.connect(self._assigned, weak=False)
        self.app.on_partitions_revoked.connect(self._revoked, weak=False)
        self.app.task(self._tick)

    async def _assigned(self, app: Any, assigned: Any, **_: object) -> None:
        del app
        # Only now: what is still in the buffers when partitions are revoked must not be acked behind what we left.
        self.breaker.close()
        self.health.broken = frozenset()
        self._hold(assigned)

    async def _revoked(self, app: Any, revoked: Any, **_: object) -> None:
        del app, revoked
        self.metrics.rebalances.inc()
        self.health.assigned = False  # what was held stays watched: a rebalance that never ends is no progress

    def rest(self, partition: TopicPartition, reason: str) -> None:
        """Leave a partition alone until it is assigned anew; the worker stays in the group."""
        self.health.broken |= {partition}
        self.metrics.breaker_open.labels(partition[0], str(partition[1])).set(1)
        self.app.consumer.pause_partitions({TP(*partition)})
        _log.error("breaker.open", extra={"topic": partition[0], "partition": partition[1], "reason": reason})

    def leave(self, message: Any) -> None:
        """Give back a record unworked and un-acked: it is read again after the next assignment.

        Without this a rebalance and SIGTERM would wait for its ack.  The pause alone does not do: Faust takes it
        back when a full buffer drains, and records already fetched come all the same.
        """
        self.app.consumer._unacked_messages.discard(message)

    def drain(self) -> None:
        """Begin to leave; the process ends within `drain_s` whatever hangs, a rebalance that waits for others too."""
        self._end_within(self.drain_s)

    def fall(self, reason: Unavailable) -> None:
        """Note what broke the world: Faust now ends, and may hang in doing so while every probe says all is well."""
        self.reason = self.reason or reason
        self._end_within(min(_FALL_S, self.drain_s))

    def stop(self, reason: Unavailable) -> None:
        """End because of something that Faust does not see; may be called from any thread."""
        if self.reason is None:
            self.fall(reason)
            self.end()

    def _end_within(self, seconds: float) -> None:
        self.health.draining = True
        late = threading.Timer(seconds, self._leave_late)
        late.daemon = True
        late.start()

    def _leave_late(self) -> None:
        """End the process un-acked: whatever hangs, the records are read again by the next worker."""
        if self.reason:
            click.echo(f"streams: {self.reason}", err=True)
        else:
            _log.error("drain.late", extra={"fix": "raise STREAMS_DRAIN_S or look for a broker that does not answer"})
        os._exit(69)

    def _hold(self, partitions: Any) -> None:
        held = frozenset((tp.topic, tp.partition) for tp in partitions)
        self.health.assign(held)
        self.metrics.breaker_open.clear()
        for topic, partition in held:
            self.metrics.breaker_open.labels(topic, str(partition)).set(0)
        for topic in self.topics:
            self.metrics.assigned.labels(topic).set(sum(1 for name, _ in held if name == topic))

    async def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while not self.app.should_stop:
                due = loop.time() + _LOOP_TICK_S
                await asyncio.sleep(_LOOP_TICK_S)
                self.metrics.loop_lag.observe(max(0.0, loop.time() - due))
                self.health.ticked = self.health.clock()
        finally:
            self.drain()  # whatever ended it: from here on nothing else bounds how long Faust takes to stop


def build_labels(settings: Settings) -> dict[str, str]:
    """Give the labels of `news_build_info`."""
    return {
        "version": __version__,
        "revision": settings.revision,
        "python": platform.python_version(),
        "faust": faust.__version__,
        "cuts": ",".join(settings.cuts) or "none",
    }
