"""Which pieces inside a line do not belong to it?  Placeholders anywhere; source, counter and credit at its end."""

import re
from collections.abc import Callable

from streams.stages.clean_text.credits import credits
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding, Line, Page
from streams.text.lines import COLONS, ends_sentence, is_body_like, key
from streams.text.urls import URL, clean_url

# `[ad_2]`, `[quảng cáo_2]`, `[विज्ञापन_2]`: a word, an underscore, a number.  The CMS leaves them where an ad stood.
_PLACEHOLDER = re.compile(r"(?<!\w)[\[［【]\s?[^\W\d_][^\[\]\n:;=]{0,24}_\d{1,3}\s?[\]］】]")
# What WordPress and its kin leave of a picture or a film: `[caption id="x_4" width="800"]`, `[/caption]`,
# `[embed]https://...[/embed]`, `[Gambas:Video 20detik]`.  A name, then what no sentence has in brackets.
_SHORTCODE = re.compile(
    r"""\[(?P<name>[a-z][\w-]{2,24})(?=\])[^\[\]]?\](?P<inner>https?://[^\s\[\]]{4,500})\[/(?P=name)\]"""
    r"""|\[/?[A-Za-z][\w-]{2,24}(?:\s+[\w:-]{1,30}\s?=\s?(?:"[^"\[\]]{0,300}"|'[^'\[\]]{0,300}'|[^\s"'\[\]=]{1,200})){1,20}\s*/?\]"""
    r"""|\[/[a-z][\w-]{2,24}\]"""
)
_NAMED_CODE = re.compile(r"\[[A-Za-z][A-Za-z_-]{2,20}:[^\W\d_][^\[\]:]{1,60}\]")  # the whole line; a clock has figures
_COUNTER_END = re.compile(r"\s?[(（\[]\s?\d[\d.,]{0,9}\s?[)）\]]$")
_URL_END = re.compile(rf"{URL.pattern}$", re.IGNORECASE)
_COLON = re.compile(rf"\s?[{COLONS}]\s?$")
_CREDIT_END = re.compile(
    r"[(（\[]?\s?([^\s:：()（）][^:：()（）.。!?]{0,24}?)\s?[:：/／]\s?([^:：()（）\n]{2,60})[)）\]]?$"
)
_WORD_START = re.compile(r"(?:(?<=[\s.!?…。！？”\"»)\]）】])|^)(?=\S)")
_CODES = frozenset(("caption", "embed", "gallery", "video", "audio", "playlist", "quote", "youtube", "tweet"))
_TAIL_CP = 80


def cut_pieces(page: Page, line: Line, lexicon: Lexicon) -> None:
    """Cut what is not the article's from inside *line*; it may be left empty."""
    placed = False
    if "_" in line.text:
        while match := _PLACEHOLDER.search(line.text):
            placed = True
            page.cut(line, Finding("placeholder"), match.start(), match.end())
    if "[" in line.text:
        _cut_shortcodes(page, line)
    if line.text[-1:] in ")）]":
        _cut_counter(page, line, lexicon)
    if "://" in line.text or "www." in line.text:
        _cut_source(page, line, lexicon, anything=placed)
    if line.text and not ends_sentence(line.text[-1:]):
        _cut_credit(page, line, lexicon)


def _cut_shortcodes(page: Page, line: Line) -> None:
    """Cut `[caption ...]` and `[/caption]`, and what stands between when it is a link; a caption stays."""
    if _NAMED_CODE.fullmatch(line.text):
        page.cut(line, Finding("placeholder"))
        return
    opened = False
    while match := _SHORTCODE.search(line.text):
        if match[0].startswith("[/") and not opened and match[0][2:-1] not in _CODES:
            return
        opened = True
        page.cut(line, Finding("placeholder"), match.start(), match.end())


def _label_start(text: str, known: Callable[[str], bool], *, dashed: bool = False) -> int | None:
    """Find where the label at the end of *text* begins, behind a sentence, a link, nothing; *dashed*: or a dash."""
    floor = max(0, len(text) - 40)
    for match in _WORD_START.finditer(text, floor):
        before = text[: match.start()].rstrip()
        apart = not before or ends_sentence(before) or _URL_END.search(before) or (dashed and before[-1] in "—–|")
        if apart and known(key(text[match.start() :])):
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
    tail = max(0, len(line.text) - _TAIL_CP)
    if not any(mark in line.text[tail:] for mark in ":：/／"):
        return  # nearly always
    match = _CREDIT_END.search(line.text, tail)
    if not match or match[2].count(" ") > 5 or match[1][-1].isdigit():
        return  # no label ends in a figure, and a time of day does
    start = match.start(1) - (line.text[match.start()] in "(（[")
    known = key(match[1])
    if not lexicon.has("caption.label", known):
        inner = _label_start(line.text[: match.end(1)], lambda label: lexicon.has("caption.label", label), dashed=True)
        if not inner:
            return
        start = inner
    elif not match.start():
        return
    before = line.text[:start].rstrip()
    whole = len(before) < 160 and not is_body_like(before.rstrip("(（[ ")) and start > 0
    if whole and (said := credits(line.text, lexicon)) and said.names:
        return  # `Текст: Анна Иванова. Фото: Иван Петров` names the author too
    bracketed = line.text[start] in "(（["
    if bracketed or ends_sentence(before) or whole:
        page.cut(line, Finding("credit"), 0 if whole else start)
