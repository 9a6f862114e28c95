"""What is a worker process, from start to exit code?  Everything is put together here and nowhere else."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import faust
from aiokafka.errors import KafkaError
from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector

from streams import __version__
from streams.core.outcome import Unavailable
from streams.core.topology import Hop, Topology
from streams.kafka.connect import admin, broker_errors
from streams.kafka.rights import Need, require, worker_needs
from streams.kafka.topics import max_message_bytes
from streams.observe.batch import BatchMetrics, StageTimes
from streams.observe.metrics import Closed, WorkerMetrics
from streams.runtime.agent import HopAgent
from streams.runtime.app import Host, add_agent, build_labels, make_app, sender
from streams.runtime.breaker import Bounds, Breaker
from streams.runtime.health import Health
from streams.runtime.limits import limits_of
from streams.runtime.models import open_models
from streams.runtime.probes import ProbeServer, Route, as_json, metrics_of, verdict
from streams.runtime.publish import Publisher
from streams.runtime.watch import BrokerWatch
from streams.settings import Settings
from streams.wire.dead_letter import Author
from streams.wire.encode import Encoder
from streams.wire.envelope import entries
from streams.wire.hop import HopProcessor
from streams.wire.schema import schema_id, schema_name

if TYPE_CHECKING:
    from streams.observe.spans import Spans

_log = logging.getLogger("streams.worker")


@dataclass(slots=True)
class Parts:
    """What the pieces of a worker share."""

    settings: Settings
    topology: Topology
    hops: tuple[Hop, ...]
    registry: CollectorRegistry
    metrics: WorkerMetrics
    health: Health
    spans: "Spans | None" = None


def run_worker(settings: Settings, topology: Topology, hops: tuple[Hop, ...], closed: Closed) -> None:
    """Run until SIGTERM, then drain and return.

    Raises `Unavailable` with one sentence when the world breaks; nothing is acked then that was not confirmed.
    """
    parts = _parts(settings, topology, hops, closed)
    probes = ProbeServer(settings.web_host, settings.web_port, _routes(parts))
    open_models(hops)
    parts.health.models_open = True
    host = _assemble(parts)
    needs = worker_needs(settings, topology)
    watch = BrokerWatch(settings, parts.health, needs, host.stop)
    watch.start()
    _log.info(
        "worker.started", extra={"cuts": ",".join(settings.cuts) or "none", "web": f"{probes.host}:{probes.port}"}
    )
    try:
        _run(host, settings, needs)
    finally:
        watch.close()
        probes.close()
        if parts.spans:
            parts.spans.close()
    _log.info("worker.stopped")


def _parts(settings: Settings, topology: Topology, hops: tuple[Hop, ...], closed: Closed) -> Parts:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    metrics = WorkerMetrics(registry, topology, hops, closed)
    metrics.build_info.labels(**build_labels(settings)).set(1)
    health = Health(settings.stall_s)
    metrics.worker_ready.set_function(lambda: float(not health.not_ready()))
    return Parts(settings, topology, hops, registry, metrics, health, _spans(settings))


def _spans(settings: Settings) -> "Spans | None":
    """Give what writes spans, when it is asked for: only then is OpenTelemetry needed and imported."""
    if not settings.spans:
        return None
    from streams.observe.spans import Spans
    from streams.observe.tracing import open_provider

    return Spans(open_provider(), group=settings.group, version=__version__)


def _watchers(parts: Parts, hop: Hop) -> tuple[StageTimes, BatchMetrics]:
    """Give what watches the stages of a hop, and what takes in its batches."""
    if parts.spans is None:
        times = StageTimes()
        return times, BatchMetrics(parts.metrics, hop, parts.topology, times)
    from streams.observe.spans import NotedTimes, TracedBatch

    noted = NotedTimes()
    return noted, TracedBatch(parts.metrics, hop, parts.topology, noted, parts.spans)


def _routes(parts: Parts) -> dict[str, Route]:
    return {
        "/livez": lambda: verdict(parts.health.not_live()),
        "/readyz": lambda: verdict(parts.health.not_ready()),
        "/metrics": metrics_of(parts.registry),
        "/version": lambda: as_json(_version(parts)),
    }


def _version(parts: Parts) -> dict[str, Any]:
    return {
        "version": __version__,
        "revision": parts.settings.revision,
        "cuts": list(parts.settings.cuts),
        "stages": [entry for hop in parts.hops for entry in entries(hop.stages)],
        "schemas": [schema_id(schema_name(hop.sink.event)) for hop in parts.hops],
    }


def _assemble(parts: Parts) -> Host:
    settings = parts.settings
    app = make_app(settings)
    breaker = Breaker(Bounds(settings.breaker_in_a_row, settings.breaker_dead_letters, settings.breaker_window))
    topics = tuple(hop.source for hop in parts.hops)
    host = Host(app, parts.health, parts.metrics, topics, settings.drain_s, breaker)
    publisher = Publisher(
        attempts=settings.publish_attempts,
        timeout_s=settings.publish_timeout_s,
        on_retry=lambda topic: parts.metrics.publish_retries.labels(topic).inc(),
    )
    for hop in parts.hops:
        times, batches = _watchers(parts, hop)
        agent = HopAgent(
            _processor(parts, hop, times),
            parts.topology,
            publisher,
            sender(app),
            batches,
            parts.health,
            breaker,
            host,
            # One record a batch is how a record that ends the process is found: the committed offset then names it.
            commit=(lambda: app.consumer.commit()) if settings.batch_records == 1 else None,  # noqa: PLW0108  (made later)
        )
        add_agent(host, hop, agent, settings)
    host.attach()
    return host


def _processor(parts: Parts, hop: Hop, times: StageTimes) -> HopProcessor:
    settings = parts.settings
    return HopProcessor(
        hop,
        parts.topology,
        encoder=Encoder(
            hop, version=__version__, revision=settings.revision, max_bytes=max_message_bytes(hop.sink.topic)
        ),
        limits=limits_of(settings),
        author=Author(settings.group, __version__),
        observer=times,
    )


class _Worker(faust.Worker):
    """Faust's worker, which also tells us when a signal comes: before start-up is through nothing else does.

    And it keeps what broke first: the agents that are cancelled after it are noted as crashes too, over the first.
    """

    def __init__(self, host: Host) -> None:
        super().__init__(host.app, loglevel="WARNING", quiet=True, override_logging=False, redirect_stdouts=False)
        self.spinner = None  # it would print escape sequences, also to a file
        self.broke: BaseException | None = None
        self._drain = host.drain
        host.end = self._end

    def _crash(self, reason: BaseException) -> None:
        if self.broke is None and not isinstance(reason, asyncio.CancelledError):
            self.broke = reason
        super()._crash(reason)

    def _end(self) -> None:
        """Stop as for SIGTERM, from any thread; a loop that is closed has stopped already."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(super()._on_sigterm)

    def _on_sigterm(self) -> None:
        self._drain()
        super()._on_sigterm()

    def _on_sigint(self) -> None:
        self._drain()
        super()._on_sigterm()  # the same; the library's own prints to the terminal


def _run(host: Host, settings: Settings, needs: Sequence[Need]) -> None:
    """Let Faust run; turn whatever ended it into nothing (a clean stop) or `Unavailable`."""
    worker = _Worker(host)
    try:
        worker.execute_from_commandline()
    except (SystemExit, asyncio.CancelledError) as end:
        # Faust notes what crashed it while running; what kept it from starting is only the exit's context.
        reason = _crash_reason(worker, host.app) or (end.__context__ if getattr(end, "code", None) else None)
    if host.reason:
        raise host.reason
    if reason is None:
        return
    with broker_errors(settings):
        cancelled = isinstance(reason, asyncio.CancelledError)
        if cancelled or (isinstance(reason, KafkaError) and "Authorization" in repr(reason)):
            asyncio.run(_name_missing(settings, needs))
        if cancelled:  # not an Exception: nothing behind us would catch it
            raise Unavailable("the work was cancelled, and nothing said why; the worker stopped un-acked") from reason
        if isinstance(reason, OSError) and not isinstance(reason, TimeoutError):
            said = f"the broker is out of reach ({type(reason).__name__}); the worker stopped un-acked"
            raise Unavailable(said) from reason
        raise reason


def _crash_reason(worker: _Worker, app: Any) -> BaseException | None:
    """Give what came first: a crash in the consumer's thread or the fetcher cancels the agents, noted last (run)."""
    thread = getattr(app._consumer, "_thread", None)
    return getattr(thread, "broke", None) or worker.broke or worker.crash_reason or app.crash_reason


async def _name_missing(settings: Settings, needs: Sequence[Need]) -> None:
    """Raise `Unavailable` that names all rights which are missing: the client names one, or none."""
    async with admin(settings) as client:
        await require(client, settings, needs)
