"""consumer: what a fetch brings while the flow is stopped is read again, and nothing before it is skipped."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer.subscription_state import SubscriptionState

from streams.runtime.consumer import CarefulThread

_OURS, _GONE = TopicPartition("articles.raw.v1", 0), TopicPartition("articles.raw.v1", 1)


@dataclass
class _Consumer:
    """The client's own book of positions, and nothing around it."""

    _subscription: SubscriptionState = field(default_factory=SubscriptionState)

    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._subscription.assigned_partitions())

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._subscription.seek(partition, offset)


async def _given_back(stands_at: int | None, partition: TopicPartition = _OURS) -> int | None:
    """Give the position of our partition after 50 to 52 of *partition* were given back; None while there is none."""
    consumer = _Consumer()
    book: Any = consumer._subscription
    book.subscribe({_OURS.topic})
    book.assign_from_subscribed({_OURS})
    if stands_at is not None:
        consumer.seek(_OURS, stands_at)
    thread = cast("CarefulThread", SimpleNamespace(_ensure_consumer=lambda: consumer))
    await CarefulThread._give_back(thread, {partition: [SimpleNamespace(offset=offset) for offset in (50, 51, 52)]})
    place = book.subscription.assignment.state_value(_OURS)
    return cast("int", place.position) if place.has_valid_position else None


@pytest.mark.parametrize(("stands_at", "then"), [(53, 50), (50, 50), (45, 45)], ids=["behind", "there", "before"])
def test_a_position_goes_back_to_the_first_record_and_never_forward(stands_at: int, then: int) -> None:
    assert asyncio.run(_given_back(stands_at)) == then


def test_a_position_that_is_still_looked_for_is_left_to_be_found() -> None:
    assert asyncio.run(_given_back(None)) is None


def test_records_of_a_partition_that_has_gone_are_let_go() -> None:
    assert asyncio.run(_given_back(70, _GONE)) == 70
