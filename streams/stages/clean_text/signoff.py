"""Who reported, edited and sent it?  The lines that agencies put below the last sentence.

`(Reporting by Ana Ruiz; Editing by Jan Ek)` in any language whose list has the words, `（編輯：翁慧如）1130305`, and
marks of an agency: `(PAP)`, `/БТА/`, `-- BERNAMA`, `hz/ mkr/`.  Asked below the body only.
"""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.text.lines import ends_sentence, key
from streams.text.names import is_name, split_names

MAX_CP = 400
_BRACKETED = re.compile(
    r"(?:[^\W\d_]{2,14}\s?/?\s?)?[(（\[【](?P<inner>[^()（）【】\[\]]{6,380})[)）\]】]\.?\s?\d{0,8}"
)
_CLAUSES = re.compile(r"\s*[;；|]\s*|(?<=\w)[,，、.]\s+|\s+[-–—/]\s+")
_COLON = re.compile(r"\s?[:：]\s?")
# Behind a name stands where: `Reporting by Ana Ruiz in Madrid`.
_WHERE = re.compile(r"\s(?:in|from|at|en|desde|à|depuis|a|em|aus|da|w|z|v|ve|из|в|у|з|på|i|fra|från|di)\s+(?=[^\W\d_])")
# `(ANSA).`, `(©NTB)`, `/БТА/`, `-- BERNAMA`
_MARKED = re.compile(
    r"[(（\[]\s?©?\s?(?P<in>[^\W\d_]{2,10})\s?[)）\]]\.?|/\s?(?P<slashed>[^\W\d_]{2,12})\s?/|--\s?(?P<dashed>[^\W\d_]{3,12})"
)
_SHORT = re.compile(r"[(（\[]\s?([^()（）\[\]\d]{1,30}?)\s?[)）\]]\.?")  # `(इनपुट-भाषा)`, `（共同）`, `(dpa-AFX)`
_JOINTS = re.compile(r"[-/, ]")
_LETTERS = re.compile(r"[^\W\d_a-zA-Zа-яА-Я](?: [^\W\d_a-zA-Zа-яА-Я]){1,2}")  # `(أ ف ب)`
_ENDS = frozenset("完了終终끝")
_NAMED = re.compile(r"[◎◇■▶●✉☎※]\s?[^@.!?]{0,40}\s?\(?\S{1,40}@[\w.-]{3,60}\)?")  # `◎공감언론 뉴시스 kim@...`
_CONTACT = re.compile(
    r"[(（]{1,2}[^()（）]{0,30}?[\w.-]{2,40}@[\w.-]{3,40}[\d\s;:,+|-]{0,40}[)）]{1,2}"
)  # `(ana@wire.example; +44 20 0)`
# `dpa-infocom, dpa:240305-930-123456/1`: the code of a dispatch beside the agency.
_TOKENS = re.compile(r"[\s,;:()\[\]©]+")
_CODE = re.compile(r"\d[\d/-]{5,30}")
_MOST_TOKENS = 5
_SLASHES = re.compile(r"\s?/\s?|,\s")
_SHORT_OFFICES = ("red", "Red", "red.")  # `ČTK, red`
_AGENCIES_CP = 40
_SITE = re.compile(r"[(（]\s?[\w-]{2,24}\.[a-z]{2,4}(?:\.[a-z]{2})?\s?[)）]", re.IGNORECASE)  # `(Telegraf.rs)`
# `（田中 健一）`: without the blank it is any word in brackets, `（敬称略）`.
_ONE_NAME = re.compile(r"[（(]([\u4e00-\u9fff々ヶ]{1,4}[ \u3000][\u3040-\u30ff\u4e00-\u9fff々]{1,5})[)）]")
_INITIALS_CP = 4
_PLACES = ("byline.reported", "byline.label", "byline.editor")
_INITIALS = re.compile(r"[a-zà-žа-я]{2,4}(?:\s?/\s?[a-zà-žа-я]{2,4}){1,3}\s?/?")  # `bl/mrt/jcs`, `hz/ mkr/`


def signoff(text: str, lexicon: Lexicon) -> Finding | None:
    """Say whether this line below the body names reporter, editor or agency, and nothing else."""
    if len(text) > MAX_CP:
        return None
    return _agency(text, lexicon) or _people(text, lexicon)


def agency(text: str, lexicon: Lexicon) -> Finding | None:
    """Say whether the line is the name of an agency and nothing else, which stands above the body too."""
    if len(text) > _AGENCIES_CP:
        return None
    if _is_coded(text, lexicon):
        return Finding("byline")
    if not text[:1].isalpha() or text.islower():
        return None
    names = [name for name in _SLASHES.split(text.removesuffix(" 제공")) if name not in _SHORT_OFFICES] or [text]
    return Finding("byline") if all(lexicon.has("source.agency", key(name)) for name in names) else None


def _is_coded(text: str, lexicon: Lexicon) -> bool:
    tokens = [token for token in _TOKENS.split(text) if token]
    codes = [token for token in tokens if _CODE.fullmatch(token)]
    if not codes or not len(codes) < len(tokens) <= _MOST_TOKENS:
        return False
    return all(lexicon.has("source.agency", key(token.partition("-")[0])) for token in tokens if token not in codes)


def _agency(text: str, lexicon: Lexicon) -> Finding | None:
    if len(text) > 80:
        return None
    if agency(text, lexicon) or lexicon.has("source.agency", key(text)) or _INITIALS.fullmatch(text):
        return Finding("byline")
    if (name := _ONE_NAME.fullmatch(text)) and is_name(name[1]):
        return Finding("byline", names=(name[1],))
    if _SITE.fullmatch(text):
        return Finding("byline")
    if (match := _MARKED.fullmatch(text)) and (match["slashed"] or (match["in"] or match["dashed"]).isupper()):
        return Finding("byline")
    if (inner := _SHORT.fullmatch(text)) and (
        _LETTERS.fullmatch(inner[1])
        or inner[1] in _ENDS
        or any(lexicon.has("source.agency", key(one)) for one in _JOINTS.split(inner[1]))
    ):
        return Finding("byline")
    return Finding("byline") if _NAMED.fullmatch(text) or _CONTACT.fullmatch(text) else None


def _people(text: str, lexicon: Lexicon) -> Finding | None:
    """Read the clauses; in brackets one with a known label is enough when nothing says otherwise, else it takes two."""
    match = _BRACKETED.fullmatch(text)
    clauses = [clause for clause in _CLAUSES.split(match["inner"] if match else text) if clause]
    if not (1 if match else 2) <= len(clauses) <= 8 or (not match and ends_sentence(text)):
        return None
    if len(clauses) > 1 and clauses[0].isupper() and len(clauses[0]) <= _INITIALS_CP:
        clauses = clauses[1:]  # `AS - autor: ...`
    read = [found for clause in clauses if (found := _clause(clause, lexicon))]
    if len(read) < min(2, len(clauses)) or (not match and len(read) < len(clauses)):
        return None
    for place in ("byline.reported", "byline.label"):
        if names := [name for where, names in read for name in names if where == place]:
            return Finding("byline", names=tuple(dict.fromkeys(names)))
    return Finding("byline")


def _clause(clause: str, lexicon: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """Give the place of the label in the word lists, and the names behind it; None when it is no such clause."""
    place, rest = _split(clause, lexicon)
    where = _WHERE.search(rest)
    names = split_names(rest[: where.start()] if where else rest) or split_names(rest)
    if not place or any(name.casefold() in lexicon.calendar.days for name in names):
        return None  # `(by Monday; by Tuesday at the latest)`
    return (place, names) if names else None


def _split(clause: str, lexicon: Lexicon) -> tuple[str, str]:
    """Split the known label off *clause*: up to a colon, else as many of its first words as are one."""
    if colon := _COLON.search(clause):
        return _place(clause[: colon.start()], lexicon), clause[colon.end() :]
    words = clause.split(" ")
    for count in range(min(lexicon.longest, len(words) - 1), 0, -1):
        if place := _place(" ".join(words[:count]), lexicon):
            return place, " ".join(words[count:])
    return "", ""


def _place(label: str, lexicon: Lexicon) -> str:
    term = key(label)
    return next((place for place in _PLACES if lexicon.has(place, term)), "")
