"""Does the ledger agree with a naive model, whatever happened, and does it find what is missing?"""

import resource
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.kafka.ledger import STATES, Ledger, Report
from streams.wire.record import Address

RAW, DEAD = "raw", "dead"


@dataclass
class Fate:
    """What happened to one offset of raw: none of it for a transaction marker."""

    record: bool = True
    tombstone: bool = False
    enriched: int = 0
    dead: int = 0
    in_flight: bool = False


fates = st.builds(
    Fate,
    record=st.sampled_from([True, True, True, False]),
    tombstone=st.booleans(),
    enriched=st.integers(0, 2),
    dead=st.integers(0, 2),
    in_flight=st.booleans(),
)


def ledger_of(partitions: list[list[Fate]], start: int = 0) -> Ledger:
    ledger = Ledger(RAW)
    letter = 0
    for partition, offsets in enumerate(partitions):
        ledger.window(partition, start=start, end=start + len(offsets), limit=start + len(offsets))
        for offset, fate in enumerate(offsets, start):
            origin = Address(RAW, partition, offset)
            if not fate.record:
                continue
            ledger.accepted(partition, offset, tombstone=fate.tombstone)
            for _ in range(fate.enriched):
                ledger.enriched(origin)
            for _ in range(fate.dead):
                ledger.dead_lettered(origin, Address(DEAD, 0, letter), again=False)
                letter += 1
            if fate.in_flight:
                ledger.in_flight(origin)
    return ledger


def state(fate: Fate) -> str:
    """The model: one rule of the audit a line."""
    if fate.tombstone:
        return "tombstone"
    if fate.enriched:
        return "enriched"
    if fate.dead:
        return "dead_lettered"
    return "in_flight" if fate.in_flight else "unaccounted"


def expected(partitions: list[list[Fate]], start: int) -> Report:
    counts = dict.fromkeys((*STATES, "duplicate", "recovered", "unknown"), 0)
    missing = []
    twice = set()
    for partition, offsets in enumerate(partitions):
        for offset, fate in enumerate(offsets, start):
            if fate.record:
                if fate.enriched > 1 or fate.dead > 1:
                    twice.add(Address(RAW, partition, offset))
                counts["accepted"] += 1
                counts[state(fate)] += 1
                counts["duplicate"] += max(0, fate.enriched - 1) + max(0, fate.dead - 1)
                counts["recovered"] += bool(fate.enriched and fate.dead)
                if state(fate) == "unaccounted":
                    missing.append(Address(RAW, partition, offset))
    return Report(counts, tuple(missing), tuple(sorted(twice)))


@given(st.lists(st.lists(fates, max_size=20), max_size=3), st.integers(0, 10**12))
def test_the_ledger_agrees_with_the_model(partitions: list[list[Fate]], start: int) -> None:
    found = ledger_of(partitions, start).report()

    assert replace(found, duplicated=tuple(sorted(found.duplicated))) == expected(partitions, start)


@given(
    st.lists(st.lists(fates, min_size=1, max_size=20), min_size=1, max_size=3), st.integers(0, 25), st.integers(0, 25)
)
def test_a_window_that_moves_forgets_only_what_is_before_it(
    partitions: list[list[Fate]], start: int, moved: int
) -> None:
    ledger = ledger_of(partitions, start)
    for partition, offsets in enumerate(partitions):
        end = start + len(offsets)
        ledger.window(partition, start=min(start + moved, end), end=end, limit=end)

    counts = ledger.report().counts

    kept = expected([offsets[moved:] for offsets in partitions], start + moved).counts
    assert [counts[name] for name in STATES] == [kept[name] for name in STATES]


def whole(count: int) -> Ledger:
    """A ledger of *count* raw records, all of which came out enriched, but for those a test leaves out."""
    ledger = Ledger(RAW)
    ledger.window(0, start=0, end=count, limit=count)
    for offset in range(count):
        ledger.accepted(0, offset, tombstone=False)
    return ledger


@pytest.mark.parametrize("missing", [0, 7, 99])
def test_one_skipped_record_is_named(missing: int) -> None:
    ledger = whole(100)
    for offset in range(100):
        if offset != missing:
            ledger.enriched(Address(RAW, 0, offset))

    report = ledger.report()

    assert report.unaccounted == (Address(RAW, 0, missing),)
    assert report.counts["enriched"] == 99


def test_what_the_first_hop_has_not_committed_is_in_flight_until_the_next_round() -> None:
    ledger = whole(4)
    ledger.enriched(Address(RAW, 0, 0))
    ledger.not_committed(0, 2)

    report = ledger.report()
    assert (report.counts["in_flight"], report.unaccounted) == (2, (Address(RAW, 0, 1),))

    ledger.begin_round()
    assert [address.offset for address in ledger.report().unaccounted] == [1, 2, 3]


def test_an_output_seen_before_its_raw_record_was_read_counts_later() -> None:
    ledger = whole(2)
    ledger.window(0, start=0, end=2, limit=4)
    for offset in range(4):
        ledger.enriched(Address(RAW, 0, offset))
    assert ledger.report().counts["enriched"] == 2

    ledger.window(0, start=0, end=4, limit=4)
    for offset in (2, 3):
        ledger.accepted(0, offset, tombstone=False)
    assert ledger.report().counts["enriched"] == 4
    assert ledger.report().counts["unknown"] == 0


@pytest.mark.parametrize(
    "origin", [None, Address("other", 0, 0), Address(RAW, 7, 0), Address(RAW, 0, 10**18), Address(RAW, 0, 2)]
)
def test_an_output_of_no_raw_record_is_unknown_and_costs_no_memory(origin: Address | None) -> None:
    ledger = whole(2)
    ledger.enriched(origin)
    ledger.in_flight(origin)

    counts = ledger.report().counts

    assert counts["unknown"] == 1
    assert counts["unaccounted"] == 2


def test_a_replay_through_raw_recovers_its_dead_letter_even_the_second_time() -> None:
    """0 failed, was replayed as 1, failed again, was replayed as 2 and came out; 3 failed and was not replayed."""
    ledger = Ledger(RAW)
    ledger.window(0, start=0, end=4, limit=4)
    ledger.accepted(0, 0, tombstone=False)
    ledger.accepted(0, 1, tombstone=False, replay_of=Address(DEAD, 1, 5))
    ledger.accepted(0, 2, tombstone=False, replay_of=Address(DEAD, 1, 8))
    ledger.accepted(0, 3, tombstone=False)
    for origin, letter in ((0, 5), (1, 8), (3, 9)):
        ledger.dead_lettered(Address(RAW, 0, origin), Address(DEAD, 1, letter), again=False)

    assert ledger.report().counts["recovered"] == 0

    ledger.enriched(Address(RAW, 0, 2))
    counts = ledger.report().counts
    assert (counts["recovered"], counts["dead_lettered"], counts["enriched"], counts["duplicate"]) == (2, 3, 1, 0)


def test_a_replay_past_raw_that_fails_again_is_no_duplicate() -> None:
    ledger = whole(1)
    ledger.dead_lettered(Address(RAW, 0, 0), Address(DEAD, 0, 0), again=False)
    ledger.dead_lettered(Address(RAW, 0, 0), Address(DEAD, 0, 1), again=True)

    assert ledger.report().counts["duplicate"] == 0


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.slow
def test_ten_million_records_take_a_byte_each() -> None:
    """Twelve partitions at the far end of their offsets, one lost; the process grows by what the ledger holds."""
    partitions, each, lost = 12, 833_334, Address(RAW, 7, 10**12 + 500_000)
    before_bytes = resident_bytes()
    ledger = Ledger(RAW)
    for partition in range(partitions):
        ledger.window(partition, start=10**12, end=10**12 + each, limit=10**12 + each)
        for offset in range(10**12, 10**12 + each):
            ledger.accepted(partition, offset, tombstone=False)
            if (origin := Address(RAW, partition, offset)) != lost:
                ledger.enriched(origin)
    report = ledger.report()
    grown_bytes = resident_bytes() - before_bytes

    assert report.counts["accepted"] == partitions * each
    assert report.unaccounted == (lost,)
    assert grown_bytes < 2 * partitions * each
