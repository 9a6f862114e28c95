"""`streams run`: what do the stages make of these records, without Kafka?

Stable contract (quality gates use it): one raw record a line in, one JSON line out, in order; it never stops
at a bad line and prints nothing else on standard output.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click
import orjson

from streams.cli.terminal import say_json
from streams.core.outcome import Emit, Fail
from streams.core.topology import Topology
from streams.pipeline import news_pipeline
from streams.runtime.limits import limits_of
from streams.settings import Settings, read_settings
from streams.wire.hop import Handled
from streams.wire.record import Address, Output, Record


@click.command
@click.argument("file", type=click.File("rb"))
@click.option("--until", metavar="STAGE", help="Stop after this stage; opens only the models needed so far.")
@click.option("--show", is_flag=True, help="Print the articles for a person, entities marked, instead of JSON.")
@click.option("--explain", is_flag=True, help="Print what clean_text took away, by which rule, beside the text.")
@click.option("--html", type=click.File("w"), help="Write the first article as a page to this file, entities marked.")
def command(file: IO[bytes], until: str | None, show: bool, explain: bool, html: IO[str] | None) -> None:
    """Run the stages on FILE (- is standard input), one raw JSON record a line.

    \b
    Prints one JSON line for each input line, as soon as it is read:
      {"outcome": "emit", "event": {...}}            the event as it would stand in the stage's topic
      {"outcome": "fail", "stage", "code", "detail"} or "drop"
    FILE may also be one article: .txt, .html, or a .json object over several lines.
    Examples:
      streams run articles.jsonl
      tail -f new.jsonl | streams run - --until detect_language
      streams run article.txt --show
      streams run page.html --until clean_text --explain
    """
    settings = read_settings()
    topology = shortened(news_pipeline(settings.taggers), until)
    for number, handled in enumerate(walk(_any_form(file, topology.source), topology, settings), 1):
        if show or explain or html:
            if not _draw(handled, number, show=show, explain=explain, html=html):
                return
            continue
        say_json(verdict(handled))


def _draw(handled: Handled, number: int, *, show: bool, explain: bool, html: IO[str] | None) -> bool:
    """Draw one article in the forms asked for; say whether another may follow."""
    from streams.cli import show as pictures
    from streams.cli.explain import explain as explanation
    from streams.cli.terminal import console, reading_width

    out = console()
    if handled.document is None or handled.decoded is None or not isinstance(handled.outcome, Emit):
        failed = verdict(handled)
        said = f"{failed['outcome']}: {failed['code']} at {failed['stage']}: {failed['detail']}"
        click.echo(f"record {number}: {said}", err=True)
        return True
    if show:
        out.print(pictures.as_text(handled.document))
    if explain:
        raw = handled.decoded.article
        out.print(
            explanation(raw.body, handled.outcome.article, content_type=raw.content_type), width=reading_width(out)
        )
    if html:
        html.write(pictures.as_page(handled.document))
    return html is None


def shortened(topology: Topology, until: str | None) -> Topology:
    """Give the topology with the stages after *until* left out; raises a usage error for an unknown stage."""
    names = [step.stage.name for step in topology.steps]
    if until is None:
        return topology
    if until not in names:
        raise click.BadParameter(f"{until!r} is not a stage; stages: {', '.join(names)}", param_hint="--until")
    return replace(topology, steps=topology.steps[: names.index(until) + 1])


def _lines(file: IO[bytes], topic: str) -> Iterator[Output]:
    """Give one record a line; the line end is not part of it."""
    for line in iter(file.readline, b""):
        yield Output(topic, None, line.rstrip(b"\r\n"), ())


def _any_form(file: IO[bytes], topic: str) -> Iterator[Output]:
    """Give the records of a file of any form that `streams produce` takes; standard input is read by line.

    A file that begins with a line of JSON is lines of JSON, whatever its name says.
    """
    from streams.kafka.inputs import DOCUMENTS, read_file

    path = Path(getattr(file, "name", "-"))  # standard input may have none
    if path.suffix.lower() in {*DOCUMENTS, ".json"} and not _begins_with_json(path):
        yield from (one.record for one in read_file(path, topic=topic))
    else:
        yield from _lines(file, topic)


def _begins_with_json(path: Path) -> bool:
    with path.open("rb") as file:
        first = next((line for line in file if line.strip()), b"")
    try:
        return isinstance(orjson.loads(first), dict)
    except orjson.JSONDecodeError:
        return False


def walk(records: Iterator[Output], topology: Topology, settings: Settings) -> Iterator[Handled]:
    """Walk each raw record through the stages in one hop, as if it stood at its number in the raw topic."""
    from streams.core.topology import cut
    from streams.testing import processor

    (hop,) = cut(topology, after=())
    carry = processor(hop, topology, limits=limits_of(settings), revision=settings.revision)
    for number, record in enumerate(records):
        now = datetime.now(UTC)
        address = Address(topology.source, 0, number)
        yield carry.handle(Record(address, record.key, record.value, record.headers, int(now.timestamp() * 1000)), now)


def verdict(handled: Handled) -> dict[str, Any]:
    """Give the JSON line for one record."""
    outcome = handled.outcome
    if handled.document is not None:
        return {"outcome": "emit", "event": handled.document}
    if isinstance(outcome, Fail):
        stage = outcome.stage.partition("@")[0] if outcome.stage else outcome.site.value
        return {"outcome": "fail", "stage": stage, "code": outcome.code, "detail": outcome.detail}
    return {"outcome": "drop", "stage": "decode", "code": getattr(outcome, "code", ""), "detail": ""}
