"""What does the visible mark-up of a page say?  Its byline and its date, by what the page calls the elements.

Sites name the element of the byline in their own words (`pb-byline`, `meta-author`, `auteur`) or only link the author's
page in it.  Names that say less are asked last, and only near the headline.
"""

import re
from collections.abc import Callable, Iterator
from itertools import filterfalse, islice
from typing import Any

from resiliparse.parse.html import HTMLTree

from streams.text.lines import is_anchor, size, squeeze
from streams.text.names import is_name, split_names
from streams.text.pieces import between_tags, without_bulk

# What boxes of other articles and of readers are called.
OTHERS = (
    "comment|related|recommend|sidebar|most-?(?:read|popular|viewed)|popular|trending|ticker|teaser|widget|promo|"
    "read-?(?:also|more)"
)
BYLINE_LEAD = re.compile(r"^(?:by|von|par|por|di|door|av|af|oleh|от|автор|từ)(?:[\s:]+|$)", re.IGNORECASE)
# In small letters some of these begin a sentence that is one line too; a capital stands at the start of a byline.
_LED_BY = re.compile(r"(?:By|Por|Par|Oleh|Автор:|Autor:|Author:|Auteur\s?:|Penulis:)\s+")
_LED, _LED_CP = 12, 80  # pieces below the headline
_OTHERS = re.compile(OTHERS, re.IGNORECASE)
_FRAME = frozenset({"aside", "figure", "footer", "nav"})
_ASKED, _LEVELS_ASKED = 8, 40
_MANY = 300  # matches, of which only the first is asked: each takes time for all before it
_AUTHOR_MARKS = (
    '[itemprop="author"] [itemprop="name"]', '[rel="author"]', '[itemprop="author"]', ".author .fn", ".vcard .fn",
    ".byline", ".author-name", ".article-author", ".author",
)  # fmt: skip
_NEAR_CLASSES = ("byline", "author", "auteur", "autor", "reporter", "journalist", "penulis", "yazar")
_NEAR_LINKS = ("author", "authors", "autor", "auteur", "autore", "people", "writer", "journaliste", "penulis", "yazar")
_NEAR_MARKS = (
    *(f'[class*="{name}" i]' for name in _NEAR_CLASSES),
    *(f'a[href*="/{name}/" i]' for name in _NEAR_LINKS),
)
_DATE_MARKS = ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "time[datetime]", ".published")
# Before or around the time of a change, in the languages that print one.
_CHANGED = re.compile(
    r"updat|modif|aktuali|actuali|aggiorn|atualiz|bijgewerkt|oppdater|uppdater|opdater|päivitet|güncel|"
    r"diperbarui|cập nhật|обновл|оновл|изменен|更新|更正|수정|업데이트|تحديث|به.?روز|עודכן|अपडेट|แก้ไข|อัปเดต",
    re.IGNORECASE,
)
_CHANGED_CP = 30
_DATE_ATTRIBUTES = ("datetime", "content", "title")
_MARKED_CP, _MARKED_NODES = 4_000, 80  # a byline with its picture, no whole article
_JOIN_CP = 8
_LABEL = re.compile(r"^[^:]{1,24}:\s+")
_HEADING = re.compile(r"<(h[123])\b[^<>]{0,500}>", re.IGNORECASE)
_HEADINGS_ASKED, _HEADING_CP = 300, 1_000
HEADLINE_SIZE = 15  # of a heading that a reader takes for the title; shorter ones name sites and sections
_NEAR_CP = 20_000  # buttons and pictures stand there too
_SENTENCES = 3  # further down the body has begun; a lede or two may stand above the byline
_PARAGRAPH = re.compile(r"<p\b[^<>]{0,500}>(.{40,1500}?)</p\s?>", re.IGNORECASE | re.DOTALL)
_BULK_CP = 60_000
_ASIDE = re.compile(r"\s\([^()]{1,40}\)")  # `Richard (R.J.) Eskow`, `Martin Untersinger (avec Damien Leloup)`


def headings(html: str) -> Iterator[tuple[str, str, int]]:
    """Give tag, text and end of the first headings of the page; those of thousands of code points are passed over."""
    for heading in islice(_HEADING.finditer(html), _HEADINGS_ASKED):
        end = html.find(f"</{heading[1]}", heading.end(), heading.end() + _HEADING_CP)
        if end >= 0:
            yield heading[1].lower(), " ".join(between_tags(html[heading.end() : end])), end


def below_headline(html: str, title: str) -> str:
    """Give the mark-up behind the headline; empty when there is none.

    The headline is the first heading whose text is in *title*, else the first `h1`: sites print their own name in one.
    """
    start = -1
    for tag, text, end in headings(html):
        if size(text) >= HEADLINE_SIZE and text.casefold() in title.casefold():
            start = end
            break
        if start < 0 and tag == "h1":
            start = end
    near = without_bulk(html[start : start + _BULK_CP])[:_NEAR_CP] if start >= 0 else ""
    sentences = (one.end() for one in _PARAGRAPH.finditer(near) if is_anchor(" ".join(between_tags(one[1]))))
    return near[: next(islice(sentences, _SENTENCES - 1, None), None)]


def marked_authors(tree: HTMLTree, near: str) -> Iterator[tuple[str, ...]]:
    """Give the names that marked elements of the page hold, surest mark first; *near* is what follows the headline."""
    for selector in _AUTHOR_MARKS:
        yield from filter(None, map(_names, _marked(tree, selector)))
    if near:
        piece = HTMLTree.parse(near)
        for selector in _NEAR_MARKS:
            yield from filter(None, (_names(node, least_words=2) for node in _marked(piece, selector)))
        yield from filter(None, map(_led_names, between_tags(near)[:_LED]))


def marked_dates(tree: HTMLTree, is_of_article: Callable[[Any], bool]) -> Iterator[str]:
    """Give what marked elements of the article state as a date, surest mark first; not when the page was changed."""
    for selector in _DATE_MARKS:
        dates = filterfalse(_is_no_publication, _marked(tree, selector))
        for node in islice(filter(is_of_article, dates), 1):
            yield next(filter(None, map(node.getattr, _DATE_ATTRIBUTES)), "")


def _led_names(piece: str) -> tuple[str, ...]:
    """Give the names in a piece that is nothing but a word for the author and them: `Por Ana Ruiz`."""
    lead = _LED_BY.match(piece)
    names = tuple(split_names(piece[lead.end() :])) if lead and len(piece) <= _LED_CP else ()
    return names if all(is_name(name, least_words=2) for name in names) else ()


def _is_no_publication(node: Any) -> bool:
    """Tell whether the element stands in a sentence or says when the page was changed."""
    parent = node.parent
    if parent is None or not _is_small(parent):
        return False
    before = next(reversed(between_tags(parent.html.partition(node.html)[0])), "")
    names = " ".join(filter(None, (node.getattr("class"), node.getattr("itemprop"), parent.getattr("class"))))
    is_told = parent.tag in ("p", "li") and is_anchor(squeeze(parent.text or ""))
    return is_told or bool(_CHANGED.search(names) or _CHANGED.search(before[-_CHANGED_CP:]))


def _marked(tree: HTMLTree, selector: str) -> Iterator[Any]:
    if not tree.document:
        return iter(())
    found = tree.document.query_selector_all(selector)
    asked = islice(found, _ASKED) if len(found) <= _MANY else iter([tree.document.query_selector(selector)])
    return (node for node in asked if not _is_of_others(node))


def _names(node: Any, *, least_words: int = 1) -> tuple[str, ...]:
    """Give the names in an element, and those that its parent joins to them: `<a>Ana Ruiz</a> and <a>Jan Ek</a>`."""
    own = _names_in(node, least_words)
    if own and node.parent is not None:
        wide = _names_in(node.parent, least_words)
        return wide if wide[:1] == own[:1] else own
    return own


def _names_in(node: Any, least_words: int) -> tuple[str, ...]:
    """Give the first name between tags, which part it from dates and buttons, and those that follow behind an `and`."""
    found: list[str] = []
    goes_on = True
    html = node.html if _is_small(node) else ""
    for piece in between_tags(html) if len(html) <= _MARKED_CP else ():
        names = split_names(_ASIDE.sub("", _LABEL.sub("", BYLINE_LEAD.sub("", piece)))) if goes_on else ()
        if names and all(is_name(name, least_words=2 if found else least_words) for name in names):
            found += names
            goes_on = False
        elif found:
            goes_on = len(piece) <= _JOIN_CP and len(split_names(f"Ana Ruiz {piece} Jan Ek")) == 2
    return tuple(dict.fromkeys(found))


def _is_small(node: Any) -> bool:
    """Tell whether an element has few others in it, without looking at all of them."""
    left, count = [node], 0
    while left and count <= _MARKED_NODES:
        child = left.pop().first_child
        while child is not None and count <= _MARKED_NODES:
            left.append(child)
            count += 1
            child = child.next
    return count <= _MARKED_NODES


def _is_of_others(node: Any) -> bool:
    """Tell whether an element is inside a comment, a list of other articles or the frame of the page."""
    above = node
    for _ in range(_LEVELS_ASKED):
        if above is None or above.tag in ("body", "html", "#document"):
            return False
        names = (above.getattr("class"), above.getattr("id"), above.getattr("itemprop"))
        if above.tag in _FRAME or _OTHERS.search(" ".join(filter(None, names))):
            return True
        above = above.parent
    return False
