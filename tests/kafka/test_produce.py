"""Does a real broker get what was sent, and is what it refuses named without stopping the rest?"""

import asyncio
import time

import pytest

from streams.core.outcome import Unavailable
from streams.kafka.inputs import Input, bad_inputs
from streams.kafka.produce import send
from streams.settings import Settings, read_settings
from streams.wire.record import Address, Output
from tests.kafka_broker import everything

RAW = "articles.raw.v1"


def record(value: bytes | None) -> Input:
    return Input("test", Output(RAW, None, value, (), partition=0))


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_records_arrive_unchanged_at_the_confirmed_addresses(settings: Settings) -> None:
    inputs = list(bad_inputs(RAW))
    confirmed: dict[Address, str] = {}

    sent = asyncio.run(send(settings, inputs, on_confirmed=lambda name, address: confirmed.update({address: name})))

    records = asyncio.run(everything(settings, RAW))
    assert sent.confirmed == len(inputs) == len(records) == len(confirmed)
    by_name = {item.name: item.record for item in inputs}
    for found in records:
        expected = by_name[confirmed[found.address]]
        assert (found.key, found.value, found.headers) == (expected.key, expected.value, expected.headers)


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_refused_record_stops_no_other(settings: Settings) -> None:
    sizes = [10, 1_200_000, 10, 9_000_000, 10]

    sent = asyncio.run(send(settings, [record(b"x" * size) for size in sizes]))

    assert sent.confirmed == 3
    assert [reason.split()[3] for _, reason in sent.refused] == ["9000000", "1200000"]


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_a_rate_is_kept(settings: Settings) -> None:
    began = time.monotonic()

    asyncio.run(send(settings, [record(b"{}")] * 21, rate=20))

    assert 1.0 <= time.monotonic() - began < 5


@pytest.mark.kafka
def test_a_topic_that_does_not_exist_is_named(settings: Settings) -> None:
    with pytest.raises(Unavailable, match="streams topics apply"):
        asyncio.run(send(settings, [Input("test", Output("nowhere.v1", None, b"", ()))]))


def test_no_broker_is_one_sentence() -> None:
    with pytest.raises(Unavailable, match=r"does not answer.*\(0 records were confirmed before\)"):
        asyncio.run(send(read_settings({}, brokers="127.0.0.1:1"), [record(b"{}")]))
