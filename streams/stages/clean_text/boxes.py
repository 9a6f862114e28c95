"""Which lines stand together as a box?  Newsletters, tags one a line, pages, the author once more, film credits.

Each is known by several lines at once, none of which would be enough alone.
"""

import re
from collections.abc import Container, Mapping
from itertools import pairwise

from streams.stages.clean_text.byline import is_like_a_title
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding, Line, Page
from streams.text.lines import ends_sentence, is_anchor, is_body_like, key, size, split_label
from streams.text.names import is_name, split_names

_LETTER_WORDS = 6  # of the line that names the letter
_BOX_LINES = 3  # between it and the button
_BOX_CP = 140
_TAGS = 15
_TAG_WORDS, _TAG_CP, _TAG_SIZE = 3, 30, 36
_FIGURES = re.compile(r"\d{1,2}(?: \d{1,2}){1,9}")
_MINUTES = re.compile(
    r"(?:(?P<label>[^\d:]{3,20}?)\s?[:–-]?\s)?\d{1,2}\s?(?:min|mins|minut\w*|мин|хв|dk|dakika|phút|menit|perc|分|分钟|分鐘|분)\.?"
)
_BIO_LINES = 2
_APART = (",", "|", "/", "(", "（", "・", "·", "–", "—")
_GLUED_CP = 40  # what stands behind a stated author: her paper, her trade, where she is
# Prepositions before an author in one language that are an article or a name in others, and words only those have.
_ELSEWHERE = {"de": (" het ", " een ", " die nie "), "per": (" och ", " og ", " ikke ", " inte ")}
_STAR = "*"


def cut_letters(page: Page, lexicon: Lexicon) -> None:
    """Cut the box of a newsletter, anywhere: a line that names it, one or two about it, a button to sign up."""
    lines = page.standing()
    end = 0
    for index, line in enumerate(lines):
        if line.text not in page.letters:
            page.letters[line.text] = _names_letter(line.text, lexicon)
        if index >= end and page.letters[line.text]:
            end = _letter_end(lines, index, lexicon)
            for one in lines[index:end]:
                page.cut(one, Finding("share"))


def _names_letter(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is a title that begins or ends with the word for a newsletter."""
    if len(text) > _BOX_CP or ends_sentence(text) or text.count(" ") >= _LETTER_WORDS:
        return False
    words = key(text).split()
    return any(lexicon.has("follow.letter", word) for word in (words[:1] + words[-1:]))


def _letter_end(lines: list[Line], index: int, lexicon: Lexicon) -> int:
    for at in range(index + 1, min(index + 2 + _BOX_LINES, len(lines))):
        if lexicon.has("follow.button", key(lines[at].text)):
            return at + 1
        if len(lines[at].text) > _BOX_CP:
            break
    return index


def tags_below(lines: list[Line], lexicon: Lexicon) -> list[Line]:
    """Find tags one a line at the very end, below the word for tags: `Argomenti`, `borgo`, `pane`."""
    for start in range(len(lines) - 2, max(len(lines) - 2 - _TAGS, 0), -1):
        text = lines[start].text
        if not _is_tag(text):
            return []
        if lexicon.has("tags.label", key(text)):
            has_body = any(is_anchor(line.text) for line in lines[:start])
            return lines[start:] if has_body and _is_tag(lines[-1].text) else []
    return []


def _is_tag(text: str) -> bool:
    return text.count(" ") < _TAG_WORDS and size(text) <= _TAG_SIZE and not ends_sentence(text) and ":" not in text[:-1]


def pages_beside(lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> list[Line]:
    """Find `1 2 3` beside a line about pages."""
    figures = [at for at, line in enumerate(lines) if line.text[0].isdigit() and _FIGURES.fullmatch(line.text)]
    return [
        lines[at]
        for at in figures
        for other in lines[max(at - 1, 0) : at + 2]
        if other.number in found and lexicon.has("follow.page", key(other.text))
    ]


def labels_beside(lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> list[Line]:
    """Find `Published` alone beside a date, `Penulis` alone beside a byline, `2 мин.` beside either."""
    beside = {
        "date": ("date.label", "date.updated", "source.label"),
        "byline": ("byline.label", "byline.editor", "byline.suffix"),
    }
    return [
        line
        for pair in pairwise(lines)
        for line, other in (pair, pair[::-1])
        if line.number not in found
        and other.number in found
        and (
            any(lexicon.has(place, key(line.text)) for place in beside.get(found[other.number].rule, ()))
            or (found[other.number].rule in beside and _is_reading_time(line.text, lexicon))
        )
    ]


def _is_reading_time(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line gives some minutes, with at most a word for reading: `2 мин.`, `Lecture : 1 min.`"""
    match = _MINUTES.fullmatch(text)
    return match is not None and (not match["label"] or lexicon.has("follow.reading", key(match["label"])))


def author_again(lines: list[Line], found: Container[int], names: tuple[str, ...]) -> list[Line]:
    """Find the author's name alone below the body, and at most two lines about her: they begin with a part of it."""
    left = [line for line in lines if line.number not in found]
    for about in range(min(_BIO_LINES, len(left) - 3), -1, -1):
        name, *bio = left[len(left) - about - 1 :]
        parts = tuple(f"{part} " for part in name.text.split())
        is_told = name.text in names and all(line.text.startswith((f"{name.text} ", *parts)) for line in bio)
        if " " in name.text and is_told and any(is_anchor(line.text) for line in left[: len(left) - about - 1]):
            return [name, *bio]
    return []


def starred(lines: list[Line], found: Mapping[int, Finding]) -> Line | None:
    """Find the name with a star above the body when a footnote below it says for whom she writes: `Bruna Leal*`."""
    if not any(line.text.startswith(_STAR) and line.number in found for line in lines):
        return None
    for line in lines:
        if line.number not in found and is_anchor(line.text):
            return None
        name = line.text.removesuffix(_STAR)
        if name != line.text and line.number not in found and is_name(name, least_words=2):
            return line
    return None


def of_a_work(lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> set[int]:
    """Find bylines in the box of a film or a book: `Directed by Ana Ruiz` stands beside `Written by Ida Cole`."""
    kept: set[int] = set()
    if not any(one.names for one in found.values()):
        return kept
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not is_body_like(line.text) and (line.number in found or not is_anchor(line.text)):
            block.append(line)
            continue
        if any(_is_work(one.text, lexicon) for one in block):
            kept |= {one.number for one in block if one.number in found and found[one.number].names}
        block = []
    return kept


def _is_work(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is a credit of a film or a book: its first words say so, or what stands before a colon."""
    split = split_label(text)
    words = text.split(" ")
    labels = (" ".join(words[:count]) for count in (1, 2, 3) if count < len(words))
    return any(lexicon.has("byline.work", key(label)) for label in (*labels, *(split or ())[:1]))


def foreign(lines: list[Line], found: Mapping[int, Finding]) -> set[int]:
    """Find lines that begin with a preposition of one language in a text of another: `De Rode Duivels` is Dutch."""
    kept: set[int] = set()
    for line in lines:
        if line.number in found and found[line.number].names:
            words = _ELSEWHERE.get(line.text.partition(" ")[0].casefold())
            if words and any(word in f" {other.text} " for word in words for other in lines):
                kept.add(line.number)
    return kept


def titles(lines: list[Line], found: Mapping[int, Finding]) -> set[int]:
    """Find bylines like `Rovers Win - BBC News`, which are titles unless they stand below one and beside a date."""
    kept: set[int] = set()
    for index, line in enumerate(lines):
        if line.number in found and found[line.number].names and is_like_a_title(line.text):
            beside = [other for other in lines[max(index - 1, 0) : index + 2] if other is not line]
            is_dated = any(other.number in found and found[other.number].rule == "date" for other in beside)
            if index == 0 or not is_dated:
                kept.add(line.number)
    return kept


def by_the_stated(lines: list[Line], authors: tuple[str, ...]) -> list[Line]:
    """Find the lines above the body that name only authors whom producer or page state: `Ana Ruiz, BBC News`."""
    found: list[Line] = []
    for line in lines if authors else ():
        if is_anchor(line.text):
            break
        names = split_names(line.text)
        glued = next((line.text[len(name) :] for name in authors if line.text.startswith(name)), None)
        is_glued = glued is not None and len(glued) <= _GLUED_CP and (glued[:1].isupper() or glued[:1] in _APART)
        if (names and set(names) <= set(authors)) or is_glued:
            found.append(line)
    return found


def broken(lines: list[Line], found: Mapping[int, Finding]) -> set[int]:
    """Find lines that are the beginning of the next one, which goes on small: `De Rode Duivels`, `hebben gewonnen.`"""
    return {
        line.number
        for line, below in pairwise(lines)
        if line.number in found
        and found[line.number].rule in ("byline", "share")
        and below.number not in found
        and line.text[0].isupper()
        and below.text[0].islower()
        and is_anchor(below.text)
        and not ends_sentence(line.text)
    }
