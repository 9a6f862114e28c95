"""What can be told from the look of a line?  Sentence ends of many scripts, size, decoration, labels, names."""

import re
import unicodedata
from functools import lru_cache

_FINAL = ".!?…。！？．｡؟۔؛।॥։።፧፨။៕។᙮᠃⸮‼⁇⁈⁉"
_CLOSERS = "\"'”’»›)]}）」』】〉》〕＂＇“‘*_ "
_OPENERS = "\"'“‘„‚«‹「『〈《＂＇‟‛"
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_UNSTOPPED = re.compile(r"[\u0e01-\u0e4e\u0e81-\u0ecd]")  # Thai and Lao end sentences without a mark
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_BLANKS = "".join(chr(point) for point in range(0x3001) if chr(point).isspace())  # U+3000 is the last one
_DECOR = _BLANKS + ">»›•·●○■□▪▶►▸▷→⇒➡➜➤☞★☆※◆◇▲△▼▽*|#~=_+-–—.:：<＜《[【〔(（{/\\✎✍📷📸🎥🔗👉🔥📌⬇↓↳"
_DECOR_END = _BLANKS + "<«‹•·●■▪◀◄←★☆※◆◇▲▼*|~=_+-–—:：՝៖፦፡>＞》]】〕)）}/\\…↓⬇👇.,"
# What writes a colon: Latin and full-width, Armenian, Khmer, Ethiopic (the word mark too).
COLONS = ":：︰՝៖፦፡"
_LABEL = re.compile(rf"\s*(?:[{COLONS}|｜=＝】〕\]]|\s[–—-]{{1,2}}\s|／|\s[»›→>]{{1,3}}\s)\s*")
_DROPPED = re.compile(r"[\u064b-\u0652\u0640\u200c\u200d\ufe0e\ufe0f]")  # Arabic vowel signs, tatweel, joiners
# What capitals and keyboards drop: Greek accents, the Turkish dots, ё, curly apostrophes.
_FOLDED = "’ёıάέήίόύώΐΰϊϋ"
_FOLD = str.maketrans(_FOLDED, "'еiαεηιουωιυιυ")
_HAS_FOLDED = re.compile(f"[{_FOLDED}]")  # most lines have none, and looking costs a tenth of translating
_SHORT = 160


def size(text: str) -> int:
    """Give the length in code points, where one of Han, kana or Hangul counts for three."""
    return len(text) if text.isascii() else len(text) + 2 * len(_WIDE.findall(text))


def ends_sentence(line: str) -> bool:
    """Tell whether the line ends in the mark of a whole sentence, closing quotes and brackets aside."""
    bare = line.rstrip(_CLOSERS)
    return bare[-1:] in _FINAL if bare else False


def is_unstopped(line: str) -> bool:
    """Tell whether the line is mostly Thai or Lao, where only length can speak."""
    return not line.isascii() and 2 * len(_UNSTOPPED.findall(line)) > len(line.replace(" ", ""))


def is_body_like(line: str) -> bool:
    """Tell whether no weak rule may touch the line: a sentence of 40 code points or more."""
    return (len(line) >= 40 or size(line) >= 40) and (ends_sentence(line) or is_unstopped(line))


def is_anchor(line: str) -> bool:
    """Tell whether the line looks like running text, so that head or tail of the page ends at it."""
    return (len(line) >= 15 or size(line) >= 15) and (ends_sentence(line) or is_unstopped(line))


def is_quote(line: str) -> bool:
    """Tell whether the line opens with a quotation mark: people say the words that pages print as labels."""
    return line[:1] in _OPENERS


def is_spaceless(text: str) -> bool:
    """Tell whether the text ends in a script that puts no blanks between words."""
    return bool(_SPACELESS.match(text[-1:]))


def undecorated(line: str) -> str:
    """Take bullets, arrows, brackets and rules off both ends; quotation marks stay."""
    return line.lstrip(_DECOR).rstrip(_DECOR_END)


def key(text: str) -> str:
    """Give the form that terms are compared in: casefolded NFC, no vowel signs, plain blanks and quotes."""
    return _short_key(text) if len(text) <= _SHORT else _key(text)


def _key(text: str) -> str:
    text = text.casefold()
    if not text.isascii():
        text = _DROPPED.sub("", unicodedata.normalize("NFC", text))
        text = (text.translate(_FOLD) if _HAS_FOLDED.search(text) else text).replace("i\u0307", "i")
    return squeeze(undecorated(text))


@lru_cache(maxsize=4096)  # the same short line is asked about by every rule, the same label in every article
def _short_key(text: str) -> str:
    return _key(text)


def split_label(line: str) -> tuple[str, str] | None:
    """Split `label: rest`, or `[label] rest` undecorated, at the first separator; None when it is absent or far."""
    match = _LABEL.search(line, 0, 48)
    if not match or not match.start():
        return None
    return line[: match.start()], line[match.end() :]


def squeeze(text: str) -> str:
    """Give *text* with one blank for every run of white space, none at its ends."""
    return " ".join(text.split())


def is_symbols(line: str) -> bool:
    """Tell whether the line holds neither letter nor figure."""
    return not any(char.isalnum() for char in line)
