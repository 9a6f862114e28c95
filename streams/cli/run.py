"""`streams run`: what do the stages make of these records, without Kafka?

Stable contract (quality gates use it): one raw record a line in, one JSON line out, in order; it never stops
at a bad line and prints nothing else on standard output.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import IO, Any

import click
import orjson

from streams.core.outcome import Fail
from streams.core.topology import Topology
from streams.pipeline import news_pipeline
from streams.settings import Settings, read_settings
from streams.wire.decode import Limits
from streams.wire.hop import Handled
from streams.wire.record import Address, Record


@click.command
@click.argument("file", type=click.File("rb"))
@click.option("--until", metavar="STAGE", help="Stop after this stage; opens only the models needed so far.")
def command(file: IO[bytes], until: str | None) -> None:
    """Run the stages on FILE (- is standard input), one raw JSON record a line.

    \b
    Prints one JSON line for each input line, as soon as it is read:
      {"outcome": "emit", "event": {...}}            the event as it would stand in the stage's topic
      {"outcome": "fail", "stage", "code", "detail"} or "drop"
    Examples:
      streams run articles.jsonl
      tail -f new.jsonl | streams run - --until detect_language
    """
    settings = read_settings()
    for handled in walk(file, shortened(news_pipeline(), until), settings):
        sys.stdout.buffer.write(orjson.dumps(verdict(handled)) + b"\n")
        sys.stdout.buffer.flush()


def shortened(topology: Topology, until: str | None) -> Topology:
    """Give the topology with the stages after *until* left out; raises a usage error for an unknown stage."""
    names = [step.stage.name for step in topology.steps]
    if until is None:
        return topology
    if until not in names:
        raise click.BadParameter(f"{until!r} is not a stage; stages: {', '.join(names)}", param_hint="--until")
    return replace(topology, steps=topology.steps[: names.index(until) + 1])


def walk(lines: IO[bytes], topology: Topology, settings: Settings) -> Iterator[Handled]:
    """Walk each line through the stages in one hop.  The line end is not part of the record."""
    from streams.core.topology import cut
    from streams.testing import processor

    (hop,) = cut(topology, after=())
    limits = Limits(settings.max_record_bytes, frozenset(Address.parse(text) for text in settings.quarantine))
    carry = processor(hop, topology, limits=limits, revision=settings.revision)
    for number, line in enumerate(iter(lines.readline, b"")):
        now = datetime.now(UTC)
        address = Address(topology.source, 0, number)
        yield carry.handle(Record(address, None, line.rstrip(b"\r\n"), (), int(now.timestamp() * 1000)), now)


def verdict(handled: Handled) -> dict[str, Any]:
    """Give the JSON line for one record."""
    outcome = handled.outcome
    if handled.document is not None:
        return {"outcome": "emit", "event": handled.document}
    if isinstance(outcome, Fail):
        stage = outcome.stage.partition("@")[0] if outcome.stage else outcome.site.value
        return {"outcome": "fail", "stage": stage, "code": outcome.code, "detail": outcome.detail}
    return {"outcome": "drop", "stage": "decode", "code": getattr(outcome, "code", ""), "detail": ""}
