"""What can happen to workers?  Killed, stopped, frozen, added, removed, replaced by another build.

A scenario breaks something, checks what is special about it, leaves the world drained, and gives the seconds
from the end of the fault to the next enriched record.
"""

import random
import time

from tests.faults.articles import articles
from tests.faults.world import ENRICHED, SESSION_S, World

RECORDS = 2000


def killed(world: World, cuts: str) -> float:
    """SIGKILL at a random moment, five times; the next worker starts at once."""
    world.produce(articles(RECORDS))
    dice, slowest = random.Random(), 0.0
    for kill in range(5):
        worker = world.start(cuts)
        recovered = world.wait_progress()
        slowest = max(slowest, recovered) if kill else 0.0
        time.sleep(dice.uniform(0, 1.5))
        worker.kill()
    world.start(cuts)
    world.wait_drained(cuts)
    return slowest


def stopped(world: World, cuts: str) -> float:
    """SIGTERM under load, three times: exit 0 and not one record twice."""
    world.produce(articles(RECORDS))
    slowest = 0.0
    for _ in range(3):
        worker = world.start(cuts)
        slowest = max(slowest, world.wait_progress())
        assert worker.terminate() == 0
    world.start(cuts)
    world.wait_drained(cuts)
    assert world.verdict().duplicates == {}
    return slowest


def frozen(world: World, cuts: str) -> float:
    """SIGSTOP for longer than the session, with another worker beside it; then SIGCONT."""
    world.produce(articles(RECORDS))
    sleeper, other = world.start(cuts).wait_ready(), world.start(cuts).wait_ready()
    world.produce(articles(RECORDS, start=RECORDS))
    sleeper.freeze()
    began = time.monotonic()
    recovered = world.wait_progress()
    world.wait_for(lambda: time.monotonic() > began + 2.5 * SESSION_S, within_s=60, what="the session is over")
    sleeper.thaw()
    world.wait_drained(cuts)
    sleeper.wait_ready()
    assert (sleeper.terminate(), other.terminate()) == (0, 0)
    return recovered


def scaled(world: World, cuts: str) -> float:
    """One worker, three, one again, under load; nothing stalls."""
    world.produce(articles(RECORDS))
    first = world.start(cuts)
    world.wait_progress()
    more = [world.start(cuts), world.start(cuts)]
    for worker in more:
        worker.wait_ready()
    world.produce(articles(RECORDS, start=RECORDS))
    slowest = world.wait_progress()
    assert first.terminate() == 0
    slowest = max(slowest, world.wait_progress())
    assert more[0].terminate() == 0
    world.wait_drained(cuts)
    return slowest


def old_and_new(world: World, cuts: str) -> float:
    """Two builds with different versions of a stage in one group: the ids of both are valid."""
    world.produce(articles(RECORDS))
    old, new = world.start(cuts).wait_ready(), world.start(cuts, build="version=9").wait_ready()
    world.produce(articles(RECORDS, start=RECORDS))
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert (old.terminate(), new.terminate()) == (0, 0)
    versions = {"clean_text@9" in copy for copy in stages(world)}
    assert versions == {True, False}
    return recovered


def stages(world: World) -> set[str]:
    """Name the stages behind every enriched record, as `name@version`, one line a record."""
    from tests.faults.checker import as_copy

    return {as_copy(message, {}).stages for message in world.read(ENRICHED)}
