"""Log lines are one line each, without control characters, and foreign ones are held back when they repeat."""

import json
import logging
import sys

import pytest

from streams.observe import log
from streams.observe.log import STAGE_RAISED, JsonFormatter, OwnTracebacks, RateLimit, TextFormatter


def line(name: str, message: str, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord(name, logging.WARNING, "/x/client.py", 7, message, None, None)
    vars(record).update(extra)
    return record


def test_json_lines_carry_event_and_fields() -> None:
    said = json.loads(JsonFormatter().format(line("streams.worker", "worker.started", cuts="none", offset=3)))

    assert (said["event"], said["cuts"], said["offset"], said["level"]) == ("worker.started", "none", 3, "WARNING")
    assert said["time"].endswith("Z")


def test_control_characters_do_not_reach_a_terminal_or_a_store() -> None:
    hostile = line("streams.x", "a\nb\x1b[31m", url="https://a/\u202e\r\n{}")

    for formatter in (JsonFormatter(), TextFormatter()):
        said = formatter.format(hostile)
        assert "\n" not in said
        assert "\x1b" not in said
        assert "\u202e" not in said


def test_a_foreign_place_that_repeats_is_held_back_and_counted() -> None:
    now = [0.0]
    limit = RateLimit(lambda: now[0])

    assert sum(limit.filter(line("aiokafka", "Unable connect")) for _ in range(100)) == 5
    now[0] = 61.0
    first = line("aiokafka", "Unable connect")
    assert limit.filter(first)
    assert vars(first)["held_back"] == 95


def test_our_own_lines_always_pass() -> None:
    limit = RateLimit(lambda: 0.0)

    assert all(limit.filter(line("streams.worker", "x")) for _ in range(100))


def test_a_stage_that_always_raises_does_not_flood_the_log() -> None:
    limit = RateLimit(lambda: 0.0)

    for where in ("clean_text@1", "detect_language@2"):
        raised = (line("streams.stage", STAGE_RAISED, where=where, error_type="ValueError") for _ in range(100))
        assert sum(limit.filter(record) for record in raised) == 5


def test_tracebacks_of_foreign_libraries_shrink_to_their_class() -> None:
    try:
        raise OSError("x")
    except OSError:
        info = sys.exc_info()
    foreign, ours = line("mode", "Crashed"), line("streams.stage", "stage.raised")
    foreign.exc_info = ours.exc_info = info
    for record in (foreign, ours):
        OwnTracebacks().filter(record)

    assert (vars(foreign)["exc_info"], vars(foreign)["error_type"]) == (None, "OSError")
    assert vars(ours)["exc_info"] is info


@pytest.mark.parametrize(("level", "foreign"), [("DEBUG", "INFO"), ("INFO", "WARNING"), ("ERROR", "ERROR")])
def test_libraries_are_one_step_quieter_than_we_are(level: str, foreign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    before = {name: logging.getLogger(name).level for name in ("", "aiokafka", "faust", "mode", "kafka", "asyncio")}
    try:
        log.set_up(level, "text")

        assert logging.getLogger("streams.worker").getEffectiveLevel() == logging.getLevelName(level)
        assert logging.getLogger("aiokafka.consumer").getEffectiveLevel() == logging.getLevelName(foreign)
    finally:
        logging.disable(logging.NOTSET)
        for name, number in before.items():
            logging.getLogger(name).setLevel(number)
