"""What does an element of a page hold, and whose is it?  Asked of the parsed tree, within bounds."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from streams.text.lines import squeeze
from streams.text.marked import OTHERS

_LONGEST_CP = 5_000  # of a block; a longer one holds others
_NEAR = 40  # elements
_NAMES = ("class", "id", "itemprop", "data-testid", "data-component", "data-gu-name", "data-type")
# Boxes whose paragraphs are of others, though they may be built like the body.
_OTHERS = re.compile(
    rf"{OTHERS}|footer|newsletter|subscri|also|more-|most-|latest|cookie|consent|paywall|modal|popup|banner|advert|sponsor|"
    r"author-?(?:bio|box|card|info)|about-?(?:the-?)?author|disclaimer|site-?(?:description|title|header)|tagline|slogan",
    re.IGNORECASE,
)

_BUSY = (
    "a", "audio", "button", "embed", "figure", "form", "h1", "iframe", "img", "input", "nav", "noscript", "object",
    "picture", "script", "select", "style", "svg", "table", "template", "textarea", "time", "video",
)  # fmt: skip
# What calls on the reader or repeats, in sentences too.
_NEVER = re.compile(
    r"newsletter|subscri|sign-?up|register|login|cookie|consent|gdpr|paywall|advert|(?:^|[\s_-])ads?(?:$|[\s_-])|sponsor|"
    r"promo|donat|support|membership|author-?(?:bio|box|card|info)|(?:^|[\s_-])bio(?:$|[\s_-])|disclaimer|copyright|"
    r"credit|pull-?(?:quote|out)|byline|correction|tooltip|modal|popup|toolbar|player|video|gallery|slide|tweet|twitter|"
    r"instagram|facebook|caption|also|more-|most-|outbrain|taboola",
    re.IGNORECASE,
)


def text_of(element: HtmlElement) -> tuple[str, int]:
    """Give the text of *element*, empty when it is long, and how many nodes were looked at for it."""
    pieces: list[str] = []
    left = _LONGEST_CP
    for piece in element.itertext():
        pieces.append(piece)
        left -= len(piece)
        if left < 0 or len(pieces) > _LONGEST_CP:
            return "", len(pieces)
    return squeeze("".join(pieces)), len(pieces)


def following(element: HtmlElement) -> Iterator[HtmlElement]:
    """Give the elements behind *element* in the order of the page, not far."""
    count = 0
    while element is not None:
        for sibling in element.itersiblings():
            for one in sibling.iter():
                yield one
                count += 1
                if count == _NEAR:
                    return
        element = element.getparent()
        if element is not None and (element.tail or "").strip():
            return


def is_of_others(element: HtmlElement | None) -> bool:
    while element is not None and element.tag not in ("body", "html"):
        if element.tag in ("aside", "nav", "footer", "form", "figure") or _OTHERS.search(class_of(element)):
            return True
        element = element.getparent()
    return False


def is_quiet(element: HtmlElement) -> bool:
    """Tell whether nothing in the element can be pressed or looked at, and no name in it calls on the reader."""
    return next(element.iter(*_BUSY), None) is None and not any(
        _NEVER.search(names_of(one)) for one in element.iter() if one.attrib
    )


def class_of(element: HtmlElement | None) -> str:
    """Give the class of *element*, with single blanks."""
    return " ".join((element.get("class") or "").split()) if element is not None else ""


def names_of(element: HtmlElement) -> str:
    """Give what the page calls the element, in whatever attribute."""
    return " ".join(element.get(name) or "" for name in _NAMES)
