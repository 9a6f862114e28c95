"""What would the extraction drop of the body because of the element it stands in?  Words in sentences, and lists.

It leaves out times, labels and boxes whose class says `share` or `author` wherever they are: `The concert is on
<time>1 June</time> at eight` lost its day.  And where no element says that it holds the article, it takes paragraphs
only.  Before it looks, such elements inside a sentence become plain words, and lists between sentences and the times
above the entries of a live report paragraphs.
"""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from streams.text.elements import text_of
from streams.text.lines import ends_sentence, is_anchor, is_body_like, squeeze

_PHRASES = ("time", "label", "output", "q", "span")
_AROUND = frozenset({"p", "li", "dd", "td", "blockquote", "div"})
_INLINE, _LEVELS = frozenset({"em", "strong", "b", "i", "a", "span", "u"}), 4
_MOST = 5_000  # elements asked
_LISTS, _ITEMS = ("ul", "ol", "dl"), frozenset({"li", "dt", "dd"})
_BLOCKS = ("p", "div", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "section", "article", "form", "figure")
_MOST_LINKED = 0.4  # of the text
_LINKED = etree.XPath("descendant::a//text()", smart_strings=False)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?")
_ENTRIES = 3  # of a live report at least
_MOST_LISTS, _MOST_ITEMS, _NEAR = 200, 500, 3
_FEW = 3  # sentences in paragraphs; a page with fewer has them in other blocks


def keep_phrases(tree: HtmlElement) -> None:
    """Make plain words of elements in *tree*, in place, that have words of their own sentence before them."""
    sentences: dict[HtmlElement, bool] = {}
    for element in islice(tree.iter(*_PHRASES), _MOST):
        around = element.getparent()
        before = _before(element)
        if around is None or not before or (element.tag == "span" and not element.attrib):
            continue
        for _ in range(_LEVELS):
            around = around.getparent() if around.tag in _INLINE and around.getparent() is not None else around
        if around.tag in _AROUND and not ends_sentence(before):
            if around not in sentences:
                sentences[around] = is_anchor(squeeze("".join(around.itertext())))
            if sentences[around]:
                element.tag = "span"
                element.attrib.clear()


def keep_clocks(tree: HtmlElement) -> None:
    """Make paragraphs, in place, of the times above the entries of a live report: `<time>09:40</time><p>...`."""
    found: list[tuple[HtmlElement, str]] = []
    for element in islice(tree.iter("time", "span"), _MOST):
        text = squeeze(element.text_content()) if len(element) <= 1 else ""
        if _CLOCK.fullmatch(text):
            block = _whole(element, text)
            if _leads_an_entry(block):
                found.append((block, text))
    for block, text in found if len(found) >= _ENTRIES else ():
        tail = block.tail
        block.clear()
        block.tag, block.text, block.tail = "p", text, tail


def _whole(element: HtmlElement, text: str) -> HtmlElement:
    """Give the box that holds nothing but *element*."""
    for box in islice(element.iterancestors(), _LEVELS):
        if box.tag not in ("div", "span", "header") or len(box) > 1 or squeeze(box.text_content()) != text:
            break
        element = box
    return element


def _leads_an_entry(block: HtmlElement) -> bool:
    """Tell whether a sentence stands behind *block*, at most a heading between, and no text of its own line around."""
    if _before(block) or (block.tail or "").strip():
        return False
    for below in islice(block.itersiblings(), 2):
        if below.tag == "p" and not (below.tail or "").strip():
            return is_body_like(squeeze(below.text_content()))
        if below.tag not in ("h2", "h3", "h4", "h5") or below.find(".//a") is not None:
            return False
    return False


def keep_blocks(tree: HtmlElement) -> None:
    """Make paragraphs, in place, of the blocks of a page that writes its paragraphs as such: `<div>One.</div>`.

    The extraction parts them at each link, and where no paragraph is it takes menus and all.
    """
    told = sum(is_body_like(text_of(one)[0]) for one in islice(tree.iter("p"), _MOST_ITEMS))
    if told >= _FEW:
        return
    found = [
        one
        for one in islice(tree.iter("div"), _MOST)
        if one.find("div") is None and is_body_like(text := text_of(one)[0]) and _is_paragraph(one, text)
    ]
    for one in found if len(found) >= _FEW > told else ():
        one.tag = "p"


def _is_paragraph(block: HtmlElement, text: str) -> bool:
    linked = sum(len(piece.strip()) for piece in _LINKED(block))
    return linked <= _MOST_LINKED * len(text) and next(block.iterdescendants(*_BLOCKS), None) is None


def keep_lists(tree: HtmlElement) -> None:
    """Make paragraphs, in place, of the items of lists that stand between the sentences of a box."""
    for found in list(islice(tree.iter(*_LISTS), _MOST_LISTS)):
        items = [item for item in islice(found, _MOST_ITEMS + 1) if item.tag in _ITEMS]
        if not items or len(items) > _MOST_ITEMS or not _is_among_sentences(found, items):
            continue
        found.tag = "div"
        found.attrib.clear()
        _part_tail(found)
        for item in items:
            _make_paragraphs(item)


def _part_tail(found: HtmlElement) -> None:
    """Make a paragraph, in place, of bare text behind a list; the extraction takes it there, but not behind a `div`."""
    if not (found.tail or "").strip():
        return
    behind = found.makeelement("p")
    behind.text, found.tail = found.tail, None
    found.addnext(behind)
    for _ in range(_MOST_ITEMS):
        goes_on = behind.getnext()
        if goes_on is None or goes_on.tag not in _INLINE:
            break
        behind.append(goes_on)


def _make_paragraphs(item: HtmlElement) -> None:
    """Make a paragraph, in place, of an item, or of each block in it that holds no other: `<li><h3/><div>...`."""
    if next(item.iterdescendants(*_BLOCKS), None) is None:
        item.tag = "p"
        return
    for inner in islice(item.iter("div", "section"), _MOST_ITEMS):
        if next(inner.iterdescendants(*_BLOCKS), None) is None:
            inner.tag = "p"
    item.tag = "div"
    for label in [one for one in islice(item.iter("a"), _MOST_ITEMS) if not one.get("href")]:
        label.drop_tag()  # opens and closes the item, and counts as a link


def _is_among_sentences(found: HtmlElement, items: list[HtmlElement]) -> bool:
    above = next((text for one in islice(found.itersiblings(preceding=True), _NEAR) if (text := _said(one))), "")
    if not above:
        return False
    texts = [squeeze("".join(item.itertext())) for item in items]
    linked = sum(len(piece.strip()) for piece in _LINKED(found))
    if linked > _MOST_LINKED * sum(map(len, texts)):
        return False  # as paragraphs of links they would go from pages that say what their article is
    goes_on = any(is_anchor(_said(one)) for one in islice(found.itersiblings(), _NEAR))
    return goes_on or above.endswith((":", "：")) or 2 * sum(map(is_anchor, texts)) > len(texts)


def _said(element: HtmlElement) -> str:
    """Give the text of a paragraph that is a sentence or leads up to a list, else nothing."""
    if element.tag != "p":
        return ""
    text = squeeze("".join(element.itertext()))
    return text if is_anchor(text) or text.endswith((":", "：")) else ""


def _before(element: HtmlElement) -> str:
    """Give the text right before *element*."""
    previous = element.getprevious()
    parent = element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else None
    return squeeze(text or "")
