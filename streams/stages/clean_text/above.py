"""What does a site print above the body, beside headline, byline and date?  Sections, counts, a clock, "Author:".

None of it says what it is by itself; each is known by its neighbours.
"""

import re
from collections.abc import Container, Mapping
from itertools import pairwise

from streams.stages.clean_text.dateline import is_kicker
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding, Line, Page
from streams.text.lines import ends_sentence, is_anchor, is_body_like, is_unstopped, key
from streams.text.names import is_name, is_nobody

CLOCK_ALONE = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}\W{0,2}")
_COUNT = re.compile(r"\d{1,4}")
_HEAD_LINES, _DIGEST_LINES = 15, 300
_SIGNED = ("date", "byline", "breadcrumb")
_SECTION_CP, _NAME_WORDS = 40, 5
_SECTIONS = re.compile(r"\s*[|/>»›,•·]\s*|\s+[-–—]\s+")
_OF_SITE = re.compile(
    r"(?P<name>[^,()/|–—-]{5,40}?)\s(?:[-–—|])\s(?P<site>[a-z][a-z0-9]{4,23}|[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})"
)


def figures_beside(lines: list[Line], found: Mapping[int, Finding]) -> list[Line]:
    """Find a time of day alone beside a date, and a count alone beside buttons, above the body: `| 10:15`, `12`.

    Where figures alone stand elsewhere too, they number the parts of the text, or are a score.
    """
    head = _head(lines, found)
    times = [line for line, other in _beside(head, found) if other == "date" and CLOCK_ALONE.fullmatch(line.text)]
    counts = [line for line, _ in _beside(head, found) if _COUNT.fullmatch(line.text)]
    if not counts:
        return times  # nearly always
    others = {line.number for line in lines[:_DIGEST_LINES] if _COUNT.fullmatch(line.text)}
    return times if others - {line.number for line in counts} else [*times, *counts]


def named_below(lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> list[tuple[Line, Line]]:
    """Find the word for an author alone, above or below the body, with the name alone below it: `Авторы`."""
    pairs = [
        (at, line, below)
        for at, (line, below) in enumerate(pairwise(lines))
        if len(line.text) <= _SECTION_CP
        and len(below.text) <= _SECTION_CP
        and below.text.count(" ") < _NAME_WORDS
        and (" " in below.text or not below.text.isascii())  # a cheap look before the dear ones
        and lexicon.has("byline.label", key(line.text))
        and is_name(below.text, least_words=2)
    ]
    if not pairs:
        return []  # nearly always
    anchors = [at for at, line in enumerate(lines) if line.number not in found and is_anchor(line.text)]
    first, last = (anchors[0], anchors[-1]) if anchors else (len(lines), -1)
    return [(line, below) for at, line, below in pairs if (at + 1 < first or at > last) and not is_nobody(below.text)]


def by_the_site(
    page: Page, lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon
) -> tuple[Line, str] | None:
    """Find `Ratna Kusuma - kabarlembah` among *lines* above the body, when the page has `kabarlembah.example` as well.

    Gives the line and the name.  Without the site's address it could be a headline: `Ratna Kusuma - penyanyi`.
    """
    for line in lines:
        if line.number in found:
            continue
        if is_anchor(line.text):
            return None
        match = _OF_SITE.fullmatch(line.text)
        if match and is_name(match["name"], least_words=2) and lexicon.named(match["name"]) is not Named.NO:
            said = "\n".join((*(cut.text for cut in page.cuts), *(other.text for other in page.standing())))
            site = match["site"].replace(" ", "")  # `Kabar Randu` is kabarrandu.example
            is_site = re.search(rf"(?<!\w){site}\.[a-z]", said, re.IGNORECASE) is not None
            return (line, match["name"]) if is_site and not is_nobody(match["name"]) else None
    return None


def sections_above(
    lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon, *, has_title: bool, was_signed: bool
) -> list[Line]:
    """Find what a site prints of the part it belongs to, `Politik`, `Exclusive`, above its body.

    It stands beside a byline or a date, or first and above the headline (of an article that has or had either,
    *was_signed*).  A digest has several further down, which are its headings.
    """
    head = _head(lines, found)
    sections = {at for at, line in enumerate(head) if line.number not in found and is_section(line.text, lexicon)}
    signed = {at for at, line in enumerate(head) if line.number in found and found[line.number].rule in _SIGNED}
    others = [line.text for at, line in enumerate(head) if line.number not in found and at not in sections]
    if not sections or not (signed or was_signed) or not (has_title or others):
        return []
    below = lines[len(head) : _DIGEST_LINES]
    if any(is_section(line.text, lexicon) for line in below if line.number not in found):
        return []
    beside = {at for at in sections if at - 1 in signed or at + 1 in signed}
    beside |= {at for at in sections if at - 1 in beside or at + 1 in beside}
    first = {0} & sections if others else set()
    return [head[at] for at in sorted(beside | first)]


def is_section(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is the name of a section or two, `News | Politics`, or says of what kind the text is."""
    if len(text) > _SECTION_CP or ends_sentence(text):
        return False
    if lexicon.has("tags.section", key(text)) or is_kicker(text):
        return True
    pieces = _SECTIONS.split(text)
    return len(pieces) > 1 and all(lexicon.has("tags.section", key(piece)) for piece in pieces)


def _head(lines: list[Line], found: Container[int]) -> list[Line]:
    """Give the lines above the running text; a Thai headline has no mark at its end, as a sentence has none."""
    for at, line in enumerate(lines[:_HEAD_LINES]):
        is_said = is_body_like(line.text) if is_unstopped(line.text) else is_anchor(line.text)
        if is_said and line.number not in found:
            return lines[:at]
    return lines[:_HEAD_LINES]


def _beside(head: list[Line], found: Mapping[int, Finding]) -> list[tuple[Line, str]]:
    """Give the lines that stay, each with the rule of a neighbour that goes."""
    return [
        (line, found[other.number].rule)
        for pair in pairwise(head)
        for line, other in (pair, pair[::-1])
        if line.number not in found and other.number in found
    ]
