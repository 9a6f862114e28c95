"""What the extraction would drop of the body because of its element stays: words in sentences, lists between them."""

import pytest

from streams.text.web import read_page

SENTENCE = "The harbour office said on Monday that ferry number {} would cross the bay again once the ice had gone."
BODY = [SENTENCE.format(number) for number in range(4)]
DECK = "A long winter comes to an end on Monday, when the ferry crosses the bay for the first time."
ITEMS = [
    "The first ladder is made of ash and was given by the widow of a carpenter.",
    "The second one came with the boat.",
    "A short one",
]


@pytest.mark.parametrize(
    "word",
    [
        '<time datetime="2025-06-01">1 June</time>',
        "<label>1 June</label>",
        "<output>1 June</output>",
        "<q>1 June</q>",
        '<span class="share">1 June</span>',
        '<em>exactly <span class="author">1 June</span> and</em>',
    ],
)
def test_words_inside_a_sentence_stay(word: str) -> None:
    told = f"<p>The concert is on {word} at eight in the hall, the town said.</p>"

    assert any("1 June" in line and "The concert" in line for line in _lines(told + _told(BODY)))


@pytest.mark.parametrize(
    "beside",
    [
        f'<p>{SENTENCE} <span class="share">Share this</span></p>',
        f'<p>{SENTENCE} <span class="share">Share this</span> {SENTENCE}</p>',
        '<p>The Evening Lamp <span class="share">Share this</span> now</p>',
    ],
)
def test_what_is_no_word_of_a_sentence_goes_as_before(beside: str) -> None:
    assert "Share this" not in " ".join(_lines(_told(BODY) + beside + _told(BODY)))


@pytest.mark.parametrize("tags", ["ul li", "ol li", "dl dd"])
@pytest.mark.parametrize("name", ["prose", "article-body", "css-1r7ky0e"])
@pytest.mark.parametrize("goes_on", [True, False])
def test_a_list_in_the_body_stays(tags: str, name: str, *, goes_on: bool) -> None:
    outer, inner = tags.split()
    items = "".join(f"<{inner}>{item}</{inner}>" for item in ITEMS)
    box = f'<div class="{name}">{_told(BODY[:2])}<{outer}>{items}</{outer}>{_told(BODY[2:]) if goes_on else ""}</div>'

    assert _lines(box) == [*BODY[:2], *ITEMS, *(BODY[2:] if goes_on else [])]


def test_bare_text_behind_a_list_stays_whole() -> None:
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    behind = f"The ladders stand in the <em>old</em> boat house. {BODY[3]}"

    assert _lines(f"{_told(BODY[:2])}<ul>{items}</ul>{behind}<p>{DECK}</p>") == [
        *BODY[:2],
        *ITEMS,
        f"The ladders stand in the old boat house. {BODY[3]}",
        DECK,
    ]


def test_an_item_with_a_heading_and_a_block_keeps_both() -> None:
    items = "".join(f'<li class="item"><a><h3>Ladder</h3></a><div class="content">{item}</div></li>' for item in ITEMS)

    assert set(ITEMS) < set(_lines(f'<div class="row">{_told(BODY[:2])}</div>{_told(BODY[2:])}<ul>{items}</ul>'))


def test_a_list_of_links_in_what_is_called_the_article_stays() -> None:
    items = [f"The offer of the day, number {number}: a ladder of ash" for number in range(3)]
    linked = "".join(f'<li><a href="/{number}">{item}</a></li>' for number, item in enumerate(items))

    assert set(items) < set(_lines(f"<article>{_told(BODY)}<ul>{linked}</ul>{_told(BODY)}</article>"))


def test_a_list_that_a_colon_leads_up_to_stays() -> None:
    box = f'<div class="prose">{_told(BODY)}<p>You need:</p><ul><li>two eggs</li><li>a spoon</li></ul></div>'

    assert _lines(box) == [*BODY, "You need:", "two eggs", "a spoon"]


@pytest.mark.parametrize(
    "beside",
    [
        '<ul><li><a href="/a">Another headline of the day</a></li><li><a href="/b">One more headline</a></li></ul>',
        "<ul><li>Sport</li><li>Culture</li></ul>",
    ],
)
def test_lists_of_links_and_of_sections_do_not_come_back(beside: str) -> None:
    assert _lines(f'<div class="prose">{_told(BODY)}{beside}</div>') == BODY
    if "href" in beside:
        assert _lines(f'<div class="prose">{_told(BODY[:2])}{beside}{_told(BODY[2:])}</div>') == BODY


@pytest.mark.parametrize(
    "deck",
    [
        '<p class="article__teaser">{}</p>',
        '<div class="tt-x"><strong>{}</strong></div>',
        '<div class="announce">{}</div>',
    ],
)
def test_a_deck_that_is_the_description_of_the_page_stays(deck: str) -> None:
    head = f'<meta property="og:description" content="{DECK}">'

    assert _lines(f"{deck.format(DECK)}<div>{_told(BODY)}</div>", head=head) == [DECK, *BODY]


def _told(sentences: list[str]) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def _lines(body: str, *, head: str = "") -> list[str]:
    page = (
        f"<html><head><title>A river at night</title>{head}</head><body><h1>A river at night</h1>{body}</body></html>"
    )
    return [line for line in read_page(page).text.split("\n") if line != "A river at night"]


@pytest.mark.parametrize(
    "around", ["<div>{0}</div>", '<div class="c-1f"><div>{0}</div></div>', "<section>{0}</section>"]
)
def test_blocks_are_the_paragraphs_of_a_page_that_has_no_others(around: str) -> None:
    linked = f'Where <a href="/keeper">the</a> keeper lived, {SENTENCE.format(9)}'
    told = [*BODY, "Where the keeper lived, " + SENTENCE.format(9)]
    blocks = "".join(around.format(f"<div>{one}</div>") for one in (*BODY, linked))
    menu = "<header><ul><li><ul><li><a href=/0>Home</a></li></ul></li><li>Sport</li></ul></header>"

    assert _lines(f"{menu}<div>{blocks}</div>") == told


def test_teasers_that_are_links_are_no_paragraphs() -> None:
    teasers = "".join(f'<div><a href="/{number}">{one}</a></div>' for number, one in enumerate(ITEMS * 2))
    blocks = "".join(f"<div>{one}</div>" for one in BODY)

    assert not set(ITEMS) & set(_lines(f"<div>{blocks}</div><div>{teasers}</div>"))
