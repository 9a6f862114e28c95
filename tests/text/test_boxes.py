"""boxes: dialogs, letters, walls, players and comments go by their form; what may be the body stays."""

import pytest
from lxml.html import fromstring

from streams.text.boxes import leave_out_boxes
from streams.text.web import read_page

SENTENCE = "Hundreds of volunteers carried sandbags to the river bank before the water reached its highest mark."
BODY = "".join(f"<p>{SENTENCE} It was day number {number}.</p>" for number in range(6))
ENTRY = '<div class="x1"><b>Gull</b><time datetime="2026-08-02T09:00Z">09:11</time><p>{}</p></div>'
COMMENTS = ENTRY.format("My gran swore by it.") + ENTRY.format("When does it open, and who will pay for it?")
FORM = '<form action="/n"><input type="email"><button>Go</button></form>'


def _text(box: str, *, behind: str = BODY) -> str:
    return read_page(f"<html><body><div><h1>A river at night</h1>{BODY}{box}{behind}</div></body></html>").text


@pytest.mark.parametrize(
    "box",
    [
        '<div class="c-9z" role="dialog"><p>We and our 214 partners store things.</p><button>Accept all</button></div>',
        '<div class="c-9z" aria-modal="true"><p>Szanujemy Twoją prywatność i partnerów.</p><button>OK</button></div>',
        f'<div class="c-9z"><h3>Get the tide</h3><p>Five stories, one cup of tea, every day at 7.</p>{FORM}</div>',
        f'<div class="c-9z"><h3>Рассылка</h3><p>Главное за неделю — в почте.</p><div>{FORM}</div></div>',
        '<div class="paywall"><p>This story is for people who pay for it each month.</p><a href="/a">Log in</a></div>',
        '<div class="player"><p>This video is not available in your region.</p></div>',
        '<div class="x_9" data-video="a1"><p>Tu navegador no puede reproducir este video.</p></div>',
    ],
)
def test_a_small_box_of_others_goes(box: str) -> None:
    assert _text(box) == _text("")


@pytest.mark.parametrize("heading", ["2 comments", "Комментарии (12)", "コメント2件"])
def test_comments_below_a_counter_go(heading: str) -> None:
    assert _text("", behind=f"<section><h3>{heading}</h3><a href=#>Log in</a>{COMMENTS}</section>") == _text(
        "", behind=""
    )


@pytest.mark.parametrize(
    "box",
    [
        f'<div class="paywall">{BODY.replace("day", "night")}<a href="/a">Log in</a></div>',
        f'<div class="paywall-article-body"><p>The night was calm, {SENTENCE}</p><a href="/a">Log in</a></div>',
        f'<div class="card-players"><p>The night was calm, {SENTENCE}</p></div>',
        f"<div><h3>What now</h3>{BODY.replace('day', 'night')}{FORM}</div>",
        f"<section><h3>24 June</h3>{COMMENTS.replace('<time', '<i').replace('</time', '</i')}</section>",
        f"<div><h3>What now</h3><p>The night was calm.</p><p>{SENTENCE}</p><p>So it was.</p>{FORM}</div>",
        f"<section><h3>1 night</h3>{COMMENTS}</section>",
        f"<section><h3>The night</h3>{COMMENTS}</section>",
    ],
)
def test_a_box_that_may_be_the_body_stays(box: str) -> None:
    assert _text(box) != _text("")


@pytest.mark.parametrize(
    ("label", "title"), [("Read more", "Mayor opens new bridge"), ("Читайте также", "На озере встал лёд")]
)
def test_a_label_and_a_link_are_parted(label: str, title: str) -> None:
    tree = fromstring(f'<div><p>{SENTENCE}</p><div class="x"><span>{label}</span><a href="/x">{title}</a></div></div>')
    leave_out_boxes(tree)

    assert [one.tag for one in tree[1]] == ["span", "br", "a"]


def test_a_word_that_is_linked_in_part_stays_whole() -> None:
    assert "Wordsmiths met" in _text(f'<p><b>Word</b><a href="/x">smiths</a> met at the river, {SENTENCE}</p>')


def test_a_dialog_of_hundreds_of_elements_is_not_small() -> None:
    tree = fromstring(f"<div><div role=dialog>Hello{'<i></i>' * 400}</div></div>")
    leave_out_boxes(tree)

    assert len(tree) == 1
