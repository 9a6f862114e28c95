"""Is there a span for each record and stage, with the right parent, across hops and failures, and none unasked?"""

import asyncio
import subprocess
import sys
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.sdk.trace.sampling import ALWAYS_OFF, ParentBased, Sampler
from opentelemetry.trace import SpanKind, StatusCode

from streams.core.article import Article
from streams.core.codes import DropCode
from streams.core.outcome import Drop, Fail
from streams.core.stage import Stage
from streams.core.topology import Step, Topology
from streams.observe.spans import NotedTimes, Spans, TracedBatch
from streams.observe.tracing import NoExporter, exporters, open_provider
from streams.settings import WrongSettings
from streams.wire.record import Headers, Output
from tests.runtime.fakes import NOON_S, RAW, Bench, Event, Journal, article, bench, pipeline

INCOMING = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Traced:
    """An agent whose spans stay in memory."""

    def __init__(self, sampler: Sampler | None = None, **options: Any) -> None:
        self.memory = InMemorySpanExporter()
        provider = TracerProvider(sampler=sampler) if sampler else TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(self.memory))
        self.bench: Bench = bench(**options)
        agent, times = self.bench.agent, NotedTimes()
        spans = Spans(provider, group="news-streams", version="0")
        topology = agent.topology
        agent.metrics = TracedBatch(self.bench.metrics, agent.processor.hop, topology, times, spans)
        agent.processor._observer = times

    def work(self, *values: bytes | None, headers: Headers = (), topic: str = RAW) -> list[ReadableSpan]:
        """Carry a batch through and give the spans of it."""
        events = [
            Event(SimpleNamespace(topic=topic, partition=0, offset=number, key=None, value=value, headers=headers,
                                  timestamp=NOON_S), Journal())
            for number, value in enumerate(values)
        ]  # fmt: skip
        self.memory.clear()
        asyncio.run(self.bench.agent.batch(events))
        return list(self.memory.get_finished_spans())


def ids(span: ReadableSpan) -> str:
    return f"{span.context.trace_id:032x}-{span.context.span_id:016x}"


def parent(span: ReadableSpan) -> str | None:
    return f"{span.parent.trace_id:032x}-{span.parent.span_id:016x}" if span.parent else None


def the(spans: Sequence[ReadableSpan], name: str) -> ReadableSpan:
    (found,) = [span for span in spans if span.name == name]
    return found


def traceparent(output: Output) -> str:
    return dict(output.headers)["traceparent"].decode()


def test_a_record_is_a_child_of_who_sent_it_and_stages_are_children_of_the_record() -> None:
    traced = Traced()
    spans = traced.work(article(1), headers=(("traceparent", INCOMING.encode()), ("tracestate", b"shop=1")))
    record = the(spans, f"process {RAW}")

    assert parent(record) == INCOMING[3:52]
    assert record.kind is SpanKind.CONSUMER
    assert record.context.trace_state.to_header() == "shop=1"
    assert {span.name for span in spans} == {record.name, "decode", "clean_text", "send articles.enriched.v1"}
    for span in spans:
        assert span is record or parent(span) == ids(record)
        times = (record.start_time, span.start_time, span.end_time, record.end_time)
        assert list(times) == sorted(time for time in times if time)
    assert record.attributes is not None
    assert record.attributes["messaging.kafka.offset"] == 0
    assert record.attributes["news.outcome"] == "emit"


def test_the_record_that_goes_out_names_the_span_as_its_parent() -> None:
    traced = Traced()
    spans = traced.work(article(1), article(2), headers=(("traceparent", INCOMING.encode()),))
    records = [span for span in spans if span.name == f"process {RAW}"]

    assert [traceparent(output)[3:52] for output in traced.bench.broker.sent] == [ids(span) for span in records]


def test_a_record_without_a_trace_begins_the_one_that_its_output_carries() -> None:
    traced = Traced()
    record = the(traced.work(article(1)), f"process {RAW}")

    assert record.parent is None
    assert traceparent(traced.bench.broker.sent[0])[3:52] == ids(record)


def test_a_trace_that_began_here_is_sampled_in_every_hop_or_in_none() -> None:
    """Its header says `not sampled`, because nobody decided; a foreign header that says so is obeyed."""
    from streams.core.topology import cut
    from streams.pipeline import news_pipeline
    from streams.testing import processor

    topology = news_pipeline()
    first, second, _ = cut(topology, after=("clean_text", "detect_language"))
    traced = Traced()
    for headers, wanted in (((), 1), ((("traceparent", INCOMING[:-1].encode() + b"0"),), 0)):
        traced.bench.agent.processor = processor(first, topology, observer=traced.bench.agent.processor._observer)
        traced.work(article(1), headers=headers)
        between = traced.bench.broker.sent[-1]
        traced.bench.agent.processor = processor(second, topology, observer=traced.bench.agent.processor._observer)
        spans = traced.work(between.value, headers=between.headers, topic=between.topic)

        found = [span for span in spans if span.name == f"process {between.topic}"]
        assert len(found) == wanted
        assert [parent(span) for span in found] == [traceparent(between)[3:52]] * wanted


def test_who_samples_nothing_gets_nothing_and_records_pass() -> None:
    traced = Traced(ParentBased(ALWAYS_OFF))

    assert traced.work(article(1), b"no json", None) == []
    assert traced.bench.broker.topics() == ["articles.enriched.v1", "articles.dead-letter.v1"]


def test_a_failure_is_an_error_with_its_code_and_keeps_its_parent() -> None:
    def raising(article: object) -> Any:
        raise RuntimeError("стороння помилка")

    for values, code, broken in (
        ((b"no json",), "invalid_json", None),
        ((article(1),), "unexpected", "clean_text"),
    ):
        traced = Traced(topology=pipeline(raising))
        spans = traced.work(*values, headers=(("traceparent", INCOMING.encode()),))
        record = the(spans, f"process {RAW}")

        assert parent(record) == INCOMING[3:52]
        assert record.status.status_code is StatusCode.ERROR
        assert record.status.description == code
        assert the(spans, "send articles.dead-letter.v1").status.status_code is StatusCode.UNSET
        if broken:
            assert the(spans, broken).status.description == code


def test_a_tombstone_is_a_drop_and_sends_nothing() -> None:
    spans = Traced().work(None)

    assert {span.name for span in spans} == {f"process {RAW}", "decode"}
    assert dict(the(spans, f"process {RAW}").attributes or {})["news.code"] == "tombstone"


def test_a_broken_header_begins_a_trace_of_its_own() -> None:
    for broken in (b"garbage", b"00-0-0-01", b"\xff", INCOMING.encode() + b"-more"):
        record = the(Traced().work(article(1), headers=(("traceparent", broken),)), f"process {RAW}")
        assert record.parent is None


def test_an_exporter_that_is_not_installed_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OTEL_TRACES_EXPORTER", raising=False)
    with pytest.raises(NoExporter, match=r"otlp, which is not installed; pip install opentelemetry-exporter-otlp"):
        exporters()

    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console,none")
    assert [found.__name__ for found in exporters()] == ["ConsoleSpanExporter"]


def test_the_service_has_our_name_unless_the_operator_gives_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "none")
    assert open_provider().resource.attributes["service.name"] == "news-streams"

    monkeypatch.setenv("OTEL_SERVICE_NAME", "harian")
    assert open_provider().resource.attributes["service.name"] == "harian"


def test_without_the_extra_the_start_is_refused_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from streams.cli.worker import _require_spans
    from streams.settings import read_settings

    for name in [name for name in sys.modules if name.startswith(("opentelemetry", "streams.observe.tracing"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(WrongSettings, match=r"STREAMS_SPANS is on.*pip install 'news-streams\[otel\]'"):
        _require_spans(read_settings({"STREAMS_SPANS": "true"}))

    _require_spans(read_settings({}))


def test_who_does_not_ask_for_spans_imports_nothing_of_them() -> None:
    code = (
        "import sys, streams.cli.worker, streams.runtime.worker as worker; "
        "from types import SimpleNamespace as N; from streams.settings import read_settings; "
        "assert worker._spans(read_settings({})) is None; "
        "print([name for name in sys.modules if name.startswith('opentelemetry') or name.endswith('.spans')])"
    )

    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_records_that_walk_together_have_spans_of_their_own() -> None:
    def at_once(articles: Sequence[Article]) -> list[Article | Drop | Fail]:
        return [Drop(DropCode.TOMBSTONE) if "2" in one.title else one for one in articles]

    stage = Stage("clean_text", 1, lambda one: one, apply_many=at_once)
    traced = Traced(topology=Topology(RAW, (Step(stage, "articles.enriched.v1", "enriched"),), "dead"))
    spans = traced.work(article(1), b"no json", article(2), article(3))
    records = {(span.attributes or {})["messaging.kafka.offset"]: span for span in spans if span.name.startswith("pro")}

    below = {offset: {one.name for one in spans if parent(one) == ids(span)} for offset, span in records.items()}
    sent = {"send articles.enriched.v1"}
    assert below == {
        0: {"decode", "clean_text"} | sent,
        1: {"decode", "send dead"},
        2: {"decode", "clean_text"},
        3: {"decode", "clean_text"} | sent,
    }
