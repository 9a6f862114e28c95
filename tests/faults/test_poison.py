"""Does a build that fails on everything leave the topic alone, and does nothing of it get lost?"""

import pytest

from streams.wire.record import Output
from tests.faults.articles import article
from tests.faults.world import CHAINED, RAW, STAGED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]
BAD, GOOD, RESTING = 400, 600, 3
OPEN = f'news_dead_letter_breaker_open{{partition="{RESTING}",topic="{RAW}"}}'
BOUND = 20


def poison(world: World) -> None:
    """Fill one partition with what the broken build raises on, and two others with good records."""
    bad = (article(number, mark="POISON") for number in range(BAD))
    good = (article(number) for number in range(BAD, BAD + GOOD))
    world.send(Output(RAW, key, value, (), RESTING) for key, value in bad)
    world.send(Output(RAW, key, value, (), number % 2) for number, (key, value) in enumerate(good))


def test_the_breaker_rests_one_partition_and_a_good_build_brings_the_rest(world: World) -> None:
    poison(world)
    broken = world.start(STAGED, build="raise:POISON")
    world.wait_for(lambda: broken.reasons("/readyz") == ["breaker_open"], within_s=90, what="the breaker opens")
    world.wait_enriched(GOOD)
    assert broken.metric(OPEN) == 1
    assert broken.get("/livez")[0] == 200
    assert world.verdict().codes == {"unexpected": BOUND}
    assert broken.terminate() == 0

    repaired = world.start(STAGED)
    world.wait_drained(STAGED)
    verdict = world.prove(STAGED)
    assert (verdict.dead_lettered, verdict.enriched) == (BOUND, BAD - BOUND + GOOD)
    assert verdict.duplicates == {}
    assert repaired.metric(OPEN) == 0
    assert repaired.terminate() == 0


def test_a_worker_with_an_open_breaker_stays_in_the_group_and_lets_others_join(world: World) -> None:
    poison(world)
    broken = world.start(CHAINED, build="raise:POISON")
    world.wait_for(lambda: broken.reasons("/readyz") == ["breaker_open"], within_s=90, what="the breaker opens")
    joined = world.start(CHAINED).wait_ready()
    world.wait_enriched(GOOD)
    assert broken.running
    assert broken.terminate() == 0

    world.wait_drained(CHAINED)
    verdict = world.prove(CHAINED)
    assert verdict.dead_lettered in (BOUND, 2 * BOUND)  # twice if it got the partition back once
    assert verdict.enriched == BAD + GOOD - verdict.dead_lettered
    assert joined.terminate() == 0
