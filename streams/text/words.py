"""Where are the words of a text?  Runs of letters, marks and digits, and every other visible character by itself.

Made for tagging names: a word never ends inside a grapheme (marks belong to the letter before them), and
nothing is normalised, so the offsets are those of the text given.  Scripts written without spaces come out as
one long word; they are tagged by character.
"""

import re
import unicodedata
from typing import NamedTuple


class Word(NamedTuple):
    """One word with its place: code points into the text, end exclusive."""

    text: str
    start: int
    end: int


def _marks() -> str:
    """List combining marks as a character class; `\\w` leaves them out, which would cut Hindi and Thai apart."""
    ranges: list[tuple[int, int]] = []
    for point in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(point)) in {"Mn", "Mc", "Me"}:
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1] = (ranges[-1][0], point)
            else:
                ranges.append((point, point))
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in ranges)


MARKS = _marks()
_UNIT = rf"[^\W_][{MARKS}]*"
# ZWNJ and ZWJ stand inside Persian, Hindi and Malayalam words, gershayim inside Hebrew acronyms.  A dot joins what it
# has on both sides ("U.S", "3.5"), so the one that ends a sentence stays apart; a comma joins digits only.  Hyphens and
# apostrophes always stand alone: "AS-China" holds two names, and "l'Italia", "Trump's", "Ankara'da" one with a clitic.
_JOINER = r"[\u200c\u200d.\u00b7\u05f3\u05f4_](?=[^\W_])|(?<=[\u05d0-\u05ea])\"(?=[\u05d0-\u05ea])|(?<=\d),(?=\d)"
_WORD = re.compile(rf"{_UNIT}(?:{_UNIT}|{_JOINER})*|(\S)\1*[{MARKS}]*")
# The same for text without any mark, at 40 % of the cost: the class of marks is long.  `_MAY_HAVE_MARKS` is quick
# because it is short; the blocks it lists hold none (Latin, Greek, Cyrillic, Hebrew letters, punctuation, Han, Hangul).
_PLAIN_WORD = re.compile(rf"[^\W_]+(?:(?:{_JOINER})[^\W_]+)*|(\S)\1*")
_MAY_HAVE_MARKS = re.compile(
    "[^\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u20cf\u2100-\u2cee\u3040-\u3098\u3400-\ua66e\uac00-\ud7af]"
)


def words(text: str) -> list[Word]:
    """Find the words in reading order; they never overlap and leave out only white space.

    Never raises.  Time is linear: no part of the pattern can match the same character in two ways.
    """
    pattern = _WORD if _MAY_HAVE_MARKS.search(text) else _PLAIN_WORD
    make = tuple.__new__  # a third of the time of Word(...), and a third of the words' time is that
    return [make(Word, (match.group(), match.start(), match.end())) for match in pattern.finditer(text)]
