"""What does an HTML page say?  Its main text, and what it states about itself: title, link, authors, date.

Main text: trafilatura (`fast=True`, the best of nine on the public page benchmark), resiliparse where it finds
nothing or the page has too many tags for it.  Statements: JSON-LD, then meta tags, then visible mark-up.
"""

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from streams.text.lines import ends_sentence, is_anchor, size, squeeze
from streams.text.markup import decode_entities, strip_markup
from streams.text.pieces import plain_text, printed_lines
from streams.text.raised import raise_figures
from streams.text.statements import Statements, read_statements
from streams.text.unclosed import close_open

_HEAD_CP = 1_000
_HTML_HEAD = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_DOCUMENT = re.compile(r"<(?:!doctype\s+html|html|body|head)[\s>]", re.IGNORECASE)
# Above this many tags the tree walks of the main-content step cost more than the two seconds a page may take.
MAX_TAGS = 30_000
# Both extractions ask for all ancestors of each element, some microseconds each; articles have some ten thousands.
MAX_ANCESTORS = 250_000
_CUT_OFF, _COSTLY = "cut off", "costly"
_FEW_TAGS = 1_000  # the parser ends at a depth of 256, so these cannot have so many
_LEDE_CP = 60
_MANY_CHOICES = 500  # of a form; with 20,000 the extraction takes over two seconds
_CHOICE = re.compile(r"<option[^<>]*+>[^<]*+", re.IGNORECASE)
_DENSE_CP = 750  # three times what the extraction takes for too short
_MOST_KEPT = 0.7  # the rest may be byline and labels; when more is gone it was not the article
# Join or part letters inside words and emoji; the extraction drops them as unprintable.  Letters that no page has stand
# in for them (Linear A).
_JOINER = re.compile(r"[\u200c\u200d]|&zwn?j;|&#(?:820[45]|[xX]200[cCdD]);")
_JOINER_STARTS = ("\u200c", "\u200d", "&zw", "&#820", "&#x200", "&#X200")  # looked for in a hundredth of the time
_STAND_INS = tuple(map(chr, range(0x10600, 0x10700)))
_SCANT_SIZE, _ARTICLE_SIZE = 500, 600  # of sentences: fewer may be a notice or a teaser, more are an article
_FULLER = 8  # times as much
_ENTRY_SIZE = 50  # of a menu; longer lines are captions or headlines
_MENU_LINES = 6  # at the top without a sentence; above an article stand headline, byline and date
_AROUND_LINES = 12
_BAR = re.compile(r"\s[|•·]\s")


@dataclass(frozen=True, slots=True)
class Links:
    """*lines* of a page are mostly a link; of these *paragraphs* are one whole, to another page of the site."""

    lines: frozenset[str] = frozenset()
    paragraphs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WebPage:
    """Main text, one paragraph a line, and the statements of the page; absent ones are empty or None.

    *around* holds the lines between headline and first paragraph, which print the facts that are not stated; it is
    read only when author or date are missing, and ends with the first line of running text.  *links* are the
    lines, of the text or not, that are links; None when that is not known.
    """

    text: str = ""
    title: str = ""
    canonical: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    around: tuple[str, ...] = ()
    links: Links | None = None


def is_html(text: str, content_type: str) -> bool:
    """Tell whether *text* is a page: its head says so, or the producer does and there is a document."""
    head = text[:_HEAD_CP]
    if _HTML_HEAD.search(head) and head.lstrip("\ufeff \t\r\n").startswith("<"):
        return True
    return content_type == "text/html" and bool(_DOCUMENT.search(text[:20_000]))


def read_page(html: str) -> WebPage:
    """Read a page.  Never raises; a page without main text gives an empty text with its statements."""
    html = _prepared(html)
    tree = HTMLTree.parse(html)
    said = read_statements(html, tree)
    text, links = _main_text(html, tree, said)
    around = () if said.authors and said.published_at else _around(said.near, said.section)
    return WebPage(text, said.title, said.canonical, said.authors, said.published_at, around, links)


def left_out(html: str, text: str) -> list[str]:
    """Give the visible lines of the page that are not in its main *text*; for people who ask why, it takes its time."""
    tree = HTMLTree.parse(_prepared(html))
    kept = " ".join(text.split())
    lines = (squeeze(line).removeprefix("• ") for line in str(extract_plain_text(tree)).split("\n"))
    return [line for line in lines if line and line not in kept]


def _prepared(html: str) -> str:
    return raise_figures(_without_choices(close_open(html.replace("\x00", ""))))


def _main_text(html: str, tree: HTMLTree, said: Statements) -> tuple[str, Links | None]:
    text, links, trouble = _by_trafilatura(html, said.canonical)
    if text and (fuller := _fuller(text, tree, said.heading)):
        return fuller, None
    if text:
        text = _in_lines(text, said.body)
        return _with_lede(_without_menu(text, tree, said.near), said), links
    if trouble == _COSTLY:
        return plain_text(tree), None
    main = _main_content(tree)
    if main and trouble != _CUT_OFF:
        return main, None
    whole = plain_text(tree)
    return main if 2 * len(main) > len(whole) else whole, None  # too deep to tell body from frame: rather too much


def _in_lines(text: str, stated: str) -> str:
    """Give *text*, when it is the one that the page states for its article, in the paragraphs that it has there.

    A page with nothing but that gives it as one line.
    """
    if not stated or "\n" in text:
        return text
    lines = [squeeze(line) for line in decode_entities(strip_markup(unescape(stated))).splitlines()]
    return "\n".join(filter(None, lines)) if "".join("".join(lines).split()) == "".join(text.split()) else text


def _main_content(tree: HTMLTree) -> str:
    return str(extract_plain_text(tree, main_content=True, alt_texts=False, comments=False))


def _fuller(text: str, tree: HTMLTree, heading: str) -> str:
    """Give the other extraction's text from the headline on where *text* is a notice or teaser beside it, else nothing.

    That is where it has few sentences, and the other many times as many.
    """
    told = _told(text)
    if told > _SCANT_SIZE:
        return ""
    main = _main_content(tree)
    if _told(main) < max(_FULLER * told, _ARTICLE_SIZE):
        return ""
    lines = main.split("\n")
    start = next((at for at, line in enumerate(lines) if squeeze(line) == heading), 0)
    return "\n".join(lines[start:])


def _told(text: str) -> int:
    """Give the size of all sentences, each counted once."""
    return sum(map(size, {line for line in map(squeeze, text.split("\n")) if is_anchor(line)}))


def _without_menu(text: str, tree: HTMLTree, near: str) -> str:
    """Give the other extraction's text where this one gave all of the page, menus first: it found no paragraphs.

    Where that does the same the sentences below the headline are the text.  Only when no sentence is lost by that.
    """
    lines = text.split("\n")
    if not _is_menu(lines):
        return text
    main = _main_content(tree)
    if not main or _is_menu(main.split("\n")):
        main = "\n".join(filter(is_anchor, printed_lines(near)))
    kept = {squeeze(line) for line in main.split("\n")}
    lost = [line for line in map(squeeze, lines) if line not in kept]
    is_whole = len(lost) < len(lines) and not any(map(is_anchor, lost))
    return main if main and is_whole and sum(map(len, filter(_is_long, lost))) <= len(main) else text


def _is_menu(lines: list[str]) -> bool:
    first = lines[:_MENU_LINES]
    return len(lines) > _MENU_LINES and not any(ends_sentence(line) or _is_long(line) for line in first)


def _is_long(line: str) -> bool:
    return size(line) > _ENTRY_SIZE


def _around(near: str, section: str) -> tuple[str, ...]:
    """Give the lines below the headline, up to the first sentence; *near* is the mark-up there.

    The *section* in front of a date is taken off: a reader would take `North Korea` for a name.
    """
    found: list[str] = []
    for line in printed_lines(near):
        if is_anchor(line):
            return (*found, line)[:_AROUND_LINES]
        found += _BAR.split(line.removeprefix(section).strip())  # `13 January 2020 | Rivers, Boats | 3 comments`
    return tuple(found[:_AROUND_LINES])


def _by_trafilatura(html: str, address: str | None) -> tuple[str, Links, str]:
    """Give the main text of the page at *address*, its links, and the trouble with it.

    That is `_CUT_OFF` where it is nested so deep that its tree ends before it does, `_COSTLY` where the search for the
    main text would take seconds.
    """
    if html.count("<") > MAX_TAGS:
        return "", Links(), ""
    from trafilatura import extract, utils

    from streams.text.between import keep_between  # these import the parser, and most workers see no page
    from streams.text.boxes import leave_out_boxes
    from streams.text.keep import keep_blocks, keep_clocks, keep_lists, keep_phrases
    from streams.text.links import find_links
    from streams.text.pruned import has_more_ancestors, prune
    from streams.text.regain import regain

    html, joiners = _with_stand_ins(html)
    tree = utils.load_html(html)
    # The parser is one for the process, and remembers what its last page made it complain of.
    if any("depth" in error.message for error in utils.HTML_PARSER.error_log):
        return "", Links(), _CUT_OFF
    if tree is None:
        return "", Links(), ""
    if html.count("<") > _FEW_TAGS and has_more_ancestors(tree, MAX_ANCESTORS):
        return "", Links(), _COSTLY
    leave_out_boxes(tree)
    keep_blocks(tree)
    keep_between(tree)
    prune(tree)
    keep_clocks(tree)
    keep_phrases(tree)
    keep_lists(tree)
    text = extract(tree, fast=True, include_comments=False) or ""
    if 0 < len(text) < _DENSE_CP and size(text) > 2 * len(text):
        parted = extract(tree, fast=True, include_comments=False, config=_dense()) or ""
        text = parted if len(parted) > _MOST_KEPT * len(text) else text
    if not text:
        return "", Links(), ""
    found = find_links(tree, address)
    links = Links(*(frozenset(line.translate(joiners) if joiners else line for line in of) for of in found))
    return regain(tree, text).translate(joiners), links, ""


def _with_stand_ins(html: str) -> tuple[str, dict[int, str]]:
    """Give the page with letters in place of its joiners, and the table that brings these back."""
    if not any(start in html for start in _JOINER_STARTS):
        return html, {}
    apart, joined = [letter for letter in _STAND_INS if letter not in html][:2] or ("", "")
    found = _JOINER.sub(lambda match: apart if unescape(match[0]) == "\u200c" else joined, html)
    return found, {ord(apart): "\u200c", ord(joined): "\u200d"} if joined else {}


@cache
def _dense() -> Any:
    """Give the settings for Han, kana and Hangul, where an article of a third of the characters is as long.

    What has fewer than the least is taken for no article, and all text of its box is given as one paragraph instead.
    """
    from trafilatura.settings import use_config

    config = use_config()
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(config.getint("DEFAULT", "MIN_EXTRACTED_SIZE") // 3)
    return config


def _without_choices(html: str) -> str:
    """Leave out the choices of a form when there are very many; no article stands in them."""
    return _CHOICE.sub("", html) if html.count("<option") + html.count("<OPTION") > _MANY_CHOICES else html


def _with_lede(text: str, said: Statements) -> str:
    """Put back a lede that the page prints as a second heading, between headline and first paragraph."""
    lede = said.second_heading
    if len(lede) < _LEDE_CP or not ends_sentence(lede) or lede[:_LEDE_CP] in text:
        return text
    if said.near and lede[:_LEDE_CP] not in " ".join(printed_lines(said.near)):
        return text  # a slogan of the site
    first, _, rest = text.partition("\n")
    if said.heading and first.strip() == said.heading:
        return f"{first}\n{lede}\n{rest}"
    return f"{lede}\n{text}"
