"""What is tried again, in which order, how long, and what stops the worker at once?"""

import asyncio
from collections.abc import Callable

import pytest
from aiokafka.errors import (
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    NotEnoughReplicasError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)
from hypothesis import given
from hypothesis import strategies as st

from streams.core.outcome import Unavailable
from streams.runtime.publish import Publisher
from streams.wire.record import Output
from tests.runtime.fakes import Broker, Journal

TOPIC = "articles.enriched.v1"


def outputs(*keys: str) -> list[Output]:
    return [Output(TOPIC, key.encode() or None, f"{number}".encode(), ()) for number, key in enumerate(keys)]


def broker(fails: Callable[[int], Exception | None]) -> Broker:
    """Give a broker that answers the nth send, counted from 0 over all tries, with an error or with yes."""
    return Broker(Journal(), lambda _output, nth: fails(nth))


def publish(
    to: Broker,
    what: list[Output],
    *,
    attempts: int = 5,
    retries: list[str] | None = None,
    pauses: list[float] | None = None,
) -> list[int]:
    noted = pauses if pauses is not None else []

    def jitter(low: float, high: float) -> float:
        noted.append(high)
        return low

    publisher = Publisher(
        attempts=attempts, timeout_s=60, on_retry=(retries if retries is not None else []).append, jitter=jitter
    )
    return asyncio.run(publisher.publish(to.send, what))


def values(to: Broker) -> list[int]:
    return [int(output.value or b"") for output in to.sent]


def test_confirmed_at_once_is_sent_once() -> None:
    to = broker(lambda _nth: None)

    assert publish(to, outputs("a", "b", "a")) == []
    assert values(to) == [0, 1, 2]


def test_nothing_to_publish_is_nothing_to_wait_for() -> None:
    assert publish(broker(lambda _nth: None), []) == []


@pytest.mark.parametrize("raising", [False, True], ids=["answered", "raised at hand-over"])
def test_what_failed_goes_out_again_with_the_later_ones_of_its_key_behind_it(raising: bool) -> None:
    to = broker(lambda nth: NotEnoughReplicasError() if nth == 1 else None)
    to.raising = raising
    retries: list[str] = []

    assert publish(to, outputs("a", "b", "a", "b", "c", "b"), retries=retries) == []
    assert values(to) == ([0, 1, 2, 4, 1, 3, 5] if raising else [0, 1, 2, 3, 4, 5, 1, 3, 5])
    assert retries == [TOPIC] * 3


def test_a_record_too_large_for_the_client_does_not_hold_back_its_key() -> None:
    to = broker(lambda nth: MessageSizeTooLargeError() if nth == 0 else None)
    to.raising = True

    assert publish(to, outputs("a", "a")) == [0]
    assert values(to) == [0, 1]


def test_records_without_a_key_keep_their_order_too() -> None:
    to = broker(lambda nth: KafkaTimeoutError() if nth == 0 else None)
    publish(to, outputs("", "k", ""))

    assert values(to) == [0, 1, 2, 0, 2]


@given(st.lists(st.sampled_from("abc"), max_size=8), st.sets(st.integers(0, 20)))
def test_the_last_copies_of_a_key_stand_in_order(keys: list[str], failing: set[int]) -> None:
    """A consumer that keeps the newest of a key ends with the newest, whatever failed on the way."""
    to = broker(lambda nth: NotEnoughReplicasError() if nth in failing else None)
    publish(to, outputs(*keys), attempts=30)
    confirmed = [output for nth, output in enumerate(to.sent) if nth not in failing]

    for key in set(keys):
        last: dict[bytes | None, int] = {}
        for at, output in enumerate(confirmed):
            if output.key == key.encode():
                last[output.value] = at
        assert [int(value or b"") for value in sorted(last, key=lambda value: last[value])] == [
            number for number, other in enumerate(keys) if other == key
        ]


@pytest.mark.parametrize("error", [MessageSizeTooLargeError, RecordListTooLargeError])
def test_too_large_is_said_and_neither_tried_again_nor_in_the_way(error: type[Exception]) -> None:
    to = broker(lambda nth: error() if nth in (0, 3) else NotEnoughReplicasError() if nth == 1 else None)

    assert publish(to, outputs("a", "b", "a", "b")) == [0, 3]
    assert values(to) == [0, 1, 2, 3, 1]


def test_a_broker_that_goes_on_refusing_is_given_up_after_the_attempts() -> None:
    to = broker(lambda _nth: NotEnoughReplicasError())
    with pytest.raises(Unavailable, match=rf"{TOPIC} refuses records \(NotEnoughReplicasError\) in 3 tries"):
        publish(to, outputs("a"), attempts=3)

    assert len(to.sent) == 3


def test_a_deadline_ends_the_tries_before_the_attempts_do() -> None:
    to = broker(lambda _nth: NotEnoughReplicasError())
    publisher = Publisher(attempts=100, timeout_s=0.05, on_retry=lambda _topic: None, jitter=lambda _low, _high: 0.02)
    with pytest.raises(Unavailable, match="refuses records"):
        asyncio.run(publisher.publish(to.send, outputs("a")))

    assert 2 <= len(to.sent) < 20


def test_missing_permission_stops_at_once_whatever_else_failed() -> None:
    to = broker(lambda nth: TopicAuthorizationFailedError() if nth == 2 else NotEnoughReplicasError())
    with pytest.raises(Unavailable, match=f"not allowed to write to {TOPIC} .*grant Write"):
        publish(to, outputs("a", "b", "c"))

    assert len(to.sent) == 3


def test_pauses_are_drawn_from_nought_to_a_bound_that_doubles_up_to_ten_seconds() -> None:
    pauses: list[float] = []
    with pytest.raises(Unavailable):
        publish(broker(lambda _nth: NotEnoughReplicasError()), outputs("a"), attempts=9, pauses=pauses)

    assert pauses == [0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0, 10.0]


def test_an_error_that_is_not_the_brokers_passes_through() -> None:
    with pytest.raises(ZeroDivisionError):
        publish(broker(lambda _nth: ZeroDivisionError()), outputs("a"))
