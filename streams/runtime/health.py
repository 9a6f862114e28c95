"""Is the worker alive, and does it want records?  State shared between the event loop and the probes' thread.

Alive means progress: an event loop that ticks and partitions that move.  A port that answers proves nothing.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

TopicPartition = tuple[str, int]

LOOP_SILENT_S = 30.0
BROKER_SILENT_S = 30.0


@dataclass(slots=True)
class Progress:
    """Where one assigned partition stands.  *next_offset* is the offset after the last ack, None before the first."""

    since: float
    next_offset: int | None = None


@dataclass(slots=True)
class Health:
    """What the probes look at.  Every field is written by one thread and read as a whole by others."""

    stall_s: float
    clock: Callable[[], float] = time.monotonic
    models_open: bool = False
    assigned: bool = False
    draining: bool = False
    ticked: float = field(default_factory=time.monotonic)
    answered: float | None = None
    progress: dict[TopicPartition, Progress] = field(default_factory=dict)
    ends: Mapping[TopicPartition, int] = field(default_factory=dict)
    committed: Mapping[TopicPartition, int] = field(default_factory=dict)
    rested: Mapping[TopicPartition, float] = field(default_factory=dict)
    broken: frozenset[TopicPartition] = frozenset()

    def assign(self, partitions: frozenset[TopicPartition]) -> None:
        """Take over a new assignment: partitions kept go on, new ones start their time now."""
        now = self.clock()
        self.progress = {tp: self.progress.get(tp) or Progress(now) for tp in partitions}
        self.assigned = True

    def acked(self, partition: TopicPartition, offset: int) -> None:
        """Note that everything up to *offset* is done, unless the partition was taken away meanwhile."""
        if partition in self.progress:
            self.progress[partition] = Progress(self.clock(), offset + 1)

    def heard(self, ends: Mapping[TopicPartition, int], committed: Mapping[TopicPartition, int]) -> None:
        """Note what the broker said.  A partition without unread records rests, and after a silence all of them do.

        Their time without an ack starts anew then: an idle hour, or an outage, is not the worker's.
        """
        now = self.clock()
        back = not self._broker_answers(now)
        resting = {tp for tp in list(self.progress) if back or ends.get(tp, 0) <= self._done(tp, committed)}
        self.rested = {
            **{tp: at for tp, at in self.rested.items() if tp in self.progress},
            **dict.fromkeys(resting, now),
        }
        self.ends, self.committed, self.answered = ends, committed, now

    def not_live(self) -> list[str]:
        """Say why the process should be restarted, if it should."""
        now = self.clock()
        reasons = []
        if now - self.ticked > LOOP_SILENT_S:
            reasons.append("loop_blocked")
        if self._broker_answers(now) and any(self._stalled(tp, now) for tp in list(self.progress)):
            reasons.append("no_progress")
        return reasons

    def not_ready(self) -> list[str]:
        """Say why the worker does not take records, if it does not."""
        checks = {
            "models_closed": not self.models_open,
            "no_assignment": not self.assigned,
            "broker_silent": not self._broker_answers(self.clock()),
            "breaker_open": bool(self.broken),
            "draining": self.draining,
        }
        return [reason for reason, wrong in checks.items() if wrong]

    def _broker_answers(self, now: float) -> bool:
        return self.answered is not None and now - self.answered < BROKER_SILENT_S

    def _stalled(self, partition: TopicPartition, now: float) -> bool:
        at = self.progress.get(partition)
        if at is None or partition in self.broken:
            return False
        since = max(at.since, self.rested.get(partition, at.since))
        return now - since > self.stall_s and self.ends.get(partition, 0) > self._done(partition, self.committed)

    def _done(self, partition: TopicPartition, committed: Mapping[TopicPartition, int]) -> int:
        at = self.progress.get(partition)
        return max((at.next_offset if at else None) or 0, committed.get(partition, 0))
