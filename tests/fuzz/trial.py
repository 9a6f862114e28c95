"""What must hold for one input, whatever it is?  No exception, a code of the closed list, in time, and a whole result.

The pieces under test are those of the worker: `HopProcessor` decodes, walks the stages, encodes.  Time is the
processor's, so a busy machine changes nothing.
"""

import time
from dataclasses import dataclass

import orjson

from streams.core.codes import REASONS, ArticleWarning, Code, DropCode, Site
from streams.core.outcome import Drop, Emit, Fail, Outcome
from streams.core.topology import Topology, cut
from streams.pipeline import news_pipeline
from streams.testing import NOON, processor, raw_record
from streams.wire import dead_letter
from streams.wire.decode import Decoded
from streams.wire.hop import Handled, HopProcessor
from streams.wire.record import Address, Record
from streams.wire.schema import schema_name, validate
from tests.fuzz.corpus import Input

# Seconds of processor time for one input of at most 1.1 MB.  Decode: a worker may lose a quarter of a second without
# anyone seeing it.  Stages: each states that it is done with, or has refused, any input within 2 s
# (tests/stages/test_clean_text_hostile.py), and there are three.
DECODE_BOUND_S = 0.25
STAGES_BOUND_S = 6.0
# So many inputs of raw are also walked with a topic behind every stage, and must come out equal.
_STAGED_EVERY = 10
_DETAIL_BYTES = 512


class BrokenError(Exception):
    """The contract is broken; the text says how."""


@dataclass(slots=True)
class Tried:
    """What one input cost, in seconds, and what came of it; *walked* when a stage has seen it."""

    end: str
    decode_s: float
    stages_s: float = 0.0
    walked: bool = False
    warnings: tuple[ArticleWarning, ...] = ()


class Trial:
    """Tries inputs on the pipeline of the product, or on another one."""

    def __init__(self, topology: Topology | None = None) -> None:
        self.topology = topology or news_pipeline()
        self._steps = [step.stage.name for step in self.topology.steps[:-1]]
        self._staged = self._processors(self._steps)
        (self._chained,) = self._processors([])
        self._error = ""
        self._walked = 0

    def _processors(self, cuts: list[str]) -> list[HopProcessor]:
        return [processor(hop, self.topology, observer=self) for hop in cut(self.topology, after=cuts)]

    def started(self, stage: object) -> None:
        """See a stage begin; the walk is timed as a whole."""

    def finished(self, stage: object, outcome: object) -> None:
        """See a stage end."""

    def raised(self, where: str, error: Exception) -> None:
        """Remember what raised, for the text of the failure."""
        self._error = f"{where} raised {type(error).__name__}: {str(error)[:200]}"

    def decode(self, one: Input) -> Tried:
        """Only read it.  Raises `BrokenError`."""
        hop = self._staged[one.hop]
        record = raw_record(one.value, headers=one.headers, topic=hop.hop.source)
        tried, decoded = self._read(hop, record)
        if not isinstance(decoded, Decoded):
            self._check(hop.encode(record, decoded, decoded, NOON), hop)
        return tried

    def walk(self, one: Input) -> Tried:
        """Read it, walk it through all stages from its hop on, and write it.  Raises `BrokenError`."""
        hops = self._staged[one.hop :] if one.hop else [self._chained]
        record = raw_record(one.value, headers=one.headers, topic=hops[0].hop.source)
        tried, handled = self._through(hops, record)
        self._walked += tried.walked
        if tried.walked and not one.hop and self._walked % _STAGED_EVERY == 0:
            staged = self._through(self._staged, record)[1]
            if _essence(staged) != _essence(handled):
                raise BrokenError("staged and chained end differently")
        return tried

    def _through(self, hops: list[HopProcessor], record: Record) -> tuple[Tried, Handled]:
        tried = Tried("", 0.0)
        for hop in hops:
            read, decoded = self._read(hop, record)
            tried.decode_s = max(tried.decode_s, read.decode_s)
            began = time.thread_time()
            handled = hop.encode(record, decoded, hop.run(decoded), NOON)
            if isinstance(decoded, Decoded):
                tried.walked = True
                tried.stages_s += time.thread_time() - began
            tried.end = _end(handled.outcome)
            self._check(handled, hop)
            if handled.output is None or handled.document is None:
                break
            output = handled.output
            record = Record(Address(output.topic, 0, 0), output.key, output.value, output.headers, record.timestamp_ms)
        _in_time(tried.stages_s, STAGES_BOUND_S, "the stages")
        if isinstance(handled.outcome, Emit):
            tried.warnings = handled.outcome.article.warnings
        return tried, handled

    def _read(self, hop: HopProcessor, record: Record) -> tuple[Tried, Decoded | Drop | Fail]:
        began = time.thread_time()
        decoded = hop.decode(record)
        tried = Tried("decoded" if isinstance(decoded, Decoded) else _end(decoded), time.thread_time() - began)
        _in_time(tried.decode_s, DECODE_BOUND_S, "decode")
        return tried, decoded

    def _check(self, handled: Handled, hop: HopProcessor) -> None:
        outcome = handled.outcome
        if isinstance(outcome, Fail):
            self._check_failure(handled, outcome)
        elif isinstance(outcome, Emit):
            _check_result(handled, hop)
        elif not isinstance(outcome.code, DropCode):
            raise BrokenError(f"dropped as {outcome.code}, which is not listed")

    def _check_failure(self, handled: Handled, fail: Fail) -> None:
        if fail.code is Code.UNEXPECTED:
            raise BrokenError(f"unexpected: {self._error}")
        if not isinstance(fail.code, Code) or REASONS[fail.code].site is not fail.site:
            raise BrokenError(f"failed as {fail.code} at {fail.site}, which is not listed")
        if fail.site is Site.PROCESS and fail.code not in self._codes(fail.stage):
            raise BrokenError(f"{fail.stage} does not declare {fail.code}")
        if len(fail.detail.encode()) > _DETAIL_BYTES:
            raise BrokenError(f"detail of {len(fail.detail.encode())} bytes")
        letter = handled.output
        if letter is None or letter.value != handled.record.value or letter.key != handled.record.key:
            raise BrokenError("the dead letter is not the record")
        address = Address(letter.topic, 0, 0)
        dead_letter.read(Record(address, letter.key, letter.value, letter.headers, 0), source=self.topology.source)

    def _codes(self, label: str | None) -> frozenset[Code]:
        return next((step.stage.codes for step in self.topology.steps if step.stage.label == label), frozenset())


def _check_result(handled: Handled, hop: HopProcessor) -> None:
    assert handled.output is not None
    document = orjson.loads(handled.output.value or b"")
    violation = validate(schema_name(hop.hop.sink.event), document, closed=True)
    if violation:
        raise BrokenError(f"published {violation.pointer} breaks {violation.rule}")
    for entity in document.get("entities", ()):
        if document[entity["field"]][entity["start"] : entity["end"]] != entity["exact"]:
            raise BrokenError(f"entity {entity['id']} is not at its offsets")


def _end(outcome: Outcome | Drop | Fail) -> str:
    return "enriched" if isinstance(outcome, Emit) else str(outcome.code)


def _in_time(seconds: float, bound_s: float, what: str) -> None:
    if seconds > bound_s:
        raise BrokenError(f"{what} took {seconds:.2f} s of processor time; the bound is {bound_s} s")


def _essence(handled: Handled) -> object:
    """Give what must be equal, chained or staged: the record that is published, or code and stage."""
    if isinstance(handled.outcome, Emit) and handled.output:
        return orjson.loads(handled.output.value or b""), handled.output.headers
    return _end(handled.outcome), getattr(handled.outcome, "stage", None)
