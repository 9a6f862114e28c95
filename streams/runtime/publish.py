"""How does a batch get out?  Send all, wait until the broker confirmed all, try again what heals by waiting.

The client retries what it knows to heal (a broker that is away) for as long as Faust lets it; the few tries
here are for the rest.  Authorization never heals by waiting: the worker stops at once, un-acked.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence

from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    KafkaError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
)

from streams.core.outcome import Unavailable
from streams.wire.record import Output

_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
_FORBIDDEN = (ClusterAuthorizationFailedError, TopicAuthorizationFailedError)
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 10.0

Place = tuple[str, bytes | None]
"""Topic and key: within one, order holds."""

Send = Callable[[Output], Awaitable[Awaitable[object]]]
"""Hands a record to the client's buffer and gives the future of its confirmation; both may raise KafkaError."""


class Publisher:
    """Publishes batches.  *attempts* and *timeout_s* bound the tries beside the client's own."""

    def __init__(
        self,
        *,
        attempts: int,
        timeout_s: float,
        on_retry: Callable[[str], None],
        jitter: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._attempts = attempts
        self._timeout_s = timeout_s
        self._on_retry = on_retry
        self._jitter = jitter

    async def publish(self, send: Send, outputs: Sequence[Output]) -> list[int]:
        """Publish all and wait for all confirmations; give the indices of those too large for their topic.

        Raises `Unavailable` when a record can be neither confirmed nor called too large.  Records of one key
        keep their order: after a failure the later ones of that key go out again behind it.
        """
        loop = asyncio.get_running_loop()
        refused: list[int] = []
        due = list(range(len(outputs)))
        deadline: float | None = None
        for attempt in range(1, self._attempts + 1):
            failed = await _try(send, outputs, due)
            too_large = {index for index, error in failed.items() if isinstance(error, _TOO_LARGE)}
            refused += sorted(too_large)
            broken = {index: error for index, error in failed.items() if index not in too_large}
            if not broken:
                return sorted(refused)
            deadline = deadline or loop.time() + self._timeout_s
            self._give_up(outputs, broken, attempt, loop.time() > deadline)
            due = _with_followers(outputs, due, set(broken), too_large)
            for index in due:
                self._on_retry(outputs[index].topic)
            await asyncio.sleep(self._jitter(0, min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**attempt)))
        raise AssertionError("the last attempt gives up")  # pragma: no cover

    def _give_up(self, outputs: Sequence[Output], broken: dict[int, Exception], attempt: int, late: bool) -> None:
        forbidden = (index for index, error in broken.items() if isinstance(error, _FORBIDDEN))
        index = next(forbidden, next(iter(broken)))
        error = broken[index]
        topic, name = outputs[index].topic, type(error).__name__
        if isinstance(error, _FORBIDDEN):
            raise Unavailable(f"not allowed to write to {topic} ({name}); grant Write on it to this user") from error
        if attempt == self._attempts or late:
            raise Unavailable(f"{topic} refuses records ({name}) in {attempt} tries; see the broker's log") from error


async def _try(send: Send, outputs: Sequence[Output], due: Sequence[int]) -> dict[int, Exception]:
    """Send and wait; give the errors by index.  Only Kafka's own are expected, anything else passes through."""
    failed: dict[int, Exception] = {}
    blocked: dict[Place, KafkaError] = {}
    confirmations: list[tuple[int, Awaitable[object]]] = []
    for index in due:
        place = _place(outputs[index])
        if place in blocked:  # it must not overtake the one before it
            failed[index] = blocked[place]
            continue
        try:
            sent = await send(outputs[index])
        except KafkaError as error:
            failed[index] = error
            if not isinstance(error, _TOO_LARGE):
                blocked[place] = error
        else:
            confirmations.append((index, sent))
    results = await asyncio.gather(*(sent for _, sent in confirmations), return_exceptions=True)
    for (index, _), result in zip(confirmations, results, strict=True):
        if isinstance(result, KafkaError):
            failed[index] = result
        elif isinstance(result, BaseException):
            raise result
    return dict(sorted(failed.items()))


def _with_followers(outputs: Sequence[Output], due: Sequence[int], broken: set[int], refused: set[int]) -> list[int]:
    """Give the failed indices and the later ones of the same topic and key, in order."""
    again: list[int] = []
    waiting: set[Place] = set()
    for index in due:
        place = _place(outputs[index])
        if index in refused or not (index in broken or place in waiting):
            continue
        again.append(index)
        waiting.add(place)
    return again


def _place(output: Output) -> Place:
    return output.topic, output.key
