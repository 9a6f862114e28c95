"""Which small boxes of a page are surely of others, though their classes mean nothing?  Notices, letters, comments.

The extraction leaves out what has a telling class.  Where classes are hashed, the form tells: a dialog, a field for an
e-mail address, a name with a time above each text below a heading with a number.  A box that may hold the body stays.
"""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from streams.text.elements import text_of
from streams.text.lines import is_body_like, squeeze

_MOST_CP, _MOST_PARAGRAPHS = 600, 3  # more may be an article
_FEW_CP = 250  # of a wall or a notice in place of a film: sites give the class of the wall to all text behind it too
_MOST, _MOST_BOXES = 20_000, 100
_MOST_INSIDE = 300  # elements, drawings on buttons too; else 200 dialogs in each other take seconds
_LEVELS = 4
_DIALOGS = frozenset({"dialog", "alertdialog"})
_WALL = re.compile(r"(?:^|\s)(?:paywall|paywall-box)(?:\s|$)", re.IGNORECASE)
_PLAYER = re.compile(r"(?:^|\s)(?:player|video-player)(?:\s|$)", re.IGNORECASE)
_BODY = ("article", "main", "h1", "table")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_COUNTER = re.compile(r"\D{0,40}?(\d{1,5})\D{0,40}")
_NAMES = ("b", "strong", "span", "a", "cite")
_PRESSED = frozenset({"a", "button", "form"})
_TOLD_BEFORE = 3  # paragraphs: the body
_LABELS, _LABEL_CP = ("span", "b", "strong", "em", "i", "small"), (3, 40)


def leave_out_boxes(tree: HtmlElement) -> None:
    """Take out of *tree*, in place, the boxes of others; part labels from the links that they touch."""
    for box in list(islice(_boxes(tree), _MOST_BOXES)):
        if box.getparent() is not None:
            box.drop_tree()
    for label in list(islice(tree.iter(*_LABELS), _MOST)):
        if _touches_link(label):
            label.addnext(etree.Element("br"))


def _boxes(tree: HtmlElement) -> Iterator[HtmlElement]:
    for one in islice(tree.iter("div", "section", "dialog", "form"), _MOST):
        if one.attrib and _says_so(one):
            yield one
    for field in islice(tree.iter("input"), _MOST_BOXES):
        if (field.get("type") or "").lower() == "email" and (box := _letter(field)) is not None:
            yield box
    for heading in islice(tree.iter(*_HEADINGS), _MOST_BOXES):
        if _heads_comments(heading):
            yield heading.getparent()


def _says_so(box: HtmlElement) -> bool:
    """Tell whether an attribute says that *box* is a dialog, a wall in front of text or a player, and it is small."""
    names = box.get("class") or ""
    if box.tag == "dialog" or box.get("role") in _DIALOGS or box.get("aria-modal") == "true":
        return _is_small(box, _MOST_CP)
    if _WALL.search(names):
        return _is_small(box, _FEW_CP) and next(box.iter("a", "button"), None) is not None
    return (bool(_PLAYER.search(names)) or box.get("data-video") is not None) and _is_small(box, _FEW_CP, paragraphs=1)


def _letter(field: HtmlElement) -> HtmlElement | None:
    """Give the nearest box around a field for an e-mail address that has a heading, when it is small."""
    for box in islice(field.iterancestors(), _LEVELS):
        if not _is_small(box, _MOST_CP, paragraphs=2):
            return None
        if box.tag in ("div", "section", "form") and next(box.iter(*_HEADINGS), None) is not None:
            return box
    return None


def _is_small(box: HtmlElement, most_cp: int, *, paragraphs: int = _MOST_PARAGRAPHS) -> bool:
    if next(islice(box.iter(), _MOST_INSIDE, None), None) is not None:
        return False
    text, looked = text_of(box)
    is_short = len(text) <= most_cp and (bool(text) or looked < most_cp)
    return is_short and len(list(islice(box.iter("p"), paragraphs + 1))) <= paragraphs and not _holds_body(box)


def _holds_body(box: HtmlElement) -> bool:
    return next(box.iter(*_BODY), None) is not None


def _heads_comments(heading: HtmlElement) -> bool:
    """Tell whether a heading with a number has nothing below it in its box but names, each with a time and a text.

    So have live reports; the body stands before comments.
    """
    box, text = heading.getparent(), squeeze(heading.text_content())
    counter = _COUNTER.fullmatch(text)
    if box is None or box.tag not in ("section", "div") or counter is None or heading.getprevious() is not None:
        return False
    entries = [one for one in islice(heading.itersiblings(), _MOST_BOXES) if one.tag not in _PRESSED]
    is_full = 0 < len(entries) <= int(counter[1]) and all(map(_is_comment, entries))
    around = islice(heading.iterancestors(), _LEVELS)
    before = (text_of(one)[0] for above in around for one in _before(above)) if is_full else ()
    return len(list(islice(filter(is_body_like, before), _TOLD_BEFORE))) == _TOLD_BEFORE


def _before(box: HtmlElement) -> Iterator[HtmlElement]:
    for sibling in islice(box.itersiblings(preceding=True), _MOST_PARAGRAPHS):
        yield from islice(sibling.iter("p", "div"), _MOST_BOXES)


def _is_comment(box: HtmlElement) -> bool:
    """Tell whether a box is a name, a time and a text."""
    tags = [one.tag for one in islice(box, _LEVELS)] if box.tag in ("div", "li") else []
    is_built = len(tags) >= 3 and tags[0] in _NAMES and tags[1] == "time" and tags[2] in ("p", "div")
    return is_built and _is_small(box, _MOST_CP)


def _touches_link(label: HtmlElement) -> bool:
    """Tell whether a label and a link are all of a box, with not even a blank between: the style sheet parts them."""
    link, box = label.getnext(), label.getparent()
    if link is None or link.tag != "a" or label.tail or box is None or box.tag not in ("div", "li") or len(box) > 2:
        return False
    text, least = squeeze(label.text_content()), _LABEL_CP[0]
    return not (box.text or "").strip() and not (link.tail or "").strip() and least <= len(text) <= _LABEL_CP[1]
