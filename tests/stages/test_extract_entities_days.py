"""Days by rule: which dates of which languages are found, and what is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams
from streams.resources import find_entities
from streams.stages.extract_entities.days import find_days
from streams.text.dates import read_calendar

CALENDAR = read_calendar(
    json.loads((Path(streams.__file__).parent / "models" / "lexicon" / "calendar.json").read_bytes())
)


def _days(text: str, language: str) -> list[tuple[str, str | None]]:
    return [(text[day.start : day.end], day.iso) for day in find_days(text, language, CALENDAR)]


@pytest.mark.parametrize(
    ("language", "text", "exact", "iso"),
    [
        ("id", "Pada 11 Maret 2021 mereka tiba.", "11 Maret 2021", "2021-03-11"),
        ("sr", "Састали су се 11. марта 2025. године.", "11. марта 2025", "2025-03-11"),  # genitive
        ("lv", "Tikās 2025. gada 12. martā.", "2025. gada 12. martā", "2025-03-12"),  # locative
        ("kk", "Олар 5 қыркүйекте кездесті.", "5 қыркүйекте", None),  # "in September"
        ("he", "הם נפגשו ב-11 במרץ 2025 בפריז.", "11 במרץ 2025", "2025-03-11"),  # "on the", "in" written on
        ("sl", "Srečali so se 11. marca 2025.", "11. marca 2025", "2025-03-11"),
        ("en", "On February 24th, 2022, it began.", "February 24th, 2022", "2022-02-24"),
        ("en", "He left on 3 May 1999.", "3 May 1999", "1999-05-03"),
        ("es", "El 3 de marzo de 2022 llovió.", "3 de marzo de 2022", "2022-03-03"),
        ("fr", "Depuis le 1er mai 2020, tout va.", "1er mai 2020", "2020-05-01"),
        ("de", "Am 3. März 2020 kam sie.", "3. März 2020", "2020-03-03"),
        ("hu", "A 2022. február 24 nap.", "2022. február 24", "2022-02-24"),
        ("lv", "Kopš 2022. gada 24. februāris.", "2022. gada 24. februāris", "2022-02-24"),
        ("ru", "Договор от 24 февраля 2022 года.", "24 февраля 2022", "2022-02-24"),
        ("ar", "وصل في 24 فبراير 2022 مساء.", "24 فبراير 2022", "2022-02-24"),
        ("hi", "वह 24 फ़रवरी 2022 को आया।", "24 फ़रवरी 2022", "2022-02-24"),
        ("th", "เมื่อวันที่ 24 กุมภาพันธ์ 2565 มีฝน", "24 กุมภาพันธ์ 2565", "2022-02-24"),
        ("zh", "他于2022年2月24日到达。", "2022年2月24日", "2022-02-24"),
        ("ko", "그는 2022년 2월 24일에 왔다.", "2022년 2월 24일", "2022-02-24"),
        ("vi", "Ngày 24 tháng 2 năm 2022 trời mưa.", "24 tháng 2 năm 2022", "2022-02-24"),
        ("und", "😀 2022-02-24 and more", "2022-02-24", "2022-02-24"),
        ("de", "Stand 24.02.2022, Berlin", "24.02.2022", "2022-02-24"),
        ("en", "Filed 24/2/2022 late.", "24/2/2022", "2022-02-24"),
        ("en", "Filed 3/4/2022 late.", "3/4/2022", None),  # March or April?
        ("sv", "Mötet den 24 februari blev kort.", "24 februari", None),
        ("ja", "2月24日に始まった。", "2月24日", None),
    ],
)
def test_days_are_found_with_their_date(language: str, text: str, exact: str, iso: str | None) -> None:
    assert _days(text, language) == [(exact, iso)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 2022 prices rose 24 percent."),
        ("en", "They march 24 miles; 24 may follow."),  # verbs, not months
        ("en", "Version 1.2.2022.4, 10:30, 24/7, 1/2/3, 99 March 2020"),
        ("de", "Am 24 Februari 2022 geschah das."),  # a month of another language
        ("it", "Vinse 3 set a zero."),  # "set." is September, and a set is not
        ("und", "24 Februari 2022"),
    ],
)
def test_other_numbers_are_left_alone(language: str, text: str) -> None:
    assert _days(text, language) == []


def test_the_same_day_has_one_id_in_the_article_and_no_day_lies_in_a_name() -> None:
    found, _ = find_entities("", "Pada 24 Februari 2022 Rusia menyerang. Sejak 24/02/2022 perang.", "id", 1.0)
    days = [entity for entity in found if entity.type == "DATE"]

    assert [(day.norm, day.method, day.uri) for day in days] == [("2022-02-24", "rules", None)] * 2
    assert len({day.id for day in days}) == 1
    assert list(found) == sorted(found, key=lambda entity: entity.start)


@given(st.text("0123456789./- ,年月日َMaret mai24th😀ก.พ", max_size=60), st.sampled_from(["en", "hu", "th", "und"]))
def test_days_lie_in_the_text_in_order(text: str, language: str) -> None:
    ends = [0]
    for day in find_days(text, language, CALENDAR):
        assert ends[-1] <= day.start < day.end <= len(text)
        ends.append(day.end)
