"""Does this look like the name of a person?  By case, length and script; no list of names is used.

Only asked where a page says so: behind a byline label, or alone beside a date.
"""

import re

_PARTICLE_WORDS = (
    "de da do dos das di del della der den van von vom zu zur ten ter la le el al as du des af av bin binti ibn bint "
    "abu ap y i e und och og ben ould o st san"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_BREAK = re.compile(
    r"\s*(?:[,;&、،/|+]|\b(?:and|und|et|y|e|en|och|og|ja|i|dan|và|ve|dhe|și|oraz|и|і|та|и|а|και)\b)\s*|\s+و"
)
_WORD = re.compile(r"[^\s]+")
_INITIAL = re.compile(r"(?<!\w)(\w)\.(?=\w{2})")  # `Б.Сарнай`
_UNCASED = re.compile(r"[\u10a0-\u10ff]")  # Georgian has capitals in Unicode that nobody writes names with
_MAIL = re.compile(r"\S{1,64}@\S{1,128}|[@#]\w{2,40}|https?://\S+")
_CJK_NAME = re.compile(
    r"[\u4e00-\u9fff\u3040-\u30ff々ー]{2,8}|[\u4e00-\u9fff]{2,4}(?:[・· ][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7a3]{2,4}"
)
_HAN_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4}){1,4}")  # 李小明 张三: two people, not one
_HANGUL_NAMES = re.compile(r"[\uac00-\ud7a3]{3}(?: [\uac00-\ud7a3]{3}){1,4}")  # 김철수 이영희
_CJK_FOREIGN = re.compile(r"[\u4e00-\u9fff\u30a0-\u30ff]{1,8}(?:[・·＝][\u4e00-\u9fff\u30a0-\u30ff]{1,10}){1,3}")


def without_addresses(text: str) -> str:
    """Take mail addresses, handles and links out of a byline."""
    return _MAIL.sub(" ", text)


def is_name(text: str, *, least_words: int = 1) -> bool:
    """Tell whether *text* can be one person's name; *least_words* counts only where blanks separate words."""
    text = text.strip()
    if not 2 <= len(text) <= 48 or any(char.isdigit() for char in text):
        return False
    if _CJK_NAME.fullmatch(text) or _CJK_FOREIGN.fullmatch(text):
        return True
    words = _WORD.findall(_INITIAL.sub(r"\1. ", text))
    if not least_words <= len(words) <= 5:
        return False
    return all(_is_name_word(word, first=not index) for index, word in enumerate(words))


def _is_name_word(word: str, *, first: bool) -> bool:
    bare = word.strip(".'’-‘“”\"")
    if not bare or not bare[0].isalpha() or any(char in ",:;!?()[]{}=<>/\\_*…。？！،؟।：；＝（）՝៖፦" for char in word):
        return False
    if not first and (word.casefold() in _PARTICLES or bare[0].isupper()):
        return True
    cased = bare[0].lower() != bare[0].upper() and not _UNCASED.match(bare)
    return bare[0].isupper() if cased else len(bare) <= 14


def split_names(text: str) -> tuple[str, ...]:
    """Give the names of a byline in order; empty when nothing in it is a name."""
    whole = " ".join(without_addresses(text).split()).strip(" .,;:|-–—()（）")
    parts = [part.strip(" .-–—()（）") for part in _BREAK.split(whole)]
    if _HAN_NAMES.fullmatch(whole) or _HANGUL_NAMES.fullmatch(whole):
        parts = whole.split(" ")
    if len(parts) == 2 and " " in parts[0] and " " not in parts[1] and whole.startswith(f"{parts[0]}, "):
        parts = parts[:1]  # `Neema Kibwana, Tanga`: where, not who
    names = [part for part in parts if is_name(part)]
    return tuple(dict.fromkeys(names)) if names and is_name(parts[0]) else ()
