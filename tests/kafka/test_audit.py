"""Does the audit tell the truth on a real broker, and can it be caught lying?  The worker here is played by hand."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.kafka import connect
from streams.kafka.audit import Audit, Auditor, as_object
from streams.settings import Settings
from streams.wire import dead_letter
from streams.wire.dead_letter import Author
from streams.wire.record import Address, Output, Record
from tests.kafka.audit_topology import CLEANED, DEAD, ENRICHED, RAW, STAGED, TOPOLOGY
from tests.kafka_broker import commit, everything, put


def chained(settings: Settings) -> Settings:
    return settings.model_copy(update={"cuts": ()})


def raw(count: int) -> list[Output]:
    return [Output(RAW, None, b'{"title": "\xe6\xb2\xb3"}', (), number % 3) for number in range(count)]


def result(origin: Address, topic: str = ENRICHED) -> Output:
    return Output(topic, b"id", b"{}", (("news-origin", str(origin).encode()),))


def letter(origin: Address, *, read_from: Address | None = None) -> Output:
    headers = (("news-origin", str(origin).encode()),) if read_from else ()
    failed = Record(read_from or origin, None, b"{}", headers, 1_700_000_000_000)
    fail = Fail(Code.UNEXPECTED, "", Site.PROCESS, "make_cleaned@1", "ValueError")
    return dead_letter.dead_letter(failed, fail, topic=DEAD, author=Author("g", "1"), now=datetime.now(UTC))


async def audit(settings: Settings, timeout_s: float = 0.3, *, since_ms: int | None = None) -> Audit:
    auditor = Auditor(settings, TOPOLOGY, since_ms=since_ms, check_schema=False)
    async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
        return await auditor.round(admin, consumer, timeout_s=timeout_s)


def counts(audit: Audit) -> dict[str, int]:
    """The states that are not 0."""
    return {state: count for state, count in audit.report.counts.items() if count}


async def worked(settings: Settings, origins: Sequence[Address], *, skip: Sequence[Address] = ()) -> None:
    """Play a chained worker: a result for every record but the skipped, then one commit past all of them."""
    await put(settings, *(result(origin) for origin in origins if origin not in skip))
    await commit(settings, *origins)


@pytest.fixture
def hop(settings: Settings, topics: None) -> Settings:
    return chained(settings)


@pytest.mark.kafka
def test_everything_that_came_out_adds_up(hop: Settings) -> None:
    async def scenario() -> Audit:
        origins = await put(hop, *raw(9), Output(RAW, b"gone", None, (), 0))
        await put(hop, *(result(origin) for origin in origins[:6]), *(letter(origin) for origin in origins[6:9]))
        await commit(hop, *origins)
        return await audit(hop)

    found = asyncio.run(scenario())

    assert counts(found) == {"accepted": 10, "enriched": 6, "dead_lettered": 3, "tombstone": 1}
    assert not found.lost


@pytest.mark.kafka
def test_a_worker_that_skips_a_record_is_caught(hop: Settings) -> None:
    async def scenario() -> tuple[Address, Audit]:
        origins = await put(hop, *raw(20))
        await worked(hop, origins, skip=[origins[13]])
        return origins[13], await audit(hop)

    skipped, found = asyncio.run(scenario())

    assert found.report.unaccounted == (skipped,)
    assert found.lost
    assert as_object(found)["unaccounted_addresses"] == [str(skipped)]


@pytest.mark.kafka
def test_a_worker_that_commits_before_its_result_is_confirmed_is_caught(hop: Settings) -> None:
    async def scenario() -> tuple[Audit, Audit]:
        origins = await put(hop, *raw(6))
        await commit(hop, *origins)
        early = await audit(hop)
        await put(hop, *(result(origin) for origin in origins))
        return early, await audit(hop)

    early, late = asyncio.run(scenario())

    assert counts(early) == {"accepted": 6, "unaccounted": 6}
    assert counts(late) == {"accepted": 6, "enriched": 6}


@pytest.mark.kafka
def test_a_dead_letter_that_somebody_deleted_is_missed(hop: Settings) -> None:
    async def scenario() -> Audit:
        origins = await put(hop, *raw(4))
        await put(hop, *(result(origin) for origin in origins[:3]))
        (gone,) = await put(hop, letter(origins[3]))
        await commit(hop, *origins)
        async with connect.admin(hop) as admin:
            await admin.delete_records({TopicPartition(DEAD, gone.partition): RecordsToDelete(gone.offset + 1)})
        return await audit(hop)

    assert counts(asyncio.run(scenario())) == {"accepted": 4, "enriched": 3, "unaccounted": 1}


@pytest.mark.kafka
def test_what_no_worker_has_read_is_in_flight_and_not_lost(hop: Settings) -> None:
    async def scenario() -> Audit:
        origins = await put(hop, *raw(9))
        await worked(hop, origins[:6])
        return await audit(hop)

    found = asyncio.run(scenario())

    assert counts(found) == {"accepted": 9, "enriched": 6, "in_flight": 3}
    assert not found.lost


@pytest.mark.kafka
def test_the_audit_waits_for_a_worker_at_its_barrier(hop: Settings) -> None:
    async def scenario() -> Audit:
        origins = await put(hop, *raw(6))
        waiting = asyncio.create_task(audit(hop, timeout_s=20))
        await asyncio.sleep(1)
        await put(hop, *raw(5))  # accepted behind the barrier: not in this audit
        await worked(hop, origins)
        return await waiting

    assert counts(asyncio.run(scenario())) == {"accepted": 6, "enriched": 6}


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("cuts", [STAGED, ()])
def test_a_record_between_two_hops_is_in_flight_whatever_the_cuts(settings: Settings, cuts: tuple[str, ...]) -> None:
    between = settings.model_copy(update={"cuts": cuts})

    async def scenario() -> Audit:
        first, second = await put(between, *raw(2))
        done, _ = await put(between, result(first, CLEANED), result(second, CLEANED))
        await commit(between, first, second, done)
        await put(between, result(first))
        return await audit(between)

    assert counts(asyncio.run(scenario())) == {"accepted": 2, "enriched": 1, "in_flight": 1}


@pytest.mark.kafka
def test_duplicates_replays_and_strangers_are_named(hop: Settings) -> None:
    async def scenario() -> Audit:
        twice, failed, later = await put(hop, *raw(3))
        await put(hop, result(twice), result(twice))
        await put(hop, letter(failed), letter(later, read_from=Address(CLEANED, 0, 0)))
        letters = {found.header("dlq.original.topic"): found for found in await everything(hop, DEAD)}
        replayed = dead_letter.replayed(dead_letter.read(letters[RAW.encode()], source=RAW))
        (again,) = await put(hop, replayed)
        await put(hop, result(again), result(later), Output(ENRICHED, None, b"{}", ()))
        await commit(hop, twice, failed, later, again)
        return await audit(hop)

    found = asyncio.run(scenario())

    assert counts(found) == {
        "accepted": 4,
        "enriched": 3,
        "dead_lettered": 1,
        "duplicate": 1,
        "recovered": 2,
        "unknown": 1,
    }
    assert not found.lost


@pytest.mark.kafka
def test_a_second_round_reads_on_and_finds_what_came_since(hop: Settings) -> None:
    async def scenario() -> list[dict[str, int]]:
        seen = []
        auditor = Auditor(hop, TOPOLOGY)
        async with connect.admin(hop) as admin, connect.consumer(hop) as consumer:
            first = await put(hop, *raw(3))
            seen.append(counts(await auditor.round(admin, consumer, timeout_s=0.3)))
            await worked(hop, first)
            second = await put(hop, *raw(3))
            await worked(hop, second, skip=second[:1])
            seen.append(counts(await auditor.round(admin, consumer, timeout_s=0.3)))
            seen.append(counts(await auditor.round(admin, consumer, timeout_s=0.3)))
        return seen

    first, second, third = asyncio.run(scenario())

    assert first == {"accepted": 3, "in_flight": 3}
    assert second == third == {"accepted": 6, "enriched": 5, "unaccounted": 1}


@pytest.mark.kafka
def test_since_leaves_out_what_is_older_and_its_results(hop: Settings) -> None:
    async def scenario() -> Audit:
        await worked(hop, await put(hop, *raw(5)))
        await asyncio.sleep(0.05)
        now_ms = round(datetime.now(UTC).timestamp() * 1000)
        await worked(hop, await put(hop, *raw(2)))
        return await audit(hop, since_ms=now_ms)

    assert counts(asyncio.run(scenario())) == {"accepted": 2, "enriched": 2}


@pytest.mark.kafka
def test_raw_records_that_retention_took_before_they_were_read_are_counted(hop: Settings) -> None:
    async def scenario() -> Audit:
        origins = [origin for origin in await put(hop, *raw(9)) if origin.partition == 0]
        await commit(hop, origins[0])
        async with connect.admin(hop) as admin:
            await admin.delete_records({TopicPartition(RAW, 0): RecordsToDelete(origins[2].offset)})
        return await audit(hop)

    found = asyncio.run(scenario())

    assert found.deleted_unread == 1
    assert found.lost


@pytest.mark.kafka
def test_a_value_that_breaks_the_schema_is_named_when_asked_for(hop: Settings) -> None:
    async def scenario() -> Audit:
        await worked(hop, await put(hop, *raw(1)))
        async with connect.admin(hop) as admin, connect.consumer(hop) as consumer:
            return await Auditor(hop, TOPOLOGY, check_schema=True).round(admin, consumer, timeout_s=1)

    found = asyncio.run(scenario())

    ((address, rule),) = found.invalid
    assert address.topic == ENRICHED
    assert rule.endswith(" breaks required")
    assert found.lost
