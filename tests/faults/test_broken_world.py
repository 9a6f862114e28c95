"""What does a worker do when the broker is away, for a while, for good, or from the start?"""

import time

import pytest

from ops.local.kafka import LocalKafka, free_port
from tests.faults.articles import articles
from tests.faults.world import STAGED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
RECORDS = 3000


def test_a_killed_broker_fails_readiness_and_not_life_and_is_survived(own_kafka: LocalKafka, own_world: World) -> None:
    world = own_world
    world.produce(articles(RECORDS))
    worker = world.start(STAGED).wait_ready()
    world.wait_enriched(RECORDS // 10)
    world.outages += 1
    own_kafka.kill()
    began = time.monotonic()
    world.wait_for(lambda: worker.get("/readyz")[0] == 503, within_s=40, what="/readyz says 503")
    while time.monotonic() < began + 40:
        assert worker.get("/livez")[0] == 200
        assert worker.reasons("/readyz") == ["broker_silent"]
        time.sleep(1)

    own_kafka.start()
    worker.wait_ready()
    world.wait_drained(STAGED)
    verdict = world.prove(STAGED)
    assert (verdict.accepted, verdict.enriched) == (RECORDS, RECORDS)
    assert worker.terminate() == 0


def test_a_wrong_broker_at_the_start_is_one_sentence_and_69(world: World) -> None:
    worker = world.start(STAGED, brokers=f"127.0.0.1:{free_port()}")

    assert worker.wait() == 69
    assert "does not answer" in worker.said()
    assert "Traceback" not in worker.said()
    assert len(worker.said().splitlines()) == 1


def test_cuts_that_leave_records_behind_are_refused_with_78(world: World) -> None:
    world.produce(articles(2000))
    worker = world.start(STAGED).wait_ready()
    world.wait_enriched(100)
    worker.kill()
    refused = world.start("none")

    assert refused.wait() == 78
    assert "articles.cleaned.v1" in refused.said() or "articles.tagged.v1" in refused.said()
    assert len(refused.said().splitlines()) == 1
