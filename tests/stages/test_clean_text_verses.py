"""clean_text: verses and rows of lists that look like a byline, a day, a credit or a source stay, and are no facts."""

import pytest

from tests.stages.cleaning import clean

FIRST = "The ferry will cross the bay again on Monday, the harbour office said."
BODY = f"{FIRST}\nIt carries a dog and forty people.\nNobody had asked for the dog, the captain told us."
VERSES = "By Hollow Hill\nBy Marlow Mill\nBy River Wide\nWe ride, we ride"


@pytest.mark.parametrize("text", [f"{BODY}\n{VERSES}", f"{VERSES}\n{BODY}", f"{FIRST}\n{VERSES}", VERSES])
def test_several_lines_that_look_like_bylines_are_verse(text: str) -> None:
    _stays(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\nBy Ida Cole\nBy Tom Hart\nBy Ann Lee",
        f"Who rides the ferry\nBy Ida Cole\nShe rides, she rides\nBy Tom Hart\n{BODY}",
    ],
)
def test_three_people_or_two_apart_are_verse_though_they_are_known(text: str) -> None:
    _stays(text)


def test_two_people_who_are_known_may_have_a_line_each() -> None:
    cleaned = clean(f"The ferry sails again\nBy Ida Cole\nBy Tom Hart\n{BODY}")

    assert cleaned.body == f"The ferry sails again\n{BODY}"


@pytest.mark.parametrize(
    "rows",
    [
        "Cómo llegar:\nPor Puerto Alerce\nPor la costa",
        "Cómo llegar:\nPor Puerto Alerce",
        "Por Serra Clara\nPela estrada velha",
        "De trem até a vila\nPor Serra Clara",
        "Langs de rivier\nDoor Oude Dorp\nOver de dijk",
        "Langs de rivier\nOver de dijk\nDoor Oude Dorp",
        "שתייה קרה\nמאת כל משפחה עוגה",  # from every family a cake
        "Πορτοκάλι\nΤης Θάλασσας",
        "بقلم الرصاص لا بالحبر",  # in pencil, not in ink
        "كتابة الاسم كاملا",
        "إعداد الطعام مسبقا",
    ],
)
def test_a_label_without_a_mark_needs_a_known_name_below_the_body(rows: str) -> None:
    _stays(f"{BODY}\n{rows}")


@pytest.mark.parametrize("above", ["", "Two eggs\nSome flour\n"])
def test_a_known_name_behind_a_label_still_signs(above: str) -> None:
    cleaned = clean(f"{BODY}\n{above}By Ida Cole")

    assert (cleaned.body, cleaned.authors) == (f"{BODY}\n{above}".rstrip(), ("Ida Cole",))


def test_a_known_name_between_rows_signs_nothing() -> None:
    _stays(f"{BODY}\nPoem of the year\nBy Ida Cole\nStory of the year")


def test_an_unknown_name_above_rows_is_no_author_above_the_body() -> None:
    _stays(f"Where the old road goes\nBy River Wide\nWe ride, we ride\n{BODY}")


@pytest.mark.parametrize("below", ["", "Politics\n"])
def test_an_unknown_name_below_the_headline_is_the_author(below: str) -> None:
    cleaned = clean(f"Where the old road goes\nBy Marlow Mill\n{below}{BODY}")

    assert (cleaned.body, cleaned.authors) == (f"Where the old road goes\n{BODY}", ("Marlow Mill",))


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\nNext concert:\n14 June 2025",
        f"Next concert:\n14 June 2025\n{BODY}",
        f"{BODY}\n14 June 2025\nTown Hall",
        f"{BODY}\n14 June 2025\nThe Old Mill, Thaxby",
        f"{BODY}\nDoors open:\nhalf past seven\n14 June 2025",
        f"{BODY}\nNächstes Konzert:\n14. Juni 2025\nRathaus",
    ],
)
def test_a_day_below_a_colon_or_above_a_place_is_of_something_else(text: str) -> None:
    _stays(text)


@pytest.mark.parametrize("below", ["14 June 2025", "Published:\n14 June 2025", "14 June 2025\nShare"])
def test_a_day_alone_below_the_body_still_goes(below: str) -> None:
    cleaned = clean(f"{BODY}\n{below}")

    assert (cleaned.body, cleaned.published_at) == (BODY, "2025-06-14T00:00:00.000Z")


@pytest.mark.parametrize("row", ["منبع آب", "स्रोत का पानी", "Kaynak Suyu", "Source water", "Via Appia Antica"])
def test_the_word_for_a_source_without_a_mark_is_a_spring_too(row: str) -> None:
    _stays(f"{BODY}\n{row}")


@pytest.mark.parametrize(
    "line",
    ["Theo VnExpress", "Theo Báo Tuổi Trẻ", "(Theo Tuổi Trẻ)", "Kaynak AA", "Fonte ANSA", "via thaxby.example"],
)
def test_a_paper_behind_the_word_for_a_source_goes(line: str) -> None:
    assert clean(f"{BODY}\n{line}").body == BODY


@pytest.mark.parametrize(
    "rows",
    [
        "200 g Mehl\n3 Eier\nQuelle: Omas Heft\n1 Prise Salz\n100 ml Milch",
        "Kimlik kartı: bir adet\nFotoğraf: iki adet\nDilekçe: bir adet",
        "Ausweis: ein Stück\nFoto: zwei Stück",
        "Form: two copies\nPhoto: passport size\nFee: ten pounds",
        "Erzählung: Mara Tiedt\nFoto: Silke Nagy\nGedicht: Olaf Brandt",
        "Erzählung: Mara Tiedt\nGedicht: Olaf Brandt\nFoto: Silke Nagy",
    ],
)
@pytest.mark.parametrize("below", ["", "\nThe office opens at nine, and closes when the last ferry has sailed."])
def test_a_credit_among_rows_of_a_list_is_one_of_them(rows: str, below: str) -> None:
    _stays(f"{BODY}\n{rows}{below}")


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "The ferry on Monday\n{}",
        "The ferry on Monday\n{}\nWho pays for the dog",
        "The captain will sail on Monday again\n{}\nThe dog has gone home to its people\nNobody knows why it left",
        "10:00 the ferry\n11:30 the dog\n12:00 dinner\n{}",
        "Two eggs\nSome flour\n{}",
        "Share\nFacebook\n{}\nTwitter\nPrint",
        "Text: Ida Cole\n{}\nRedaktion: Jan Ek",
        "Kamera: Jan Ek\n{}",
    ],
)
@pytest.mark.parametrize("line", ["Foto: Silke Nagy", "Photo: Thaxby Post", "Quelle: dpa", "Source: Thaxby Post"])
def test_a_true_credit_or_source_goes_from_everywhere(around: str, line: str) -> None:
    text = around.format(line)

    assert line not in clean(f"{BODY}\n{text}").body
    assert line not in clean(f"{FIRST}\n{text}\n{BODY}").body


def test_a_link_behind_the_word_for_a_source_goes_from_a_list() -> None:
    cleaned = clean(f"{BODY}\n200 g Mehl\n3 Eier\nQuelle: https://a.example/1\n1 Prise Salz")

    assert "Quelle" not in cleaned.body


def _stays(text: str) -> None:
    cleaned = clean(text)

    assert cleaned.body == text
    assert (cleaned.authors, cleaned.published_at) == ((), None)
