"""What comes back of a page that the extraction left out, and what does not."""

import pytest
from trafilatura.utils import load_html

from streams.text.regain import regain
from streams.text.web import read_page

ENGLISH = [
    "The harbour office said on Monday that the ferry would cross the bay again once the ice had gone.",
    "It carries a dog, forty people and the post, and nobody remembers a winter as long as this one.",
    "We will be there at eight, the captain said, and he was, though the clock on the pier said nine.",
    "The council wants to pay for a new engine, but only if the old one can be put into the museum.",
    "A school class counted the gulls on the way over and came to three hundred and twelve of them.",
    "Fares stay as they are, the council added, and the first crossing on Sunday is free for everybody.",
]
JAPANESE = [
    "明かりをともしたのは地元の工業高校の生徒たちで、電球は理科室で手作りしたということです。",
    "集まったおよそ九十人の住民は、光が海に届くと拍手をしていました。",
    "生徒の一人は霧の日に漁師さんの目印になればうれしいですと話していました。",
    "町は来年度の予算に灯台の修理費を盛り込む方針で、六月の議会に提出します。",
    "灯台は明治の終わりに建てられ、昭和三十八年に役目を終えていました。",
    "漁協は記念に、新しいのぼりを港に立てることにしています。",
]
OTHER = "A different story tells of a baker who swapped his oven for a boat and never looked back at all."


@pytest.mark.parametrize("told", [ENGLISH, JAPANESE], ids=["en", "ja"])
@pytest.mark.parametrize("times", [1, 4])
def test_parts_in_boxes_of_one_kind_come_back_with_their_headings(told: list[str], times: int) -> None:
    told = [f"{line[:-1]} {number}{line[-1]}" for number in range(times) for line in told]
    half = len(told) // 2
    parts = "".join(
        f'<section class="part"><h2>{name}</h2><div class="body-text">{_paragraphs(lines)}</div></section>'
        for name, lines in (("One", told[:half]), ("Two", told[half:]))
    )

    assert _lines(f"<main><h1>Title</h1>{parts}</main>") == ["One", *told[:half], "Two", *told[half:]]


def test_the_headings_of_a_live_blog_come_back() -> None:
    entries = "".join(
        f'<div class="entry"><time>14:0{at}</time><h3>News {at}</h3><p>{line}</p></div>'
        for at, line in enumerate(ENGLISH)
    )

    assert [line for line in _lines(f'<div class="live"><h1>Title</h1>{entries}</div>') if "14:0" not in line] == [
        line for at, told in enumerate(ENGLISH) for line in (f"News {at}", told)
    ]


@pytest.mark.parametrize("names", ["article__summary", "standfirst", "c-lead", "post-excerpt"])
def test_a_lede_that_says_so_comes_back_above_the_body(names: str) -> None:
    page = f'<div class="head"><h1>Title</h1><div class="{names}">{OTHER}</div></div>'

    assert _lines(f'{page}<div class="text-block">{_paragraphs(ENGLISH)}</div>') == [OTHER, *ENGLISH]


def test_a_lede_may_say_so_in_another_attribute() -> None:
    page = f'<h1>Title</h1><div data-gu-name="standfirst"><div><p>{OTHER}</p></div></div>'

    assert _lines(f'{page}<div class="text-block">{_paragraphs(ENGLISH)}</div>') == [OTHER, *ENGLISH]


def test_a_page_whose_lines_end_in_breaks_keeps_its_lines() -> None:
    page = "<h2>Title</h2><div><article><strong>Short</strong>" + "<br><br>".join(ENGLISH) + "</article></div>"

    assert [line for line in _lines(page) if line][-5:] == ENGLISH[-5:]


@pytest.mark.parametrize(
    "behind",
    [
        f'<div class="text-block comment"><p>{OTHER}</p></div>',  # of another kind
        f'<div class="comments"><div class="text-block"><p>{OTHER}</p></div></div>',
        f'<h1>Another</h1><div class="text-block"><p>{OTHER}</p></div>',  # an endless page
        f'<h2><a href="/x">Another</a></h2><div class="text-block"><p>{OTHER}</p></div>',  # a list of posts
        f'<article><div class="text-block"><p>{OTHER}</p></div></article>',
        f'<div class="text-block"><p><a href="/x">{OTHER}</a></p></div>',
        f'<div><div><div><div class="text-block"><p>{OTHER}</p></div></div></div></div>',  # of another region
        f'<div><div class="text-block"><p>A tab: {ENGLISH[1]}</p></div></div>',  # printed twice
        f'<div class="x-author-box"><div class="text-block"><p>{OTHER}</p></div></div>',
    ],
)
def test_what_belongs_to_others_does_not_come_back(behind: str) -> None:
    page = (
        f'<div class="page"><h1>Title</h1><div><div class="text-block">{_paragraphs(ENGLISH)}</div></div>{behind}</div>'
    )

    assert regain(load_html(f"<html><body>{page}</body></html>"), "\n".join(ENGLISH)) == "\n".join(ENGLISH)


def test_what_is_built_alike_beside_it_comes_back() -> None:
    behind = f'<div><div class="text-block"><p>{OTHER}</p></div></div>'
    page = (
        f'<div class="page"><h1>Title</h1><div><div class="text-block">{_paragraphs(ENGLISH)}</div></div>{behind}</div>'
    )

    assert regain(load_html(f"<html><body>{page}</body></html>"), "\n".join(ENGLISH)) == "\n".join([*ENGLISH, OTHER])


def test_a_heading_above_a_list_of_links_does_not_come_back() -> None:
    related = '<h3>Related</h3><ul><li><a href="/x">A headline</a></li></ul>'
    page = f'<h1>Title</h1><div class="text-block">{_paragraphs(ENGLISH[:3])}{related}{_paragraphs(ENGLISH[3:])}</div>'

    assert "Related" not in _lines(page)


def test_the_place_that_a_page_sets_apart_is_joined_to_its_sentence() -> None:
    page = f'<h1>Title</h1><div class="text-block"><strong>Jakarta</strong> - {_paragraphs(ENGLISH)}</div>'

    assert _lines(page)[0] == f"Jakarta - {ENGLISH[0]}"


def test_a_page_without_paragraphs_comes_without_its_menu() -> None:
    menu = "".join(f'<li><a href="/{at}">Link number {at}</a></li>' for at in range(20))
    page = f"<nav><ul>{menu}</ul></nav><div><div>{'</div><div>'.join(ENGLISH)}</div></div>"

    assert [line for line in _lines(page) if line] == ENGLISH


def test_items_and_rows_come_without_marks_and_what_people_say_keeps_its_dash() -> None:
    items = f"<ul><li>{ENGLISH[2]}</li><li>Tea</li></ul>"
    rows = "<table><tr><th>Team</th><th>Points</th></tr><tr><td>Rovers</td><td>12</td></tr></table>"
    page = f"<article>{_paragraphs(ENGLISH[:2])}{items}<p>- {OTHER}</p>{rows}{_paragraphs(ENGLISH[3:])}</article>"

    assert _lines(page) == [*ENGLISH[:3], "Tea", f"- {OTHER}", "Team Points", "Rovers 12", *ENGLISH[3:]]


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def _lines(body: str) -> list[str]:
    html = f"<!DOCTYPE html><html><head><title>Title</title></head><body>{body}<footer>Imprint</footer></body></html>"
    return [line for line in read_page(html).text.split("\n") if line != "Title"]


def test_a_short_page_keeps_its_lines() -> None:
    page = (
        "<!DOCTYPE html><html><article><h1>The mill turns again</h1><div>By Tess Arrow</div><div>3 June 2024</div>"
        f"<p>{ENGLISH[0]}</p><figure><img src=x><figcaption>The mill</figcaption></figure><p>Hundreds came.</p>"
        "</article></html>"
    )

    assert read_page(page).text.split("\n") == [
        "The mill turns again", "By Tess Arrow", "3 June 2024", ENGLISH[0], "The mill", "Hundreds came.",
    ]  # fmt: skip


def test_items_of_several_blocks_come_as_several_lines() -> None:
    items = "".join(f"<li><span>12:0{n}</span><h3>Vote {n}</h3><p>{line}</p></li>" for n, line in enumerate(ENGLISH))
    text = read_page(f"<!DOCTYPE html><html><body><main><h1>Live</h1><ul>{items}</ul></main></body></html>").text

    expected = [part for n, line in enumerate(ENGLISH) for part in (f"12:0{n}", f"Vote {n}", line)]
    assert text.split("\n")[-len(expected) :] == expected


def test_pictures_with_long_captions_are_no_menu() -> None:
    captions = [f"{line[:-1]}, number {n}" for n, line in enumerate(ENGLISH)]
    figures = "".join(f"<figure><img src=x><figcaption>{line}</figcaption></figure>" for line in captions)
    text = read_page(f"<!DOCTYPE html><html><body><article><h1>Pictures</h1>{figures}</article></body></html>").text

    assert text.split("\n") == ["Pictures", *captions]


def test_a_heading_among_paragraphs_comes_back_though_a_box_stands_below_it() -> None:
    box = "<div><h3>Get the Tide in your inbox</h3><p>Five stories and one cup of tea. Every weekday at 7am.</p></div>"
    told = f"{_paragraphs(ENGLISH[:2])}<h2>How it works</h2>{box}{_paragraphs(ENGLISH[2:])}"
    lines = _lines(f"<div><h1>Title</h1><div>{told}</div></div>")

    assert lines.index("How it works") == lines.index(ENGLISH[1]) + 1
    assert lines[-4:] == ENGLISH[2:]


@pytest.mark.parametrize("links", ['<ul><li><a href="/1">Gulls counted</a></li></ul>', '<p><a href="/1">Gulls</a></p>'])
def test_a_heading_above_links_among_paragraphs_stays_out(links: str) -> None:
    page = f"<div>{_paragraphs(ENGLISH[:3])}<h2>More gulls</h2>{links}{_paragraphs(ENGLISH[3:])}</div>"

    assert [line for line in _lines(page) if line in ENGLISH] == ENGLISH
    assert "More gulls" not in _lines(page)[-3:]


def test_a_notice_above_the_headline_does_not_take_the_place_of_the_lede() -> None:
    notice = "<div><p>We and our partners store and read information on your device, and you may change that.</p></div>"
    page = f"{notice}<div><h1>Title</h1><div>{OTHER}</div></div><div>{_paragraphs(ENGLISH)}</div>"

    assert OTHER in _lines(page)


def test_a_headline_inside_the_text_does_not_follow_the_card_of_the_same_words() -> None:
    cards = '<section><article><a href="/r"><h3>Mayor opens new bridge</h3></a></article></section>'
    more = '<p><em>Read more</em><br><a href="/x">Mayor opens new bridge</a></p>'
    page = f"<article><h1>Title</h1>{_paragraphs(ENGLISH[:2])}{more}{_paragraphs(ENGLISH[2:])}</article>{cards}"
    lines = _lines(page)

    assert lines.index("Mayor opens new bridge") == lines.index("Read more") + 1 < lines.index(ENGLISH[2])
