"""How does a command talk to a person?  Tables and colours on a terminal, plain text elsewhere, nothing hostile.

Whatever comes from a record is cleaned before it is shown: a title must not be able to move the cursor.
"""

import asyncio
import shutil
import sys
import time
import unicodedata
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

import click
import orjson
from rich.console import Console
from rich.table import Table

T = TypeVar("T")

# Cc control, Cf format (direction overrides, zero width), Cs surrogates, Co private, Zl and Zp line separators.
# The joiners are format characters that Persian, the Indic scripts and emoji need.
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
_READING_COLUMNS = 100
_JOINERS = frozenset("\u200c\u200d")

brokers_option = click.option("--brokers", metavar="HOST:PORT", help="Kafka brokers; default STREAMS_BROKERS.")
cuts_option = click.option("--cuts", help="Stages behind which a topic stands, as the workers have it, or none.")
group_option = click.option("--group", metavar="NAME", help="Consumer group; default STREAMS_GROUP.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a script.")


def safe(text: str, *, width: int | None = None) -> str:
    """Make text from a record fit for one line of a terminal; cut it to *width* code points."""
    line = "".join(char if _harmless(char) else " " for char in text)
    line = " ".join(line.split())
    return line if width is None or len(line) <= width else f"{line[: max(width - 1, 0)]}…"


def safe_lines(text: str) -> str:
    """Make text from a record fit for a terminal and keep its lines."""
    return "\n".join("".join(char if _harmless(char) else " " for char in line) for line in text.split("\n"))


def _harmless(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _UNSAFE


def run(job: Coroutine[Any, Any, T]) -> T:
    """Carry out an asynchronous job, without the client library's log lines."""
    from streams.kafka import connect  # here: `streams run` needs no client

    connect.hush()
    return asyncio.run(job)


def console(*, stderr: bool = False) -> Console:
    """Give a console that takes no markup or emoji codes from data; wide when it is not a terminal."""
    found = Console(stderr=stderr, markup=False, emoji=False, highlight=False, soft_wrap=True)
    return (
        found if found.is_terminal else Console(file=found.file, width=200, markup=False, emoji=False, highlight=False)
    )


def reading_width(out: Console) -> int | None:
    """Give the columns for running text: those of the terminal, else `COLUMNS`, else 100; 200 are for tables."""
    return None if out.is_terminal else shutil.get_terminal_size((_READING_COLUMNS, 24)).columns


class Moment(click.ParamType):
    """A point in time: RFC 3339, a day, or so long ago (`90s`, `30m`, `2h`, `7d`).  Becomes ms since 1970."""

    name = "time"
    _SECONDS: ClassVar = {"s": 1, "m": 60, "h": 3600, "d": 86400}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read what was typed; a time without zone is UTC."""
        text = str(value).strip()
        if text[:-1].isdigit() and text[-1] in self._SECONDS:
            return round((time.time() - int(text[:-1]) * self._SECONDS[text[-1]]) * 1000)
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is no time; expected 2026-08-01T12:00:00Z, 2026-08-01, or 30m, 2h, 7d ago", param, ctx)
        return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def table(*columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """Give an empty table; columns named in *numbers* are set to the right."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    return grid


def say_json(value: object) -> None:
    """Print one JSON document on one line; on a terminal what could move its cursor is escaped."""
    line = orjson.dumps(value, default=str)
    click.echo(escaped(line.decode()) if sys.stdout.isatty() else line)


def escaped(text: str) -> str:
    """Write the same JSON with `\\uXXXX` for what a terminal might obey: DEL, C1 controls, direction overrides, ..."""
    return "".join(char if _harmless(char) else _in_hex(char) for char in text)


def _in_hex(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
