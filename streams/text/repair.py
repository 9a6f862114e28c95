"""How is broken text made whole?  Line ends, mark-up, entities, mojibake, invisible characters, spaces, NFC.

`repair` gives paragraphs, one a line.  It is idempotent, takes linear time and never raises; words,
quotes, ligatures, full-width forms, ZWJ and ZWNJ stay as they are.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, takewhile
from unicodedata import combining

import ftfy
from ftfy.fixes import fix_c1_controls

from streams.text.markup import decode_entities, strip_markup

# The default settings of ftfy alter 30 of 106 clean texts (quotes, ligatures, width); these alter none.
_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False, uncurl_quotes=False, fix_character_width=False, fix_latin_ligatures=False
)

_PASSES = 5  # a pass can uncover work for the next (`&#38;lt;`); real texts settle in two, hostile ones are cut here
_ODD = re.compile(r"[^\n -%'-;=?-~¡-¬®-ʯЀ-ҁҊ-ԯ‐-‧一-鿿぀-ヿ가-힣　-〿＀-｠]")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\u2028\u2029]")
_LINE_END_MARKS = "\r\v\f\u2028\u2029"
_BLANK_RUNS = re.compile(r"\n[ \t]*+\n\s*+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ufff9-\ufffb]")
_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;]{0,16}[A-Za-z]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Soft hyphen, zero-width space, word joiner, BOM, bidi marks and embeddings.  ZWNJ and ZWJ carry meaning: kept.
_INVISIBLE = re.compile(r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_OTHER_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# A UTF-8 lead byte read as Latin-1 or cp1252 with a continuation byte behind it, a C1 control, or the
# alternating Р/С of UTF-8 read as cp1251.  Cheap, and only a question: ftfy decides.  It begins with a set of letters,
# which is searched for ten times as fast as a choice of patterns.
_MOJIBAKE = re.compile(
    r"[\x80-\x9f\u00c2-\u00f4РС](?:(?<=[\x80-\x9f])"
    r"|(?<=[\u00c2-\u00f4])[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    r"|(?<=[РС])(?:[^\sа-яё](?:[РС][^\sа-яё]){2}|\S(?:[РС]\S){4}))"
)
_MOJIBAKE_HINT = re.compile(r"[\x80-\x9f\u00c2-\u00f4РС]")  # ten times faster than the question itself
_WESTERN = re.compile(r"[\u00c0-\u00ff\u00a8\u00b8]{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
MAX_MARKS = 100  # combining, in a row: normalising is quadratic in them, and no script stacks so many


@dataclass(frozen=True, slots=True)
class Repaired:
    """Paragraphs joined by line feeds, without blank lines, and what was found on the way."""

    text: str
    control_chars: bool = False
    mojibake: bool = False


def repair(text: str) -> Repaired:
    """Give *text* repaired; repairing the result again changes nothing, save for input made to defeat that."""
    control = mojibake = False
    for _ in range(_PASSES):
        before = text
        text = _with_line_feeds(text)
        if _ODD.search(text) or _looks_misread(text):
            control = control or bool(_CONTROL.search(_without_mojibake_bytes(text)))
            text, fixed = _repair_odd(text)
            mojibake = mojibake or fixed
        text = _paragraphs(text)
        if text == before:
            break
    return Repaired(text, control, mojibake)


def repair_line(text: str) -> Repaired:
    """Repair a text that is one line by nature, a title or a name."""
    repaired = repair(text)
    return Repaired(" ".join(repaired.text.split("\n")), repaired.control_chars, repaired.mojibake)


def has_endless_marks(text: str) -> bool:
    """Tell whether more than `MAX_MARKS` combining marks stand in a row.  Looks where a longer row must have one."""
    if text.isascii():
        return False
    step = MAX_MARKS + 1
    return any(combining(text[at]) and _marks_around(text, at) > MAX_MARKS for at in range(0, len(text), step))


def _marks_around(text: str, at: int) -> int:
    """Count the marks in a row around place *at*, not many more than are too many."""
    before = takewhile(combining, reversed(text[max(0, at - MAX_MARKS) : at]))
    behind = takewhile(combining, text[at : at + MAX_MARKS + 1])
    return sum(1 for _ in chain(before, behind))


def collapse_blank_lines(text: str) -> str:
    """Make one line feed of every run of blank lines, so that the line count tells the real size."""
    return _BLANK_RUNS.sub("\n", _with_line_feeds(text))


def _with_line_feeds(text: str) -> str:
    """Make a line feed of every other line end; most texts have none, and looking costs a thirtieth of the pattern."""
    return _LINE_ENDS.sub("\n", text) if any(mark in text for mark in _LINE_END_MARKS) else text


def _without_mojibake_bytes(text: str) -> str:
    """Leave out C1 characters, which are halves of mojibake far more often than controls."""
    return re.sub(r"[\x80-\x9f]", "", text)


def _repair_odd(text: str) -> tuple[str, bool]:
    text = _SURROGATE.sub("\ufffd", text)
    text = decode_entities(strip_markup(text))
    text, fixed = _undo_mojibake(text)
    text = _ESCAPE_SEQUENCE.sub("", text)
    text = _INVISIBLE.sub("", _CONTROL.sub("", text))
    return (text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)), fixed


def _looks_misread(text: str) -> bool:
    if text.isascii():
        return False
    return bool(_MOJIBAKE_HINT.search(text) and (_MOJIBAKE.search(text) or _WESTERN.search(text)))


def _undo_mojibake(text: str) -> tuple[str, bool]:
    """Undo wrong decoding line by line: one broken line must not depend on its sound neighbours."""
    if not _looks_misread(text):
        return text, False
    lines = text.split("\n")
    fixed = [_cyrillic(line) if _WESTERN.search(line) else line for line in lines]
    fixed = [
        fix_c1_controls(ftfy.fix_encoding_and_explain(line, _CONFIG).text) if _MOJIBAKE.search(line) else line
        for line in fixed
    ]
    if fixed == lines:
        return text, False
    return "\n".join(_decoded(line) if _MOJIBAKE.search(line) else line for line in fixed), True


def _decoded(line: str) -> str:
    """Undo the wrong decoding of a line among broken ones that is too short to be sure by itself: `광고` as `ê´‘ê³`."""
    try:
        return line.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return line


def _cyrillic(line: str) -> str:
    """Undo cp1251 read as Latin-1: no language writes most of its words in accented letters alone."""
    words = _WORD.findall(line)
    if 2 * sum(1 for word in words if _WESTERN.fullmatch(word)) <= len(words) or len(words) < 2:
        return line
    try:
        return line.encode("latin-1").decode("cp1251")
    except UnicodeError:
        return line


def _paragraphs(text: str) -> str:
    if "  " in text or any(space in text for space in _OTHER_SPACES):  # else each single blank would be written anew
        text = _SPACES.sub(" ", text)
    lines = (line.strip(" ") for line in text.split("\n"))
    return "\n".join([line for line in lines if line])
