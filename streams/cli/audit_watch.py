"""`streams audit --watch`: the audit as a service, with probes and metrics on its own port.  Outlives the workers."""

import asyncio
import logging
import signal
import time

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, disable_created_metrics

from streams import __version__
from streams.core.topology import Topology
from streams.kafka import connect
from streams.kafka.audit import Audit, Auditor
from streams.kafka.lag import sources
from streams.kafka.ledger import BESIDE, STATES
from streams.kafka.watch import Pulse, Watch
from streams.observe import log
from streams.observe.audit_metrics import AuditMetrics
from streams.runtime.probes import ProbeServer, as_json, metrics_of, verdict
from streams.settings import Settings

_log = logging.getLogger("streams.audit")
_NAMED = 100  # addresses in one log line; `streams audit` lists all of them


def watch_for_ever(
    settings: Settings,
    topology: Topology,
    *,
    every_s: float,
    timeout_s: float,
    since_ms: int | None,
    check_schema: bool,
) -> int:
    """Repeat the audit until SIGTERM or Ctrl-C; exit code 0."""
    log.set_up(settings.log_level, settings.log_format)
    connect.hush()
    disable_created_metrics()  # type: ignore[no-untyped-call]  # the client has no annotation there
    registry, pulse = CollectorRegistry(), Pulse()
    ProcessCollector(registry=registry)
    GCCollector(registry)
    metrics = AuditMetrics(registry, (*STATES, *BESIDE))
    stale_s = 3 * every_s + timeout_s
    server = ProbeServer(
        settings.web_host,
        settings.web_port,
        {
            "/livez": lambda: verdict(pulse.dead_because()),
            "/readyz": lambda: verdict(pulse.not_ready_because(stale_s)),
            "/metrics": metrics_of(registry),
            "/version": lambda: as_json({"version": __version__, "revision": settings.revision, "job": "audit"}),
        },
    )

    def on_audit(audit: Audit) -> None:
        metrics.see_audit(audit.report.counts, now_s=time.time())
        if audit.lost:
            named = [str(address) for address in audit.report.unaccounted[:_NAMED]]
            counts = {**audit.report.counts, "invalid": len(audit.invalid), "deleted_unread": audit.deleted_unread}
            _log.error("audit.lost", extra={**counts, "unaccounted_addresses": named})

    watch = Watch(
        settings,
        sources(topology, settings.cuts),
        Auditor(settings, topology, since_ms=since_ms, check_schema=check_schema),
        every_s,
        timeout_s,
        metrics.see_lag,
        on_audit,
        pulse,
    )
    _log.info("audit.watching", extra={"brokers": settings.brokers, "group": settings.group, "port": server.port})
    try:
        asyncio.run(_until_told(watch))
    finally:
        server.close()
    return 0


async def _until_told(watch: Watch) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await watch.run(stop)
