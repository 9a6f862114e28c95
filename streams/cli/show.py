"""How does a person look at an enriched record?  The article with its entities marked, and a list of the things.

Pure functions from a record to something to print: `as_text` for a terminal (rich), `as_page` for a browser.  Both
work on any record of the pipeline; what a stage has not written yet is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.cli.terminal import safe, safe_lines, table

Record = Mapping[str, Any]  # a published record: JSON of a known schema

STYLES = {"PER": "bold black on bright_cyan", "ORG": "bold black on bright_yellow", "LOC": "bold black on bright_green"}
OTHER = "bold black on white"
COLOURS = {"PER": "#a5e8f5", "ORG": "#ffe08a", "LOC": "#b5e8b0"}
OTHER_COLOUR = "#dddddd"
_BELOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")  # the id beside a mention: e12 is ₁₂


class Piece(NamedTuple):
    """A stretch of text, and the entity that it is the mention of, if any."""

    text: str
    entity: Mapping[str, Any] | None


def pieces(record: Record, field: str) -> Iterator[Piece]:
    """Cut *field* at the borders of its entities; joined again, the pieces are the field."""
    text: str = record.get(field) or ""
    at = 0
    for entity in record.get("entities", ()):
        if entity["field"] == field:
            if entity["start"] > at:
                yield Piece(text[at : entity["start"]], None)
            yield Piece(text[entity["start"] : entity["end"]], entity)
            at = entity["end"]
    if at < len(text):
        yield Piece(text[at:], None)


def as_text(record: Record) -> RenderableType:
    """Give the article for a terminal: title, facts, body with marks, and a table of the things."""
    parts: list[RenderableType] = []
    if record.get("title"):
        parts += [_marked(record, "title", "bold underline"), Text()]
    parts += [Text(_facts(record), style="dim"), Text(), _marked(record, "body", ""), Text()]
    if record.get("entities"):
        parts.append(_table(things(record)))
    return Group(*parts)


def _marked(record: Record, field: str, style: str) -> Text:
    marked = Text(style=style)
    for text, entity in pieces(record, field):
        marked.append(safe_lines(text), STYLES.get(entity["type"], OTHER) if entity else None)
        if entity:
            marked.append(safe(entity["id"]).lstrip("e").translate(_BELOW), "not underline")
    return marked


def _facts(record: Record) -> str:
    """Give one line: language with confidence, coverage, removed pieces, warnings."""
    language = record.get("language") or {}
    facts = []
    if language:
        facts.append(f"language {language['tag']} ({language['confidence']:.2f}, {language['status']})")
    if "entity_coverage" in record:
        facts.append(f"entity coverage {record['entity_coverage']}")
    if record.get("removed"):
        facts.append(f"{len(record['removed'])} pieces removed")
    facts += [f"warning {warning}" for warning in record.get("warnings", ())]
    return " · ".join(facts)


class Thing(NamedTuple):
    """All mentions of one id: type and address of the first that has one, surfaces by first appearance."""

    id: str
    type: str
    surfaces: tuple[str, ...]
    mentions: int
    norm: str
    uri: str
    confidence: float


def things(record: Record) -> list[Thing]:
    """Gather the entities of *record* by id, in order of first appearance; confidence is that of the surest mention."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entity in record.get("entities", ()):
        groups.setdefault(entity["id"], []).append(entity)
    return [_thing(group) for group in groups.values()]


def _thing(group: Sequence[Mapping[str, Any]]) -> Thing:
    return Thing(
        id=group[0]["id"],
        type=group[0]["type"],
        surfaces=tuple(dict.fromkeys(entity["exact"] for entity in group)),
        mentions=len(group),
        norm=next((entity["norm"] for entity in group if "norm" in entity), ""),
        uri=next((entity["uri"] for entity in group if "uri" in entity), ""),
        confidence=max(entity.get("confidence", 0.0) for entity in group),
    )


def _table(found: Sequence[Thing]) -> Table:
    grid = table("id", "type", "name", "times", "English", "address", "confidence")
    for one in found:
        kind = Text(one.type, style=STYLES.get(one.type, OTHER))
        name, times = Text(safe(" / ".join(one.surfaces))), str(one.mentions)
        grid.add_row(one.id, kind, name, times, Text(one.norm), Text(one.uri), f"{one.confidence:.2f}")
    return grid


def as_page(record: Record) -> str:
    """Give the article as one HTML page without scripts or outside links other than the addresses of the things."""
    language = (record.get("language") or {}).get("tag", "und")
    title = escape(record.get("title") or "Article")
    colours = "".join(f"mark.{kind}{{background:{colour}}}" for kind, colour in COLOURS.items())
    rows = "".join(_row(one) for one in things(record))
    table = (
        f"<table><tr><th>id<th>type<th>name<th>times<th>English<th>address<th>confidence{rows}</table>" if rows else ""
    )
    body = "".join(f'<p dir="auto">{line}</p>' for line in _lines(record, "body"))
    return (
        f'<!doctype html>\n<html lang="{escape(language)}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>"
        f"body{{font:1rem/1.6 serif;max-width:46rem;margin:2rem auto;padding:0 1rem}}"
        f"mark{{background:{OTHER_COLOUR};padding:0 .15em;border-radius:.2em}}{colours}"
        f"mark::after{{content:attr(data-id);font:.65em sans-serif;vertical-align:super;color:#555;margin-left:.15em}}"
        f"table{{font:.85rem sans-serif;border-spacing:.8em .2em;text-align:start;margin-top:1.5em}}"
        f".facts{{color:#666}}.body p{{margin:0;min-height:1.6em;white-space:pre-wrap}}"
        f'</style></head><body><h1 dir="auto">{"<br>".join(_lines(record, "title"))}</h1>'
        f'<p class="facts">{escape(_facts(record))}</p>'
        f'<div class="body">{body}</div>{table}</body></html>\n'
    )


def _lines(record: Record, field: str) -> list[str]:
    """Give *field* in HTML, line by line: each has its own direction, an English one below an Arabic one too."""
    lines = [""]
    for text, entity in pieces(record, field):
        first, *more = (_marked_up(part, entity) for part in text.split("\n"))
        lines[-1] += first
        lines += more
    return lines


def _marked_up(text: str, entity: Mapping[str, Any] | None) -> str:
    if not entity or not text:
        return escape(text)
    return (
        f'<mark class="{escape(entity["type"])}" data-id="{escape(entity["id"])}" '
        f'title="{escape(_hint(entity))}">{escape(text)}</mark>'
    )


def _hint(entity: Mapping[str, Any]) -> str:
    sure = f"{entity['confidence']:.2f}" if "confidence" in entity else ""
    parts = [entity["id"], entity["type"], entity.get("norm", ""), entity.get("uri", ""), entity["method"], sure]
    return " · ".join(part for part in parts if part)


def _row(one: Thing) -> str:
    address = escape(one.uri)
    link = f'<a href="{address}" rel="noreferrer">{address}</a>' if one.uri.startswith("https://") else address
    cells = (one.id, one.type, " / ".join(one.surfaces), str(one.mentions), one.norm)
    return "<tr>" + "".join(f'<td dir="auto">{escape(cell)}' for cell in cells) + f"<td>{link}<td>{one.confidence:.2f}"
