"""clean_text: what a reader found left over: calls, counters, offices and papers beside a name, a source below."""

import pytest

from tests.stages.cleaning import clean

BODY = (
    "The ferry will cross the bay again on Monday, the harbour office said.\n"
    "It carries a dog and forty people.\nNobody had asked for the dog, the captain told us."
)
JAPANESE = "橋の工事が月曜日に始まると市長が古い市役所で述べた。\n工事は二年かかり、費用は四百万円になるという。"


@pytest.mark.parametrize(
    "line",
    [
        "Get the Tarnmouth Post app for breaking news alerts",
        "Lesen Sie dazu auch: Die Fähre wird teurer",
        "Réagir (7)",
        "Thích",
        "Shiriki makala hii",
        "Пратите нас на Фејсбуку",
        "Dalies ar šo rakstu",
        "Want Weekly Recs on What to Watch? Sign Up for Screen Letter",
        "Write to Ida Cole at ida.cole@thaxby.example",
        "Write to Ida Cole at ida.cole@thaxby.example.",
        "More Must-Reads From THAXBY\nThe Mayor Who Would Not Leave\nHow to Build a Ferry",
        "Source\nThaxby Post",
    ],
)
def test_it_goes_from_below_the_body(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}")

    assert (cleaned.body, cleaned.authors) == (BODY, ())


@pytest.mark.parametrize("line", ["情報元", "情報元\n東浜日報"])
def test_the_word_for_a_source_alone_goes_with_the_name_below_it(line: str) -> None:
    assert clean(f"{JAPANESE}\n{line}").body == JAPANESE


def test_the_word_for_a_source_beside_a_date_is_no_author() -> None:
    cleaned = clean(f"橋の工事が月曜日に始まる見通し\n情報元\n2024年5月3日\n{JAPANESE}")

    assert (cleaned.body, cleaned.authors) == (f"橋の工事が月曜日に始まる見通し\n{JAPANESE}", ())


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        ("Walt Embry, Prairie Ledger", "Walt Embry"),
        ("Jandira Moreira\nDa redação, em Brejo Alto", "Jandira Moreira"),
        ("Jandira Moreira\nDa redação", "Jandira Moreira"),
    ],
)
def test_a_name_beside_a_paper_or_above_an_office_is_the_author(lines: str, author: str) -> None:
    cleaned = clean(f"The ferry that sails again\n{lines}\n{BODY}")

    assert (cleaned.body, cleaned.authors) == (f"The ferry that sails again\n{BODY}", (author,))


@pytest.mark.parametrize(
    "line",
    [
        "What can you do? Sign up for the march on Saturday",
        "Write to your mayor before the ferry sails",
        "Write the name of the dog on the form",
        "Share the bread with the dog of the captain",
        "Prairie Town, Old Ledger",
        "Two eggs\nSource\nSome flour",
        "Source\nNobody knows where the ferry came from, said the captain.",
        "React (if you can)",
        "Réagir 7",
        "Best story\nWalt Embry, Prairie Ledger\nBest picture",
        "Walt Embry, Prairie Ledger\nIda Cole, Saltmarsh Gazette\nTom Hart, Thaxby Post",
    ],
)
def test_what_only_resembles_it_stays(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}")

    assert (cleaned.body, cleaned.authors) == (f"{BODY}\n{line}", ())


@pytest.mark.parametrize("headline", ["Want to Move? Sign Up for Rural Life", "Write to Ida Cole at the Hall"])
def test_a_headline_that_calls_stays(headline: str) -> None:
    assert clean(f"{headline}\n{BODY}").body == f"{headline}\n{BODY}"


@pytest.mark.parametrize(
    ("lines", "author", "day"),
    [
        ("08/03/2025 06h01 Atualizado há 2 dias", (), "2025-03-08"),
        ("23/01/2024 às 17h40 • Atualizado há 3 dias", (), "2024-01-23"),
        ("12.03.2025 Aktualisiert vor 2 Stunden", (), "2025-03-12"),
        ("প্রকাশ: ১৮ ফেব্রুয়ারি ২০২৫, ০৯:১৫", (), "2025-02-18"),  # as papers in Bangladesh write the month
        ("Lucía Arrabal\nVillalba del Pinar\n19 ENE 2025 - 05:30 CET", ("Lucía Arrabal",), "2025-01-19"),
        ("홈 > 사회\n2025.03.13 09:20", (), "2025-03-13"),
    ],
)
def test_the_head_of_a_site_goes_and_states_its_facts(lines: str, author: tuple[str, ...], day: str) -> None:
    cleaned = clean(f"The ferry that sails again\n{lines}\n{BODY}")

    assert cleaned.body == f"The ferry that sails again\n{BODY}"
    assert (cleaned.authors, str(cleaned.published_at)[:10]) == (author, day)


def test_a_name_and_a_paper_with_a_capital_are_a_byline_when_the_page_has_its_address() -> None:
    lines = "Wulan Prameswari - Kabar Randu"
    source = "Sumber: https://kabarrandu.example/warga/perahu"

    assert clean(f"The ferry that sails again\n{lines}\n{BODY}\n{source}").authors == ("Wulan Prameswari",)
    assert lines in clean(f"The ferry that sails again\n{lines}\n{BODY}").body


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("相关阅读 古镇石桥完成修缮", False),
        ("関連記事 校庭に桜の苗木、住民ら植樹", False),
        ("古镇石桥 完成修缮", True),
        ("おすすめ 春の味覚三選", True),
        ("Kommentare Drucken Teilen", False),
        ("Kommentare Teilen Meinung", True),
    ],
)
def test_a_label_without_a_mark_goes_where_a_blank_is_one_and_buttons_go_in_a_row(line: str, stays: bool) -> None:
    assert (line in clean(f"{BODY}\n{line}").body) == stays
