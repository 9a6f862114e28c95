"""Is there language in the text at all?  Scores, tables, code and emoji are not; they stay `und`."""

import unicodedata

_CODE_SYMBOLS = frozenset("{}[]<>=+*/\\|~^`$_#;&%")
MIN_LETTERS = 2
MIN_LETTER_SHARE = 0.5  # of the non-space characters; marks count, or Devanagari and Thai would fail
MAX_CODE_SHARE = 0.09


def speaks(text: str) -> bool:
    """Say whether *text* has enough letters, and few enough code symbols, to ask for its language."""
    letters = marks = symbols = seen = 0
    for char in text:
        if char.isspace():
            continue
        seen += 1
        if char.isalpha():
            letters += 1
        elif char in _CODE_SYMBOLS:
            symbols += 1
        elif unicodedata.category(char)[0] == "M":
            marks += 1
    return letters >= MIN_LETTERS and letters + marks >= MIN_LETTER_SHARE * seen and symbols <= MAX_CODE_SHARE * seen
