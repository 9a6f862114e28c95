"""Do dead letters keep every bad input as it came, and does a repaired cause bring it through?"""

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from streams.cli import dlq
from streams.core.codes import Code
from streams.wire.corpus import read_corpus
from streams.wire.record import Output
from tests.faults.articles import article, articles
from tests.faults.world import CHAINED, RAW, STAGED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
CORPUS = Path(__file__).parents[1] / "data" / "bad"


def test_every_bad_input_has_its_code_and_comes_back_unchanged(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [record for record in read_corpus(CORPUS) if record.needs is None]
    placed = world.send(Output(RAW, record.key, record.value, record.headers) for record in bad)
    worker = world.start(STAGED)
    world.wait_drained(STAGED)
    assert worker.terminate() == 0
    monkeypatch.setenv("STREAMS_BROKERS", world.brokers)

    failing = [(at, one) for at, one in zip(placed, bad, strict=True) if isinstance(one.expected, Code)]
    assert len(failing) > 20
    for address, record in failing:
        # An input that fails in a later hop lies there under the address of that hop; by its raw one it is found too.
        shown = CliRunner().invoke(dlq.command, ["show", address, "--json"])
        assert orjson.loads(shown.stdout)["code"] == record.expected, record.name
        assert CliRunner().invoke(dlq.command, ["show", address, "--raw"]).stdout_bytes == record.value, record.name
    assert world.prove(STAGED).dead_lettered == len(failing)


def replay(world: World, *options: str) -> dict[str, object]:
    done = world.streams("dlq", "replay", *options, "--json")
    assert done.returncode == 0, done
    return dict(orjson.loads(done.stdout))


def test_a_record_that_was_too_large_passes_after_the_limit_is_raised(world: World) -> None:
    key, value = article(1)
    large = orjson.dumps({**orjson.loads(value), "padding": "ж" * (512 * 1024)})
    world.produce([(key, large), *articles(3)])
    small = world.start(STAGED)
    world.wait_drained(STAGED)
    assert small.terminate() == 0
    assert world.verdict().codes == {"too_large": 1}

    world.start(STAGED, max_record_bytes=len(large)).wait_ready()
    assert replay(world, "--code", "too_large")["confirmed"] == 1
    world.wait_enriched(4)
    world.wait_drained(STAGED)
    verdict = world.verdict()
    assert verdict.problems == {}
    assert (verdict.accepted, verdict.enriched, verdict.dead_lettered) == (5, 4, 1)


@pytest.mark.parametrize("cuts", [STAGED, pytest.param(CHAINED, marks=pytest.mark.slow)], ids=["staged", "chained"])
def test_what_a_broken_build_failed_on_is_enriched_after_the_fix(world: World, cuts: str) -> None:
    bad = 7
    world.produce([*(article(number, mark="POISON") for number in range(bad)), *articles(30, start=bad)])
    broken = world.start(cuts, build="raise:POISON")
    world.wait_drained(cuts)
    assert broken.metric('news_dead_letters_total{code="unexpected",stage="clean_text"}') == bad
    assert broken.terminate() == 0
    world.prove(cuts)

    repaired = world.start(cuts).wait_ready()
    assert replay(world, "--code", "unexpected", "--stage", "clean_text")["confirmed"] == bad
    world.wait_enriched(30 + bad)
    world.wait_drained(cuts)
    verdict = world.verdict()
    assert verdict.problems == {}
    assert (verdict.accepted, verdict.enriched) == (30 + 2 * bad, 30 + bad)
    assert repaired.metric('news_replayed_records_total{outcome="enriched"}') == bad
    assert repaired.terminate() == 0
