"""Can one look into a worker whose event loop is blocked by a stage?"""

import time

import pytest

from tests.faults.articles import article, articles
from tests.faults.world import CHAINED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
IN_PROGRESS = 'news_in_progress_records{topic="articles.raw.v1"}'


def test_probes_and_metrics_answer_while_a_stage_holds_the_loop(world: World) -> None:
    worker = world.start(CHAINED, build="sleep=8:SLOW").wait_ready()
    world.produce([article(0, mark="SLOW")])
    world.wait_for(lambda: worker.metric(IN_PROGRESS) == 1, within_s=30, what="the slow record is taken")
    began, answers = time.monotonic(), 0
    while time.monotonic() < began + 5:
        assert worker.get("/livez")[0] == 200
        assert worker.get("/version")[0] == 200
        assert worker.metric(IN_PROGRESS) == 1  # still the same record: nothing else can have run in the loop
        answers += 1

    assert answers >= 5
    world.wait_drained(CHAINED)
    assert world.verdict().problems == {}
    assert worker.metric("news_event_loop_lag_seconds_sum") > 6


@pytest.mark.slow
def test_a_loop_that_stays_blocked_fails_life_within_forty_seconds(world: World) -> None:
    worker = world.start(CHAINED, build="sleep=60:SLOW").wait_ready()
    world.produce([article(0, mark="SLOW")])
    world.wait_for(lambda: worker.metric(IN_PROGRESS) == 1, within_s=30, what="the slow record is taken")
    world.wait_for(lambda: "loop_blocked" in worker.reasons("/livez"), within_s=40, what="/livez says 503")
    worker.kill()
    healthy = world.start(CHAINED)
    world.wait_drained(CHAINED)

    assert world.verdict().problems == {}
    assert healthy.terminate() == 0


@pytest.mark.slow
@pytest.mark.parametrize("what", ["publish", "consumer"])
def test_a_worker_whose_publish_or_consumer_hangs_fails_life_and_loses_nothing(world: World, what: str) -> None:
    """With STREAMS_STALL_S=15; the broker answers and the loop ticks all the time, so only progress can tell."""
    world.produce(articles(50))
    worker = world.start(CHAINED, build=f"hang={what}", stall_s=15)
    world.wait_for(lambda: worker.reasons("/livez") == ["no_progress"], within_s=90, what="/livez says 503")
    assert worker.reasons("/readyz") == []
    worker.kill()
    healthy = world.start(CHAINED, stall_s=15)
    world.wait_drained(CHAINED)

    assert world.prove(CHAINED).enriched == 50
    assert healthy.get("/livez")[0] == 200
    assert healthy.terminate() == 0
