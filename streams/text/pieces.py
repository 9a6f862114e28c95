"""What text does a piece of a page hold?  The lines that a reader sees, or what stands between its tags.

They are not the same: `<b>Ana</b>, <i>5 May</i>` is one line, `Ana, 5 May`, and three pieces.  A reader's lines tell
what a page says; pieces part a name from the dates, buttons and labels beside it, and take half the time.
"""

import re
from html import unescape

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from streams.text.lines import squeeze

_TOUCHING = re.compile(r"(</(?:span|a|time|b|strong|em|i)>)(?=<)", re.IGNORECASE)  # the style sheet parts them
_TAG = re.compile(r"<[^<>]*>")
_BULK = re.compile(r"<(script|style|svg)\b", re.IGNORECASE)
_BULK_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "svg")}
_DATA = re.compile(r"\bdata:image/[^\"'\s<>]*", re.IGNORECASE)


def plain_text(tree: HTMLTree) -> str:
    """Give all visible text of a page."""
    return str(extract_plain_text(tree, alt_texts=False))


def printed_lines(markup: str) -> list[str]:
    """Give the lines of a piece of a page as a reader sees them, none empty."""
    text = plain_text(HTMLTree.parse(_TOUCHING.sub(r"\1 ", markup))) if markup else ""
    return [line for line in map(str.strip, text.split("\n")) if line]


def between_tags(markup: str) -> list[str]:
    """Give the text between every two tags of a piece of a page, none empty; scripts and the like left out."""
    return [text for piece in _TAG.split(squeeze(without_bulk(markup))) if (text := squeeze(unescape(piece)))]


def without_bulk(markup: str) -> str:
    """Leave out scripts, style sheets, drawings and pictures written into the page; unclosed ones to the end."""
    kept: list[str] = []
    start = 0
    while found := _BULK.search(markup, start):
        kept.append(markup[start : found.start()])
        end = _BULK_ENDS[found[1].lower()].search(markup, found.end())
        start = end.start() if end else len(markup)
    return _DATA.sub("", "".join([*kept, markup[start:]]))
