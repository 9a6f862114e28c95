"""Which parts of a page hold no main text, whatever the rest of it looks like?

The extraction asks its patterns of every element through Python, five microseconds each: on a page of 100 kB, which is
mostly lists of links, that was three quarters of its time.  What goes here it leaves out itself in each of its passes,
so its answer is the same; tests/text/test_pruned.py compares.
"""

import re
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

_NEVER = ("aside", "footer", "style", "svg", "fencedframe")
_UNWRAPPED = ("img", "wbr", "font", "abbr", "tbody", "thead", "tfoot")  # the extraction does so first of all
_LINKED_DATA = "application/ld+json"  # read when a page has no other text
_SCRIPTS = etree.XPath(".//script")
# A menu's length counts when a short text makes the extraction look for a longer one, its parts never do.
_SAYING = ("p", "pre", "q", "blockquote", "code", "quote", "article", "main", "h1", "math", "template", "script")
_CLASSES = etree.XPath("descendant-or-self::*/@class", smart_strings=False)
_IDS = etree.XPath("descendant-or-self::*/@id", smart_strings=False)
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)  # itertext makes a Python object of every element
_COUNT = etree.XPath("count(//*)")
# Names that a pass looks for: notices of consent, comments, articles that load one after another.
_NAMED = re.compile(
    r"cookie|consent|borlabs|cmplz|onetrust|moove|footer|comment|comol|disqus|infinite|mvp-|share", re.IGNORECASE
)
_SENTENCES_CP = 100  # with so much text in paragraphs the extraction never falls back on all the text of the page
_LOOK_AT = 20
_DEEPEST_ASKED = 64  # levels; pages have less than half as many
_LEFT_OUT_TAGS = (
    "applet area aside audio blink button canvas datalist dialog embed fencedframe fieldset figure footer form frame "
    "frameset head iframe input label legend link map marquee math menu menuitem nav noindex noscript object optgroup "
    "option output param picture progress rp rt rtc script select source style svg template textarea time track use "
    "video"
)
_LEFT_OUT = frozenset(_LEFT_OUT_TAGS.split())


def prune(tree: HtmlElement) -> None:
    """Take out of *tree*, in place, what the extraction never gives, and make each menu one piece of text."""
    if not _has_paragraphs(tree):
        return
    for script in _SCRIPTS(tree):
        if script.get("type") != _LINKED_DATA:
            script.drop_tree()
    etree.strip_elements(tree, *_NEVER, with_tail=False)
    etree.strip_tags(tree, *_UNWRAPPED)
    for menu in [nav for nav in tree.iter("nav") if next(nav.iterancestors("nav", "article"), None) is None]:
        is_plain = next(menu.iter(*_SAYING), None) is None
        if is_plain and not _NAMED.search(" ".join({*_CLASSES(menu), *_IDS(menu)})):
            text = " ".join(_TEXTS(menu))
            menu.clear(keep_tail=True)
            menu.text = text


def has_more_ancestors(tree: HtmlElement, limit: int) -> bool:
    """Tell whether all elements together have more than *limit* ancestors.

    They are counted only where some element is so deep that there can be so many: a tenth of the time for most pages.
    """
    depth = min(int(limit / _COUNT(tree)), _DEEPEST_ASKED)
    if not _reaches(depth + 1)(tree):
        return False
    level = total = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            total += level
            level += 1
        else:
            level -= 1
    return total > limit


@lru_cache(maxsize=_DEEPEST_ASKED + 1)
def _reaches(levels: int) -> etree.XPath:
    """Give what tells whether a tree has an element on so many levels below each other."""
    return etree.XPath(f"boolean({'/*' * levels})")


def _has_paragraphs(tree: HtmlElement) -> bool:
    """Tell whether paragraphs of some length stand where no pass of the extraction takes them away."""
    found: dict[str, int] = {}
    for paragraph in islice(tree.iter("p"), _LOOK_AT):
        if paragraph.find(".//script") is None and not any(map(_is_left_out, paragraph.iterancestors())):
            text = " ".join(paragraph.text_content().split())
            found[text] = len(text)
            if sum(found.values()) > _SENTENCES_CP:
                return True
    return False


def _is_left_out(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _LEFT_OUT or _NAMED.search(names) is not None
