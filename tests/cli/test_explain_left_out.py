"""explain: what extraction left out of a page is shown until it would be a list of its own."""

import pytest
from rich.console import Console

from streams import resources
from streams.cli.explain import explain
from streams.core.article import Article
from streams.stages.clean_text import build

TOLD = "The harbour office said on Monday that the ferry would cross the bay again once the ice had gone."


@pytest.mark.parametrize(("count", "more"), [(40, 0), (41, 0), (42, 2), (50, 10)])
def test_the_lines_that_are_left_out_are_shown_and_the_rest_is_counted(count: int, more: int) -> None:
    menu = "".join(f"<li><a href='/{number}'>Place {number}</a></li>" for number in range(count))
    shown = _shown(f"<nav><ul>{menu}</ul></nav>")

    assert "| Place 39" in shown
    assert ("| Place 40" in shown) is (count == 41)
    assert (f"… and {more} lines more" in shown) is bool(more)


def test_links_that_are_left_out_are_not_glued() -> None:
    shown = _shown("<nav><a href='/f'>Facebook</a><a href='/w'>WhatsApp</a><a href='#'>Copy link</a></nav>")

    assert "Facebook WhatsApp Copy link" in shown


def _shown(frame: str) -> str:
    page = f"<html><body>{frame}<article><p>{TOLD}</p><p>{TOLD[:-1]} again.</p></article></body></html>"
    stage = build(resources.lexicon, open=resources.lexicon.open)
    article = stage.apply(Article("", page, "text/html"))
    assert isinstance(article, Article)
    console = Console(width=160, record=True, color_system=None)
    console.print(explain(page, article, content_type="text/html"))
    return console.export_text()
