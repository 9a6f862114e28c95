"""What does the JSON-LD of a page say?  Its article, what that points to by `@id`, and the name of the site."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from resiliparse.parse.html import HTMLTree

Node = Mapping[str, object]

_ARTICLE = re.compile(
    r"(?:news|reportage|analysis|opinion|review|blog|live|social|tech|scholarly|background|satirical)?.{0,12}(?:article|posting)$",
    re.IGNORECASE,
)
_LAST_COMMA = re.compile(r",(\s{0,40}[}\]])")
_HIDING = re.compile(r"^\s{0,200}(?://|/\*)?\s{0,20}(?:<!\[CDATA\[|<!--)(?:\s{0,20}\*/)?")
_HIDING_END = re.compile(r"(?://|/\*)?\s{0,20}(?:\]\]>|-->)(?:\s{0,20}\*/)?\s{0,200}$")
_TYPE = "application/ld+json"
_MAX_JSON_CP = 400_000
_MAX_BLOCKS = 20
_MANY, _MOST_WALKED = 300, 20_000  # blocks, of which a page has a few; nodes
_MAX_NODES = 400


@dataclass(frozen=True, slots=True)
class Linked:
    """The nodes of a page breadth first, block by block; *article* is the first whose type is one, else empty."""

    article: Node = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    by_id: Mapping[str, Node] = field(default_factory=dict)

    def at(self, name: str) -> Iterator[object]:
        """Give the values of the article under *name*, one or a list; `{"@id": ...}` becomes the node it points to."""
        value = self.article.get(name)
        for one in value if isinstance(value, list) else [value]:
            points = isinstance(one, dict) and "name" not in one
            yield self.by_id.get(str(one.get("@id")), one) if points and isinstance(one, dict) else one

    def link(self) -> str | None:
        """Give the address that the article states for itself."""
        for one in (self.article.get("url"), *self.at("mainEntityOfPage")):
            link = one.get("@id") or one.get("url") if isinstance(one, Mapping) else one
            if isinstance(link, str) and "://" in link:
                return link
        return None

    def sites(self) -> Iterator[str]:
        """Give the names of the publisher and of the site."""
        sites = (node for node in self.nodes if "WebSite" in _kinds(node))
        for one in (*self.at("publisher"), *sites):
            name = one.get("name") if isinstance(one, Mapping) else None
            if isinstance(name, str):
                yield name


def read_linked(tree: HTMLTree) -> Linked:
    """Read all blocks; what cannot be read is passed over.  Never raises."""
    nodes = tuple(islice(_nodes(tree), _MAX_NODES))
    article = next((node for node in nodes if any(map(_ARTICLE.fullmatch, _kinds(node)))), {})
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    return Linked(article, nodes, {str(name): node for name, node in by_id.items()})


def _nodes(tree: HTMLTree) -> Iterator[Node]:
    for block in _blocks(tree):
        text = block.text or ""
        if len(text) <= _MAX_JSON_CP:
            yield from _walk(_parsed(text))


def _blocks(tree: HTMLTree) -> Iterator[Any]:
    """Give the first blocks; a page with very many is walked, for to take one of them takes time for all."""
    if not tree.document:
        return iter(())
    found = tree.document.query_selector_all(f'script[type="{_TYPE}"]')
    if len(found) <= _MANY:
        return islice(found, _MAX_BLOCKS)
    nodes: Iterator[Any] = islice(tree.document, _MOST_WALKED)
    scripts = (node for node in nodes if node.tag == "script")
    return islice((node for node in scripts if (node.getattr("type") or "").lower() == _TYPE), _MAX_BLOCKS)


def _parsed(text: str) -> object:
    """Read JSON, with a comma behind the last item too, as hand-written templates have it; None when it is none.

    Old templates hide it from old browsers: `//<![CDATA[`, `<!--`.
    """
    text = _HIDING_END.sub("", _HIDING.sub("", text))
    for attempt in (text, _LAST_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: object) -> Iterator[Node]:
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node, seen = queue.pop(0), seen + 1
        if isinstance(node, list):
            queue += node
        elif isinstance(node, dict):
            yield node
            queue += [node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node]


def _kinds(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
