"""Do dead letters go back unchanged, and only those that should?"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from streams.core.codes import REASONS, Code, Site
from streams.core.outcome import Fail
from streams.kafka.letters import Filter, find_letter, list_letters, stage_label
from streams.kafka.replay import MAX_REPLAYS, Replayed, failed_again, objection, replay
from streams.settings import Settings
from streams.wire import dead_letter
from streams.wire.dead_letter import Author, DeadLetter
from streams.wire.record import Address, Output, Record
from tests.kafka.audit_topology import CLEANED, DEAD, RAW, TOPOLOGY
from tests.kafka_broker import everything, put

BYTES = "{ वर्षा".encode() + b"\xff"
TOPICS = (RAW, CLEANED)


def output(code: Code, *, topic: str = RAW, offset: int = 0, replays: int = 0, stage: str = "make_cleaned@1") -> Output:
    """A dead letter as a worker writes it."""
    headers = [("x-Trace", b"\x00\xff"), ("x", b"1"), ("x", b"2")]
    if topic != RAW:
        headers.append(("news-origin", f"{RAW}/0/7".encode()))
    if replays:
        headers.append(("dlq.replay_count", str(replays).encode()))
    failed = Record(Address(topic, 0, offset), b"key", BYTES, tuple(headers), 1_700_000_000_000)
    fail = Fail(code, "why", REASONS[code].site, stage if REASONS[code].site is Site.PROCESS else None)
    return dead_letter.dead_letter(failed, fail, topic=DEAD, author=Author("g", "1"), now=datetime.now(UTC))


def letter(code: Code = Code.UNEXPECTED, **more: object) -> DeadLetter:
    made = output(code, **more)  # type: ignore[arg-type]
    return dead_letter.read(
        Record(Address(DEAD, 1, 5), made.key, made.value, made.headers, 1_700_000_500_000), source=RAW
    )


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        (Filter(), True),
        (Filter(codes=frozenset((Code.UNEXPECTED, Code.TOO_LARGE))), True),
        (Filter(codes=frozenset((Code.TOO_LARGE,))), False),
        (Filter(stages=frozenset(("make_cleaned",))), True),
        (Filter(stages=frozenset(("make_cleaned@1",))), True),
        (Filter(stages=frozenset(("make_cleaned@2",))), False),
        (Filter(stages=frozenset(("decode",))), False),
        (Filter(since_ms=1_700_000_500_000), True),
        (Filter(since_ms=1_700_000_500_001), False),
        (Filter(until_ms=1_700_000_500_001), True),
        (Filter(until_ms=1_700_000_500_000), False),
        (Filter(addresses=frozenset((Address(DEAD, 1, 5),))), True),
        (Filter(addresses=frozenset((Address(RAW, 0, 0),))), True),
        (Filter(addresses=frozenset((Address(RAW, 0, 1),))), False),
    ],
)
def test_a_filter_takes_what_all_its_parts_take(wanted: Filter, taken: bool) -> None:
    assert wanted.takes(letter()) is taken


def test_where_it_failed_is_named_as_in_metrics() -> None:
    assert stage_label(letter()) == "make_cleaned"
    assert stage_label(letter(Code.INVALID_JSON)) == "decode"
    assert Filter(stages=frozenset(("decode",))).takes(letter(Code.INVALID_JSON))


@pytest.mark.parametrize("code", list(Code))
def test_what_can_never_pass_wants_force(code: Code) -> None:
    held = objection(letter(code), topics=TOPICS, force=False)

    assert (held is None) == (REASONS[code].passes_after is not None)
    assert objection(letter(code), topics=TOPICS, force=True) is None


def test_what_came_back_three_times_wants_force() -> None:
    assert objection(letter(replays=MAX_REPLAYS - 1), topics=TOPICS, force=False) is None
    assert "3 times" in (objection(letter(replays=MAX_REPLAYS), topics=TOPICS, force=False) or "")
    assert objection(letter(replays=MAX_REPLAYS), topics=TOPICS, force=True) is None


def test_force_overrides_neither_a_wrong_topic_nor_damaged_bytes() -> None:
    assert "no hop reads" in (objection(letter(topic="secrets.v1"), topics=TOPICS, force=True) or "")
    damaged = letter()
    damaged = replace(damaged, record=replace(damaged.record, value=b"{}"))
    assert "payload_sha256" in (objection(damaged, topics=TOPICS, force=True) or "")


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_replayed_record_is_the_one_that_failed_and_says_where_it_comes_from(settings: Settings) -> None:
    async def scenario() -> tuple[list[Address], Replayed, list[Record], list[Record]]:
        letters = await put(settings, output(Code.UNEXPECTED, replays=1), output(Code.UNEXPECTED, topic=CLEANED))
        done = await replay(settings, TOPOLOGY, Filter(codes=frozenset((Code.UNEXPECTED,))))
        return letters, done, await everything(settings, RAW), await everything(settings, CLEANED)

    letters, done, (in_raw,), (in_cleaned,) = asyncio.run(scenario())

    assert done.sent.confirmed == 2
    for record, origin, count in ((in_raw, letters[0], b"2"), (in_cleaned, letters[1], b"1")):
        assert (record.key, record.value) == (b"key", BYTES)
        assert record.headers[:3] == (("x-Trace", b"\x00\xff"), ("x", b"1"), ("x", b"2"))
        assert record.header("dlq.replay_count") == count
        assert record.header("dlq.replayed_from") == str(origin).encode()
    assert in_cleaned.header("news-origin") == f"{RAW}/0/7".encode()


def again(origin: Address, value: bytes = BYTES) -> Output:
    """The letter of a record that claims to be the replay of the one at *origin*, and failed again."""
    headers = (("dlq.replay_count", b"1"), ("dlq.replayed_from", str(origin).encode()))
    failed = Record(Address(RAW, 0, 90), b"key", value, headers, 1_700_000_600_000)
    author = Author("g", "1")
    fail = Fail(Code.UNEXPECTED, "why", Site.PROCESS, "make_cleaned@1")
    return dead_letter.dead_letter(failed, fail, topic=DEAD, author=author, now=datetime.now(UTC))


def test_a_letter_that_failed_again_wants_force_and_no_other_record_can_hide_it() -> None:
    first = letter()
    for value, hides in ((BYTES, True), (b"{}", False)):
        made = again(first.address, value)
        newer = dead_letter.read(Record(Address(DEAD, 1, 6), made.key, made.value, made.headers, 1), source=RAW)
        claimed = failed_again(newer)

        assert claimed
        assert (objection(first, topics=TOPICS, again={claimed}, force=False) is not None) is hides
        assert objection(first, topics=TOPICS, again={claimed}, force=True) is None


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_of_a_record_that_failed_again_only_the_newest_letter_is_replayed(settings: Settings) -> None:
    async def scenario() -> Replayed:
        first, alone = await put(settings, output(Code.UNEXPECTED), output(Code.UNEXPECTED, offset=1))
        (newer,) = await put(settings, again(first))
        done = await replay(settings, TOPOLOGY, Filter())
        sent = {record.header("dlq.replayed_from") for record in await everything(settings, RAW)}
        assert sent == {str(alone).encode(), str(newer).encode()}
        return done

    done = asyncio.run(scenario())

    assert (done.sent.confirmed, done.held.total()) == (2, 1)


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_dry_run_counts_and_sends_nothing(settings: Settings) -> None:
    async def scenario() -> tuple[Replayed, list[Record]]:
        stranger = Output(DEAD, None, b"not a dead letter", ())
        await put(settings, *[output(Code.UNEXPECTED)] * 3, *[output(Code.INVALID_JSON)] * 2, stranger)
        done = await replay(settings, TOPOLOGY, Filter(), dry_run=True)
        return done, await everything(settings, RAW)

    done, in_raw = asyncio.run(scenario())

    assert done.matched == {Code.UNEXPECTED: 3}
    assert {code: count for (code, _), count in done.held.items()} == {Code.INVALID_JSON: 2}
    assert in_raw == []


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_limit_bounds_what_is_sent(settings: Settings) -> None:
    async def scenario() -> tuple[Replayed, list[Record]]:
        await put(settings, *[output(Code.UNEXPECTED)] * 9)
        done = await replay(settings, TOPOLOGY, Filter(), limit=4)
        return done, await everything(settings, RAW)

    done, in_raw = asyncio.run(scenario())

    assert done.sent.confirmed == len(in_raw) == 4


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_letter_is_found_by_its_address_and_by_that_of_the_record(settings: Settings) -> None:
    async def scenario() -> None:
        first, second = await put(settings, output(Code.UNEXPECTED, offset=3), output(Code.UNEXPECTED, offset=4))
        (stranger,) = await put(settings, Output(DEAD, None, b"x", (), second.partition))

        assert (await find_letter(settings, TOPOLOGY, second)).original == Address(RAW, 0, 4)
        assert (await find_letter(settings, TOPOLOGY, Address(RAW, 0, 3))).address == first
        for missing in (Address(RAW, 0, 5), Address(DEAD, 0, 10**9), Address(DEAD, 77, 0), stranger):
            with pytest.raises(LookupError, match=str(missing)):
                await find_letter(settings, TOPOLOGY, missing)

    asyncio.run(scenario())


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_since_reads_only_what_was_appended_later(settings: Settings) -> None:
    async def scenario() -> list[Address]:
        await put(settings, output(Code.UNEXPECTED))
        await asyncio.sleep(0.05)
        now_ms = round(datetime.now(UTC).timestamp() * 1000)
        later = await put(settings, output(Code.UNEXPECTED))
        found = [found.address async for found in list_letters(settings, TOPOLOGY, Filter(since_ms=now_ms))]
        assert found == later
        return found

    assert asyncio.run(scenario())
