"""Which sentence between headline and body is the lede that the extraction left out?"""

import re

from lxml import etree
from lxml.html import HtmlElement

from streams.text.elements import following, is_of_others, names_of, text_of
from streams.text.lines import is_anchor, size, squeeze

_LEDE_CP, _LONGEST_LEDE_CP = 60, 600
_LEDE_TAGS = ("p", "div", "h2", "h3", "span", "section", "strong")
_LEDE = re.compile(
    r"(?:^|[\s_-])(?:lede|lead|leadtext|summary|standfirst|sub-?title|sub-?head(?:line)?|dek|deck|excerpt|intro|introduction|"
    r"sapo|chapo|chapeau|entradilla|bajada|anons|perex|vorspann|abstract|ingress|manchet|occhiello|sommario|catenaccio|"
    r"description|synopsis|teaser-?text|article-?lead|topper)(?:$|[\s_-])",
    re.IGNORECASE,
)
_DESCRIBED = etree.XPath(  # a lede of whatever class is nearly always the description as well
    "/html/head/meta[@property='og:description' or @name='description']/@content", smart_strings=False
)


def find_lede(headline: HtmlElement, first: HtmlElement) -> HtmlElement | None:
    """Give the element behind *headline* that is a lede by its class, or is the description of the page.

    *first* is the first paragraph of the body; None when it comes before any.
    """
    described = squeeze(next(iter(_DESCRIBED(headline)), ""))
    for element in following(headline):
        if element is first:
            return None
        if element.tag not in _LEDE_TAGS:
            continue
        text = text_of(element)[0]
        is_described = bool(text) and text == described and not is_of_others(element.getparent())
        is_named = bool(_LEDE.search(names_of(element))) and not is_of_others(element)
        is_alone = not any(one is first for one in element.iterdescendants())
        is_long = size(text) >= _LEDE_CP and len(text) <= _LONGEST_LEDE_CP
        if (is_described or is_named) and is_alone and is_long and is_anchor(text):
            return element
    return None
