"""Which sentence between headline and body is the lede that the extraction left out?

The one that is called so, the one that is the description of the page, and else the first text behind the headline when
it is a sentence that stands alone and holds no link: sites put it into whatever element they like, or none.
"""

import re

from lxml import etree
from lxml.html import HtmlElement

from streams.text.elements import following, is_of_others, is_quiet, names_of, text_of
from streams.text.lines import is_anchor, is_body_like, size, squeeze

_LEDE_CP, _LONGEST_LEDE_CP, _WRAPPED_CP = 60, 600, 5_000
_LEDE_TAGS = ("p", "div", "h2", "h3", "span", "section", "strong")
_PLAIN_TAGS = ("p", "div", "h2", "h3", "span", "strong", "b", "em", "i")
_LEDE = re.compile(
    r"(?:^|[\s_-])(?:lede|lead|leadtext|summary|standfirst|sub-?title|sub-?head(?:line)?|dek|deck|excerpt|intro|introduction|"
    r"sapo|chapo|chapeau|entradilla|bajada|anons|perex|vorspann|abstract|ingress|manchet|occhiello|sommario|catenaccio|"
    r"description|synopsis|teaser-?text|article-?lead|topper)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DESCRIBED = etree.XPath(  # a lede of whatever class is nearly always the description as well
    "/html/head/meta[@property='og:description' or @name='description']/@content", smart_strings=False
)

_TITLED = etree.XPath("/html/head/title/text() | /html/head/meta[@property='og:title']/@content", smart_strings=False)
_HEADLINES = etree.XPath("count(//h1)")


def find_lede(headline: HtmlElement, first: HtmlElement) -> HtmlElement | None:
    """Give the element behind *headline* that is a lede by its class, or is the description of the page.

    *first* is the first paragraph of the body; None when it comes before any.  Text right behind the headline that is
    in no element becomes a paragraph of the tree.
    """
    _wrap(headline)
    is_next = _names_the_page(headline)  # and no text stands between
    described = squeeze(next(iter(_DESCRIBED(headline)), ""))
    for element in following(headline):
        if element is first:
            return None
        if not isinstance(element.tag, str):
            continue
        text = text_of(element)[0]
        is_leaf = is_next and element.tag in _PLAIN_TAGS and text != "" and (element.text or "").strip() != ""
        if is_leaf and first not in element.iterdescendants() and _is_plain(element, text):
            return element
        is_next = is_next and not (element.text or "").strip() and not (element.tail or "").strip()
        if element.tag not in _LEDE_TAGS:
            continue
        is_described = bool(text) and text == described and not is_of_others(element.getparent())
        is_named = bool(_LEDE.search(names_of(element))) and not is_of_others(element)
        is_alone = not any(one is first for one in element.iterdescendants())
        is_long = size(text) >= _LEDE_CP and len(text) <= _LONGEST_LEDE_CP
        if (is_described or is_named) and is_alone and is_long and is_anchor(text):
            return element
    return None


def _is_plain(element: HtmlElement, text: str) -> bool:
    is_long = size(text) >= _LEDE_CP and len(text) <= _LONGEST_LEDE_CP
    alone = not (element.tail or "").strip()
    return is_long and alone and is_body_like(text) and is_quiet(element) and not is_of_others(element.getparent())


def _names_the_page(headline: HtmlElement) -> bool:
    """Tell whether *headline* is that of the page, its only one or a part of the title; others hold slogans."""
    text = text_of(headline)[0].casefold()
    titles = _TITLED(headline)
    return text in squeeze(" ".join(titles)).casefold() or _HEADLINES(headline) == 1


def _wrap(headline: HtmlElement) -> None:
    """Make a paragraph of a sentence that stands behind *headline* in no element."""
    text = squeeze(headline.tail or "")
    if is_body_like(text) and _LEDE_CP <= len(text) <= _LONGEST_LEDE_CP and len(headline.tail or "") < _WRAPPED_CP:
        paragraph = etree.Element("p")
        paragraph.text, headline.tail = text, None
        headline.addnext(paragraph)
