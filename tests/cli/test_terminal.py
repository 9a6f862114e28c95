"""Is whatever comes from a record harmless on a terminal, and readable in every script?"""

import json
import time
import unicodedata

import click
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.cli.terminal import Moment, console, escaped, reading_width, safe, safe_lines

HOSTILE = "a\x1b[2J\x07\u202eevil\u2066\x9b31m\x00b\r\nc\u2028d"


@given(st.text())
def test_nothing_that_moves_a_cursor_or_turns_a_line_is_left(text: str) -> None:
    for line in (safe(text), *safe_lines(text).split("\n")):
        unsafe = [char for char in line if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}]
        assert set(unsafe) <= {"\u200c", "\u200d"}


@given(st.text(), st.integers(1, 50))
def test_a_line_is_at_most_as_wide_as_asked(text: str, width: int) -> None:
    assert len(safe(text, width=width)) <= width


@given(st.dictionaries(st.text(), st.text()))
def test_json_for_a_terminal_has_the_same_values_and_moves_no_cursor(value: dict[str, str]) -> None:
    line = escaped(orjson.dumps(value).decode())

    assert json.loads(line) == value
    assert all(char in "\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Zl", "Zp"} for char in line)


def test_what_a_terminal_obeys_is_written_in_hex_and_letters_stay() -> None:
    assert escaped('{"title":"\x9b31m\x7f\u202eعنوان\U000e0041 ราคา"}') == (
        '{"title":"\\u009b31m\\u007f\\u202eعنوان\\udb40\\udc41 ราคา"}'
    )


def test_hostile_text_becomes_one_plain_line() -> None:
    assert safe(HOSTILE) == "a [2J evil 31m b c d"
    assert safe_lines("x\x1b\ny\t") == "x \ny "


@pytest.mark.parametrize("text", ["می‌خواهم", "क्‍ष", "👩‍🚀 到達", "ราคา", "Łódź"])
def test_joiners_and_letters_of_every_script_stay(text: str) -> None:
    assert safe(text) == text


def test_a_time_is_a_moment_or_so_long_ago() -> None:
    moment = Moment()

    assert moment.convert("2026-08-01T12:00:00Z", None, None) == 1785585600000
    assert moment.convert("2026-08-01T12:00:00", None, None) == 1785585600000
    assert moment.convert("2026-08-01T14:00:00+02:00", None, None) == 1785585600000
    assert moment.convert("2026-08-01", None, None) == 1785542400000
    assert abs(int(moment.convert("2h", None, None)) - (time.time() - 7200) * 1000) < 5000
    with pytest.raises(click.BadParameter, match="is no time; expected"):
        moment.convert("yesterday", None, None)


def test_running_text_that_is_piped_is_as_wide_as_columns_says_else_a_hundred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert reading_width(console()) == 100

    monkeypatch.setenv("COLUMNS", "72")
    assert reading_width(console()) == 72
