"""How does a worker log?  An event name plus fields, as JSON or as text; quiet when healthy.

Control characters never reach a terminal or a log store, whoever wrote them.  Lines that repeat while the
broker is away are let through a few a minute, with a count of those held back.
"""

import json
import logging
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any, Literal

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "data"}
# aiokafka writes about 90 lines a second while the broker is down (measured); 5 a minute tell as much.
_BURST, _PERIOD_S = 5, 60.0
# The event of a bug in a stage: a stage that always raises would write a traceback for every record.
STAGE_RAISED = "stage.raised"


def fields(record: logging.LogRecord) -> dict[str, object]:
    """Give what was passed as `extra`."""
    return {name: value for name, value in vars(record).items() if name not in _KNOWN}


def plain(text: object) -> str:
    """Write one line without control characters, at most 500 characters."""
    line = str(text)[:2000]
    return "".join(char if char.isprintable() else " " for char in line)[:500]


def traceback_of(info: Any) -> str:
    """Write frames and classes of an error and its causes, and none of their messages: those may quote an article."""
    error = info[1]
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
        parts.append(f"{frames}\n{type(error).__name__}".strip("\n"))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nbecause of\n".join(parts)


class JsonFormatter(logging.Formatter):
    """One JSON object a line: `time level logger event`, then the fields; a traceback under `traceback`."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        line: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "event": plain(record.getMessage()),
            **{
                name: value if isinstance(value, int | float) else plain(value)
                for name, value in fields(record).items()
            },
        }
        if record.exc_info:
            line["traceback"] = traceback_of(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextFormatter(logging.Formatter):
    """`12:00:00 WARNING event  field=value ...`, for people at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        said = "  ".join(f"{name}={plain(value)}" for name, value in fields(record).items())
        line = f"{time.strftime('%H:%M:%S', time.localtime(record.created))} {record.levelname:<7} "
        line += plain(record.getMessage()) + (f"  {said}" if said else "")
        return f"{line}\n{traceback_of(record.exc_info)}" if record.exc_info else line


class OwnTracebacks(logging.Filter):
    """Keeps tracebacks of foreign libraries out of the log: the class of the error is what an operator can use."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, some of them shorter."""
        if record.exc_info and not record.name.startswith("streams"):
            error = record.exc_info[1]
            record.error_type = type(error).__name__
            record.exc_info, record.exc_text = None, None
        return True


class RateLimit(logging.Filter):
    """Lets a few lines a minute pass from each place in a foreign library that logs, and of each bug of a stage.

    Our other lines always pass: they are rare by themselves.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[object, ...], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether the line passes; the first of a new period says how many did not."""
        if record.name.startswith("streams") and record.msg != STAGE_RAISED:
            return True
        said = vars(record)
        place: tuple[object, ...] = (record.pathname, record.lineno, said.get("where"), said.get("error_type"))
        now = self._clock()
        began, count = self._seen.get(place, (now, 0))
        if now - began >= _PERIOD_S:
            if count > _BURST:
                record.held_back = count - _BURST
            began, count = now, 0
        self._seen[place] = (began, count + 1)
        return count < _BURST


def set_up(level: str, form: Literal["auto", "text", "json"]) -> None:
    """Send all logging of the process to standard error, once, in one form."""
    handler = logging.StreamHandler(sys.stderr)
    as_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    handler.setFormatter(TextFormatter() if as_text else JsonFormatter())
    handler.addFilter(RateLimit())
    if level != "DEBUG":
        handler.addFilter(OwnTracebacks())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    # Foreign libraries are as loud at INFO as we are quiet; what they find wrong still comes through.  Our DEBUG is
    # their INFO: joins, assignments, connections.  At their DEBUG they write several lines for every record.
    foreign = logging.INFO if level == "DEBUG" else max(logging.WARNING, logging.getLevelName(level))
    for name in ("faust", "mode", "aiokafka", "kafka", "asyncio"):
        logging.getLogger(name).setLevel(foreign)
    # It warns that a timer was late, which any busy moment is; our own metric of the loop's lag says it better.
    logging.getLogger("mode.timers").setLevel(logging.ERROR)
    if level != "DEBUG":
        # The stream host sets loggers to DEBUG and creates log records that nobody sees: 12 % of CPU (measured).
        logging.disable(logging.DEBUG)
