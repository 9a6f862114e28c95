"""clean_text: lines that go together, none of which would go alone: newsletters, tags, pages, the author once more."""

import pytest

from tests.stages.cleaning import clean

FIRST = "The ferry will cross the bay again on Monday, the harbour office said."
LAST = (
    "It carries a dog and forty people, as it did before the war, and nobody on either bank remembers who paid for the "
    "first crossing.  The school has drawn it, the baker has baked it, and the council has named a street after it.  "
    "On Sunday it will carry the band, if the weather holds and the trombone is found in time, and it will stop twice."
).replace(".  ", ". ")
BODY = f"{FIRST}\n{LAST}"


@pytest.mark.parametrize(
    "box",
    [
        "Newsletter\nDas Wichtigste aus Nordheide, jeden Morgen in Ihrem Postfach.\nJetzt anmelden",
        "Newsletter L’essentiel du matin\nRecevez chaque matin les informations du jour.\nS’inscrire",
        "メルマガ\n毎朝七時に、町のできごとを短くまとめてお届けします。\n登録する",
    ],
)
def test_the_box_of_a_newsletter_goes_from_the_middle(box: str) -> None:
    assert clean(f"{FIRST}\n{box}\n{LAST}").body == BODY


@pytest.mark.parametrize(
    "lines",
    [
        "Newsletter\nDas Wichtigste aus Nordheide, jeden Morgen in Ihrem Postfach.",  # no button
        "Newsletter kosten Zeit\nDas meint der Bürgermeister, der drei davon liest, und er lacht dabei.\nBis morgen",
        "Der Brief\nEr kommt jeden Morgen, und jeden Morgen wirft ihn der Hund in den Fluss.\nAnmelden",
    ],
)
def test_what_is_no_whole_box_stays(lines: str) -> None:
    body = f"{FIRST}\n{lines}\n{LAST}"

    assert clean(body).body == body


def test_tags_one_a_line_go_below_the_word_for_them() -> None:
    assert clean(f"{BODY}\nArgomenti\nborgo\npane").body == BODY
    assert clean(f"{BODY}\nTags:\nWinterby\nLocal history").body == BODY


@pytest.mark.parametrize("lines", ["Topics of the evening\nWeather\nMoney", "Tea\nSugar", "Topics we like\nWeather"])
def test_short_lines_below_another_word_stay(lines: str) -> None:
    body = f"{BODY}\n{lines}"

    assert clean(body).body == body


def test_the_numbers_of_pages_go_with_the_word_for_them() -> None:
    assert clean(f"{BODY}\nHalaman\n1 2").body == BODY
    assert clean(f"{BODY}\n1 2").body == f"{BODY}\n1 2"


def test_a_label_alone_goes_beside_what_it_labels() -> None:
    assert clean(f"Published\n14 January 2025\n{BODY}").body == BODY
    assert clean(f"Kompas.com - 15/03/2025, 07:05 WIB\nSari Wulandari\nPenulis\n{BODY}").authors == ("Sari Wulandari",)


def test_the_author_and_two_lines_about_her_go_from_below() -> None:
    about = (
        "Priyanka Dow\nPriyanka covers transport for the Marlow Ledger, and she rows.\nPriyanka has two cats at home."
    )
    cleaned = clean(f"by Priyanka Dow\n{BODY}\n{about}")

    assert (cleaned.body, cleaned.authors) == (BODY, ("Priyanka Dow",))


def test_a_name_alone_that_wrote_nothing_stays() -> None:
    body = f"{BODY}\nMarta Quill\nMarta covers the last page of the book, and the others are about her cats."

    assert clean(f"by Priyanka Dow\n{body}").body == body


def test_a_name_with_a_star_is_the_author_when_a_footnote_says_for_whom_she_writes() -> None:
    cleaned = clean(f"Bruna Leal*\n{BODY}\n*Sob supervisão de Ana Clara Brant")

    assert (cleaned.body, cleaned.authors) == (BODY, ("Bruna Leal",))
    assert clean(f"Bruna Leal*\n{BODY}").authors == ()


@pytest.mark.parametrize(
    "rows",
    [
        "Directed by Ana Ruiz\nWritten by Ida Cole\nStarring Tom Hale, Mia Orr",
        "Regie: Ana Ruiz\nText: Ida Cole",
        "导演：王明\n文：高静",
    ],
)
def test_who_wrote_a_film_is_not_the_author_of_the_review(rows: str) -> None:
    for body in (f"{BODY}\n{rows}", f"{rows}\n{BODY}"):
        cleaned = clean(body)

        assert (cleaned.body, cleaned.authors) == (body, ())


def test_a_line_that_goes_on_below_is_no_byline() -> None:
    body = "De Rode Duivels\nhebben maandagavond pas in de blessuretijd gewonnen van een moedig Noordland.\n" + BODY

    cleaned = clean(body)

    assert (cleaned.body, cleaned.authors) == (body, ())


def test_a_preposition_of_another_language_is_no_label() -> None:
    dutch = "Het duel in de regen duurde een half uur langer dan gepland, en niemand ging naar huis."
    swedish = "Det var regn och blåst hela kvällen, men ingen ville gå hem innan matchen var slut."
    romanian = "Moara din Valea Lupului macină din nou, după ce sătenii au reparat singuri roata."

    assert clean(f"De Rode Duivels\n{dutch}\n{LAST}").authors == ()
    assert clean(f"Moln och regn över hela landet\nPer Anders Holm\n12 mars 2025\n{swedish}\n{LAST}").authors == (
        "Per Anders Holm",
    )
    assert clean(f"De Ilinca Dragomir\n{romanian}\n{LAST}").authors == ("Ilinca Dragomir",)
