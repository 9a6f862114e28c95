"""between: running text among the paragraphs of an article stays, whatever its element is called."""

import time

import pytest

from streams.text.web import read_page

SENTENCES = [
    "Die Brücke von Oberau bleibt ein Jahr lang gesperrt, hat der Rat am Montag beschlossen.",
    "In zwei Pfeilern haben die Prüfer Risse gefunden, die tiefer gehen als gedacht.",
    "Die Busse fahren nun über die Mühle, was zwanzig Minuten länger dauert.",
    "Ab Mai soll eine Fähre die Fußgänger tragen, für Schüler ist sie frei.",
]
TOLD = "Die Aktionäre der Mühle streiten seit Jahren über die Zufahrt und werden im Herbst noch einmal befragt."
PAGE = "<html><head><title>Brücke gesperrt</title></head><body>{0}</body></html>"
AROUND = [
    "<article><h1>Brücke gesperrt</h1>{0}</article>",
    '<div class="page"><h1>Brücke gesperrt</h1><div>{0}</div></div>',
]


def _lines(block: str, around: str = AROUND[0]) -> list[str]:
    first, second, *rest = (f"<p>{sentence}</p>" for sentence in SENTENCES)
    text = read_page(PAGE.format(around.format("".join([first, second, block, *rest])))).text.split("\n")
    assert [line for line in text if line in SENTENCES] == SENTENCES
    return text[text.index(SENTENCES[1]) + 1 : text.index(SENTENCES[2])]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize(
    "block",
    [
        "<div>{0}</div>",
        '<div class="text">{0}</div>',
        "<div><span>{0}</span></div>",
        "<section><div>{0}</div></section>",
        "<aside><p>{0}</p></aside>",
        "<footer>{0}</footer>",
        '<p class="shareholders">{0}</p>',
        '<div class="related-law"><p>{0}</p></div>',
        '<div class="social-security">{0}</div>',
        '<div class="embed-text" style="display:none"><p>{0}</p></div>',
    ],
)
def test_a_block_of_running_text_among_paragraphs_stays(around: str, block: str) -> None:
    assert _lines(block.format(TOLD), around) == [TOLD]


def test_a_box_of_facts_stays_with_its_heading_and_its_items() -> None:
    items = "<ul><li>Gebaut: 1928</li><li>Höhe: 12 Meter</li></ul>"
    box = f'<aside class="factbox"><h3>Die Mühle</h3><p>{TOLD}</p>{items}</aside>'

    assert _lines(box) == ["Die Mühle", TOLD, "Gebaut: 1928", "Höhe: 12 Meter"]


@pytest.mark.parametrize(
    "block",
    [
        '<aside class="related"><p><a href="/1">{0}</a></p></aside>',  # a teaser is a link
        '<div class="teaser-related"><img src="a.jpg"><p>{0}</p></div>',
        '<aside class="newsletter"><p>{0}</p></aside>',
        "<aside><p>{0}</p><button>Weiter</button></aside>",
        '<aside class="pullquote"><p>{0}</p></aside>',
        '<footer class="author-bio"><p>{0}</p></footer>',
        "<aside><p>{0}</p><p>Mehr zum Thema</p></aside>",
    ],
)
def test_what_can_be_pressed_or_calls_on_the_reader_is_left_out_as_before(block: str) -> None:
    assert _lines(block.format(TOLD)) == []


def test_a_sentence_that_is_printed_large_once_more_is_not_said_twice() -> None:
    assert _lines(f"<aside><p>„{SENTENCES[3]}“</p></aside>") == []


def test_pages_of_thousands_of_blocks_take_no_time_for_it() -> None:
    page = PAGE.format(
        "<article>" + f"<p>{TOLD}</p><aside><div><p>{TOLD[:60]}.</p></div></aside>" * 5_000 + "</article>"
    )
    started = time.process_time()

    read_page(page)

    assert time.process_time() - started < 2
