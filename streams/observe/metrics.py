"""Which metric families does a worker export?  All of them are declared here, in seconds and bytes.

Label values come from closed sets and start at 0, or `rate()` would miss the first failure.  The help text
tells an operator what a rise means.  Updated once a batch by `streams/observe/batch.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics

from streams.core.codes import REASONS, ArticleWarning, Code, DropCode, Site
from streams.core.topology import Hop, Topology

disable_created_metrics()  # type: ignore[no-untyped-call]  # the client has no annotation there

OUTCOMES = ("emit", "drop", "fail")
ACTIVITIES = ("wait", "decode", "run", "publish", "hold")
STATUSES = ("ok", "low_confidence", "out_of_scope", "und")
DECLARED = ("match", "mismatch", "absent")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

BYTES = tuple(256 * 4**power for power in range(8))
WAIT = (0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
STAGE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
END_TO_END = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900)
LOOP = (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
AGE = (
    *(_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 3 * _DAY, 7 * _DAY),
)
CONFIDENCE = tuple(step / 10 for step in range(1, 11))


@dataclass(frozen=True, slots=True)
class Closed:
    """Label sets that the stages bring: language tags, entity types and rule names of the cleaner."""

    languages: tuple[str, ...] = ()
    entity_types: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class WorkerMetrics:
    """The families of a worker in one registry.  Attribute names are the metric names without `news_` and unit."""

    def __init__(self, registry: CollectorRegistry, topology: Topology, hops: tuple[Hop, ...], closed: Closed) -> None:
        self._registry = registry
        self.closed = closed
        self._declare_flow()
        self._declare_host()
        self._declare_content()
        self._start_at_zero(topology, hops)

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(f"news_{name}", help_, labels, registry=self._registry)

    def _gauge(self, name: str, help_: str, *labels: str) -> Gauge:
        return Gauge(f"news_{name}", help_, labels, registry=self._registry)

    def _histogram(self, name: str, help_: str, buckets: Iterable[float], *labels: str) -> Histogram:
        return Histogram(f"news_{name}", help_, labels, buckets=tuple(buckets), registry=self._registry)

    def _declare_flow(self) -> None:
        self.received = self._counter("received_records", "Records taken from a topic. Rises with input.", "topic")
        self.record_bytes = self._histogram(
            "record_bytes", "Bytes of a record's value. Moves right: fatter articles, limits near.", BYTES, "topic"
        )
        self.source_wait = self._histogram(
            "source_wait_seconds", "From append to take. Rises: queueing before this hop.", WAIT, "topic"
        )
        self.stage_records = self._counter(
            "stage_records", "Records by stage and outcome. fail rises: see the dead letters.", "stage", "outcome"
        )
        self.stage_duration = self._histogram(
            "stage_duration_seconds",
            "Time in a stage, a mean for articles seen at once; publish is a whole batch. Rises: code, texts, broker.",
            STAGE,
            "stage",
        )
        self.published = self._counter("published_records", "Records confirmed by the broker, by topic.", "topic")
        self.publish_retries = self._counter(
            "publish_retries", "Publishes tried again. Rises: the broker refuses or is slow.", "topic"
        )
        self.end_to_end = self._histogram(
            "end_to_end_latency_seconds",
            "From raw append to confirmed enriched record, replays left out. Moves right: the SLO is at risk.",
            END_TO_END,
        )
        self.dead_letters = self._counter(
            "dead_letters", "Records dead-lettered. The code says: producer, bounds, or our bug.", "stage", "code"
        )
        self.drops = self._counter("drops", "Records dropped on purpose. tombstone: null values arrive.", "code")
        self.replayed = self._counter(
            "replayed_records", "Replayed records by what came of them. dead_lettered: the fix did not help.", "outcome"
        )

    def _declare_host(self) -> None:
        self.build_info = self._gauge(
            "build_info", "1, with the build in its labels.", "version", "revision", "python", "faust", "cuts"
        )
        self.worker_ready = self._gauge("worker_ready", "1 while the worker takes records. Falls: it takes no work.")
        self.in_progress = self._gauge(
            "in_progress_records", "Records taken and not acked. Stays up: something hangs.", "topic"
        )
        self.last_ack = self._gauge(
            "last_ack_timestamp_seconds", "Time of the last ack. Its age rises: no progress.", "topic"
        )
        self.breaker_open = self._gauge(
            "dead_letter_breaker_open", "1 while the breaker holds a partition.", "topic", "partition"
        )
        self.rebalances = self._counter("rebalances", "Rebalances seen. Rises: members come and go, duplicates follow.")
        self.assigned = self._gauge("assigned_partitions", "Partitions held. Uneven: skewed load.", "topic")
        self.hop_time = self._counter(
            "hop_time_seconds",
            "Where a hop spends its time; hold: taken, while other hops have the loop. run near 1 s/s: add workers.",
            "topic",
            "activity",
        )
        self.loop_lag = self._histogram(
            "event_loop_lag_seconds", "How late the event loop is. Rises: a stage blocks it.", LOOP
        )

    def _declare_content(self) -> None:
        self.article_age = self._histogram(
            "article_age_seconds", "From publication to enriched. Rises: stale input or a backfill.", AGE
        )
        self.languages = self._counter(
            "language_articles",
            "Articles by language. The mix shifts, or und rises: cleaner or detector broke.",
            "language",
            "status",
        )
        self.confidence = self._histogram(
            "language_confidence", "Confidence of the language. Moves low: worse text or model.", CONFIDENCE
        )
        self.declared = self._counter(
            "declared_language", "Declared against detected language. mismatch: a producer mislabels.", "result"
        )
        self.entities = self._counter("entities", "Entities found. Falls per article: the tagger broke.", "type")
        self.removed_lines = self._counter(
            "removed_lines", "Pieces removed by rule. Rises: a site changed, or a rule eats text.", "rule"
        )
        self.warnings = self._counter(
            "article_warnings", "Warnings in published records. Rises: input quality falls.", "warning"
        )

    def _start_at_zero(self, topology: Topology, hops: tuple[Hop, ...]) -> None:
        read = [hop.source for hop in hops]
        written = [*(hop.sink.topic for hop in hops), topology.dead_letter]
        for family in (self.received, self.record_bytes, self.source_wait, self.in_progress, self.assigned):
            _touch(family, ((topic,) for topic in read))
        for family in (self.published, self.publish_retries):
            _touch(family, ((topic,) for topic in written))
        _touch(self.hop_time, ((topic, activity) for topic in read for activity in ACTIVITIES))
        _touch(self.dead_letters, _failures(topology))
        stages = [step.stage.name for step in topology.steps]
        _touch(self.stage_records, ((stage, outcome) for stage in (*stages, *_SITES) for outcome in OUTCOMES))
        _touch(self.stage_duration, ((stage,) for stage in (*stages, *_SITES)))
        _touch(self.drops, ((code.value,) for code in DropCode))
        _touch(self.replayed, (("enriched",), ("dead_lettered",)))
        _touch(self.languages, ((tag, status) for tag, status in _tagged(self.closed.languages)))
        _touch(self.declared, ((result,) for result in DECLARED))
        _touch(self.entities, ((kind,) for kind in self.closed.entity_types))
        _touch(self.removed_lines, ((rule,) for rule in self.closed.rules))
        _touch(self.warnings, ((warning.value,) for warning in ArticleWarning))


_SITES = (Site.DECODE.value, Site.PUBLISH.value)


def _touch(family: Counter | Gauge | Histogram, values: Iterable[tuple[str, ...]]) -> None:
    for labels in values:
        family.labels(*labels)


def _failures(topology: Topology) -> Iterable[tuple[str, str]]:
    for code, reason in REASONS.items():
        if reason.site is not Site.PROCESS:
            yield reason.site.value, code.value
    yield from ((site, Code.UNEXPECTED.value) for site in _SITES)
    for step in topology.steps:
        for code in (*step.stage.codes, Code.UNEXPECTED):
            yield step.stage.name, code.value


def _tagged(languages: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Supported tags come out as ok or low_confidence, `other` as out_of_scope, `und` as itself."""
    for tag in languages:
        yield tag, "ok"
        yield tag, "low_confidence"
    yield "other", "out_of_scope"
    yield "und", "und"


def language_label(tag: str, status: str, known: Mapping[str, None] | frozenset[str]) -> tuple[str, str]:
    """Give the label values of a language: by its tag, else its first part (`zh` for `zh-Hant`), else `other`.

    An unknown status is `low_confidence`.
    """
    primary = tag.partition("-")[0]
    label = tag if tag in known or tag == "und" else primary if primary in known else "other"
    return label, (status if status in STATUSES else "low_confidence")
