"""Producers' dates, read tolerantly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import ArticleWarning
from streams.wire.dates import from_ms, read_date, to_ms

APPENDED = 1_741_687_200_000  # 2025-03-11T10:00:00Z


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-03-11T10:00:00Z", "2025-03-11T10:00:00.000Z"),
        ("2025-03-11T17:00:00.123456+07:00", "2025-03-11T10:00:00.123Z"),
        ("20250311T100000Z", "2025-03-11T10:00:00.000Z"),
        ("2025-03-11", "2025-03-11T00:00:00.000Z"),
        ("Tue, 11 Mar 2025 10:00:00 GMT", "2025-03-11T10:00:00.000Z"),
        (APPENDED, "2025-03-11T10:00:00.000Z"),
        (APPENDED + 0.5, "2025-03-11T10:00:00.000Z"),
        ("1605-06-01T00:00:00Z", "1605-06-01T00:00:00.000Z"),
    ],
)
def test_common_forms_are_read(value: object, expected: str) -> None:
    assert read_date(value, appended_ms=APPENDED) == (expected, [])


@pytest.mark.parametrize(
    "value", ["yesterday", "", "0001-01-01T00:00:00+14:00", "1601-01-01", 1e300, -1e18, True, ["2025"], "9" * 100]
)
def test_nonsense_is_left_out_and_flagged(value: object) -> None:
    assert read_date(value, appended_ms=APPENDED) == (None, (ArticleWarning.BAD_DATE,))


def test_a_time_without_zone_is_kept_as_utc_and_flagged() -> None:
    assert read_date("2025-03-11 10:00:00", appended_ms=APPENDED) == (
        "2025-03-11T10:00:00.000Z",
        [ArticleWarning.BAD_DATE],
    )


def test_a_date_a_day_ahead_of_the_append_time_is_kept_and_flagged() -> None:
    assert read_date("2025-03-13T00:00:00Z", appended_ms=APPENDED)[1] == [ArticleWarning.FUTURE_DATE]
    assert read_date("2025-03-12T09:59:59Z", appended_ms=APPENDED)[1] == []


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.none(), st.booleans(), st.lists(st.integers())))
def test_nothing_raises(value: object) -> None:
    date, _ = read_date(value, appended_ms=APPENDED)

    assert date is None or len(date) == 24


@given(st.integers(0, 253_402_300_799_999))
def test_milliseconds_survive(milliseconds: int) -> None:
    assert to_ms(from_ms(milliseconds)) == milliseconds
