"""What does a person see of one dead letter?  Its facts, its headers, the start of its value, nothing hostile."""

from rich.table import Table

from streams.cli.terminal import safe, safe_lines, table
from streams.core.codes import REASONS
from streams.kafka.replay import MAX_REPLAYS
from streams.wire import dead_letter
from streams.wire.dates import from_ms
from streams.wire.dead_letter import DeadLetter

# How much of a value a person sees; `--raw` gives all of it.
_PREVIEW_CHARS = 2000
_PREVIEW_BYTES = 128
_PREVIEW_HEADERS = 40
_LINE_CHARS = 600  # a detail has at most 512 bytes


def replay_line(letter: DeadLetter) -> str:
    """Give the command that replays the letter."""
    forced = REASONS[letter.code].passes_after is None or letter.replay_count >= MAX_REPLAYS
    return f"streams dlq replay --address {letter.address}{' --force' if forced else ''}"


def facts_of(letter: DeadLetter) -> Table:
    """Lay out what the headers say: why, where, whose fault, and what can be done."""
    reason = REASONS[letter.code]
    passes = f"can pass after {reason.passes_after}" if reason.passes_after else "these bytes can never pass"
    facts = {
        "address": letter.address,
        "code": f"{letter.code} ({reason.meaning}; blame: {reason.blame}; {passes})",
        "where": letter.stage or letter.site,
        "detail": letter.detail,
        "error": letter.error_type,
        "failed at": letter.failed_at,
        "record": f"{letter.original}, appended {from_ms(letter.appended_ms)}",
        "raw record": letter.origin if letter.origin != letter.original else None,
        "group": f"{letter.group}, pipeline {letter.pipeline_version}",
        "replayed": f"{letter.replay_count} times" if letter.replay_count else None,
        "fingerprint": letter.fingerprint,
        "payload": f"{letter.payload_bytes} bytes, sha256 {letter.payload_sha256}",
        "key": _text(letter.record.key) if letter.record.key is not None else None,
        "replay": replay_line(letter),
    }
    rows = table("", "")
    for name, value in facts.items():
        if value:
            rows.add_row(name, safe(str(value), width=_LINE_CHARS))
    headers = dead_letter.original_headers(letter.record.headers)
    for name, value in headers[:_PREVIEW_HEADERS]:
        rows.add_row("header", safe(f"{name}: {_text(value)}", width=_LINE_CHARS))
    if len(headers) > _PREVIEW_HEADERS:
        rows.add_row("header", f"... {len(headers) - _PREVIEW_HEADERS} more; --json gives all")
    return rows


def _text(value: bytes | None) -> str:
    return "" if value is None else value.decode(errors="backslashreplace")


def preview(value: bytes) -> str:
    """Show the start of a value: its text when it is UTF-8, else its first bytes in hex."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return f"not UTF-8; the first bytes: {value[:_PREVIEW_BYTES].hex(' ')}"
    more = f"\n... {len(text) - _PREVIEW_CHARS} characters more; --raw gives all" if len(text) > _PREVIEW_CHARS else ""
    return safe_lines(text[:_PREVIEW_CHARS]) + more
