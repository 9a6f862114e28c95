"""Do staged and chained workers make the same of the samples and of everything bad?"""

from pathlib import Path
from typing import Any

import orjson
import pytest

from ops.local.kafka import LocalKafka
from streams.kafka.inputs import bad_inputs, read_file, samples
from streams.wire.record import Output
from tests.faults.checker import DEAD_LETTER
from tests.faults.world import CHAINED, ENRICHED, RAW, STAGED, a_world

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
PARTITIONS = 12
# What two runs over one record may differ in, or say differently on purpose: who failed where, and when.
_TIMES = ("dlq.failed_at", "dlq.original.", "dlq.payload_", "dlq.group", "news-origin", "ce_", "traceparent")


def inputs() -> list[Output]:
    """Give samples and corpus with a partition each: the raw addresses are then the same in every world."""
    found = [item.record for path in samples() for item in read_file(path, topic=RAW)]
    found += [item.record for item in bad_inputs(RAW)]
    return [
        Output(RAW, record.key, record.value, record.headers, number % PARTITIONS)
        for number, record in enumerate(found)
    ]


def results(kafka: LocalKafka, folder: Path, cuts: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give what became of all inputs: documents and failures by raw address."""
    with a_world(kafka, folder) as world:
        world.send(inputs())
        worker = world.start(cuts)
        world.wait_drained(cuts)
        assert worker.terminate() == 0
        assert world.verdict().problems == {}
        return documents(world.read(ENRICHED)), failures(world.read(DEAD_LETTER))


def documents(messages: list[Any]) -> dict[str, Any]:
    found = {}
    for message in messages:
        document = orjson.loads(message.value)
        del document["meta"]["produced_at"], document["meta"]["ingest"]["timestamp"]
        found[dict(message.headers)["news-origin"].decode()] = document
    return found


def failures(messages: list[Any]) -> dict[str, Any]:
    found = {}
    for message in messages:
        headers = dict(message.headers)
        origin = headers["news-origin"] if headers["dlq.original.topic"] != RAW.encode() else None
        parts = (headers[f"dlq.original.{part}"].decode() for part in ("topic", "partition", "offset"))
        address = origin.decode() if origin else "/".join(parts)
        found[address] = {
            name: value for name, value in headers.items() if name.startswith("dlq.") and not name.startswith(_TIMES)
        }
    return found


def test_staged_and_chained_agree_on_results_and_failures(kafka: LocalKafka, tmp_path: Path) -> None:
    staged_documents, staged_failures = results(kafka, tmp_path, STAGED)
    chained_documents, chained_failures = results(kafka, tmp_path, CHAINED)

    assert len(staged_documents) > 20
    assert len(staged_failures) > 20
    assert chained_documents == staged_documents
    assert chained_failures == staged_failures
    assert not [headers for headers in staged_failures.values() if headers["dlq.code"] == b"unexpected"]
