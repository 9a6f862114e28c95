"""What do sloppy copies of a sentence look like?  Clipped, without diacritics, with typing errors."""

import random
import unicodedata

UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my"})
_FOLDED = str.maketrans(
    {"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae", "ß": "ss", "ð": "d", "þ": "th"}
)


def clip(text: str, language: str, words: int, rng: random.Random) -> str:
    """Cut *words* neighbouring words out of *text* (three characters a word in scripts without blanks)."""
    if language in UNSPACED:
        start = rng.randrange(max(1, len(text) - 3 * words))
        return text[start : start + 3 * words]
    parts = text.split()
    start = rng.randrange(max(1, len(parts) - words + 1))
    return " ".join(parts[start : start + words])


def without_diacritics(text: str) -> str:
    """Take the marks off Latin letters, as a hurried keyboard does."""
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", bare).translate(_FOLDED)


def mistyped(text: str, rate: float, rng: random.Random) -> str:
    """Lose, double, swap or replace about *rate* of the letters."""
    chars: list[str] = []
    for char in text:
        if not char.isalpha() or rng.random() >= rate:
            chars.append(char)
            continue
        fault = rng.randrange(4)
        if fault == 1:
            chars += [char, char]
        elif fault == 2:
            chars.insert(max(len(chars) - 1, 0), char)
        elif fault == 3:
            chars.append(rng.choice(text))
    return "".join(chars)
