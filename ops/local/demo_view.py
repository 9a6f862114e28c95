"""How does the demo show a record to a person?  Plain lines, no more than a screen."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import Any

from streams.cli.show import things

_SHOWN = (
    "news_received_records_total",
    "news_published_records_total",
    "news_dead_letters_total",
    "news_drops_total",
    "news_end_to_end_latency_seconds_count",
)
_SAMPLE = re.compile(r"(?P<name>[a-z_]+)(?P<labels>\{.*\})? (?P<value>[0-9.e+]+)")


def reference_lines(record: dict[str, Any]) -> Iterator[str]:
    """Show an enriched record: language, text, entities with ids, what was cleaned away."""
    language, meta = record["language"], record["meta"]
    yield f"  article   {meta['article_id']}   from {_address(meta['ingest'])}"
    yield f"  language  {language['tag']}, confidence {language['confidence']:.2f}, declared {language['declared']}"
    yield f"  source    {record.get('source_url', '-')}"
    yield f"  text      {record['body_chars']} characters; it begins"
    yield from textwrap.wrap(record["body"][:300] + " ...", 88, initial_indent="    | ", subsequent_indent="    | ")
    yield f"  entities  {len(record['entities'])} mentions"
    for one in things(record):
        yield f"    {one.type:<4} {' / '.join(one.surfaces):<32} x{one.mentions:<3} {one.norm:<16} {one.uri}".rstrip()
    yield "  removed"
    for piece in record.get("removed", []):
        yield f"    - line {piece['line']:>3}  {piece['rule']:<22} {piece['text'][:70]}"
    yield "  stages    " + " > ".join(f"{stage['name']}@{stage['version']}" for stage in meta["stages"])


def _address(ingest: dict[str, Any]) -> str:
    return f"{ingest['topic']}/{ingest['partition']}/{ingest['offset']}"


def dead_letter_lines(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Show how many dead letters there are of each code, and at which stage or site."""
    by_code: Counter[tuple[str, str]] = Counter()
    for row in rows:
        by_code[row["code"], row["stage"]] += row["count"]
    for (code, where), count in sorted(by_code.items()):
        yield f"  {count:>3}  {code:<28} {where}"


def metric_lines(text: str) -> Iterator[str]:
    """Show the counters that say what went in and out, without those that are zero."""
    for line in text.splitlines():
        match = _SAMPLE.fullmatch(line)
        if match and match["name"] in _SHOWN and float(match["value"]):
            yield f"  {line}"
