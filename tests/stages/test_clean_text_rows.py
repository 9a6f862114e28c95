"""clean_text: rows of tours, timelines and boxes below the last sentence stay, and are no facts."""

import pytest

from tests.stages.cleaning import BODY, clean


@pytest.mark.parametrize(
    "rows",
    [
        "12 March 2025 - Leeds, Brudenell Social Club\n15 March 2025: Dublin\nFri 21 March 2025, Thaxby Hall",
        "12. März 2025, Hamburg\n13. März 2025, Kiel, Pumpe",
        "12 mars 2025, Rennes\n15 mars 2025 - Brest, La Carène",
        "14 March 2024, Emergency Meeting",
        "12 de marzo de 2024, Primera Huelga",
        "12 marzo 2024, Primo Sciopero",
        "12 marca 2024, Pierwszy Strajk",
        "12 марта 2024, Экстренное Собрание",
        "1954年5月1日，大桥开工\n1957年10月15日，通车",
        "1934年4月1日、開店",
        "1954년 9월 26일 태풍으로 전파",
        "18 October 2024, Netflix",
    ],
)
@pytest.mark.parametrize("head", ["", "By Ana Ruiz\n3 March 2025\n"])
def test_what_happened_on_a_day_is_no_byline_below_the_body(rows: str, head: str) -> None:
    cleaned = clean(f"{head}{BODY}\n{rows}")

    assert cleaned.body == f"{BODY}\n{rows}"
    assert (cleaned.authors, cleaned.published_at) == (
        (("Ana Ruiz",), "2025-03-03T00:00:00.000Z") if head else ((), None)
    )


@pytest.mark.parametrize(
    "rows",
    [
        "Born: 2 June 1931\nDied: 4 May 2025",
        "Died: 4 May 2025",
        "Deadline: 4 May 2026",
        "Release date: 3 May 2025",
        "Date of the hearing: 9 September 2026",
        "Estreno: 3 de mayo de 2025",
        "Sortie : 3 mai 2025",
        "Data: 3 de maio de 2025",
        "时间：2025年5月3日",
    ],
)
def test_a_label_that_says_of_what_the_day_is_states_no_day_of_the_article(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize(
    "rows",
    [
        "12 March 2025\n15 March 2025\n21 March 2025",
        "12 March 2025\nLeeds\n15 March 2025\nDublin Castle",
        "12 March 2025\n15 March 2025: Dublin",
    ],
)
def test_different_days_below_the_body_are_a_list(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize(
    "rows",
    [
        "Director: Mo Hart\nWritten by Ida Cole\nRunning time: 92 min",
        "Dirección: Mo Hart\nTexto: Ida Cole",
        "导演：王明\n文：高静",  # about a film, in Chinese
        "12 March 2025\nVenue: Thaxby Hall",
    ],
)
def test_a_byline_beside_labels_that_nobody_knows_is_about_a_film(rows: str) -> None:
    _stays(rows)


@pytest.mark.parametrize(
    ("rows", "names", "day"),
    [
        ("5 March 2024, 10:20 GMT", (), "2024-03-05"),
        ("Published: 5 March 2024\nUpdated: 6 March 2024", (), "2024-03-05"),
        ("Published on 5 March 2024\nJane Doe", ("Jane Doe",), "2024-03-05"),
        ("By Jane Doe | 5 March 2024", ("Jane Doe",), "2024-03-05"),
        ("Text: Jane Doe", ("Jane Doe",), None),
        ("发布时间：2024年3月5日", (), "2024-03-05"),  # published at, in Chinese
    ],
)
def test_a_day_alone_or_behind_its_label_and_a_byline_still_go(
    rows: str, names: tuple[str, ...], day: str | None
) -> None:
    cleaned = clean(f"{BODY}\n{rows}")

    assert cleaned.body == BODY
    assert (cleaned.authors, cleaned.published_at and cleaned.published_at[:10]) == (names, day)


def test_a_day_beside_a_word_goes_above_the_body() -> None:
    cleaned = clean(f"Kyiv, 5 March 2024\n{BODY}")

    assert (cleaned.body, cleaned.published_at) == (BODY, "2024-03-05T00:00:00.000Z")


@pytest.mark.parametrize("row", ["Created: 4 May 1921", "Stand: 05.01.2025", "As of: 5 January 2025"])
def test_when_a_table_or_a_work_is_from_stays_below_the_body(row: str) -> None:
    _stays(row)


def test_a_clock_makes_the_same_words_a_date_of_the_article() -> None:
    cleaned = clean(f"{BODY}\nStand: 05.01.2025, 09:41 Uhr")

    assert (cleaned.body, cleaned.published_at) == (BODY, "2025-01-05T00:00:00.000Z")


@pytest.mark.parametrize("line", ["2024-03-05T02:00:00+07:00", "Published: 2024-03-05 02:00:00 +0700"])
def test_a_time_with_its_zone_is_a_moment(line: str) -> None:
    assert clean(f"{line}\n{BODY}").published_at == "2024-03-04T19:00:00.000Z"


def _stays(rows: str) -> None:
    cleaned = clean(f"{BODY}\n{rows}")

    assert cleaned.body == f"{BODY}\n{rows}"
    assert (cleaned.authors, cleaned.published_at) == ((), None)
