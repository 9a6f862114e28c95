"""Does the group keep the promise while its members come and go under load?"""

import pytest

from tests.faults.articles import articles
from tests.faults.scenarios.workers import joined_at_first, scaled
from tests.faults.world import CHAINED, STAGED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
RECORDS = 1500


@pytest.mark.parametrize("cuts", [STAGED, pytest.param(CHAINED, marks=pytest.mark.slow)], ids=["staged", "chained"])
def test_one_joins_and_one_is_killed_under_load(world: World, cuts: str) -> None:
    world.produce(articles(RECORDS))
    first = world.start(cuts)
    world.wait_enriched(RECORDS // 8)
    joined = world.start(cuts).wait_ready()
    world.produce(articles(RECORDS, start=RECORDS))  # the first may have taken all there was by now
    world.wait_for(
        lambda: joined.metric('news_received_records_total{topic="articles.raw.v1"}') > 0,
        within_s=60,
        what="the one that joined takes records",
    )
    first.kill()
    world.wait_drained(cuts)

    verdict = world.prove(cuts)
    assert (verdict.accepted, verdict.enriched) == (2 * RECORDS, 2 * RECORDS)
    assert joined.terminate() == 0


def test_a_worker_that_joins_at_the_first_records_drops_none(world: World) -> None:
    joined_at_first(world, STAGED)

    verdict = world.prove(STAGED)
    assert verdict.accepted == verdict.enriched > 0


def test_joins_and_stops_repeat_nothing(world: World) -> None:
    scaled(world, STAGED)

    assert world.prove(STAGED).duplicates == {}
