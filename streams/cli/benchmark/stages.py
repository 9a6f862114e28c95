"""How fast is each stage and the codec, on one core?  Processor time, interleaved rounds, median."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from streams.core.article import Article
from streams.core.outcome import Emit, Outcome
from streams.core.run import Observer, Outcomes, Silent, run_many
from streams.core.stage import Stage
from streams.core.topology import Topology, cut
from streams.runtime.models import open_models
from streams.testing import NOON, processor
from streams.wire.decode import Decoded
from streams.wire.hop import in_step
from streams.wire.record import Record


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds an article, median of the rounds, and the articles a second that follow."""

    part: str
    seconds: float

    @property
    def per_second(self) -> float:
        """Articles a second and core."""
        return 1 / self.seconds if self.seconds else float("inf")


class Stopwatch:
    """Adds up processor time by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._started = 0.0

    def started(self, stage: Stage) -> None:
        self._started = time.process_time()

    def finished(self, stage: Stage, outcomes: Outcomes) -> None:
        del outcomes
        spent = time.process_time() - self._started
        self.seconds[stage.name] = self.seconds.get(stage.name, 0.0) + spent

    def raised(self, where: str, error: Exception) -> None:
        del where, error


def measure(topology: Topology, records: Sequence[Record], *, rounds: int, progress: Callable[[], None]) -> list[Cost]:
    """Walk *records* through the chained pipeline *rounds* times; give the cost of each part and of the whole.

    The models are opened as a worker opens them.  Records that fail are left out: their cost says nothing about
    articles.
    """
    (hop,) = cut(topology, after=())
    open_models([hop])
    watch = Stopwatch()
    carry = processor(hop, topology)
    good = [record for record in records if isinstance(carry.handle(record, NOON).outcome, Emit)]
    parts: dict[str, list[float]] = {}
    for _ in range(rounds):
        watch.seconds.clear()
        for part, seconds in _one_round(good, carry.decode, hop.stages, carry.encode, watch):
            parts.setdefault(part, []).append(seconds / max(1, len(good)))
        progress()
    return [Cost(part, statistics.median(seconds)) for part, seconds in parts.items()]


def _one_round(
    records: Sequence[Record],
    decode: Callable[..., object],
    stages: Sequence[Stage],
    encode: Callable[..., object],
    watch: Stopwatch,
) -> list[tuple[str, float]]:
    started = time.process_time()
    decoded = [one for record in records if isinstance(one := decode(record), Decoded)]
    decode_s = time.process_time() - started
    outcomes = walk(stages, records, decoded, watch)
    started = time.process_time()
    for record, one, outcome in zip(records, decoded, outcomes, strict=True):
        encode(record, one, outcome, NOON)
    encode_s = time.process_time() - started
    started = time.process_time()
    walk(stages, records, decoded, Silent())
    walk_s = time.process_time() - started
    each = [("decode", decode_s), *watch.seconds.items(), ("encode", encode_s)]
    return [*each, ("stages together", walk_s), ("all", decode_s + walk_s + encode_s)]


def walk(
    stages: Sequence[Stage], records: Sequence[Record], decoded: Sequence[Decoded], observer: Observer
) -> list[Outcome]:
    """Walk *decoded*, which are those of *records*, as a worker does: several together."""
    pairs = zip(records, decoded, strict=True)
    groups = in_step(pairs, lambda pair: len(pair[0].value or b""))
    return [outcome for group in groups for outcome in run_many(stages, [one.article for _, one in group], observer)]


def measure_language(topology: Topology, records: Sequence[Record]) -> list[Cost]:
    """Give the cost of the parts of `detect_language` on the cleaned articles of *records*, one round."""
    from streams.resources import language_detectors
    from streams.stages.detect_language.parts import measure as parts

    (hop,) = cut(topology, after=())
    carry = processor(hop, topology)
    decoded = [one.article for one in map(carry.decode, records) if isinstance(one, Decoded)]
    cleaned = [one for one in map(hop.stages[0].apply, decoded) if isinstance(one, Article)]
    seconds = parts(cleaned, language_detectors(), clock=time.process_time)
    return [Cost(f"detect_language: {part}", spent / max(1, len(cleaned))) for part, spent in seconds.items()]
