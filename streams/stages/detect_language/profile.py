"""What is a text made of?  Letters by script, marks and code symbols, counted once per distinct character.

The `und` gate and the choice of candidates both read this profile.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

_BY_NAME = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "DEVANAGARI": "Deva", "CJK": "Hani", "HANGUL": "Hang",
    "HIRAGANA": "Kana", "KATAKANA": "Kana", "THAI": "Thai", "GREEK": "Grek", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "GUJARATI": "Gujr",
    "GURMUKHI": "Guru", "SINHALA": "Sinh", "LAO": "Laoo", "KHMER": "Khmr", "MYANMAR": "Mymr", "ETHIOPIC": "Ethi",
    "HEBREW": "Hebr", "BENGALI": "Beng", "ORIYA": "Orya", "TIBETAN": "Tibt", "THAANA": "Thaa", "CHEROKEE": "Cher",
    "SYRIAC": "Syrc", "TIFINAGH": "Tfng", "NKO": "Nkoo", "MONGOLIAN": "Mong", "CANADIAN": "Cans",
    "FULLWIDTH": "Latn", "BOPOMOFO": "Bopo", "HALFWIDTH": "Kana", "YI": "Yiii", "OL": "Olck", "BALINESE": "Bali",
    "JAVANESE": "Java", "MEETEI": "Mtei", "TAI": "Tale", "NEW": "Talu", "GOTHIC": "Goth", "COPTIC": "Copt",
}  # fmt: skip
WEIGHTS = {"Hani": 3, "Kana": 3, "Hang": 3, "Ethi": 2}
"""How many letters of an alphabet a character of these scripts stands for: a syllable or a word."""
KANA_SHARE = 0.12  # of kana + Han: above it is Japanese; Chinese text with a Japanese name stays below
_CODE_SYMBOLS = frozenset("{}[]<>=+*/\\|~^`$_#;&%")
_LONG = 300  # characters from which numpy counts faster
_SUPPLEMENTARY = 0x10000  # code point from which a list of all counts gets long
MIN_LETTERS = 2
MIN_LETTER_SHARE = 0.5  # of the non-space characters; marks count, or Devanagari and Thai would fail
MAX_CODE_SHARE = 0.09


@lru_cache(maxsize=16384)
def _kind(char: str) -> tuple[str, str]:
    """`letter`, `mark`, `code`, `space` or `other`, and the script of letters and of marks that have one."""
    if char.isspace():
        return "space", ""
    if char in _CODE_SYMBOLS:
        return "code", ""
    if char.isalpha():
        return "letter", _script_named(char, "Zyyy")
    return ("mark", _script_named(char, "")) if unicodedata.category(char)[0] == "M" else ("other", "")


def script_of_letter(char: str) -> str:
    """Give the ISO 15924 code of a letter; empty for anything else."""
    kind, script = _kind(char)
    return script if kind == "letter" else ""


def _script_named(char: str, unknown: str) -> str:
    return _BY_NAME.get(unicodedata.name(char, "?").partition(" ")[0], unknown)


@dataclass(frozen=True, slots=True)
class Profile:
    """Counts of a text.

    *letters* is by ISO 15924 script, marks of a script included (half of written Telugu is marks) and syllabic
    scripts weighted; *plain* counts each letter once.
    """

    letters: Mapping[str, int]
    plain: int
    marks: int
    code: int
    seen: int

    @property
    def weight(self) -> int:
        """All letters, CJK weighted: how much a paragraph counts."""
        return sum(self.letters.values())

    @property
    def speaks(self) -> bool:
        """Whether there are enough letters, and few enough code symbols, to ask for a language."""
        return (
            self.plain >= MIN_LETTERS
            and self.plain + self.marks >= MIN_LETTER_SHARE * self.seen
            and self.code <= MAX_CODE_SHARE * self.seen
        )

    @property
    def script(self) -> tuple[str, float]:
        """The ISO 15924 code that a tag would carry (Jpan, Kore, Hani, Latn ...) and its share of the letters."""
        if not self.letters:
            return "Zyyy", 0.0
        han, kana, hangul = (self.letters.get(code, 0) for code in ("Hani", "Kana", "Hang"))
        top = max(sorted(self.letters), key=lambda code: self.letters[code])
        if kana > KANA_SHARE * (kana + han) and kana + han >= self.letters[top]:
            return "Jpan", (kana + han) / self.weight
        if top == "Hang":
            return "Kore", (hangul + han) / self.weight
        return top, self.letters[top] / self.weight


@lru_cache(maxsize=2)
def counted(text: str) -> Mapping[str, int]:
    """Count each character of *text*; kept, because the next step asks about the same text."""
    if len(text) < _LONG:
        return Counter(text)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if points.max() < _SUPPLEMENTARY:  # a fifth of the time of np.unique, which sorts
        every = np.bincount(points)
        distinct = every.nonzero()[0]
        counts = every.take(distinct)
    else:
        distinct, counts = np.unique(points, return_counts=True)
    return dict(zip(map(chr, distinct.tolist()), counts.tolist(), strict=True))


def profile(text: str) -> Profile:
    """Count *text*.  Linear, and cheap: each distinct character is looked at once."""
    kinds: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    for char, count in counted(text).items():
        kind, script = _kind(char)
        kinds[kind] += count
        if script:
            letters[script] += count * WEIGHTS.get(script, 1)
    seen = kinds.total() - kinds["space"]
    return Profile(dict(letters), kinds["letter"], kinds["mark"], kinds["code"], seen)
