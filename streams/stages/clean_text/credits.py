"""Who wrote and who took the pictures, in one line?  `Text: Ana Ruiz / Fotos: Jan Ek`, `文/浜田一郎 写真/田中花子`.

Two labels at least, each of a byline or a picture, stand in front of names; two may share one: `Text und Fotos:`.
"""

import re
from dataclasses import dataclass, field

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.text.lines import is_spaceless, key
from streams.text.names import split_names

_MARKS = r":：/／=＝・·,，、;；|｜&+"
_TOKEN = re.compile(rf"(?P<apart>[\s{_MARKS}]*)(?P<word>[^\s{_MARKS}]+)")
_LABELLING = re.compile(r"\s?[:：/／=＝・·]")
_JOINTS = frozenset("・·/／&+")
_AND_WORDS = "und and y e et en och og ja i a и і та dan và ve si și"
_AND = frozenset(_AND_WORDS.split())
_MOST_TOKENS = 20
_LABEL_WORDS = 3


@dataclass(slots=True)
class _Group:
    """Labels, whether one of them names an author, and what stands behind them."""

    is_author: bool
    is_source: bool = False
    said: str = ""
    labels: int = 1
    words: list[str] = field(default_factory=list)


def credits(text: str, lexicon: Lexicon) -> Finding | None:
    """Read a line of two labels or more with a name behind each; the last may stand behind the name, `林小美 文/图`."""
    first = _TOKEN.match(text)
    if first is None or key(first["word"]) not in lexicon.crediting:
        return None  # nearly always
    tokens = list(_TOKEN.finditer(text))
    if not 2 < len(tokens) <= _MOST_TOKENS or not _label(tokens, 0, text, lexicon):
        return None
    groups: list[_Group] = []
    at = 0
    while at < len(tokens):
        found = _label(tokens, at, text, lexicon)
        token = tokens[at]
        if found:
            count, is_author, is_source = found
            if groups and not groups[-1].words and (_joins(token["apart"]) or _is_and(tokens[at - 1]["word"])):
                groups[-1].labels += 1
                groups[-1].is_author |= is_author
            else:
                groups.append(_Group(is_author, is_source))
            at += count
            continue
        if groups[-1].words or not _is_and(token["word"]):
            groups[-1].said += (token["apart"] if groups[-1].words else "") + token["word"]
            groups[-1].words.append(token["word"])
        at += 1
    behind = groups.pop() if len(groups) > 1 and not groups[-1].words and is_spaceless(text) else None
    if sum(group.labels for group in groups) + (behind.labels if behind else 0) < 2:
        return None
    people = [(group, _people(group, lexicon)) for group in groups if not group.is_source]
    if not people or not all(names and _is_full(names[0]) for _, names in people):
        return None
    if not any(group.is_author for group in groups):
        return Finding("credit")
    return Finding("byline", names=tuple(name for group, names in people if group.is_author for name in names))


def _people(group: _Group, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the names behind the labels, without the trade behind one: `홍길동 기자`."""
    said = group.said
    last = group.words[-1] if group.words else ""
    if len(group.words) > 1 and lexicon.has("byline.suffix", key(last)):
        said = said.removesuffix(last)
    return split_names(said)


def _is_full(name: str) -> bool:
    """Tell whether the name has two words where there are capitals: `Photos & Text Messages` credits nobody."""
    return " " in name or name.lower() == name.upper()


def _label(tokens: list[re.Match[str]], at: int, text: str, lexicon: Lexicon) -> tuple[int, bool, bool] | None:
    """Give of how many tokens the label at *at* is, and whether it names an author, or a source (`来源：青石晚报`).

    A word for pictures is one anywhere; a byline label at the beginning, behind a mark or in front of one, since in
    other languages it can be a name.
    """
    first = tokens[at]
    for count in range(min(_LABEL_WORDS, len(tokens) - at), 0, -1):
        last = tokens[at + count - 1]
        if any(token["apart"].strip() for token in tokens[at + 1 : at + count]):
            continue
        term = key(text[first.start("word") : last.end()])
        if lexicon.has("caption.label", term):
            return count, False, False
        is_marked = _LABELLING.match(text, last.end()) is not None
        if is_marked and lexicon.has("source.label", term):
            return count, False, True
        is_editor = lexicon.has("byline.editor", term)
        if not is_editor and (not lexicon.has("byline.label", term) or lexicon.has("byline.common", term)):
            continue
        if not at or first["apart"].strip() or is_marked or is_spaceless(term):
            return count, not is_editor, False
    return None


def _joins(apart: str) -> bool:
    return apart.strip() in _JOINTS and apart.strip() != ""


def _is_and(word: str) -> bool:
    return word.casefold() in _AND
