"""How do records become OpenTelemetry spans?  One for each record of a hop, below it one for each thing done to it.

    process articles.raw.v1            child of whatever the header `traceparent` names; its own id stands in the
      decode                           `traceparent` of the record that goes out, so the next hop is its child
      clean_text
      send articles.cleaned.v1         from the last stage to the broker's confirmation

Spans are written once a batch is acked, from notes of when things happened; who does not ask for them pays nothing.
"""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.sdk.trace import Tracer, TracerProvider
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags, TraceState

from streams.core.article import Article
from streams.core.outcome import Drop, Emit, Fail
from streams.core.run import Outcomes
from streams.core.stage import Stage
from streams.core.topology import Hop, Topology
from streams.observe.batch import BatchMetrics, StageTimes, Worked
from streams.observe.metrics import WorkerMetrics

_TRACEPARENT = re.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was done to a record, and when, in nanoseconds since 1970."""

    name: str
    began: int
    ended: int
    outcome: Article | Drop | Fail | None = None


class NotedTimes(StageTimes):
    """Also keeps when every stage began and ended, by the place of a record among those that walk in step."""

    def __init__(self) -> None:
        super().__init__()
        self.stages: dict[int, list[Note]] = {}
        self._began = 0

    def started(self, stage: Stage) -> None:
        """Start both clocks."""
        self._began = time.time_ns()
        super().started(stage)

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        """Note the stage."""
        super().finished(stage, outcomes)
        ended = time.time_ns()
        for place, outcome in outcomes.items():
            self.stages.setdefault(place, []).append(Note(stage.name, self._began, ended, outcome))


class TracedBatch(BatchMetrics):
    """Feeds the metrics, and writes the spans of a batch when all of it is acked."""

    def __init__(self, metrics: WorkerMetrics, hop: Hop, topology: Topology, times: NotedTimes, spans: "Spans") -> None:
        super().__init__(metrics, hop, topology, times)
        self._noted = times
        self._spans = spans
        self._records: list[list[Note]] = []

    def worked(self, notes: Sequence[Worked]) -> None:
        """Keep what was done to each record."""
        super().worked(notes)
        start = time.time() - time.perf_counter()
        for note in notes:
            began, decoded, ran = (round((start + at) * 1e9) for at in (*note.decode, note.encode[0]))
            stages = self._noted.stages.get(note.place, []) if note.place is not None else []
            self._records.append([Note("decode", began, decoded), *stages, Note("send", ran, ran)])
        self._noted.stages.clear()

    def acked(self, handled: Sequence[Any], *, taken_s: float, now_s: float) -> None:
        """Write everything; the order of *handled* is that of the work."""
        super().acked(handled, taken_s=taken_s, now_s=now_s)
        confirmed = time.time_ns()
        for one, notes in zip(handled, self._records, strict=True):
            self._spans.write(one, notes, confirmed)
        self._records.clear()


class _Ids(RandomIdGenerator):
    """Random ids, but for those that are given: the trace a record began, the span its output names as parent."""

    def __init__(self) -> None:
        self.trace_id: int | None = None
        self.span_id: int | None = None

    def generate_trace_id(self) -> int:
        given, self.trace_id = self.trace_id, None
        return given or super().generate_trace_id()

    def generate_span_id(self) -> int:
        given, self.span_id = self.span_id, None
        return given or super().generate_span_id()


class Spans:
    """Writes spans through a provider of the SDK; *close* exports what is left."""

    def __init__(self, provider: TracerProvider, *, group: str, version: str) -> None:
        self._provider = provider
        self._group = group
        self._tracer = provider.get_tracer("news-streams", version)
        self._ids = _Ids()
        if isinstance(self._tracer, Tracer):  # it is none with OTEL_SDK_DISABLED
            self._tracer.id_generator = self._ids

    def close(self) -> None:
        """Export what is left."""
        self._provider.shutdown()

    def write(self, one: Any, notes: Sequence[Note], confirmed: int) -> None:
        """Write the span of one handled record, and those below it."""
        record, output = one.record, one.output
        out = _headers(output.headers if output else ()).get("traceparent", "") if isinstance(one.outcome, Emit) else ""
        history = one.decoded.history if one.decoded else None
        context = self._context(record, history)
        self._ids.span_id = int(out[36:52], 16) if out else None
        name = f"process {record.address.topic}"
        attributes = {**self._place(record), **_result(one)}
        span = self._tracer.start_span(name, context, SpanKind.CONSUMER, attributes, start_time=notes[0].began)
        self._ids.trace_id = self._ids.span_id = None  # a span that is not sampled may leave them
        below = trace.set_span_in_context(span)
        for note in notes:
            if note.name != "send":
                self._write_step(note, below)
            elif output is not None:
                self._write_send(note, output.topic, confirmed, below)
        if isinstance(one.outcome, Fail):
            span.set_status(Status(StatusCode.ERROR, one.outcome.code.value))
        span.end(confirmed)

    def _context(self, record: Any, history: Any) -> Context:
        """Give the context that *record* came with; a trace that we began ourselves is sampled as if it began here."""
        headers = _headers(record.headers)
        parent = (history.parent if history else headers.get("traceparent")) or ""
        if not _TRACEPARENT.fullmatch(parent):
            return Context()
        trace_id, flags = int(parent[3:35], 16), int(parent[53:], 16)
        if history and history.began_here:
            if history.origin == record.address:
                self._ids.trace_id = trace_id
                return Context()
            flags = self._provider.sampler.should_sample(None, trace_id, "").decision is not Decision.DROP
        state = headers.get("tracestate")
        came = SpanContext(
            trace_id, int(parent[36:52], 16), True, TraceFlags(flags), TraceState.from_header([state] if state else [])
        )
        return trace.set_span_in_context(trace.NonRecordingSpan(came), Context())

    def _place(self, record: Any) -> dict[str, str | int]:
        """Give where a record stood, by OpenTelemetry's conventions for messaging."""
        return {
            "messaging.system": "kafka",
            "messaging.operation.name": "process",
            "messaging.operation.type": "process",
            "messaging.destination.name": record.address.topic,
            "messaging.destination.partition.id": str(record.address.partition),
            "messaging.kafka.offset": record.address.offset,
            "messaging.consumer.group.name": self._group,
            "messaging.message.body.size": len(record.value or b""),
        }

    def _write_step(self, note: Note, below: Context) -> None:
        span = self._tracer.start_span(note.name, below, start_time=note.began)
        if isinstance(note.outcome, Fail):
            span.set_status(Status(StatusCode.ERROR, note.outcome.code.value))
        span.end(note.ended)

    def _write_send(self, note: Note, topic: str, confirmed: int, below: Context) -> None:
        attributes = {
            "messaging.system": "kafka",
            "messaging.operation.name": "send",
            "messaging.operation.type": "send",
            "messaging.destination.name": topic,
        }
        span = self._tracer.start_span(f"send {topic}", below, SpanKind.PRODUCER, attributes, start_time=note.began)
        span.end(confirmed)


def _headers(headers: Sequence[tuple[str, bytes]]) -> dict[str, str]:
    """Give the headers of a trace, the last of a name, when they are ASCII."""
    named = {name: value for name, value in headers if name in ("traceparent", "tracestate")}
    return {name: value.decode() for name, value in named.items() if value.isascii()}


def _result(one: Any) -> dict[str, str | int]:
    outcome = one.outcome
    kind = "emit" if isinstance(outcome, Emit) else "drop" if isinstance(outcome, Drop) else "fail"
    found: dict[str, str | int] = {"news.outcome": kind}
    if not isinstance(outcome, Emit):
        found["news.code"] = str(getattr(outcome.code, "value", outcome.code))
    elif one.output is not None:
        found["news.article_id"] = one.output.key.decode()
    if one.decoded is not None:
        found["news.origin"] = str(one.decoded.history.origin)
        if one.decoded.history.replays:
            found["news.replays"] = one.decoded.history.replays
    return found
