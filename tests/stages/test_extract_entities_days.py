"""Days by rule: which dates of which languages are found, and what is left alone."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams
from streams.resources import find_entities
from streams.stages.extract_entities.days import find_days, numbers
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
        # A comma or full stop of another script behind the month is no letter of it.
        ("ar", "في 11 مارس، وحضره الوزير.", "11 مارس", None),
        ("fa", "در ۱۱ مارس، او آمد.", "۱۱ مارس", None),
        ("ur", "وہ 17 جنوری، 2024 کو آیا۔", "17 جنوری، 2024", "2024-01-17"),
        ("ur", "وہ 11 مارچ، کو آیا۔", "11 مارچ", None),
        ("bn", "সে এল ৩ মার্চ।", "৩ মার্চ", None),
        ("am", "እሱ 11 ማርች፣ መጣ።", "11 ማርች", None),
        ("am", "እሱ 11 ማርች፣ 2024 መጣ።", "11 ማርች፣ 2024", "2024-03-11"),
        # Three letters or fewer, and no longer name beside them.
        ("bn", "সে ১৫ জুন এল।", "১৫ জুন", None),
        ("hi", "वह 15 जून को आया।", "15 जून", None),
        ("mr", "तो 15 मे रोजी आला.", "15 मे", None),
        ("gu", "તે 15 જૂન આવ્યો.", "15 જૂન", None),
        ("ur", "وہ 15 مئی کو آیا۔", "15 مئی", None),
        ("bg", "Те дойдоха на 15 юли в София.", "15 юли", None),
        ("fa", "او ۱۵ اوت آمد.", "۱۵ اوت", None),
        ("ta", "அவர் 15 மே வந்தார்.", "15 மே", None),
        ("te", "అతను 15 మే వచ్చాడు.", "15 మే", None),
        ("kn", "ಅವರು 15 ಮೇ ಬಂದರು.", "15 ಮೇ", None),
        ("is", "Hann kom 15. maí til landsins.", "15. maí", None),
        # Forms of one language.
        ("id", "Ia tiba di Medan, Rabu (12/3).", "12/3", None),
        ("ms", "Beliau tiba pada Khamis (13/3) lalu.", "13/3", None),
        ("vi", "Ông đến vào ngày 11/3, theo báo.", "11/3", None),
        ("vi", "Sáng 11/3, ông đến.", "11/3", None),
        ("cs", "Stalo se to 3. 5. 2024 v Brně.", "3. 5. 2024", "2024-05-03"),
        ("sk", "Bolo to 3. 5. 2024.", "3. 5. 2024", "2024-05-03"),
        ("de", "Am 3. 5. 2024 in Wien.", "3. 5. 2024", "2024-05-03"),
        ("hu", "Kelt 2024. 05. 03. napon.", "2024. 05. 03", "2024-05-03"),
        ("hu", "A 2024. 05. 03-án kelt.", "2024. 05. 03", "2024-05-03"),  # "on"
        ("it", "Il 1° maggio 2024 a Roma.", "1° maggio 2024", "2024-05-01"),
        ("es", "El 1.º de mayo marcharon.", "1.º de mayo", None),
        ("el", "Την 1η Ιουνίου 2024 ήρθε.", "1η Ιουνίου 2024", "2024-06-01"),
        ("el", "Η 25η Μαρτίου είναι αργία.", "25η Μαρτίου", None),
        ("en", "On Sept. 12 it rained.", "Sept. 12", None),
        ("en", "On Jan. 6, 2021, it rained.", "Jan. 6, 2021", "2021-01-06"),
        ("en", "By Dec 1st all was over.", "Dec 1st", None),
        ("en", "Since June the 7th all is well.", "June the 7th", None),
        ("en", "Since the 7th of June all is well.", "7th of June", None),
        ("th", "เมื่อ 7 มิ.ย. 2567 มีฝน", "7 มิ.ย. 2567", "2024-06-07"),
        ("th", "เมื่อ 3 พ.ค.2567 มีฝน", "3 พ.ค.2567", "2024-05-03"),
        ("th", "เมื่อ 3 พ.ค. มีฝน", "3 พ.ค.", None),
        ("zh", "他于二〇二四年五月三日到达。", "二〇二四年五月三日", "2024-05-03"),
        ("zh", "会议于十二月二十一日举行。", "十二月二十一日", None),
        ("ja", "令和6年5月3日に始まった。", "令和6年5月3日", "2024-05-03"),
        ("ja", "令和元年５月３日に始まった。", "令和元年５月３日", "2019-05-03"),
        ("zh", "民國113年5月3日開始。", "民國113年5月3日", "2024-05-03"),
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
        ("en", "Turnout was 3/4, the score 3-1 at 10.30, section 3.5.2, for 12.50 dollars or 1,200."),
        ("en", "Mar 5 rows; he won 5 Mar of them. She saw Dec 3 times; dec. 5 and sept. 12 are no months."),
        ("en", "Between Apr. 3.5 and May 7,500, Sat. 12, No. 5, Jan. 6:30, Mar. 15%, Feb. 30."),
        ("en", "The march the 7th day, the 4th, in the 5th."),
        ("id", "Ia menang (12/3), sebanyak 3/4 suara, skor 3-1, Rabu 12/3 bagian, Rp3.500."),
        ("id", "Rabu (3/40) dan Rabu (12/3/4)"),
        ("vi", "Chiếm 2/3 số phiếu, tỷ số 3-1, tháng 3/2024, ngày 30/2 và ngày 11/13."),
        ("cs", "Výsledek 3. 5. a oddíl 3. 5. 2, částka 3. 15. 2024, verze 3.5.2; 1. 2. 3. 2024 korun."),
        ("en", "He came 3. 5. 2024 was a good year, unlike 2024. 5. 3 came later."),
        ("it", "A 28° maggiore, 1° posto, 1° mag., con 28° marzo finì."),
        ("el", "Η 1η ομάδα και η 25η θέση."),
        ("ar", "في 11 مار، ثم 5 دقائق؛ 3 أشخاص."),
        ("bg", "Имаше 15 юн и 3 деца."),
        ("th", "ราคา 7 บาท มี 3 ม. และ 5 ก.ม. ต่อ"),
        ("zh", "三月内有五日，二〇二四年五月，十三月三日，二百五月三日。"),
        ("ja", "令和6年5月に始まり、6年3日、3月で終わる。"),
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


# Digits of Latin, Arabic and Bengali script and two from beyond the first plane, and what only looks like a digit.
@given(st.text("19 a.½²٣৯\U0001d7d8\U0001fbf1😀\ud800", max_size=30))
def test_numbers_are_runs_of_digits_of_any_script(text: str) -> None:
    assert [*numbers(text)] == [match.span() for match in re.finditer(r"\d+", text)]
