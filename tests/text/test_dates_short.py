"""Dates that write less than they could: Buddhist years of two figures, Roman months."""

import pytest

from streams import resources
from streams.text.dates import find_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("4 มี.ค. 68", "2025-03-04"),
        ("4 มีนาคม 68 เวลา 10:15 น.", "2025-03-04"),
        ("๔ มี.ค. ๖๘", "2025-03-04"),
        ("4 III 2025", "2025-03-04"),
        ("4.III.2025", "2025-03-04"),
        ("4. III. 2025.", "2025-03-04"),
        ("2025. III. 4.", "2025-03-04"),
        ("12 XII 2024, 10:15", "2024-12-12"),
        ("5 March 2024 I 7 min", "2024-03-05"),
    ],
)
def test_a_short_date_is_read(line: str, day: str) -> None:
    found = find_date(line, resources.lexicon().calendar)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "line",
    [
        "4 มี.ค. 25",  # of which calendar?
        "4 March 68",
        "I 12 2024",
        "Henry VIII 5 2024",
        "3 i 2024",
        "4 XIII 2025",
    ],
)
def test_what_could_be_something_else_is_no_date(line: str) -> None:
    assert find_date(line, resources.lexicon().calendar) is None


def test_a_second_date_is_no_clock() -> None:
    calendar = resources.lexicon().calendar
    found = find_date("19.03.2025 - 10:05 Güncelleme: 20.03.2025 - 11:40", calendar)

    assert found is not None
    again = find_date(found.after, calendar)
    assert again is not None
    assert again.day == "2025-03-20"
