"""web: where the first extraction found a notice beside the article, the other one's text is the body."""

import pytest

from streams.text import web
from streams.text.web import Links, read_page

HEADLINE = "Die Fähre fährt wieder über die Bucht"
NOTICE = "Dein erster Halt am Morgen und am Abend, mit allem, was am Hafen und auf dem Wasser wichtig ist."
TOLD = (
    "Die Fähre von Oberau fährt seit Montag wieder über die Bucht, teilte das Hafenamt mit, Fahrt {} inbegriffen, "
    "und wer ein Rad hat, nimmt es ohne Aufschlag mit an das andere Ufer."
)
SENTENCES = [TOLD.format(number) for number in range(6)]
PAGE = "<html><head><title>Fähre</title></head><body><main><div>Menü</div>{0}</main></body></html>"
ARTICLE = f"<h1>{HEADLINE}</h1>" + "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def _lines(monkeypatch: pytest.MonkeyPatch, found: str) -> list[str]:
    """Read a page of which the first extraction finds no more than *found*."""
    monkeypatch.setattr(web, "_by_trafilatura", lambda *_: (found, Links(), ""))
    return [line for line in read_page(PAGE.format(ARTICLE)).text.split("\n") if line]


def test_an_article_beside_a_notice_is_found_from_its_headline_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _lines(monkeypatch, NOTICE) == [HEADLINE, *SENTENCES]


@pytest.mark.parametrize("count", [1, 3])
def test_what_has_an_eighth_of_the_sentences_is_believed(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    assert _lines(monkeypatch, "\n".join(SENTENCES[:count])) == SENTENCES[:count]


def test_a_list_without_sentences_at_the_top_is_no_menu() -> None:
    goods = [f"{number} Ellen Tau" for number in range(7)]
    steps = [
        f"Schritt {number}: das Tau um den Poller legen und mit zwei halben Schlägen sichern" for number in range(9)
    ]
    items = "".join(f"<li>{one}</li>" for one in (*goods, *steps))
    page = f"<html><body><article><h1>{HEADLINE}</h1><ul>{items}</ul><p>{SENTENCES[0]}</p></article></body></html>"

    assert [HEADLINE, *goods, *steps, SENTENCES[0]] == read_page(page).text.split("\n")
