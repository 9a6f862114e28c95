"""Which lines did the extraction glue together?  It gives a page with little text as one line, and an item as one.

A line is parted where it is made of whole blocks of the page, so nothing of it is lost.
"""

from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from streams.text.lines import squeeze

ITEM = "- "  # what the extraction writes before the items of lists
_BORDER_TAGS = (
    "address article aside blockquote body br details div dl figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section summary ul"
)
_BORDERS = frozenset(_BORDER_TAGS.split())
_MOST_GLUED = 200  # lines that are looked at
_MOST_NODES = 60_000  # of a page that is looked at


def parted(tree: HtmlElement, lines: list[str]) -> list[str]:
    """Part lines that the extraction made of several blocks of the page: short pages, and items with paragraphs."""
    runs = _runs(tree)
    alone, found, at = set(runs), [], 0
    for number, line in enumerate(lines):
        whole = squeeze(line.removeprefix(ITEM))
        parts = [] if whole in alone or number >= _MOST_GLUED else _composed(whole, runs, at)
        at += len(parts)
        found += parts or [line]
    return found


def _composed(line: str, runs: list[str], start: int) -> list[str]:
    """Give the runs that *line* is made of, in the order of the page, others between them; empty when it is not."""
    parts: list[str] = []
    left = line
    for run in islice(runs, start, None):
        if left.startswith(run) and left[len(run) : len(run) + 1] in ("", " "):
            parts.append(run)
            left = left[len(run) :].lstrip()
            if not left:
                return parts if len(parts) > 1 else []
    return []


def _runs(tree: HtmlElement) -> list[str]:
    """Give the text of the page from one border of a block to the next; of very large pages nothing."""
    runs: list[str] = []
    pieces: list[str] = []
    for count, (event, element) in enumerate(etree.iterwalk(tree, events=("start", "end"))):
        if count > _MOST_NODES:
            return []
        if element.tag in _BORDERS and pieces:
            runs.append(squeeze("".join(pieces)))
            pieces = []
        piece = element.text if event == "start" else element.tail
        if piece:
            pieces.append(piece)
    return [run for run in (*runs, squeeze("".join(pieces))) if run]
