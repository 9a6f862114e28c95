"""How are the metric families fed?  Notes are taken record by record and written once a batch.

The content families read the published record, whose shape is the contract of the schemas, so that stages
and frame need to know nothing of metrics.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from logging import getLogger
from typing import Any, NamedTuple

from streams.core.article import Article
from streams.core.outcome import Drop, Emit, Fail
from streams.core.run import Outcomes
from streams.core.stage import Stage
from streams.core.topology import Hop, Topology
from streams.observe.log import STAGE_RAISED
from streams.observe.metrics import WorkerMetrics, language_label

_log = getLogger("streams.stage")


class Worked(NamedTuple):
    """When a record was worked on: begin and end of each step by `time.perf_counter`.

    Records that walk in step share *run*; *place* is that among them, None if the record did not walk.
    """

    decode: tuple[float, float]
    run: tuple[float, float]
    encode: tuple[float, float]
    place: int | None


class StageTimes:
    """An observer that notes duration and outcome of every stage, and logs the traceback of a bug once.

    Articles that a stage saw at once have equal parts of its time.
    """

    def __init__(self) -> None:
        self.notes: dict[int, list[tuple[str, str, float]]] = {}  # by the place of the record
        self._started = 0.0

    def started(self, stage: Stage) -> None:
        """Start the clock."""
        self._started = time.perf_counter()

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        """Note name, outcome and seconds of each."""
        seconds = (time.perf_counter() - self._started) / len(outcomes)
        for place, outcome in outcomes.items():
            kind = "emit" if isinstance(outcome, Article) else "drop" if isinstance(outcome, Drop) else "fail"
            self.notes.setdefault(place, []).append((stage.name, kind, seconds))

    def raised(self, where: str, error: Exception) -> None:
        """Log the traceback; the record's dead letter carries only its class and place."""
        _log.error(STAGE_RAISED, exc_info=error, extra={"where": where, "error_type": type(error).__name__})


class BatchMetrics:
    """Feeds the families for one hop."""

    def __init__(self, metrics: WorkerMetrics, hop: Hop, topology: Topology, times: StageTimes) -> None:
        self._metrics = metrics
        self._hop = hop
        self._topic = hop.source
        self._final = hop.sink.topic == topology.sink
        self._times = times
        self._here = {stage.name for stage in hop.stages}
        self._known = frozenset(metrics.closed.languages)
        self._decode: list[float] = []
        self._stages: list[tuple[str, str, float]] = []
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._taken = 0.0

    def took(self, records: int, waited_s: float) -> None:
        """A batch was taken after *waited_s* seconds without work."""
        self._metrics.in_progress.labels(self._topic).set(records)
        self._seconds["wait"] += waited_s
        self._taken = time.perf_counter()

    def worked(self, notes: Sequence[Worked]) -> None:
        """Records that walk in step were decoded, run and encoded; of others that walked with them nothing counts."""
        for note in notes:
            decode_s = note.decode[1] - note.decode[0]
            self._decode.append(decode_s)
            self._seconds["decode"] += decode_s
            self._seconds["publish"] += note.encode[1] - note.encode[0]
            if note.place is not None:
                self._stages += self._times.notes.get(note.place, [])
        if notes:
            began, ended = notes[0].run
            self._seconds["run"] += ended - began
        self._times.notes.clear()

    def published(self, seconds: float) -> None:
        """The whole batch is confirmed."""
        self._metrics.stage_duration.labels("publish").observe(seconds)
        self._seconds["publish"] += seconds

    def acked(self, handled: Sequence[Any], *, taken_s: float, now_s: float) -> None:
        """The whole batch is acked: write everything."""
        metrics, topic = self._metrics, self._topic
        metrics.received.labels(topic).inc(len(handled))
        metrics.in_progress.labels(topic).set(0)
        metrics.last_ack.labels(topic).set(now_s)
        self._hold()
        self._write_times()
        for one in handled:
            metrics.record_bytes.labels(topic).observe(len(one.record.value or b""))
            metrics.source_wait.labels(topic).observe(max(0.0, taken_s - one.record.timestamp_ms / 1000))
        self._write_outcomes(handled)
        for one in handled:
            if isinstance(one.outcome, Emit):
                self._write_emitted(one, now_s)

    def _hold(self) -> None:
        """Count what is left of the batch's time: it lay still while other hops had the loop, or a commit was due."""
        busy = sum(seconds for activity, seconds in self._seconds.items() if activity != "wait")
        self._seconds["hold"] += max(0.0, time.perf_counter() - self._taken - busy)

    def _write_times(self) -> None:
        for activity, seconds in self._seconds.items():
            self._metrics.hop_time.labels(self._topic, activity).inc(seconds)
        decode = self._metrics.stage_duration.labels("decode")
        for seconds in self._decode:
            decode.observe(seconds)
        for stage, outcome, seconds in self._stages:
            self._metrics.stage_duration.labels(stage).observe(seconds)
            self._metrics.stage_records.labels(stage, outcome).inc()
        self._seconds.clear()
        self._decode.clear()
        self._stages.clear()

    def _write_outcomes(self, handled: Sequence[Any]) -> None:
        sites: Counter[tuple[str, str]] = Counter()
        for one in handled:
            outcome = one.outcome
            sites["decode", _kind(outcome) if one.decoded is None else "emit"] += 1
            if one.output is not None:
                self._metrics.published.labels(one.output.topic).inc()
            if isinstance(outcome, Emit):
                sites["publish", "emit"] += 1
            elif isinstance(outcome, Drop):
                self._metrics.drops.labels(outcome.code).inc()
            else:
                self._write_failure(one, outcome, sites)
        for (site, kind), count in sites.items():
            self._metrics.stage_records.labels(site, kind).inc(count)

    def _write_failure(self, one: Any, fail: Fail, sites: Counter[tuple[str, str]]) -> None:
        where = fail.stage.partition("@")[0] if fail.stage else fail.site.value
        self._metrics.dead_letters.labels(where, fail.code.value).inc()
        if where == "publish":
            sites["publish", "fail"] += 1
        if one.decoded is not None and one.decoded.history.replays:
            self._metrics.replayed.labels("dead_lettered").inc()

    def _write_emitted(self, one: Any, now_s: float) -> None:
        document = one.document
        if self._final:
            self._write_finished(one, document, now_s)
        self._write_found(document)

    def _write_finished(self, one: Any, document: dict[str, Any], now_s: float) -> None:
        if one.decoded.history.replays:
            self._metrics.replayed.labels("enriched").inc()
        else:
            self._metrics.end_to_end.observe(max(0.0, now_s - one.decoded.history.appended_ms / 1000))
        if published := document.get("published_at"):
            age = now_s - datetime.fromisoformat(published).timestamp()
            self._metrics.article_age.observe(max(0.0, age))

    def _write_found(self, document: dict[str, Any]) -> None:
        """Count what the stages of this hop found; what earlier hops found was counted there."""
        metrics = self._metrics
        if not self._hop.before:
            for piece in document.get("removed", ()):
                metrics.removed_lines.labels(self._rule(piece["rule"])).inc()
        if "detect_language" in self._here and (language := document.get("language")):
            metrics.languages.labels(*language_label(language["tag"], language["status"], self._known)).inc()
            metrics.confidence.observe(language["confidence"])
            metrics.declared.labels(language["declared"]).inc()
        if "extract_entities" in self._here:
            for kind, count in document.get("entity_counts", {}).items():
                metrics.entities.labels(kind if kind in metrics.closed.entity_types else "other").inc(count)
        self._write_warnings(document)

    def _write_warnings(self, document: dict[str, Any]) -> None:
        for warning in document.get("warnings", ()):
            if not self._hop.before or warning == "entities_truncated":
                self._metrics.warnings.labels(warning).inc()

    def _rule(self, rule: str) -> str:
        return rule if rule in self._metrics.closed.rules else "other"


def _kind(outcome: Drop | Fail | Emit) -> str:
    return "drop" if isinstance(outcome, Drop) else "fail" if isinstance(outcome, Fail) else "emit"
