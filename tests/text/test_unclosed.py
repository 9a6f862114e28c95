"""A page that never closes what it opens keeps its paragraphs."""

import pytest

from streams.text.unclosed import close_open
from streams.text.web import read_page

SENTENCES = [f"Міська рада вирішила у вівторок полагодити старий маяк, пункт {number}." for number in range(300)]
HEAD = "<!doctype html><html><body><article><h1>Маяк</h1>"
TAIL = "</article></body></html>"


def _paragraphs(sentences: list[str]) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


@pytest.mark.parametrize(
    "opened", ["<script>var x = 1;", "<style>p {", "<!-- advert", "<textarea>", "<iframe src='x'>"]
)
def test_paragraphs_behind_what_is_never_closed_stay(opened: str) -> None:
    page = HEAD + _paragraphs(SENTENCES[:5]) + opened + _paragraphs(SENTENCES[5:15]) + TAIL

    text = read_page(page).text

    assert [sentence for sentence in SENTENCES[:15] if sentence not in text] == []
    assert "var x" not in text


@pytest.mark.parametrize("opened", ["<p><font>", "<ul><li>", "<div><div><blockquote>"])
def test_sentences_nested_deeper_than_the_tree_goes_stay(opened: str) -> None:
    page = HEAD + "".join(opened + sentence for sentence in SENTENCES) + TAIL

    text = read_page(page).text

    assert [sentence for sentence in SENTENCES if sentence not in text] == []


@pytest.mark.parametrize(
    "closed",
    [
        "<script>document.write('<script src=x><\\/script>')</script>",
        "<!-- one --><p>text</p><!-- two -->",
        "<p>text</p><script>var x = 1;",
        "<title>ニュース</title><p>text</p>",
        "<script>var open = '<!--';</script><p>text</p>",
        '<script type="application/ld+json">{"articleBody": "<iframe src=x><\\/iframe>"}</script><p>text</p>',
    ],
)
def test_nothing_is_cut_where_all_is_closed_or_nothing_follows(closed: str) -> None:
    assert close_open(HEAD + closed) == HEAD + closed
