"""`streams tail`: what is arriving on a topic, in a form a person can read?"""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from typing import Any

import click
import orjson
from rich.text import Text

from streams.cli.terminal import brokers_option, console, json_option, run, safe, say_json
from streams.core.topology import Topology
from streams.kafka.follow import follow
from streams.kafka.letters import as_letter
from streams.kafka.reader import NoSuchTopic
from streams.pipeline import news_pipeline
from streams.settings import read_settings
from streams.wire import dead_letter
from streams.wire.dates import from_ms
from streams.wire.record import Record
from streams.wire.schema import schema_name, validate
from streams.wire.shapes import WRITERS

_WORDS = 90  # code points of a title or of the first words, about one line of a terminal
_ENTITIES = 12  # the rest is counted


@click.command("tail")
@click.argument("topic", required=False)
@click.option("--from-start", is_flag=True, help="Begin with the oldest record that is kept; default only new ones.")
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many records.")
@click.option("--no-follow", is_flag=True, help="Stop where the topic ends now, with --from-start.")
@click.option(
    "--as", "shape", type=click.Choice(sorted(WRITERS)), help="Write each article as a document of this shape."
)
@brokers_option
@json_option
def command(  # noqa: PLR0917  (click passes by name)
    topic: str | None,
    from_start: bool,
    limit: int | None,
    no_follow: bool,
    shape: str | None,
    brokers: str | None,
    as_json: bool,
) -> None:
    """Follow a topic: time, language, title, entities with their ids, address; for dead letters code and detail.

    TOPIC is a name, or raw, cleaned, tagged, enriched or dead-letter; default enriched.  With --json one object a line:
    address, timestamp, key and value (for a dead letter its view instead).  With --as one schema.org NewsArticle or
    ninjs 3 item a line.

    \b
    Examples:
      streams tail
      streams tail dead-letter --from-start --no-follow
      streams tail --json | jq .value.language.tag
      streams tail --as ninjs > items.jsonl
    """
    topology = news_pipeline()
    name = _full_name(topology, topic)
    if shape and name in (topology.source, topology.dead_letter):
        raise click.UsageError(f"--as writes published articles and {name} holds none; expected cleaned to enriched")
    records = follow(read_settings(brokers=brokers), name, from_start=from_start, to_end=no_follow)
    try:
        run(_tail(topology, records, limit, as_json, shape))
    except NoSuchTopic as missing:
        if name in _short_names(topology).values():
            raise
        known = ", ".join(_short_names(topology))
        raise click.UsageError(f"there is no topic {safe(name)}; expected {known}, or the name of one") from missing


def _full_name(topology: Topology, topic: str | None) -> str:
    return _short_names(topology).get(topic, topic) if topic else topology.sink


def _short_names(topology: Topology) -> dict[str, str]:
    names = [topology.source, *(step.topic for step in topology.steps), topology.dead_letter]
    return {name.split(".")[-2]: name for name in names}


async def _tail(
    topology: Topology, records: AsyncGenerator[Record, None], limit: int | None, as_json: bool, shape: str | None
) -> None:
    out = console()
    seen = 0
    async with aclosing(records):  # it holds open clients
        async for record in records:
            if shape:
                _say_as(shape, topology, record)
            elif as_json:
                say_json(_as_object(topology, record))
            else:
                for line in lines(topology, record):
                    out.print(line, soft_wrap=True)
            seen += 1
            if seen == limit:
                return


def _as_object(topology: Topology, record: Record) -> dict[str, object]:
    letter = as_letter(record, topology) if record.address.topic == topology.dead_letter else None
    if letter:
        return dead_letter.view(letter)
    document = _document(record)
    return {
        "address": str(record.address),
        "timestamp": from_ms(record.timestamp_ms),
        "key": _text(record.key),
        "value": _text(record.value) if document is None else _written(document) or _text(record.value),
    }


def _written(document: dict[str, Any]) -> orjson.Fragment | None:
    """Write JSON; None for what is nested deeper than can be written, though it could be read."""
    try:
        return orjson.Fragment(orjson.dumps(document))
    except orjson.JSONEncodeError:
        return None


def _say_as(shape: str, topology: Topology, record: Record) -> None:
    event = next(
        (step.event for step in topology.steps if step.topic == record.address.topic), topology.steps[-1].event
    )
    document = _document(record)
    if document is None or validate(schema_name(event), document):
        click.echo(f"streams: {record.address} is no {event} article of ours; left out", err=True)
    else:
        say_json(WRITERS[shape](document))


def lines(topology: Topology, record: Record) -> Iterator[Text]:
    """Describe one record in a few safe lines."""
    letter = as_letter(record, topology) if record.address.topic == topology.dead_letter else None
    if letter:
        yield _head(record, letter.code, f"{letter.stage or letter.site}: {letter.detail}", "red")
        yield Text(f"    from {letter.original}", "dim")
        return
    document = _document(record) or {}
    language = document.get("language")
    tag = str(language.get("tag", "")) if isinstance(language, dict) else ""
    yield _head(record, tag, _words(document) or _text(record.value) or "(no text)", "green")
    if entities := _entities(document):
        yield Text(f"    {entities}", "cyan")


def _head(record: Record, label: str, text: str, colour: str) -> Text:
    time = from_ms(record.timestamp_ms)[11:19]
    parts = (
        (time, "dim"),
        (safe(label, width=30), colour),
        (safe(text, width=_WORDS), ""),
        (str(record.address), "dim"),
    )
    return Text(" ").join(Text(part, style) for part, style in parts if part)


def _document(record: Record) -> dict[str, Any] | None:
    try:
        document = orjson.loads(record.value or b"")
    except orjson.JSONDecodeError:
        return None
    return document if isinstance(document, dict) else None


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode(errors="replace")


def _words(document: dict[str, Any]) -> str:
    return next((text for name in ("title", "body") if isinstance(text := document.get(name), str) and text), "")


def _entities(document: dict[str, Any]) -> str:
    found = document.get("entities")
    entities = [entity for entity in found if isinstance(entity, dict)] if isinstance(found, list) else []
    named = dict.fromkeys(_entity(entity) for entity in entities)
    more = f" and {len(named) - _ENTITIES} more" if len(named) > _ENTITIES else ""
    return ", ".join(list(named)[:_ENTITIES]) + more


def _entity(entity: dict[str, Any]) -> str:
    """Write `Paris LOC geonames:2988507`, or a date's norm in place of the id."""
    texts = (entity.get("exact"), entity.get("type"), _short(str(entity.get("uri") or entity.get("norm") or "")))
    return " ".join(safe(str(text), width=60) for text in texts if text)


def _short(uri: str) -> str:
    for start, name in _AUTHORITIES.items():
        if uri.startswith(start):
            return name + uri.removeprefix(start).rstrip("/")
    return uri


_AUTHORITIES = {
    "https://www.iso.org/obp/ui/#iso:code:3166:": "iso:",
    "https://sws.geonames.org/": "geonames:",
    "http://www.wikidata.org/entity/": "wikidata:",
}
