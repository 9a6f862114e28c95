"""What can happen to workers?  Killed, stopped, frozen, added, removed, replaced by another build.

A scenario breaks something, checks what is special about it, leaves the world drained, and gives the seconds
from the end of the fault to the next enriched record.
"""

import random
import time

from tests.faults.articles import article, articles
from tests.faults.worker import Worker
from tests.faults.world import ENRICHED, RAW, SESSION_S, World

RECORDS = 2000
# Seconds in which a member has left that does not wait for the others; a slow one holds the group for twenty.
LEAVE_S = 10
LARGE = 200_000
KILL_AFTER_S = (1.0, 4.0)


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


def stopped_in_rebalance(world: World, cuts: str) -> float:
    """SIGTERM while the group waits for a slow member, then at once after others have joined: exit 0, at once."""
    slow = world.start(cuts, build="sleep=0.2:SLOW").wait_ready()
    quick = world.start(cuts).wait_ready(within_s=180)
    world.produce([article(number, mark="SLOW") for number in range(480)])
    world.wait_progress()
    third = _joins(world, cuts, quick)
    began = time.monotonic()
    assert quick.terminate() == 0
    assert time.monotonic() - began < LEAVE_S
    assert slow.terminate() == 0
    slowest, staying = 0.0, third.wait_ready(within_s=180)
    for wait_s in (0.0, 0.2, 1.0):
        world.produce(articles(RECORDS // 4, start=2000 + world.ends(RAW)))
        joining = _joins(world, cuts, staying)
        time.sleep(wait_s)
        assert staying.terminate() == 0
        staying = joining.wait_ready(within_s=180)
        slowest = max(slowest, world.wait_drained(cuts))
    assert staying.terminate() == 0
    return slowest


def joined_at_first(world: World, cuts: str) -> float:
    """A worker joins as the first records come: what is fetched while nobody has committed anything is not dropped."""
    first = world.start(cuts, build="late=1.5").wait_ready()
    seen = first.metric("news_rebalances_total")
    world.start(cuts, build="late=1.5")
    while first.metric("news_rebalances_total") == seen:
        time.sleep(0.02)  # they must come before the fetch that is waiting ends, within a second
    world.produce(articles(RECORDS // 20))
    recovered = world.wait_progress()
    time.sleep(2)  # commits of later records would pass those that were dropped
    world.produce(articles(RECORDS // 20, start=RECORDS))
    world.wait_drained(cuts)
    assert world.verdict().duplicates == {}
    return recovered


def _joins(world: World, cuts: str, member: Worker) -> Worker:
    """Start another worker; returns when *member* has seen the rebalance that this makes."""
    seen = member.metric("news_rebalances_total")
    joining = world.start(cuts)
    world.wait_for(lambda: member.metric("news_rebalances_total") > seen, within_s=60, what="a rebalance has begun")
    return joining


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


def large(world: World, cuts: str) -> float:
    """200,000 records, two workers, one of them killed every few seconds; twice a third one joins and leaves.

    The stages are light: it is the host that is tried, and how much it repeats.
    """
    dice, slowest = random.Random(), 0.0
    world.produce(articles(LARGE))
    workers = [world.start(cuts, build="light").wait_ready() for _ in range(2)]
    third_at = [LARGE // 3, 2 * LARGE // 3]
    while (done := world.ends(ENRICHED)) < LARGE:
        time.sleep(dice.uniform(*KILL_AFTER_S))
        workers.pop(0).kill()
        workers.append(world.start(cuts, build="light").wait_ready())
        slowest = max(slowest, world.wait_progress())
        if third_at and done > third_at[0]:
            third_at.pop(0)
            third = world.start(cuts, build="light").wait_ready()
            assert third.terminate() == 0
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
