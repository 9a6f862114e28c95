"""pruned: the extraction gives the same text for the pruned page as for the whole one, whatever stands on it."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from trafilatura import extract, utils

from streams.text.pruned import has_more_ancestors, prune
from tests.quality.clean_pairs import SETS, read_pairs

SAMPLES = sorted((Path(__file__).parents[1] / "data" / "samples").glob("*.html"))
PAGES = {
    **{path.name: path.read_text("utf-8") for path in SAMPLES},
    **{pair.id: pair.raw for path in SETS for pair in read_pairs(path) if pair.content_type == "text/html"},
}
_WORDS = "river mill lantern Fähre мост 灯台 harbour clock bread goat window choir letter rain garden bell"
WORDS = _WORDS.split()
FRAMES = ("div", "section", "main", "article", "header", "ul", "li", "blockquote", "table><tr><td", "span")
BESIDE = ("nav", "aside", "footer", "figure", "form", "noscript", "select", "button", "iframe", "svg", "template")
NAMES = ("", "", "", ' class="teaser"', ' class="cookie-banner"', ' id="comments"', ' class="nav menu"', ' id="footer"',
         ' class="article-body"', ' class="infinite-scroll"', ' class="share"', ' class="related"')  # fmt: skip


def _generated(seed: int) -> str:
    """Give a page of random boxes in boxes; a third of them say so little that the extraction looks for more.

    What is left out as a whole does not stand in itself: there the extraction loses its place in the tree, and gives
    pieces of it.
    """
    dice = random.Random(seed)
    linked = {"@type": "NewsArticle", "articleBody": _sentence(dice, 40)} if seed % 5 == 0 else {"@type": "WebSite"}
    boxes = "".join(_box(dice, 0, FRAMES + BESIDE, long=seed % 3 > 0) for _ in range(dice.randrange(2, 9)))
    data = f'<script type="application/ld+json">{json.dumps(linked)}</script>'
    return f"<!doctype html><html><head><title>x</title>{data}</head><body>{boxes}</body></html>"


def _box(dice: random.Random, depth: int, boxes: tuple[str, ...], *, long: bool) -> str:
    if depth > 4 or dice.random() < 0.3:
        return _piece(dice, long=long)
    box, name = dice.choice(boxes), dice.choice(NAMES)
    first, *others = box.split("><")
    within = ("div", "ul", "li", "section") if box in BESIDE else boxes
    inner = "".join(_box(dice, depth + 1, within, long=long) for _ in range(dice.randrange(1, 6)))
    opened = "".join(f"<{tag}>" for tag in (first + name, *others))
    closed = "".join(f"</{tag}>" for tag in reversed((first, *others)))
    return f"{opened}{inner}{closed}{dice.choice(('', ' ', 'tail '))}"


def _piece(dice: random.Random, *, long: bool) -> str:
    words = _sentence(dice, dice.randrange(2, 60 if long else 7))
    pieces = [f"<p>{words}</p>", f"<p>{words}</p>", f"{words}<br>", f'<li><a href="/{words[:3]}">{words}</a></li>']
    pieces += [f"<h2>{words}</h2>", f"<p>{words}<img src=a>{words}</p>", f"<script>'{words}'</script>{words}"]
    pieces += [f"<small>{words}</small>", f"<abbr>{words}</abbr>", "<style>a</style>", f"<p><font>{words}</font></p>"]
    return dice.choice(pieces)


def _sentence(dice: random.Random, count: int) -> str:
    return " ".join(dice.choice(WORDS) for _ in range(count)).capitalize() + "."


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_project_keeps_its_text(name: str) -> None:
    assert _text(PAGES[name], pruned=True) == _text(PAGES[name])


@pytest.mark.parametrize("start", range(0, 200, 25))
def test_a_generated_page_keeps_its_text(start: int) -> None:
    assert [seed for seed in range(start, start + 25) if _differs(_generated(seed))] == []


def test_what_the_extraction_leaves_out_is_gone_and_menus_are_one_piece() -> None:
    menu = "<nav><ul>" + '<li><a href="/a">Home</a></li>' * 50 + "</ul></nav>"
    story = f"<article><p>{'A sentence of the story that goes on. ' * 9}</p></article>"
    tree = _tree(f"<html><body>{menu}{story}<aside><p>x</p></aside><script>1</script><img></body></html>")

    prune(tree)

    assert [element.tag for element in tree.iter()] == ["html", "body", "nav", "article", "p"]


def test_a_page_without_paragraphs_is_left_alone() -> None:
    """There the extraction falls back on all of its text, line by line."""
    tree = _tree("<html><body><nav><a>One</a><a>Two</a></nav><aside>Text</aside><style>a</style></body></html>")

    prune(tree)

    assert [element.tag for element in tree.iter()] == ["html", "body", "nav", "a", "a", "aside", "style"]


def _tree(html: str) -> Any:
    return utils.load_html(html)


def _differs(html: str) -> bool:
    return _text(html, pruned=True) != _text(html)


def _text(html: str, *, pruned: bool = False) -> str | None:
    tree = _tree(html)
    if pruned and tree is not None:
        prune(tree)
    found = extract(tree, fast=True, include_comments=False) if tree is not None else None
    return str(found) if found else None


@pytest.mark.parametrize(
    "html",
    [
        "<html><body><div><p>a</p><p>b <b>c</b></p></div></body></html>",
        "<html><body><!-- c --><p>a</p></body></html>",
        f"<html><body>{'<div>' * 30}{'<p>a</p>' * 9}{'</div>' * 30}</body></html>",
        f"<html><body>{'<div>' * 90}<p>a</p>{'</div>' * 90}</body></html>",
    ],
)
def test_ancestors_are_counted_for_each_element(html: str) -> None:
    tree = utils.load_html(html)
    assert tree is not None
    count = sum(sum(1 for _ in element.iterancestors()) for element in tree.iter("*"))

    assert has_more_ancestors(tree, count - 1)
    assert not has_more_ancestors(tree, count)
    assert not has_more_ancestors(tree, 100 * count)
