"""Which blocks between the paragraphs of an article are part of it, whatever they are called?

The extraction leaves out bare blocks among paragraphs, `aside` and `footer` wherever they stand, and every element
whose class holds one of its words: `social-security` and `shareholders` too.  A block between sentences of one box that
is running text itself, with no link, picture or button, is neither a teaser nor a share bar.  Before the extraction
looks, such blocks become plain paragraphs.
"""

from collections.abc import Iterator
from itertools import islice, takewhile

from lxml.html import HtmlElement

from streams.text.captions import keep_caption
from streams.text.elements import is_quiet, text_of
from streams.text.lines import is_anchor, is_body_like

_Found = list[tuple[HtmlElement, str]]  # sentences of a box, each with its text

_MOST, _MOST_NODES = 2_000, 60_000  # paragraphs, and nodes looked at
_MOST_BLOCKS = 500
_LEAST = 3  # sentences in a box of its own
_BLOCKS = ("div", "section", "aside", "footer", "span", "strong", "b", "em", "i", "center")
_ODD = ("aside", "footer")
_INNER = (
    "p",
    "div",
    "section",
    "article",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "blockquote",
)
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"li", "dt", "dd"})
_QUOTES = "\"'“”„«»‘’ "


def keep_between(tree: HtmlElement) -> None:
    """Make paragraphs, in place, of the blocks between paragraphs that are running text."""
    boxes: dict[HtmlElement, _Found] = {}
    left = _MOST_NODES
    for paragraph in islice(tree.iter("p"), _MOST):
        text, looked = text_of(paragraph)
        left -= looked
        box = paragraph.getparent()
        if box is not None and is_body_like(text):
            boxes.setdefault(box, []).append((paragraph, text))
        if left < 0:
            return
    blocks = islice(((block, found) for found in boxes.values() for block in _inside(found)), _MOST_BLOCKS)
    for block, found in list(blocks):
        if keep_caption(block, (text for one, text in found if one is not block)):
            continue
        if block.tag == "p":
            if block.get("class") and is_body_like(text_of(block)[0]) and is_quiet(block):
                block.attrib.clear()
        elif block.tag in _BLOCKS and _is_told(block, found):
            _unname(block)


def _inside(found: _Found) -> Iterator[HtmlElement]:
    """Give what stands between the first and the last sentence of a box."""
    if len(found) >= _LEAST:
        (first, _), (last, _) = found[0], found[-1]
        yield from takewhile(lambda block: block is not last, first.itersiblings())


def _is_told(block: HtmlElement, found: _Found) -> bool:
    """Tell whether a block is running text that the paragraphs around it do not say."""
    text = text_of(block)[0]
    if not text or not is_quiet(block) or any(text.strip(_QUOTES) in one for _, one in found):
        return False
    leaves = [one for one in block.iter(*_INNER) if next(one.iterdescendants(*_INNER), None) is None]
    told = [text_of(leaf)[0] for leaf in leaves or [block] if leaf.tag not in _HEADINGS and leaf.tag not in _ITEMS]
    return any(map(is_body_like, told)) and all(map(is_anchor, filter(None, told)))


def _unname(block: HtmlElement) -> None:
    """Make paragraphs of what holds no other block, and take away all names."""
    for one in [block, *block.iterdescendants()]:
        if one is block or one.tag in _INNER:
            one.attrib.clear()
        if one.tag in _BLOCKS and (one is block or one.tag in _INNER):
            one.tag = "div" if next(one.iterdescendants(*_INNER), None) is not None else "p"
