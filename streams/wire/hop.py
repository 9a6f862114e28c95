"""What does one hop do to one record?  Decode, walk the stages, encode: bytes in, at most one record out.

The worker, `streams run` and the brokerless driver of the tests all call this; worker and benchmarks let records walk
in step.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from streams.core.codes import Site
from streams.core.outcome import Drop, Emit, Fail, Outcome
from streams.core.run import Observer, guard, run, run_many
from streams.core.topology import Hop, Topology
from streams.wire.dead_letter import Author, dead_letter
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.encode import Encoded, Encoder
from streams.wire.fields import Json
from streams.wire.record import Output, Record

T = TypeVar("T")
# How many records walk the stages in step, and the bytes that they may have.  Finding names takes 2,811 us an English
# article alone, 2,268 with two at once, 1,944 with four, 1,760 with eight, 1,815 with sixteen.  Eight of 3.5 kB hold
# the loop for no more than half again as long as one record of 29 kB does.
IN_STEP, IN_STEP_BYTES = 8, 32 * 1024


def in_step(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    """Cut *items*, whose records have *size* bytes, into neighbours that walk in step, in order."""
    group, total = list[T](), 0
    for item in items:
        bytes_ = size(item)
        if group and (len(group) == IN_STEP or total + bytes_ > IN_STEP_BYTES):
            yield group
            group, total = [], 0
        group.append(item)
        total += bytes_
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class Handled:
    """What came of a record.

    *output* is the result or the dead letter, None for a drop.  *document* is the published record when the
    outcome is Emit.  *decoded* is None when the record failed at decode or was dropped there.
    """

    record: Record
    decoded: Decoded | None
    outcome: Outcome
    output: Output | None = None
    document: Json | None = None


class HopProcessor:
    """Carries records through one hop, in three steps so that a caller can time each of them."""

    def __init__(
        self, hop: Hop, topology: Topology, *, encoder: Encoder, limits: Limits, author: Author, observer: Observer
    ) -> None:
        self.hop = hop
        self._dead_letter_topic = topology.dead_letter
        self._encoder = encoder
        self._limits = limits
        self._author = author
        self._observer = observer

    def handle(self, record: Record, now: datetime) -> Handled:
        """Do all three steps.  Raises `Unavailable` and nothing else."""
        decoded = self.decode(record)
        return self.encode(record, decoded, self.run(decoded), now)

    def handle_many(self, records: Iterable[Record], now: Callable[[], datetime]) -> Iterator[Handled]:
        """Do all three steps with several records in step."""
        for group in in_step(records, lambda record: len(record.value or b"")):
            decoded = [self.decode(record) for record in group]
            for record, one, outcome in zip(group, decoded, self.run_many(decoded), strict=True):
                yield self.encode(record, one, outcome, now())

    def decode(self, record: Record) -> Decoded | Drop | Fail:
        """Read the record."""
        return guard(
            lambda: decode(record, self.hop, self._limits), self._observer, where=Site.DECODE, site=Site.DECODE
        )

    def run(self, decoded: Decoded | Drop | Fail) -> Outcome:
        """Walk the stages of the hop; a record that was refused before passes through."""
        return run(self.hop.stages, decoded.article, self._observer) if isinstance(decoded, Decoded) else decoded

    def run_many(self, decoded: Sequence[Decoded | Drop | Fail]) -> list[Outcome]:
        """Walk the stages with several records at once: the same outcomes, sooner."""
        articles = [one.article for one in decoded if isinstance(one, Decoded)]
        outcomes = iter(run_many(self.hop.stages, articles, self._observer))
        return [next(outcomes) if isinstance(one, Decoded) else one for one in decoded]

    def encode(self, record: Record, decoded: Decoded | Drop | Fail, outcome: Outcome, now: datetime) -> Handled:
        """Write the result, or the dead letter of a failure, or nothing for a drop."""
        known = decoded if isinstance(decoded, Decoded) else None
        if isinstance(outcome, Emit) and known is not None:
            article, history = outcome.article, known.history
            encoded = guard(
                lambda: self._encoder.encode(article, history, now=now),
                self._observer,
                where=Site.PUBLISH,
                site=Site.PUBLISH,
            )
            if isinstance(encoded, Encoded):
                return Handled(record, known, outcome, encoded.output, encoded.document)
            outcome = encoded
        return self.fail(record, known, outcome, now) if isinstance(outcome, Fail) else Handled(record, known, outcome)

    def fail(self, record: Record, decoded: Decoded | None, fail: Fail, now: datetime) -> Handled:
        """Write the dead letter; also for a result that only the broker found too large."""
        letter = dead_letter(record, fail, topic=self._dead_letter_topic, author=self._author, now=now)
        return Handled(record, decoded, fail, letter)
