"""clean_text: a headline may end as a sentence; byline and date below it go all the same, and it stays."""

import pytest

from tests.stages.cleaning import clean

BODY = "The ferry will cross the bay again on Monday, the harbour office said on the radio today."
# Of one length in all scripts: Thai ends no sentence with a mark, so that its headline looks like a sentence.
THAI = "กังหันน้ำเก่าริมแม่น้ำกลับมาหมุนอีกครั้งหลังจากหยุดนิ่งนานเก้าปี ชาวบ้านมารวมตัวกันที่ริมฝั่งตั้งแต่เช้า"


@pytest.mark.parametrize(
    ("headline", "byline", "name", "date"),
    [
        ("Will the old mill ever turn again after nine years?", "By Tess Arrow", "Tess Arrow", "3 June 2024"),
        ("The mill turns again, and nobody knows why.", "By Tess Arrow", "Tess Arrow", "3 June 2024"),
        ("Will the old mill ever turn again after nine years?", "Tess Arrow", "Tess Arrow", "3 June 2024"),
        ("Dreht sich die alte Mühle bald wieder?", "Von Tess Arrow", "Tess Arrow", "3. Juni 2024"),
        ("¿Volverá a girar el viejo molino?", "Por Ana Ruiz", "Ana Ruiz", "3 de junio de 2024"),
        ("Le vieux moulin va-t-il tourner de nouveau ?", "Par Ana Ruiz", "Ana Ruiz", "3 juin 2024"),
        ("Il vecchio mulino tornerà a girare?", "di Ana Ruiz", "Ana Ruiz", "3 giugno 2024"),
        ("Снова ли закрутится старая мельница?", "Автор: Анна Руис", "Анна Руис", "3 июня 2024"),
        ("هل تدور الطاحونة القديمة من جديد؟", "بقلم: هدى سالم", "هدى سالم", "3 يونيو 2024"),
        ("老水车九年之后还会再转起来吗？", "记者：何小平", "何小平", "2024年6月3日"),
        ("水車は再び回るのだろうか？", "記者：浜田一郎", "浜田一郎", "2024年6月3日"),
        ("물레방아는 다시 돌 수 있을까?", "김바다 기자", "김바다", "2024-06-03 10:15"),
        ("กังหันน้ำเก่าหมุนอีกครั้งหลังเก้าปี", "โดย สมชาย ใจดี", "สมชาย ใจดี", "3 มิถุนายน 2567"),
    ],
)
@pytest.mark.parametrize("is_dated_first", [False, True])
def test_a_headline_that_ends_as_a_sentence_has_its_byline_below(
    headline: str, byline: str, name: str, date: str, is_dated_first: bool
) -> None:
    body = THAI if headline.startswith("ก") else BODY
    below = (date, byline) if is_dated_first else (byline, date)
    cleaned = clean("\n".join((headline, *below, body)))

    assert cleaned.body == f"{headline}\n{body}"
    assert (cleaned.authors, cleaned.published_at) == ((name,), "2024-06-03T00:00:00.000Z")


@pytest.mark.parametrize(
    "below",
    [
        "By the river stood a crowd.",
        "12 March 2025 - Leeds",  # a tour
        "Data: 3 de maio de 2025",  # of what, nobody says
        "3 June 2024\nIt closed again after a day.\n5 July 2024\nIt opened once more.",  # a timeline
    ],
)
def test_a_sentence_with_no_byline_below_it_is_running_text(below: str) -> None:
    text = f"The bridge over the river was opened.\n{below}\n{BODY}"
    cleaned = clean(text)

    assert (cleaned.body, cleaned.authors, cleaned.published_at) == (text, (), None)


def test_a_long_first_line_is_running_text() -> None:
    text = f"{BODY} {BODY}\n3 June 2024\n{BODY[::-1]}.\nIt carries a dog and forty people."

    assert clean(text).body == text
