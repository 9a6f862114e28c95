"""clean_text: boxes, tours, timelines and lives above the first sentence stay, and are no facts."""

import pytest

from tests.stages.cleaning import clean

BODY = "The ferry will cross the bay again on Monday, the harbour office said on the radio today."


@pytest.mark.parametrize(
    "rows",
    [
        "Born: 4 May 1931, Hull\nDied: 12 January 2024, Leeds",
        "Geboren: 4. Mai 1931, Hull\nGestorben: 12. Januar 2024",
        "Née le 3 mai 1990 à Arles",
        "Nato il 3 maggio 1990 a Roma",
        "Sinh: 3/5/1990",
        "Ngày sinh: 3/5/1990",
        "출생: 1990년 5월 3일",
        "जन्म: 3 मई 1990",
        "Premiere: 12. Juni 2024, Stadttheater",
        "Premiera: 12 czerwca 2024, Teatr",
        "生年月日：1990年5月3日",
        "تاريخ الميلاد: 3 مايو 1990",
        "Died 12 January 2024",
    ],
)
def test_the_days_of_a_life_or_a_work_are_not_those_of_the_article(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize(
    "box",
    [
        "Date: 12 June 2024\nVenue: Town Hall\nTickets: 5 pounds",
        "Fecha: 12 de junio de 2024\nLugar: Plaza Mayor",
        "Data: 12 giugno 2024\nLuogo: Municipio",
        "Datum: 12. Juni 2024\nOrt: Rathaus",
        "Дата: 12 июня 2024\nМесто: Ратуша",
        "Tanggal: 12 Juni 2024\nTempat: Balai Desa",
        "Tarih: 12 Haziran 2024\nYer: Belediye",
        "日時：2024年6月12日\n場所：町役場",
        "日期：2024年6月12日\n地点：镇政府",
        "일시: 2024년 6월 12일\n장소: 면사무소",
        "التاريخ: 12 يونيو 2024\nالمكان: البلدية",
    ],
)
def test_a_date_among_other_labels_is_that_of_an_event(box: str) -> None:
    _stays(f"The mill festival returns to the village\n{box}")


@pytest.mark.parametrize(
    "rows",
    [
        "Tour dates\n12 June 2024, Oakham\n13 June 2024, Carden\n14 June 2024, Hull",
        "Tour dates\n12 June 2024, 19:00 Oakham\n13 June 2024, 19:00 Carden",
        "Tournée\n12 juin 2024, Rennes\n13 juin 2024, Brest",
        "Концерты\n12 июня 2024, Казань\n13 июня 2024, Уфа",
        "巡演日程\n2024年6月12日 北京\n2024年6月13日 上海",
    ],
)
def test_different_days_in_neighbouring_rows_are_a_list(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize(
    "rows",
    [
        "Chronicle\n3 May 2021\nThe bridge opens.\n4 June 2022\nThe bridge closes.",
        "Chronik\n3. Mai 2021\nDie Brücke wird eröffnet.\n4. Juni 2022\nDie Brücke wird gesperrt.",
    ],
)
def test_days_alone_further_down_make_the_first_a_row_of_a_timeline(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize("line", ["Hull, 4 May 1931", "3. Mai 1931", "1931年5月3日"])
def test_a_day_older_than_the_web_is_none_of_an_article(line: str) -> None:
    _stays(line)


@pytest.mark.parametrize(
    ("head", "day", "names"),
    [
        ("Date: 12 June 2024\nAuthor: Ana Ruiz", "2024-06-12", ("Ana Ruiz",)),
        ("Published: 12 June 2024\nUpdated: 13 June 2024\nBy Ana Ruiz", "2024-06-12", ("Ana Ruiz",)),
        ("12 June 2024 10:00\n13 June 2024 11:00", "2024-06-12", ()),
        ("Published: 4 May 1931", "1931-05-04", ()),
        ("Jakarta 12 Juni 2024", "2024-06-12", ()),
        ("الإثنين 03/مارس/2025 - 11:20 ص", "2025-03-03", ()),  # a weekday, as many spell it
        ("الأحد 12 مايو 2024", "2024-05-12", ()),
        ("Fecha: 12 de junio de 2024", "2024-06-12", ()),
    ],
)
def test_what_says_when_the_article_was_written_still_goes(head: str, day: str, names: tuple[str, ...]) -> None:
    cleaned = clean(f"{head}\n{BODY}")

    assert cleaned.body == BODY
    assert (cleaned.published_at or "")[:10] == day
    assert cleaned.authors == names


def _stays(head: str) -> None:
    cleaned = clean(f"{head}\n{BODY}")

    assert cleaned.body == f"{head}\n{BODY}"
    assert (cleaned.authors, cleaned.published_at) == ((), None)
