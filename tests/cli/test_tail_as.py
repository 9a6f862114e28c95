"""Are published articles written in the shape that was asked for, and is nothing else?"""

import asyncio
import json
from pathlib import Path

import pytest

from streams.settings import Settings
from streams.wire.record import Output
from streams.wire.shapes import WRITERS
from tests.cli.test_kafka_commands import ENRICHED, Run, on_broker, run
from tests.kafka_broker import put

__all__ = ["on_broker", "run"]  # fixtures
RECORD = Path(__file__).parents[1] / "data" / "shapes" / "enriched" / "ar-mina.json"


@pytest.mark.parametrize("topic", ["raw", "dead-letter", "articles.raw.v1"])
def test_a_topic_without_published_articles_is_refused(run: Run, topic: str) -> None:
    code, out, err = run("tail", topic, "--as", "ninjs")

    assert (code, out) == (2, "")
    assert "holds none" in err


@pytest.mark.kafka
@pytest.mark.parametrize("shape", sorted(WRITERS))
def test_articles_are_written_one_document_a_line(run: Run, on_broker: Settings, shape: str) -> None:
    value = RECORD.read_bytes()
    asyncio.run(put(on_broker, Output(ENRICHED, b"a", value, ()), Output(ENRICHED, b"b", b'{"title": "other"}', ())))

    code, out, err = run("tail", "--from-start", "--no-follow", "--as", shape)

    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [WRITERS[shape](json.loads(value))]
    assert "is no enriched article of ours; left out" in err
