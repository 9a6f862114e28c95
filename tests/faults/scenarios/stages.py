"""What can a stage do wrong?  Be slow, raise, raise always, end the process."""

import codecs
import time

import orjson

from streams.kafka.inputs import bad_inputs
from streams.wire.record import Output
from tests.faults.articles import article, articles
from tests.faults.world import ENRICHED, RAW, SESSION_S, World

BURST = 20_000


def slow(world: World, cuts: str) -> float:
    """A stage that holds the loop for longer than the session: heartbeats go on and nobody rejoins."""
    worker = world.start(cuts, build=f"sleep={SESSION_S * 1.5}:SLOW").wait_ready()
    joins = worker.metric("news_rebalances_total")
    world.produce([article(0, mark="SLOW"), *articles(300, start=1)])
    world.wait_drained(cuts)
    assert worker.metric("news_rebalances_total") == joins
    assert worker.metric("news_event_loop_lag_seconds_sum") > SESSION_S
    assert worker.terminate() == 0
    assert world.verdict().duplicates == {}
    return 0.0


def raising(world: World, cuts: str) -> float:
    """Some records make it raise: `unexpected`, and the replay after the fix heals them."""
    world.produce([*(article(number, mark="POISON") for number in range(10)), *articles(300, start=10)])
    broken = world.start(cuts, build="raise:POISON")
    world.wait_drained(cuts)
    assert broken.terminate() == 0
    assert world.verdict().codes == {"unexpected": 10}
    repaired = world.start(cuts).wait_ready()
    began = time.monotonic()
    assert world.streams("dlq", "replay", "--code", "unexpected", cuts=cuts).returncode == 0
    world.wait_enriched(310)
    recovered = time.monotonic() - began
    world.wait_drained(cuts)
    assert repaired.terminate() == 0
    return recovered


def poison(world: World, cuts: str) -> float:
    """A build that always raises: twenty dead letters a partition, SIGTERM works, the fix brings the rest."""
    world.produce(articles(1500))
    broken = world.start(cuts, build="raise:")
    world.wait_for(lambda: broken.reasons("/readyz") == ["breaker_open"], within_s=120, what="the breaker opens")
    time.sleep(5)
    assert broken.get("/livez")[0] == 200
    assert set(world.verdict().codes) == {"unexpected"}
    assert world.verdict().dead_lettered <= 20 * 12
    assert world.ends(ENRICHED) == 0
    assert broken.terminate() == 0
    world.start(cuts)
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    return recovered


def bad_burst(world: World, cuts: str) -> float:
    """Bad input without end opens the breaker too; who knows that the input is bad raises the bounds."""
    small = [item.record for item in bad_inputs(RAW) if len(item.record.value or b"") < 10_000]
    bad = [record for record in small if _refused(record.value) and not record.headers]
    world.send(Output(RAW, None, record.value, (), 0) for _ in range(BURST // len(bad) + 1) for record in bad)
    world.produce(articles(300))
    worker = world.start(cuts)
    world.wait_for(lambda: worker.reasons("/readyz") == ["breaker_open"], within_s=120, what="the breaker opens")
    assert worker.terminate() == 0
    world.start(cuts, breaker_dead_letters=10**6, breaker_window=10**6)
    recovered = world.wait_progress(within_s=400)  # what lies behind the burst
    world.wait_drained(cuts)
    assert world.verdict().dead_lettered >= BURST
    return recovered


def _refused(value: bytes | None) -> bool:
    """Whether no JSON object is in the value, a mark at its start aside; without headers such a record always fails."""
    if value is None:
        return False
    try:
        return not isinstance(orjson.loads(value.removeprefix(codecs.BOM_UTF8)), dict)
    except orjson.JSONDecodeError:
        return True


def process_killer(world: World, cuts: str) -> float:
    """A record that ends the process: found by the committed offset of one-record batches, quarantined, replayed."""
    addresses = world.send(Output(RAW, *article(number, mark="KILLER" * (number == 5)), (), 0) for number in range(20))
    for _ in range(2):
        doomed = world.start(cuts, build="abort:KILLER", batch_records=1)
        assert doomed.wait(within_s=120) == -6
    _, committed = world.positions([RAW])
    stuck = next(offset for place, offset in committed.items() if (place.topic, place.partition) == (RAW, 0))
    killer = f"{RAW}/0/{stuck}"
    assert killer == addresses[5]

    world.start(cuts, build="abort:KILLER", quarantine=killer)
    recovered = world.wait_progress()
    world.wait_drained(cuts)
    assert world.verdict().codes == {"quarantined": 1}
    return recovered
