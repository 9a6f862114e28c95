"""Which lines of a page are links, and which paragraphs are nothing but a link to another page of the site?

The first say where a block of headlines ends.  The second are such headlines themselves, set between the paragraphs of
an article without a word about it.
"""

from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from streams.text.elements import text_of
from streams.text.lines import undecorated

_LINES = ("p", "li", "dt", "dd", "td", "h1", "h2", "h3", "h4", "h5", "h6", "div")
_LINE_CP, _LEAST_LINKED, _LEVELS = 200, 0.6, 4
_MOST_NODES = 60_000  # looked at for links
_IN = frozenset({"li", "dd", "td", "th", "blockquote", "figure", "figcaption"})  # what is in these is content
_FILE = (".pdf", ".zip", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".csv", ".mp3", ".jpg", ".jpeg", ".png")


def find_links(tree: HtmlElement, address: str | None) -> tuple[set[str], set[str]]:
    """Give the short lines of the page at *address* that are mostly a link, and the paragraphs that are nothing else.

    Those of very large pages not all; the second lead to another page of the site, and are among the first.
    """
    lines: set[str] = set()
    paragraphs: set[str] = set()
    asked: set[HtmlElement] = set()
    left = _MOST_NODES
    for link in tree.iter("a"):
        own, looked = text_of(link)
        left -= looked
        if left < 0:
            break
        if not own or len(own) > _LINE_CP:
            continue
        lines.add(own)
        box = next((above for above in islice(link.iterancestors(), _LEVELS) if above.tag in _LINES), None)
        if box is not None and box not in asked:
            asked.add(box)
            text, looked = text_of(box)
            left -= looked
            if len(own) >= _LEAST_LINKED * len(text):
                lines.add(text)
            if box.tag == "p" and undecorated(own) == undecorated(text) and _leads_on(link, address):
                paragraphs.add(text)
    return lines, paragraphs


def _leads_on(link: HtmlElement, address: str | None) -> bool:
    """Tell whether a link outside lists, tables and quotations goes to another page of the site, and to no file."""
    try:
        goes, here = urlsplit((link.get("href") or "").strip()), urlsplit(address or "")
    except ValueError:
        return False
    is_page = goes.scheme in ("", "http", "https") and len(goes.path) > 1 and not goes.path.lower().endswith(_FILE)
    is_here = not goes.netloc or _site(goes.netloc) == _site(here.netloc)
    return is_page and is_here and not any(above.tag in _IN for above in link.iterancestors())


def _site(host: str) -> str:
    return host.lower().removeprefix("www.")
