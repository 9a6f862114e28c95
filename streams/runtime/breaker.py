"""When is it the code that is wrong and not the data?  A breaker for every partition that we read.

Past a bound of failures the hop leaves the partition alone, so that a bad build does not dead-letter a topic.
Pure: it counts and decides; `app.py` pauses and tells.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from streams.core.codes import Code

TopicPartition = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many failures are too many: in a row, or more than half of *window* records."""

    unexpected_in_a_row: int
    dead_letters_in_a_row: int
    window: int


@dataclass(slots=True)
class _Tally:
    """The recent past of one partition."""

    unexpected: int = 0
    failed: int = 0
    recent: deque[bool] = field(default_factory=deque)
    failed_recently: int = 0


class Breaker:
    """Notes what becomes of each record, in offset order, and says when a partition must rest.

    Once open, a partition stays open until `close` is called: after a reassignment, or by a restart.
    """

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._tallies: defaultdict[TopicPartition, _Tally] = defaultdict(_Tally)
        self._open: set[TopicPartition] = set()

    def note(self, partition: TopicPartition, failure: Code | None) -> str | None:
        """Note one record: the code of its dead letter, None when it has none.  Gives the reason if that opens it."""
        reason = self._count(self._tallies[partition], failure)
        if reason is None or partition in self._open:
            return None
        self._open.add(partition)
        return reason

    def is_open(self, partition: TopicPartition) -> bool:
        """Whether the partition must rest."""
        return partition in self._open

    def close(self) -> None:
        """Close all of them and begin anew."""
        self._tallies.clear()
        self._open.clear()

    def _count(self, tally: _Tally, failure: Code | None) -> str | None:
        bounds = self._bounds
        tally.unexpected = tally.unexpected + 1 if failure is Code.UNEXPECTED else 0
        tally.failed = tally.failed + 1 if failure else 0
        tally.recent.append(bool(failure))
        tally.failed_recently += bool(failure)
        if len(tally.recent) > bounds.window:
            tally.failed_recently -= tally.recent.popleft()
        if tally.unexpected >= bounds.unexpected_in_a_row:
            return f"{tally.unexpected} unexpected in a row"
        if tally.failed >= bounds.dead_letters_in_a_row:
            return f"{tally.failed} dead letters in a row"
        if len(tally.recent) == bounds.window and 2 * tally.failed_recently > bounds.window:
            return f"{tally.failed_recently} dead letters in {bounds.window} records"
        return None
