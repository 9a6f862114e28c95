"""Which of the times that a page marks says when its article was published?

Cards of other articles and comments carry times as well, often under names that mean nothing, and a page that states
no date has only those.  The time of the article stands near its headline, or in a line of its own right below the
body; one in a card, under another headline or beside what a reader wrote is of others.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from resiliparse.parse.html import HTMLTree

from streams.text.lines import is_body_like, size, squeeze
from streams.text.marked import HEADLINE_SIZE

_MOST_NODES = 15_000  # four microseconds each
_TOLD_ABOVE = 1  # a lede may stand above the byline
_LEVELS, _LEVELS_BELOW = 12, 3
_BODY = 2  # blocks of running text that make a box the body
_TOP = frozenset({"body", "html", "#document", "main"})
_OWN = frozenset({"article", "section"})  # so small, with no headline: a card, a comment
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SILENT = frozenset({"script", "style", "noscript", "template", "option", "button", "title"})
_BLOCK_TAGS = (
    "address article aside blockquote br dd div dl dt figcaption figure footer form header hr li main nav ol p pre "
    "section table td th time tr ul h1 h2 h3 h4 h5 h6"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())


class Times:
    """Where headline, running text and times of a page stand; the page is walked when the first time is asked about."""

    def __init__(self, tree: HTMLTree, title: str) -> None:
        self._tree, self._title = tree, title.casefold()
        self._headline: Any = None
        self._at: dict[Any, int] = {}
        self._told: dict[Any, int] = {}
        self._last_told = 0
        self._headings: list[int] = []

    def is_of_article(self, node: Any) -> bool:
        """Tell whether *node* is near the headline and in no card, or in a line of its own right below the body."""
        if not self._at:
            self._walk()
        if node not in self._at:
            return False
        told = self._told[node] - self._told.get(self._headline, 0)
        if self._follows_headline(node) or any(box.tag == "h1" for box in _around(node)):
            return True
        return not self._is_in_card(node) if told <= _TOLD_ABOVE or _is_named(node) else self._is_below_body(node)

    def _follows_headline(self, node: Any) -> bool:
        """Tell whether *node* is in the headline or behind it, with no other heading and little text between."""
        if self._headline is None:
            return False
        at, start = self._at[node], self._at[self._headline]
        is_near = self._told[node] - self._told[self._headline] <= _TOLD_ABOVE
        return at > start and is_near and not any(start < heading < at for heading in self._headings)

    def _walk(self) -> None:
        """Number the elements, and count for each the blocks of running text before it; look for the headline."""
        told, pieces, first = 0, list[str](), None
        nodes: Iterator[Any] = islice(self._tree.document or (), _MOST_NODES)
        for at, node in enumerate(nodes):
            if node.tag == "#text":
                if node.parent.tag not in _SILENT:
                    pieces.append(node.value or "")
                continue
            if node.tag in _BLOCKS and pieces:
                told += is_body_like(squeeze("".join(pieces)))
                pieces.clear()
            self._at[node], self._told[node] = at, told
            if node.tag in _HEADINGS:
                self._headings.append(at)
            if node.tag in _HEADINGS and self._headline is None:
                first = node if first is None and node.tag == "h1" else first
                text = squeeze(node.text or "")
                self._headline = node if size(text) >= HEADLINE_SIZE and text.casefold() in self._title else None
        self._headline = self._headline if self._headline is not None else first
        self._last_told = told + is_body_like(squeeze("".join(pieces)))

    def _is_in_card(self, node: Any) -> bool:
        """Tell whether *node* is in a box with another heading, or a box of its own, that is not the body."""
        is_above = self._at[node] < self._at.get(self._headline, 0)
        for box in _around(node):
            start, end = self._at.get(box, 0), self._end(box)
            if self._headline is not None and start <= self._at[self._headline] < end:
                return False
            if not is_above and self._told_in(box) >= _BODY:
                return False
            if box.tag in _OWN or any(start <= heading < end for heading in self._headings):
                return True
        return False

    def _is_below_body(self, node: Any) -> bool:
        """Tell whether the nearest box with running text has some of it right above *node*, and none below."""
        for box in islice(_around(node), _LEVELS_BELOW):
            if box.tag in _OWN and box.tag != "article":
                return False
            if self._told_in(box):
                return self._told[node] - self._told[box] >= _BODY and self._told_behind(box) == self._told[node]
        return False

    def _told_in(self, box: Any) -> int:
        return self._told_behind(box) - self._told.get(box, 0)

    def _told_behind(self, box: Any) -> int:
        following = self._following(box)
        return self._last_told if following is None else self._told[following]

    def _end(self, box: Any) -> int:
        following = self._following(box)
        return len(self._at) + _MOST_NODES if following is None else self._at[following]

    def _following(self, box: Any) -> Any:
        """Give the first element behind *box*, None where the page, or what was walked of it, ends."""
        while box is not None:
            following = box.next
            while following is not None and following not in self._told:
                following = following.next
            if following is not None:
                return following
            box = box.parent
        return None


def _is_named(node: Any) -> bool:
    """Tell whether the page says that this is the time of publication, and not a time."""
    return "datePublished" in (node.getattr("itemprop") or "") or node.getattr("pubdate") is not None


def _around(node: Any) -> Iterator[Any]:
    box = node.parent
    for _ in range(_LEVELS):
        if box is None or box.tag in _TOP:
            return
        yield box
        box = box.parent
