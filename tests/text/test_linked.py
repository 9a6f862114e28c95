"""linked: what the JSON-LD of a page says is read, and a page with very many blocks costs no time for all of them."""

import time

import pytest
from resiliparse.parse.html import HTMLTree

from streams.text.linked import read_linked

BLOCK = '<script type="application/ld+json">{}</script>'
ARTICLE = '{"@type": "NewsArticle", "headline": "Die Fähre fährt wieder"}'


def _read(blocks: str) -> str:
    page = f"<html><head><title>T</title>{blocks}</head><body><p>Die Fähre fährt wieder.</p></body></html>"
    return str(read_linked(HTMLTree.parse(page)).article.get("headline"))


@pytest.mark.parametrize("others", [0, 19, 400])
def test_the_article_among_the_first_blocks_is_read(others: int) -> None:
    """Where there are many it is the first as well, though they are found in another way."""
    first, last = BLOCK.format(ARTICLE), BLOCK.format("{}")

    assert _read(first + "<script>var a = 1</script>" + last * others) == "Die Fähre fährt wieder"
    assert _read("<script>var a = 1</script>" * 30 + last * 5 + first + last * others) == "Die Fähre fährt wieder"


def test_blocks_behind_the_twentieth_are_passed_over_however_many_there_are() -> None:
    for others in (20, 400):
        assert _read(BLOCK.format("{}") * others + BLOCK.format(ARTICLE)) == "None"


@pytest.mark.parametrize("text", ["{}", "[1]", '{"a":', '{"@type":"WebPage"}'])
def test_three_megabytes_of_blocks_are_read_in_a_fraction_of_a_second(text: str) -> None:
    """To take one block out of a collection takes time for all of them: it took ten seconds."""
    tree = HTMLTree.parse(f"<html><body>{BLOCK.format(text) * 40_000}</body></html>")
    started = time.process_time()

    read_linked(tree)

    assert time.process_time() - started < 1
