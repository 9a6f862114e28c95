"""dates: the day that a line prints, in figures and words of many scripts, and nothing where none is meant."""

import pytest

from streams import resources
from streams.text.dates import find_date


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("9 February 2024, 07:30 GMT", "2024-02-09"),
        ("June 30, 2023", "2023-06-30"),
        ("Thứ hai, 20/5/2024, 06:00 (GMT+7)", "2024-05-20"),  # the day as printed, not of UTC
        ("ngày 20 tháng 5 năm 2024", "2024-05-20"),
        ("12.06.2024, 08:45 Uhr", "2024-06-12"),
        ("10/28/2024", "2024-10-28"),  # cannot be day before month
        ("2024-11-03T09:20:15+08:00", "2024-11-03"),
        ("2024年8月5日", "2024-08-05"),
        ("2024년 3월 5일 오전 9시 20분", "2024-03-05"),
        ("22 de abril de 2025", "2025-04-22"),
        ("1er avril 2024", "2024-04-01"),
        ("2024. március 5., 10:20", "2024-03-05"),
        ("2024 m. kovo 5 d.", "2024-03-05"),
        ("2024. gada 5. marts", "2024-03-05"),
        ("11 בינואר 2024", "2024-01-11"),
        ("11 يناير 2024", "2024-01-11"),
        ("۱۵ اسفند ۱۴۰۲", "2024-03-05"),  # Persian calendar
        ("१५ मार्च २०२४", "2024-03-15"),  # Devanagari figures
        ("20 พ.ค. 2567", "2024-05-20"),  # Buddhist year, abbreviated month
        ("5 მარტი, 2024", "2024-03-05"),
        ("መጋቢት 5 ቀን 2017 ዓ.ም", "2025-03-14"),  # Ethiopian calendar
        ("መስከረም 1 ቀን 2016", "2023-09-12"),  # its new year, the day after a leap day
        ("شنبه ۲۵ حوت ۱۴۰۳", "2025-03-15"),  # Persian calendar with Afghan names
    ],
)
def test_a_printed_day_is_read(line: str, day: str) -> None:
    found = find_date(line, resources.lexicon().calendar)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    "line", ["3 to 4 of 2024 things", "Maret 2024", "31.02.2024", "Harbour 3, Rovers 1", "5/3/67", "12345678"]
)
def test_what_is_no_date_is_none(line: str) -> None:
    assert find_date(line, resources.lexicon().calendar) is None


def test_a_month_that_means_two_needs_the_language() -> None:
    calendar = resources.lexicon().calendar
    days = [find_date("5 listopada 2024", calendar, language=language) for language in (None, "hr", "pl")]

    assert [found.day for found in days if found] == [None, "2024-10-05", "2024-11-05"]


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en-US", "2024-03-04"),
        ("en_PH", "2024-03-04"),
        ("en-GB", "2024-04-03"),
        ("en", "2024-04-03"),
        (None, "2024-04-03"),
    ],
)
def test_figures_are_read_as_the_region_of_the_language_writes_them(language: str | None, day: str) -> None:
    found = find_date("03/04/2024", resources.lexicon().calendar, language=language)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("نُشر: 17 فبراير/ شباط 2025", "2025-02-17"),  # the month in both of its Arabic names
        ("17 تشرين الثاني 2024", "2024-11-17"),
        ("3 كانون الأول/ ديسمبر 2024", "2024-12-03"),
        ("14 फरवरी 2025, 11:30 AM IST", "2025-02-14"),
        ("10 مارچ ، 2025", "2025-03-10"),
        ("ma 24 mrt 2025 - 22u51", "2025-03-24"),
    ],
)
def test_dates_as_papers_write_them(line: str, day: str) -> None:
    found = find_date(line, resources.lexicon().calendar)

    assert found is not None
    assert found.day == day


def test_a_tag_with_a_region_tells_the_month_too() -> None:
    found = find_date("5 listopada 2024", resources.lexicon().calendar, language="pl-PL")

    assert found is not None
    assert found.day == "2024-11-05"


@pytest.mark.parametrize("line", ["१ चैत २०८१", "৩০ ফাল্গুন ১৪৩১", "14 رمضان 1446"])  # Nepali, Bengali, lunar
def test_a_day_of_a_calendar_without_rule_is_recognised_and_left_open(line: str) -> None:
    found = find_date(line, resources.lexicon().calendar)

    assert found is not None
    assert found.day is None


def test_an_ethiopian_day_that_is_not_there_is_no_date() -> None:
    assert find_date("ጳጉሜን 6 ቀን 2016", resources.lexicon().calendar) is None  # the sixth is a leap day
