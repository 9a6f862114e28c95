"""clean_text: on a page the headlines below a read-also marker are links; the line of the article behind it stays."""

import pytest

from streams.core.article import Article
from tests.stages.cleaning import clean_article

FIRST = "The council of the town decided on Monday to close the old bridge over the river for a year."
LAST = "Engineers found cracks in two of the pillars, and the mayor spoke of a decision without alternative."
HEAD = "<head><title>Bridge closed</title><link rel=canonical href=https://evening-lamp.example/bridge></head>"
PAGE = f"<html>{HEAD}<body><article><h1>Bridge closed</h1>{{0}}</article></body></html>"
LIST = (
    '<ul><li><a href="/1">Ferry runs again after nine years</a></li><li><a href="/2">Mayor meets minister</a></li></ul>'
)
LINKED = '<p><a href="/1">Ferry runs again after nine years</a></p>'
DATED = '<p><a href="/1">Ferry runs again after nine years</a> <span>5 May</span></p>'


def _body(inner: str) -> list[str]:
    paragraphs = f"<p>{FIRST}</p><p>{LAST} {FIRST}</p>{inner}<p>{LAST}</p><p>{FIRST} {LAST}</p>"
    body = clean_article(Article("", PAGE.format(paragraphs), "text/html")).body.split("\n")
    assert body[:1] == ["Bridge closed"]
    assert body[-2:] == [LAST, f"{FIRST} {LAST}"]
    return body[3:-2]


@pytest.mark.parametrize(
    "marker",
    [
        "<p><strong>Read also</strong></p>",
        "<h3>Read also</h3>",
        "<p>Lee también:</p>",
        "<h3>Читайте также</h3>",
        "<p>Lue myös</p>",
        "<h3>【関連記事】</h3>",
        "<h3>Related articles</h3>",
    ],
)
@pytest.mark.parametrize(
    ("behind", "lines"),
    [
        ("<h2>What happens next</h2>", ["What happens next"]),
        ("<p>Nobody slept</p>", ["Nobody slept"]),
        ("<p><b>Kukaan ei nukkunut</b></p>", ["Kukaan ei nukkunut"]),
        ("<ul><li>Boil your water</li><li>Stay at home</li></ul>", ["Boil your water", "Stay at home"]),
        (
            "<table><tr><th>Street</th><th>Homes</th></tr><tr><td>Main</td><td>12</td></tr></table>",
            ["Street Homes", "Main 12"],
        ),
    ],
)
@pytest.mark.parametrize("links", [LIST, LINKED, DATED, ""])
def test_a_marker_takes_links_with_it_and_no_line_of_the_article(
    marker: str, links: str, behind: str, lines: list[str]
) -> None:
    assert _body(marker + links + behind) == lines


def test_headlines_at_the_end_of_a_page_go_when_they_are_links() -> None:
    page = PAGE.format(f"<p>{FIRST}</p><p>{LAST}</p><p>{FIRST} {LAST}</p><h3>Read also</h3>{LINKED}")

    assert clean_article(Article("", page, "text/html")).body.split("\n")[-1] == f"{FIRST} {LAST}"


HEADLINE = "Ferry to the island runs again after nine years of waiting"


@pytest.mark.parametrize(
    "link",
    [
        '<p><a href="/ferry">{0}</a></p>',
        '<p><a href="https://www.evening-lamp.example/ferry"><strong>{0}</strong></a></p>',
        '<p>&gt;&gt; <a href="https://evening-lamp.example/ferry">{0}</a> &lt;&lt;</p>',
    ],
)
@pytest.mark.parametrize(
    "headline", [HEADLINE, "¿Vuelve a cruzar la bahía el viejo barco?", "九年ぶりに島への渡し船が再開、乗客は列を作る"]
)
def test_a_paragraph_that_is_a_link_to_another_page_is_a_headline(link: str, headline: str) -> None:
    page = link.format(headline)

    assert _body(page) == []
    assert _body(f"{page}{page.replace('island', 'harbour')}") == []


@pytest.mark.parametrize(
    "block",
    [
        '<p><a href="https://elsewhere.example/ferry">{0}</a></p>',
        '<p><a href="#ferry">{0}</a></p>',
        '<p><a href="/report.pdf">{0}</a></p>',
        '<p><a href="mailto:desk@evening-lamp.example">{0}</a></p>',
        '<p><a href="/ferry">{0}.</a></p>',
        '<p>{0}: <a href="/ferry">the report</a></p>',
        '<h2><a href="/ferry">{0}</a></h2>',
    ],
)
def test_links_elsewhere_in_the_article_stay(block: str) -> None:
    assert len(_body(block.format(HEADLINE))) == 1
