"""Which days does a text name?  Dates in figures, or with a month name of the article's language (CLDR).

A rule, not a tagger: it looks around every number of one to four digits, so it costs nothing where there are none.  A
weekday, a year or a month alone is no day.  "3/4/2022" is given without saying whether it is March or April.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from unicodedata import category

import numpy as np

from streams.text.dates import ERA, Calendar, year_of_era

_DIGIT = np.array([chr(point).isdecimal() for point in range(0x20000)])  # the last one is none
_SOLID = re.compile("[\u0e01-\u0e4e\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")  # scripts with no blank before a number
# A word ends before the marks of every script: `11 مارس،`, `৩ মে।`.  All of them stand below Yi, or are wide forms.
_MARKS = "".join(
    re.escape(char) for char in map(chr, (*range(0x3100), *range(0xFE10, 0xFFF0))) if category(char)[0] == "P"
)
_WORD = rf"((?:[\u0e01-\u0e4e]{{1,3}}\.){{2}}|[^\W\d_][^\s\d{_MARKS}]{{1,19}})"
_FIGURES = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\w/-]|[.,]\d)")
_SPACED = re.compile(r"(?<!\d\.\s)(\d{1,2})\.[ \u00a0\u202f](\d{1,2})\.[ \u00a0\u202f](\d{4})(?![\w/%:-]|[.,]\d)")
_WRITE_SPACED = frozenset({"cs", "sk", "sl", "hr", "bs", "sr", "de"})  # "3. 5. 2024"
_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\w/-]|[.,]\d)")
_YEAR_SPACED = re.compile(r"(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})(?![\w/%:]|[.,-]\d)")  # Hungarian and Korean
_SIGNS = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日號号일]")
_ERA_BEFORE = re.compile(ERA.pattern + r"\s?$")
_TEN = "[一二三四五六七八九]"
_IN_WORDS = re.compile(
    rf"(?:([〇零○一二三四五六七八九]{{4}})年)?(?<![〇零○一二三四五六七八九十百千])(十[一二]?|{_TEN})月"
    rf"([二三]?十{_TEN}?|{_TEN})[日號号]"
)
_NUMERALS = {numeral: str(number) for number, numeral in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_VIETNAMESE = re.compile(r"(\d{1,2})\stháng\s(\d{1,2})(?:\snăm\s(\d{4}))?(?![\w/])")
# Day and month in figures are a share or a score elsewhere; these languages say before it that it is a day.
_DAY_SLASH_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\w/%]|[.,]\d)")
_SAID_BEFORE = {
    "vi": re.compile(r"(?i)(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm)\s$"),
    "id": re.compile(r"(?<!\w)(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)\s\($"),
    "ms": re.compile(r"(?<!\w)(?:Isnin|Selasa|Rabu|Khamis|Jumaat|Sabtu|Ahad)\s\($"),
}
_THAI = r"(?:(?<=[\u0e01-\u0e4e])|(?<=[\u0e01-\u0e4e]\.))"  # writes dates with blanks or without
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?P<th>st|nd|rd|th|\.?º|\.?ª|(?<=\b1)°|er|ης|η|\.)?(?:\s(?:(?:de|of)\s|d['’])?|(?=[\u0e01-\u0e4e]))"
    rf"(?P<month>{_WORD})\.?(?:(?:[,،፣]?\s|{_THAI})(?:(?:de|del|พ\.ศ\.|ค\.ศ\.)\s?)?(?P<year>\d{{4}})(?![\d.,]\d))?"
)
_YEAR_DAY_MONTH = re.compile(rf"(\d{{4}})\.?\s(?:(?:gada|m\.|жылғы|жылы)\s)?(\d{{1,2}})\.?[\s-]{_WORD}")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}})\.?\s(?:m\.\s)?{_WORD}\s(\d{{1,2}})(?!\d)")
_DAY_YEAR = re.compile(r"(\d{1,2})(st|nd|rd|th|\.)?(?:,?\s(\d{4})(?![\d.,]\d))?(?![\w:%/]|[.,]\d)")
_BEHIND_YEARS = frozenset("-./年년")  # as the patterns have it
_BEFORE = re.compile(rf"(?<!\w){_WORD}(\.?)\s$")
_THE_BEFORE = re.compile(rf"(?<!\w){_WORD}()\sthe\s$")  # "June the 7th"
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_CAPITALS = frozenset({"en", "de", "id", "ms", "el", "tr", "lb", "af", "sw", "fil"})  # write months with a capital
_MONTH_FIRST = frozenset({"en", "hu", "lt", "fil", "sw", "eu"})
# Whole names although short; `Calendar.whole` has those that no language writes longer.
_SHORT = frozenset({"mai", "mei", "maj", "may", "máj", "май", "мая", "мај", "मई", "মে", "jun", "jul", "јун", "јул"})
_YEARS, _BUDDHIST = range(1000, 2101), range(2443, 2644)  # the Thai calendar is 543 years ahead
# Months as dates write them, where CLDR has the nominative or nothing: genitives, locatives, "in" written on to them.
_WRITTEN = {
    "bs": ("januara februara marta aprila maja juna jula augusta septembra oktobra novembra decembra",),
    "et": (
        "jaanuaril veebruaril märtsil aprillil mail juunil juulil augustil septembril oktoobril novembril detsembril",
    ),
    "he": ("בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",),
    "kk": (
        "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда",
    ),
    "lv": ("janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",),
    "sl": ("januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",),
    "sr": (
        "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
        "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    ),
}
_CASES = {
    language: {name: number for months in lists for number, name in enumerate(months.split(), 1)}
    for language, lists in _WRITTEN.items()
}
_CASES["en"] = {"sept": 9}
_ANY_YEAR = 2000  # a leap year, for days without one


class Day(NamedTuple):
    """A day named in a text: code points, end exclusive; *iso* as YYYY-MM-DD where year and month are certain."""

    start: int
    end: int
    iso: str | None


def find_days(text: str, language: str, calendar: Calendar) -> list[Day]:
    """Find them: sorted, without overlap.  *language* is a primary tag; `und` knows figures only.  Never raises."""
    found = _in_figures(text, language, calendar)
    if language in ("zh", "ja") and "月" in text:
        found = sorted([*found, *(day for match in _IN_WORDS.finditer(text) for day in _in_words(match))])
    return found


def _in_figures(text: str, language: str, calendar: Calendar) -> list[Day]:
    found: list[Day] = []
    for start, end in numbers(text):
        if _may_count(text, start, end) and _free(text, start, end) and not (found and start < found[-1].end):
            day = next(_readings(text, start, end, language, calendar), None)
            if day:
                found.append(day)
    return found


def numbers(text: str) -> Iterator[tuple[int, int]]:
    """Give where the numbers of a text start and end: those of `\\d+` for a seventh of the time.

    Not one pattern with what may stand around them: that would be tried at every character, not at every number.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    digit = np.concatenate(([False], _DIGIT.take(points, mode="clip"), [False]))
    borders = (digit[1:] != digit[:-1]).nonzero()[0].tolist()
    return zip(borders[::2], borders[1::2], strict=True)


def _may_count(text: str, start: int, end: int) -> bool:
    """Tell whether a number is as long as a day or a year is, and a year has behind it what a date begins with."""
    size = end - start
    return size <= 2 or (size == 4 and (text[end : end + 1].isspace() or text[end : end + 1] in _BEHIND_YEARS))


def _free(text: str, start: int, end: int) -> bool:
    """Tell whether a number is no part of a word, a larger number, a time of day or a share."""
    before = text[start - 1] if start else " "
    if before == "-" and "\u05d0" <= text[start - 2 : start - 1] <= "\u05ea":  # Hebrew "on the" is joined by it
        before = " "
    if before in ".,:/+-_" or (before.isalnum() and not _SOLID.match(before)):
        return False
    return text[end : end + 1] not in (":", "%")


def _readings(text: str, start: int, end: int, language: str, calendar: Calendar) -> Iterator[Day]:
    """Give what a number may begin, or end, the longest first."""
    if signs := _SIGNS.match(text, start):
        if not signs[1] and (era := _ERA_BEFORE.search(text, max(0, start - 12), start)):
            yield from _day(era.start(), signs.end(), str(year_of_era(era)), int(signs[2]), signs[3])
        yield from _day(start, signs.end(), signs[1], int(signs[2]), signs[3])
    if end - start == 4:
        yield from _year_first(text, start, language, calendar)
    elif end - start <= 2:
        if figures := _FIGURES.match(text, start):
            yield from _ordered(start, figures.end(), figures)
        elif language in _WRITE_SPACED and (spaced := _SPACED.match(text, start)):
            yield from _day(start, spaced.end(), spaced[3], int(spaced[2]), spaced[1])
        yield from _day_first(text, start, language, calendar)


def _year_first(text: str, start: int, language: str, calendar: Calendar) -> Iterator[Day]:
    if iso := _ISO.match(text, start):
        yield from _day(start, iso.end(), iso[1], int(iso[3]), iso[4])
    if language in ("hu", "ko") and (spaced := _YEAR_SPACED.match(text, start)):
        yield from _day(start, spaced.end(), spaced[1], int(spaced[2]), spaced[3])
    if last := _YEAR_DAY_MONTH.match(text, start):
        yield from _day(start, last.end(), last[1], _month(last[3], language, calendar), last[2])
    if middle := _YEAR_MONTH_DAY.match(text, start):
        yield from _day(start, middle.end(), middle[1], _month(middle[2], language, calendar), middle[3])


def _day_first(text: str, start: int, language: str, calendar: Calendar) -> Iterator[Day]:
    if language == "vi" and (spoken := _VIETNAMESE.match(text, start)):
        yield from _day(start, spoken.end(), spoken[3], int(spoken[2]), spoken[1])
    said = _SAID_BEFORE.get(language)
    if said and (slash := _DAY_SLASH_MONTH.match(text, start)) and said.search(text, max(0, start - 10), start):
        yield from _day(start, slash.end(), None, int(slash[2]), slash[1])
    if words := _DAY_MONTH.match(text, start):
        day, year = words[1], words["year"]
        alone = not year and not (language == "en" and words["th"] in _ORDINALS)  # "1st Dec"
        month = _month(words["month"], language, calendar, alone=alone)
        if year:
            yield from _day(start, words.end(), year, month, day)
        yield from _day(start, words.end("month"), None, month, day)
    if language in _MONTH_FIRST and (after := _DAY_YEAR.match(text, start)):
        yield from _month_first(text, start, after, language, calendar)


def _month_first(text: str, start: int, after: re.Match[str], language: str, calendar: Calendar) -> Iterator[Day]:
    """Read "Sept. 12", "Dec 1st, 2024", "June the 7th"; *after* is the day and the year behind it."""
    th, year = after[2] in _ORDINALS, after[3]
    said = _THE_BEFORE.search(text, max(0, start - 24), start) if th and language == "en" else None
    before = said or _BEFORE.search(text, max(0, start - 24), start)
    if before:
        short = language == "en" and (th or before[2] == ".")  # "Dec 1st" and "Sept. 12" are sure, "Mar 5" is not
        month = _month(before[1], language, calendar, alone=not year and not short)
        yield from _day(before.start(1), after.end(3 if year else 2 if th else 1), year, month, after[1])


def _month(word: str, language: str, calendar: Calendar, *, alone: bool = False) -> int:
    """Give the month that *word* is in *language*, 0 for none; without a year (*alone*) abbreviations do not count."""
    name = word.casefold().rstrip(".")
    if language in _CAPITALS and not word[0].isupper():
        return 0
    if written := _CASES.get(language, {}).get(name):
        return written
    numbers = [number for number, tongues in calendar.months.get(name, {}).items() if language in tongues]
    if len(numbers) != 1:
        return 0
    short = len(name) <= 3 and "." not in name and name not in _SHORT and (language, name) not in calendar.whole
    return 0 if alone and short else numbers[0]


def _in_words(match: re.Match[str]) -> Iterator[Day]:
    """Read 二〇二四年五月三日."""
    year = "".join(_NUMERALS[numeral] for numeral in match[1]) if match[1] else None
    yield from _day(match.start(), match.end(), year, _value(match[2]), str(_value(match[3])))


def _value(numeral: str) -> int:
    """Read a numeral below 40: 十二, 二十, 三十一."""
    tens, ten, ones = numeral.rpartition("十")
    return (int(_NUMERALS[tens]) if tens else bool(ten)) * 10 + (int(_NUMERALS[ones]) if ones else 0)


def _ordered(start: int, end: int, figures: re.Match[str]) -> Iterator[Day]:
    """Read day, month, year; where month, day would do too, the day stays open."""
    first, second = int(figures[1]), int(figures[3])
    readings = [
        *_day(start, end, figures[4], second, figures[1]),
        *_day(start, end, figures[4], first, figures[3]),
    ]
    if readings:
        sure = len({one.iso for one in readings}) == 1 or figures[2] == "."
        yield readings[0] if sure else readings[0]._replace(iso=None)


def _day(start: int, end: int, year: str | None, month: int, day: str) -> Iterator[Day]:
    """Give the day if there is one in the calendar."""
    number = int(year) if year else _ANY_YEAR
    number -= 543 if number in _BUDDHIST else 0
    if month and number in _YEARS:
        try:
            iso = date(number, month, int(day)).isoformat()
        except ValueError:
            return
        yield Day(start, end, iso if year else None)
