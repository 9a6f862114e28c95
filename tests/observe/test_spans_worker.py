"""Does a worker that is asked for spans export them, the last ones too, when it drains?"""

import asyncio
import os
from pathlib import Path

import pytest

from streams.settings import Settings
from streams.wire.record import Output
from tests.faults.worker import start_worker
from tests.kafka_broker import everything, put

SENT = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.mark.kafka
def test_spans_of_a_batch_are_exported_before_the_worker_ends(
    settings: Settings, topics: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "OTEL_TRACES_EXPORTER", "console")
    monkeypatch.setitem(os.environ, "OTEL_BSP_SCHEDULE_DELAY", "600000")  # only the end exports
    worker = start_worker(
        tmp_path, "--cuts", "none", brokers=settings.brokers, group=settings.group, spans="true"
    ).wait_ready()
    asyncio.run(put(settings, Output("articles.raw.v1", None, b'{"title": "Ein Titel"}', (("traceparent", SENT),))))
    for _ in range(300):
        (*enriched,) = asyncio.run(everything(settings, "articles.enriched.v1"))
        if enriched:
            break
    code = worker.terminate()
    said = worker.said()

    assert code == 0
    assert [said.count(f'"name": "{name}"') for name in ("process articles.raw.v1", "extract_entities")] == [1, 1]
    parent = dict(enriched[0].headers)["traceparent"].decode()[36:52]
    assert f'"span_id": "0x{parent}"' in said
    assert '"service.name": "news-streams"' in said


@pytest.mark.kafka
def test_an_exporter_that_is_not_there_stops_the_start_with_78(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "OTEL_TRACES_EXPORTER", "jaeger")
    worker = start_worker(tmp_path, brokers=settings.brokers, spans="true")

    assert worker.wait() == 78
    assert "OTEL_TRACES_EXPORTER is jaeger, which is not installed" in worker.said()
