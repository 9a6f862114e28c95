"""Which day does a line print?  Dates in figures and words, in any script, with the month names of CLDR.

The day counts as printed: time of day and zone are recognised and left out, because most pages print no
zone.  Figures are read day before month, unless that cannot be or the language is one of a region that writes the
month first (`en-US`); Thai Buddhist years, Persian (Afghan) and Ethiopian dates are converted.  Nepali, Bengali and
lunar Islamic dates are recognised, but their day stays open: their months are announced, not calculated.  A month
name that languages use for two months (`listopad`) needs the language, else no date.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MAX_LINE_CP = 160
_BUDDHIST = range(2443, 2644)  # 1900 to 2100 in the Thai calendar, which is 543 years ahead
_SHORT_BUDDHIST = range(50, 90)  # `4 มี.ค. 68` is 2025; 2007 to 2046, and no year of ours so far
_GREGORIAN = range(1900, 2101)
_JALALI = range(1300, 1480)
_ETHIOPIAN = range(1893, 2092)  # 1901 to 2099: no leap day is left out in between
_OPEN = range(1300, 1500)  # Bengali and lunar Islamic; Nepali years look like ours

_TOKEN = re.compile(r"\d+|[\u0e01-\u0e4e]{1,4}\.[\u0e01-\u0e4e]{1,2}\.|[^\s\d,.;:|/()\[\]（），、•·…–—\-]+|[^\s]")
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}\s?[:：hH時时点시u]\s?\d{2}(?!\d)(?:\s?[:：分분]\s?\d{2}(?!\d))?(?:\.\d{1,6})?(?:\s?[APap]\.?[Mm]\b\.?)?"
)
_DOTTED_CLOCK = re.compile(
    r"(?<!\d)(?:[01]?\d|2[0-3])\.[0-5]\d(?!\.?\d)(?:\s?[APap]\.?[Mm]\b\.?)?|(?<!\d)\d{1,2}\s?[ap]m\b"
)
_ZONE = re.compile(r"\(?\b(?:GMT|UTC)\s?(?:[+−-]\s?\d{1,2}(?:[:.]?\d{2})?)?\)?|(?<=\s)[+-]\d{2}:?\d{2}\b")
# Years of Japanese reigns and of the Republic of China: 令和6年 and 民國113年 are 2024, 元年 is the first.
ERA = re.compile(r"(令和|平成|昭和|大正|(?:中華)?民[國国])\s?(元|\d{1,3})\s?年")
_ERA_STARTS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_BEFORE_REPUBLIC = 1911
# Languages with a region whose short dates begin with the month, in CLDR 48.  No region, no American dates: `en` alone
# is declared by papers of all countries.
_MONTH_FIRST_TAGS = "en-us en-ph en-pr en-vi en-um en-mp en-gu en-as en-mh en-bi es-pr es-pa fil-ph ceb-ph"
_MONTH_FIRST = frozenset(_MONTH_FIRST_TAGS.split())
_BETWEEN_WORDS = (
    "de del di do of the th st nd rd er º ª - . , ، / – 年 月 日 號 号 년 월 일 ngày tháng năm thg ден г р year "
    "року года год м m d gada metų mėn оны ийн сарын өдөр ж жыл жылы жылғы թ թ. il ili წ წლის พ.ศ ค.ศ ศ พ ค วันที่ เดือน "
    "ko eko ปี سنة عام ها ה ב și an a den e y i of' ' ’ ን ቀን ዓ ም"
)
_BETWEEN = frozenset(_BETWEEN_WORDS.split())
# `4 III 2025`, `2025. III. 4.`: between day and year, from Poland to Hungary.
_ROMAN_MONTHS = "I II III IV V VI VII VIII IX X XI XII"
_ROMAN = {name: number for number, name in enumerate(_ROMAN_MONTHS.split(), 1)}
_ANY = frozenset({"und"})
_THAI = frozenset({"th"})
# Syrian months of two words; the others are in the calendar.
_SYRIAN = re.compile("(تشرين|كانون) (الأول|الاول|الثاني)")
_FIRST_SYRIAN = {"تشرين": "أكتوبر", "كانون": "ديسمبر"}
_SECOND_SYRIAN = {"تشرين": "نوفمبر", "كانون": "يناير"}


@dataclass(frozen=True, slots=True)
class Calendar:
    """Names, casefolded: months with the number(s) and the languages that say so; days.

    *jalali* and *ethiopian* give the number of a month in those calendars; *others* are only recognised.
    *whole* holds (language, name) of months whose full name is of three letters or fewer, as জুন is: no abbreviation.
    """

    months: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    jalali: Mapping[str, int] = field(default_factory=dict)
    ethiopian: Mapping[str, int] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    whole: frozenset[tuple[str, str]] = frozenset()


def read_calendar(data: Mapping[str, Any]) -> Calendar:
    """Make a calendar of the decoded `calendar.json`.  Raises KeyError when a table is missing."""
    months = {
        name: {int(number): frozenset(languages) for number, languages in meanings.items()}
        for name, meanings in data["months"].items()
    }
    others, whole = frozenset(data["others"]), frozenset(_whole(months))
    return Calendar(months, frozenset(data["days"]), data["jalali"], data["ethiopian"], others, whole)


def _whole(months: Mapping[str, Mapping[int, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    """Find the short names that have no longer one beside them: same language, same month, same script."""
    short, long = [], set()
    for name, meanings in months.items():
        keys = {(language, number, name < "\u0370") for number, some in meanings.items() for language in some}
        if len(name) > 3:
            long |= keys
        elif not name.isascii():
            short.append((name, keys))
    yield from ((key[0], name) for name, keys in short for key in keys - long)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date in a line: *day* as YYYY-MM-DD, None when the month stays open, and what stands around it."""

    day: str | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class _Part:
    value: int
    months: Mapping[int, frozenset[str]] | None
    foreign: Callable[[list[int], int], str | None] | None  # reads a month of another calendar, numbered *value*
    start: int
    end: int
    mark: str  # what stands between this part and the one before: "" when nothing or words, else one of . / -


def find_date(line: str, calendar: Calendar, *, language: str | None = None) -> PrintedDate | None:
    """Find the first whole date (day, month and year) of a short line; None when there is none.  Never raises.

    *language* is a BCP 47 tag as declared; without one a month name or figures that could be two dates are none or
    day before month.
    """
    line = ERA.sub(_common_year, line) if "年" in line else line
    line = _SYRIAN.sub(_one_word, line) if "ون " in line or "ين " in line else line
    if len(line) > MAX_LINE_CP or sum(char.isdigit() for char in line) < 3:
        return None
    line = _ZONE.sub(" ", _CLOCK.sub(" ", line))
    tag = language.replace("_", "-").casefold() if language else ""
    for run in _runs(line, calendar):
        for first in range(len(run) - 2):
            parts = run[first : first + 3]
            day = _read(parts, tag)
            if day is not None:
                before, after = line[: parts[0].start], line[parts[2].end :]
                return PrintedDate(day or None, before, _DOTTED_CLOCK.sub(" ", after))
    return None


def leftover(rest: str, calendar: Calendar, noise: frozenset[str]) -> str:
    """Give the words of *rest* that are neither weekday nor filler nor *noise* (casefolded words)."""
    kept = []
    for match in _TOKEN.finditer(rest):
        word = match[0].casefold().strip("'’：")  # a wide colon is no token of its own: `发布时间：`
        known = word in calendar.days or word in noise or word in _BETWEEN or not any(c.isalnum() for c in word)
        if not known:
            kept.append(match[0])
    return " ".join(kept)


def year_of_era(match: re.Match[str]) -> int:
    """Give the common year of a match of `ERA`."""
    return _ERA_STARTS.get(match[1], _BEFORE_REPUBLIC) + (1 if match[2] == "元" else int(match[2]))


def _common_year(match: re.Match[str]) -> str:
    return f"{year_of_era(match)}年"


def _one_word(match: re.Match[str]) -> str:
    return (_SECOND_SYRIAN if match[2] == "الثاني" else _FIRST_SYRIAN)[match[1]]


def _runs(line: str, calendar: Calendar) -> list[list[_Part]]:
    """Group numbers and month names that only fillers separate."""
    runs: list[list[_Part]] = [[]]
    mark = ""
    for match in _TOKEN.finditer(line):
        piece = match[0].casefold()
        part = _part(piece, calendar, match, mark)
        if part:
            twice = part.months and runs[-1] and (runs[-1][-1].months or {}).keys() == part.months.keys()
            if not twice:  # `فبراير/ شباط`
                runs[-1].append(part)
            mark = ""
        elif piece in "./-":
            mark = piece
        elif piece not in _BETWEEN and piece.strip("'’.") not in calendar.days:
            runs.append([])
    return [run for run in runs if len(run) >= 3]


def _part(piece: str, calendar: Calendar, match: re.Match[str], mark: str) -> _Part | None:
    if piece.isdecimal():
        return _Part(int(piece), None, None, match.start(), match.end(), mark) if len(piece) <= 4 else None
    name = piece.strip("'’.")
    months = calendar.months.get(name) or calendar.months.get(
        name.removeprefix("ב").removesuffix("ren")
    )  # Hebrew "in", Basque "of"
    if months:
        return _Part(0, months, None, match.start(), match.end(), mark)
    if name in calendar.jalali:
        return _Part(calendar.jalali[name], None, _jalali, match.start(), match.end(), mark)
    if name in calendar.ethiopian:
        return _Part(calendar.ethiopian[name], None, _ethiopian, match.start(), match.end(), mark)
    if name in calendar.others:
        return _Part(0, None, _open, match.start(), match.end(), mark)
    if match[0] in _ROMAN:
        return _Part(0, {_ROMAN[match[0]]: _ANY}, None, match.start(), match.end(), mark)
    return None


def _read(parts: list[_Part], tag: str) -> str | None:
    """Give YYYY-MM-DD; an empty string when it is a date whose month is open; None when it is no date."""
    named = [index for index, part in enumerate(parts) if part.months or part.foreign]
    if len(named) > 1:
        return None
    if not named:
        return _figures(parts, month_first=tag in _MONTH_FIRST)
    month_at = named[0]
    numbers = [part.value for index, part in enumerate(parts) if index != month_at]
    if foreign := parts[month_at].foreign:
        return foreign(numbers, parts[month_at].value)
    months = parts[month_at].months or {}
    if month_at != 1 and _ANY in months.values():
        return None
    if month_at == 1 and numbers[1] in _SHORT_BUDDHIST and set(months.values()) == {_THAI}:
        numbers[1] += 2500
    year = next((number for number in numbers if _year(number)), None)
    if year is None:
        return None
    day = numbers[0] if numbers[1] == year else numbers[1]
    if len(months) > 1:
        language = tag.partition("-")[0]
        months = {number: languages for number, languages in months.items() if language in languages}
    if len(months) != 1:
        return "" if 1 <= day <= 31 else None
    return _iso(year, next(iter(months)), day)


def _figures(parts: list[_Part], *, month_first: bool) -> str | None:
    first, second, third = (part.value for part in parts)
    if _year(first) and first > 31:
        return _iso(first, second, third)
    dotted = parts[1].mark == parts[2].mark and parts[1].mark in ("/", ".", "-")
    if third < 50 and dotted and parts[1].mark != "-":
        third += 2000
    if not _year(third):
        return None
    day, month = (second, first) if month_first else (first, second)
    return _iso(third, month, day) or _iso(third, day, month)


def _year(number: int) -> bool:
    return number in _GREGORIAN or number in _BUDDHIST


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year - 543 if year in _BUDDHIST else year, month, day).isoformat()
    except ValueError:
        return None


def _jalali(numbers: list[int], month: int) -> str | None:
    """Convert a Persian date by the 33-year rule of the arithmetic calendar, exact for 1300 to 1479."""
    year = next((number for number in numbers if number in _JALALI), None)
    if year is None:
        return None
    day = numbers[0] if numbers[1] == year else numbers[1]
    if not 1 <= day <= (31 if month <= 6 else 30):
        return None
    days = 365 * (year - 1) + (8 * (year - 1) + 29) // 33 + day
    days += 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    return date.fromordinal(226894 + days).isoformat()


def _ethiopian(numbers: list[int], month: int) -> str | None:
    """Convert an Ethiopian date: twelve months of 30 days and a short one; every fourth year has a sixth day there."""
    year = next((number for number in numbers if number in _ETHIOPIAN), None)
    if year is None:
        return None
    day = numbers[0] if numbers[1] == year else numbers[1]
    if not 1 <= day <= (30 if month <= 12 else 5 + (year % 4 == 3)):
        return None
    return date.fromordinal(2430 + 365 * year + year // 4 + 30 * (month - 1) + day).isoformat()


def _open(numbers: list[int], month: int) -> str | None:
    """Recognise a date whose calendar has no rule: a day and a year, and no day of ours."""
    year = next((number for number in numbers if number in _OPEN or _year(number)), None)
    day = numbers[0] if numbers[1] == year else numbers[1]
    return "" if year is not None and 1 <= day <= 32 else None
