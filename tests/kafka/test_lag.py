"""Is lag what the broker says it is: records, seconds, and nothing for markers?"""

import asyncio
import time

import pytest
from aiokafka import AIOKafkaProducer

from streams.kafka import connect
from streams.kafka.lag import group_lag, sources, undrained
from streams.settings import Settings
from streams.wire.record import Address, Output
from tests.kafka.audit_topology import CLEANED, RAW, TOPOLOGY
from tests.kafka_broker import commit, put


def on(topic: str, partition: int) -> Output:
    return Output(topic, None, b"{}", (), partition)


def test_sources_are_the_topics_that_workers_read() -> None:
    assert sources(TOPOLOGY, ()) == (RAW,)
    assert sources(TOPOLOGY, ("make_cleaned",)) == (RAW, CLEANED)


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_lag_is_records_and_seconds_since_the_oldest_one(settings: Settings) -> None:
    async def scenario() -> None:
        first, *_ = await put(settings, on(RAW, 3), on(RAW, 3), on(RAW, 3), on(RAW, 5))
        await commit(settings, first)

    asyncio.run(scenario())
    time.sleep(1)

    behind = {lag.partition: lag for lag in asyncio.run(group_lag(settings, [RAW])) if lag.records}
    assert {place: (lag.committed, lag.end, lag.records) for place, lag in behind.items()} == {
        3: (1, 3, 2),
        5: (None, 1, 1),
    }
    assert all(1 <= lag.seconds < 30 for lag in behind.values())


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_group_that_has_read_everything_is_not_behind(settings: Settings) -> None:
    async def scenario() -> None:
        await commit(settings, *await put(settings, on(RAW, 0), on(RAW, 1)))

    asyncio.run(scenario())

    assert {(lag.records, lag.seconds) for lag in asyncio.run(group_lag(settings, [RAW]))} == {(0, 0.0)}


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_tail_of_transaction_markers_is_no_lag(settings: Settings) -> None:
    async def scenario() -> Address:
        producer = AIOKafkaProducer(**connect.client_options(settings), transactional_id=settings.group)
        await producer.start()
        async with producer.transaction():
            placed = await producer.send_and_wait(RAW, b"{}", partition=0)
        await producer.stop()
        address = Address(placed.topic, placed.partition, placed.offset)
        await commit(settings, address)
        return address

    address = asyncio.run(scenario())

    lag = asyncio.run(group_lag(settings, [RAW]))[0]
    assert lag.end == address.offset + 2  # the record and the marker
    assert (lag.committed, lag.records) == (address.offset + 1, 0)


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_topic_that_the_cuts_do_not_read_is_named_while_it_holds_records(settings: Settings) -> None:
    async def waiting(*cuts: str) -> list[tuple[str, int]]:
        return await undrained(settings, TOPOLOGY, cuts)

    read, *addresses = asyncio.run(put(settings, on(RAW, 0), on(CLEANED, 0), on(CLEANED, 1)))
    assert asyncio.run(waiting()) == [], "a group that committed nowhere is new"

    asyncio.run(commit(settings, read))
    assert asyncio.run(waiting()) == [(CLEANED, 2)]
    assert asyncio.run(waiting("make_cleaned")) == []

    asyncio.run(commit(settings, *addresses))
    assert asyncio.run(waiting()) == []
