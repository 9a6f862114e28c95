"""web: a page that has its article in JSON-LD only gives it in the paragraphs that it has there."""

import json

import pytest

from streams.text.web import read_page

LINES = [
    "Die Fähre fährt seit Montag wieder, sagt das Hafenamt.",
    "Sie trägt vierzig Personen & einen Hund über die Bucht.",
    "Von Oberau nach Niederau dauert es nun zwölf Minuten, im Winter fünfzehn.",
]
PAGE = "<html><head><title>Die Fähre</title>{0}</head><body><h1>Die Fähre</h1><div id=app></div></body></html>"


def _page(body: str) -> str:
    node = json.dumps({"@type": "NewsArticle", "headline": "Die Fähre", "articleBody": body})
    return PAGE.format(f'<script type="application/ld+json">{node}</script>')


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(LINES),
        "\r\n\r\n".join(LINES),
        "\n<br>\n".join(LINES),
        "".join(f"<p>{line}</p>" for line in LINES).replace("&", "&amp;"),
        "&lt;br&gt;".join(LINES).replace("& ", "&amp; "),
    ],
)
def test_a_stated_body_comes_in_its_paragraphs(body: str) -> None:
    assert read_page(_page(body)).text.split("\n")[-3:] == LINES


def test_a_stated_body_that_is_not_the_text_of_the_page_is_no_text() -> None:
    shown = "<p>Der Rat hat am Montag beschlossen, die Brücke zu sperren.</p><p>Wer hinüber will, nimmt die Fähre.</p>"

    text = read_page(_page("\n".join(LINES)).replace("<div id=app>", f"<article>{shown * 3}")).text

    assert "Hafenamt" not in text
    assert "Der Rat hat am Montag beschlossen, die Brücke zu sperren." in text.split("\n")
