"""web and statements: main text, lost ledes and what a page states about itself."""

import json
import re
from html import unescape

import pytest

from streams.text.bounds import depth
from streams.text.statements import instant
from streams.text.web import is_html, read_page

LEDE = "Hơn hai trăm chiếc đèn ông sao làm từ vỏ chai nhựa được thắp dọc con đê tối qua ở làng Biển."
PARAGRAPHS = "".join(
    f"<p>Đoạn văn số {number} kể thêm về những chiếc đèn, con đê và người dân trong làng đêm rằm.</p>"
    for number in range(6)
)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Báo"},
        {
            "@type": ["NewsArticle"],
            "headline": "Đèn ông sao",
            "author": [{"@type": "Person", "name": "Hà My"}, {"@type": "Organization", "name": "Báo Làng"}],
            "datePublished": "2024-09-14T08:30:00+07:00",
        },
    ],
}


def _page(head: str = "", body: str = PARAGRAPHS) -> str:
    return (
        f"<!DOCTYPE html><html><head>{head}<title>Đèn | Báo</title></head><body><article>{body}</article></body></html>"
    )


def test_linked_data_states_title_author_and_date_in_utc() -> None:
    page = read_page(_page(f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'))

    assert page.title == "Đèn ông sao"
    assert page.authors == ("Hà My",)
    assert page.published_at == "2024-09-14T01:30:00.000Z"


def test_meta_tags_and_the_canonical_link_come_next() -> None:
    head = (
        '<link rel="canonical" href="https://a.example/x?utm_source=b"><meta property="og:title" content="A &amp; B">'
        "<meta name='author' content='By Ana Ruiz and Jan Ek'>"
        "<meta content='2024-03-02' property=article:published_time>"
    )
    page = read_page(_page(head))

    assert (page.title, page.canonical) == ("A & B", "https://a.example/x")
    assert page.authors == ("Ana Ruiz", "Jan Ek")
    assert page.published_at == "2024-03-02T00:00:00.000Z"


def test_a_site_is_not_its_own_author() -> None:
    head = '<meta property="og:site_name" content="The Ashby Post"><meta name=author content="The Ashby Post">'

    assert read_page(_page(head)).authors == ()


def test_authors_that_are_pointed_to_are_read_from_the_graph() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Đèn", "author": [{"@id": "#my"}, {"@id": "#lang"}, {"@id": "#none"}]},
        {"@type": "Person", "@id": "#my", "name": "Hà My"},
        {"@type": "Organization", "@id": "#lang", "name": "Báo Làng"},
    ]
    head = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in (graph[:1], graph[1:]))

    assert read_page(_page(head)).authors == ("Hà My",)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="Đèn | Báo Làng"><meta property="og:site_name" content="Báo Làng">', "Đèn"),
        (
            '<meta property="og:title" content="岬の郵便局｜岬新報"><meta property="og:site_name" content="岬新報">',
            "岬の郵便局",
        ),
        (
            '<meta property="og:title" content="Rain - again"><meta property="og:site_name" content="Echo">',
            "Rain - again",
        ),
        ('<meta property="og:title" content="Echo"><meta property="og:site_name" content="Echo">', "Echo"),
        ('<meta property="og:title" content="| Echo"><meta property="og:site_name" content="Echo">', "| Echo"),
        (
            '<meta property="og:title" content="Rain: Echo"><meta property="og:site_name" content="Other">'
            '<script type="application/ld+json">{"@type":"WebSite","name":"Echo"}</script>',
            "Rain: Echo",
        ),
        (
            '<meta property="og:title" content="Rain – Echo">'
            '<script type="application/ld+json">{"@type":"WebSite","name":"Echo"}</script>',
            "Rain",
        ),
        ('<meta property="og:site_name" content="Báo">', "Đèn"),
        ("<title>Rain - again</title><meta property=og:site_name content=Echo>", "Rain - again"),
        ("<title>Rain - again - Echo</title><meta property=og:site_name content=Echo>", "Rain - again"),
        ("<title>Rain | Echo World</title><meta property=og:site_name content=Echo>", "Rain"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain | Echo",'
            '"publisher":{"@id":"#e"}}</script>'
            '<script type="application/ld+json">{"@type":"Organization","@id":"#e","name":"Echo"}</script>',
            "Rain",
        ),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(head: str, title: str) -> None:
    assert read_page(_page(head)).title == title


def test_a_canonical_link_names_no_place_on_its_page() -> None:
    links = {
        "https://a.example/x#comments": "https://a.example/x",
        "https://a.example/#!/story/5": "https://a.example/#!/story/5",  # the fragment chooses the page
    }

    for link, canonical in links.items():
        assert read_page(_page(f'<link rel="canonical" href="{link}">')).canonical == canonical


def test_a_page_that_states_nothing_gives_no_facts() -> None:
    page = read_page(_page())

    assert (page.title, page.canonical, page.authors, page.published_at) == ("Đèn", None, (), None)
    assert page.text.startswith("Đoạn văn số 0")


def test_a_lede_in_a_second_heading_is_put_back_below_the_headline() -> None:
    page = read_page(_page(body=f"<h1>Làng Biển thắp đèn</h1><h2>{LEDE}</h2>{PARAGRAPHS}"))
    lines = page.text.split("\n")

    assert lines.count(LEDE) == 1
    assert lines.index(LEDE) < lines.index(
        "Đoạn văn số 0 kể thêm về những chiếc đèn, con đê và người dân trong làng đêm rằm."
    )


JAPANESE = (
    "白浪岬の小さな郵便局が、今月から夜だけ窓口を開けることになり、漁から戻った人たちが長い列を作っている。",
    "昼のあいだ局長は船に乗っているため、切手を買えるのは灯台に明かりがともってから二時間だけだという。",
    "町は来年の春まで利用者の数を調べたうえで、夜の窓口をこのまま続けるかどうかを決めることにしている。",
)


def test_a_short_page_of_a_dense_script_keeps_its_paragraphs() -> None:
    """150 characters of Japanese are an article; of English they are not, and come as one paragraph with the label."""
    body = '<p class="byline">文・森川あかり</p>' + "".join(f"<p>{line}</p>" for line in JAPANESE)

    assert read_page(_page(body=body + '<div class="ad">広告</div>')).text.split("\n")[:3] == list(JAPANESE)


def test_what_the_paragraphs_lose_of_a_short_page_comes_back() -> None:
    body = f"<p>{JAPANESE[0]}{JAPANESE[1]}</p>" + "".join(f'<p class="nav menu">{line}</p>' for line in JAPANESE * 2)

    assert JAPANESE[2] in read_page(_page(body=body)).text


def test_broken_linked_data_is_passed_over() -> None:
    page = read_page(_page('<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'))

    assert page.title == "Đèn"


@pytest.mark.parametrize(
    ("text", "content_type", "expected"),
    [
        ("<!doctype html><p>x", "text/plain", True),
        ("\ufeff <html lang=vi>", "text/plain", True),
        ("Write <html> at the top of the page.", "text/plain", False),
        ("<p>A fragment of a feed</p>", "text/html", False),
        ("<body><p>x</p>", "text/html", True),
    ],
)
def test_a_page_is_known_by_its_head_or_its_type(text: str, content_type: str, *, expected: bool) -> None:
    assert is_html(text, content_type) is expected


def test_depth_counts_what_does_not_close_by_itself() -> None:
    assert depth("<div><p>a<p>b<br><li>c</div>") == 1
    assert depth("<div>" * 50) == 50


@pytest.mark.parametrize("text", ["yesterday", "2024", "2024-13-01", "05/03/2024"])
def test_what_is_no_instant_is_none(text: str) -> None:
    assert instant(text) is None


@pytest.mark.parametrize("joined", ["می\u200cشوند", "می&zwnj;شوند", "می&#8204;شوند", "👨\u200d👩", "क्&zwj;ष"])
def test_joiners_inside_words_stay(joined: str) -> None:
    page = read_page(_page("").replace("Đoạn văn số 0", joined))

    assert unescape(joined) in page.text


@pytest.mark.parametrize(
    "other",
    [
        '<div class="comment"><span class="author">Angry Bob</span><time datetime="2024-05-09T10:00">x</time></div>',
        '<ol class="comment-list"><li><a rel="author">Angry Bob</a><time datetime="2024-05-09T10:00">x</time></ol>',
        '<div itemprop="comment"><b itemprop="author">Angry Bob</b><time datetime="2024-05-09">x</time></div>',
        '<section class="related"><p class="byline">By Ed Lane</p><time datetime="2024-05-09T10:00">x</time></section>',
        '<aside><a rel="author">Bob Finch</a><time datetime="2024-05-09T10:00">x</time></aside>',
    ],
)
def test_what_stands_in_comments_and_lists_of_others_is_no_statement(other: str) -> None:
    page = read_page(_page("").replace("</body>", f"{other}</body>"))

    assert (page.authors, page.published_at) == ((), None)


def test_a_byline_behind_a_comment_is_found() -> None:
    other = '<div class="comment"><span class="author">Angry Bob</span></div><p class="author">Ana Ruiz</p>'
    page = read_page(_page("").replace("<article>", f"{other}<article>"))

    assert page.authors == ("Ana Ruiz",)


@pytest.mark.parametrize("front", ["https://a.example", "https://a.example/", "https://a.example/#top"])
def test_the_front_page_of_a_site_is_no_canonical_link(front: str) -> None:
    said = f'<link rel="canonical" href="{front}"><meta property="og:url" content="https://a.example/story/5">'

    assert read_page(_page(said)).canonical == "https://a.example/story/5"
    assert read_page(_page(f'<link rel="canonical" href="{front}">')).canonical is None


@pytest.mark.parametrize(
    "said",
    [
        '"url": "https://a.example/story/5"',
        '"mainEntityOfPage": "https://a.example/story/5"',
        '"mainEntityOfPage": {"@type": "WebPage", "@id": "https://a.example/story/5"}',
    ],
)
def test_linked_data_states_the_canonical_link_also_with_a_comma_too_many(said: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", {said},}}</script>'

    assert read_page(_page(head)).canonical == "https://a.example/story/5"


def test_the_heading_that_a_reader_sees_is_the_title() -> None:
    page = _page("").replace("<article>", "<h1>The mill turns again</h1><article>")

    assert read_page(re.sub(r"<title>.*?</title>", "<title>Oakham mill latest - Post</title>", page)).title == (
        "The mill turns again"
    )


def test_the_name_of_the_site_in_the_heading_is_no_title() -> None:
    page = _page("").replace("<article>", "<h1>The Oakham Post</h1><article>")

    assert read_page(re.sub(r"<title>.*?</title>", "<title>Wheel - The Oakham Post</title>", page)).title == "Wheel"
