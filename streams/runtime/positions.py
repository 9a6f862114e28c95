"""Where does a worker go on after the broker was away?  At the offsets it knows to be committed, not at the beginning.

A broker that comes back from a long freeze was seen to answer a moment too early, from before it had read the log of
committed offsets: none for partitions with 1,299 records committed.  The client would read these again from the
earliest record.  Nothing is lost by that, but everything is worked twice.  So an answer that falls behind what this
process has seen committed is not believed at once.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Protocol

_log = logging.getLogger("streams.host")

PAUSE_S = 0.5
TRIES = 20  # ten seconds in all; then somebody has deleted them


class Committed(Protocol):
    """What the client keeps of a committed offset."""

    @property
    def offset(self) -> int:
        """The offset to go on at."""
        ...


Fetch = Callable[[Iterable[Any]], Awaitable[Mapping[Any, Committed]]]


class Positions:
    """Remembers committed offsets by partition, and asks again when the broker has forgotten them."""

    def __init__(self, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._known: dict[Any, int] = {}
        self._sleep = sleep

    def watch(self, coordinator: Any) -> None:
        """Put this between a client's coordinator and its callers."""
        fetch, commit = coordinator._do_fetch_commit_offsets, coordinator.commit_offsets

        async def fetch_again(partitions: Iterable[Any]) -> Mapping[Any, Committed]:
            return await self.fetched(fetch, partitions)

        async def commit_and_note(assignment: Any, offsets: Mapping[Any, Committed]) -> None:
            await commit(assignment, offsets)
            self._note(offsets)

        coordinator._do_fetch_commit_offsets, coordinator.commit_offsets = fetch_again, commit_and_note

    async def fetched(self, fetch: Fetch, partitions: Iterable[Any]) -> Mapping[Any, Committed]:
        """Fetch committed offsets, up to TRIES times while one is missing or older than a known one.

        After that the broker is believed: somebody may have deleted the offsets on purpose.
        """
        wanted = list(partitions)
        for left in reversed(range(TRIES)):
            offsets = await fetch(wanted)
            behind = [one for one in wanted if one in self._known and _offset(offsets.get(one)) < self._known[one]]
            if not behind:
                break
            if not left:
                _log.warning(
                    "offsets.behind", extra={"partitions": len(behind), "fix": "see whether somebody reset them"}
                )
                break
            await self._sleep(PAUSE_S)
        for one in wanted:
            self._known.pop(one, None)
        self._note(offsets)
        return offsets

    def _note(self, offsets: Mapping[Any, Committed]) -> None:
        for partition, committed in offsets.items():
            self._known[partition] = max(committed.offset, self._known.get(partition, 0))


def _offset(committed: Committed | None) -> int:
    return -1 if committed is None else committed.offset
