"""Which pieces inside a line do not belong to it?  Placeholders anywhere; source, counter and credit at its end."""

import re
from collections.abc import Callable

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding, Line, Page
from streams.text.lines import COLONS, ends_sentence, is_body_like, key
from streams.text.urls import URL, clean_url

# `[ad_2]`, `[quảng cáo_2]`, `[विज्ञापन_2]`: a word, an underscore, a number.  The CMS leaves them where an ad stood.
_PLACEHOLDER = re.compile(r"(?<!\w)[\[［【]\s?[^\W\d_][^\[\]\n:;=]{0,24}_\d{1,3}\s?[\]］】]")
_COUNTER_END = re.compile(r"\s?[(（\[]\s?\d[\d.,]{0,9}\s?[)）\]]$")
_URL_END = re.compile(rf"{URL.pattern}$", re.IGNORECASE)
_COLON = re.compile(rf"\s?[{COLONS}]\s?$")
_CREDIT_END = re.compile(
    r"[(（\[]?\s?([^\s:：()（）][^:：()（）.。!?]{0,24}?)\s?[:：/／]\s?([^:：()（）\n]{2,60})[)）\]]?$"
)
_WORD_START = re.compile(r"(?:(?<=[\s.!?…。！？”\"»)\]）】])|^)(?=\S)")
_TAIL_CP = 80


def cut_pieces(page: Page, line: Line, lexicon: Lexicon) -> None:
    """Cut what is not the article's from inside *line*; it may be left empty."""
    placed = False
    if "_" in line.text:
        while match := _PLACEHOLDER.search(line.text):
            placed = True
            page.cut(line, Finding("placeholder"), match.start(), match.end())
    if line.text[-1:] in ")）]":
        _cut_counter(page, line, lexicon)
    if "://" in line.text or "www." in line.text:
        _cut_source(page, line, lexicon, anything=placed)
    if line.text and not ends_sentence(line.text[-1:]):
        _cut_credit(page, line, lexicon)


def _label_start(text: str, known: Callable[[str], bool]) -> int | None:
    """Find where the label at the end of *text* begins, behind a sentence, a link or nothing."""
    floor = max(0, len(text) - 40)
    for match in _WORD_START.finditer(text, floor):
        before = text[: match.start()].rstrip()
        if known(key(text[match.start() :])) and (not before or ends_sentence(before) or _URL_END.search(before)):
            return match.start()
    return None


def _cut_counter(page: Page, line: Line, lexicon: Lexicon) -> None:
    match = _COUNTER_END.search(line.text)
    if not match:
        return
    start = _label_start(line.text[: match.start()], lambda label: lexicon.has("comments.label", label))
    if start:
        page.cut(line, Finding("counter"), start)


def _cut_source(page: Page, line: Line, lexicon: Lexicon, *, anything: bool) -> None:
    match = _URL_END.search(line.text)
    head = line.text[: match.start()] if match else ""
    colon = _COLON.search(head)
    if not match or not colon:
        return
    start = _label_start(head[: colon.start()], lambda label: lexicon.has("source.label", label))
    if start is None and anything:
        start = _label_start(head[: colon.start()], lambda label: 0 < len(label) <= 24 and label.count(" ") < 3)
    if start:
        page.cut(line, Finding("source", url=clean_url(match[0]), stated=True), start)


def _cut_credit(page: Page, line: Line, lexicon: Lexicon) -> None:
    """Cut `(Foto: dpa)` from the end of a sentence; behind a caption, which is no sentence, all of it goes."""
    match = _CREDIT_END.search(line.text, max(0, len(line.text) - _TAIL_CP))
    if not match or not match.start() or match[2].count(" ") > 5:
        return
    start = match.start(1) - (line.text[match.start()] in "(（[")
    known = key(match[1])
    if not lexicon.has("caption.label", known):
        inner = _label_start(line.text[: match.end(1)], lambda label: lexicon.has("caption.label", label))
        if inner is None:
            return
        start = inner
    before = line.text[:start].rstrip()
    whole = len(before) < 160 and not is_body_like(before.rstrip("(（[ ")) and start > 0
    bracketed = line.text[start] in "(（["
    if bracketed or ends_sentence(before) or whole:
        page.cut(line, Finding("credit"), 0 if whole else start)
