"""Does a worker that is stopped or killed in the middle of its work lose or change anything?"""

import pytest

from tests.faults.articles import articles
from tests.faults.world import CHAINED, STAGED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(900)]
RECORDS = 20_000


@pytest.mark.parametrize("cuts", [STAGED, CHAINED], ids=["staged", "chained"])
def test_one_stop_and_two_kills_lose_nothing(world: World, cuts: str) -> None:
    """The stop comes first: what is duplicated when the next worker dies was duplicated by the stop alone."""
    assert world.produce(articles(RECORDS)) == RECORDS
    stopped = world.start(cuts)
    world.wait_enriched(RECORDS // 10)
    assert stopped.terminate() == 0

    killed = world.start(cuts)
    world.wait_enriched(RECORDS // 3)
    killed.kill()
    between = world.verdict()
    assert between.duplicates == {}
    assert set(between.problems) <= {"missing"}  # unfinished, and not committed

    killed = world.start(cuts)
    world.wait_enriched(2 * RECORDS // 3)
    killed.kill()
    last = world.start(cuts)
    world.wait_drained(cuts)

    verdict = world.prove(cuts)
    assert (verdict.accepted, verdict.enriched, verdict.dead_lettered) == (RECORDS, RECORDS, 0)
    assert last.terminate() == 0
