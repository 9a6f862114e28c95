"""lede: the sentence right behind the headline stays, in whatever element the site has put it, or in none."""

import pytest

from streams.text.web import read_page

LEDE = "Die alte Brücke muss ein ganzes Jahr lang schließen, und niemand weiß, wie er morgens zur Arbeit kommt."
BODY = [
    "Der Rat der Stadt hat am Montag beschlossen, die Brücke zu sperren.",
    "In zwei Pfeilern haben die Prüfer Risse gefunden, die tiefer gehen als gedacht.",
    "Die Busse fahren nun über die Mühle, was zwanzig Minuten länger dauert.",
]
TOLD = "".join(f"<p>{line}</p>" for line in BODY)
HEADLINE = "<h1>Brücke gesperrt</h1>"
PAGE = "<html><head><title>{1}</title></head><body><nav><a href='/'>Start</a></nav>{0}</body></html>"
PLACES = [
    "<article>{0}{1}<div class='by'>Von Ida Kohl</div>{2}</article>",
    "{0}{1}<article>{2}</article>",
    "<header>{0}{1}</header><article>{2}</article>",
    "<article><header>{0}{1}</header><div class='body'>{2}</div></article>",
]


def _lines(around: str, lede: str, title: str = "Brücke gesperrt | Oberauer Bote") -> list[str]:
    return read_page(PAGE.format(around.format(HEADLINE, lede, TOLD), title)).text.split("\n")


@pytest.mark.parametrize("around", PLACES)
@pytest.mark.parametrize(
    "lede",
    [
        "<div><strong>{0}</strong></div>",
        '<div class="sub">{0}</div>',
        '<div class="teaser">{0}</div>',
        "{0}",
        "<b>{0}</b><br>",
        "<em>{0}</em>",
        "<p>{0}</p>",
    ],
)
def test_the_sentence_right_behind_the_headline_stays(around: str, lede: str) -> None:
    found = _lines(around, lede.format(LEDE))

    assert found.count(LEDE) == 1
    assert found.index(LEDE) < found.index(BODY[0])
    assert [line for line in found if line in BODY] == BODY


@pytest.mark.parametrize(
    "other",
    [
        '<div class="hint"><a href="/abo">{0}</a></div>',
        '<div class="newsletter">{0}</div>',
        '<figure><img src="a.jpg"><figcaption>{0}</figcaption></figure>',
        '<div class="author">Ida Kohl</div><div class="about">{0}</div>',
        "<div>Schließt die alte Brücke ein Jahr lang? Wir fragen nach, und zwar morgen in der Stadt</div>",
    ],
)
def test_what_is_linked_or_stands_further_down_is_none(other: str) -> None:
    assert [line for line in _lines(PLACES[1], other.format(LEDE)) if line not in (*BODY, "Brücke gesperrt")] == []


def test_a_slogan_below_another_headline_is_none() -> None:
    slogan = f"<h1>Wann, wenn nicht jetzt</h1><div>{LEDE}</div>"
    page = PAGE.format(f"{slogan}<article><h2>Brücke gesperrt</h2>{TOLD}</article><h1>Mehr</h1>", "Brücke gesperrt")

    assert LEDE not in read_page(page).text
