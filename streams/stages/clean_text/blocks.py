"""Which lines hang on their neighbours?  Headlines under a read-more heading, rows of lists, repeats."""

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from streams.stages.clean_text.day_labels import is_told, is_vague
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding, Line, Page
from streams.stages.clean_text.timed import is_bare_time
from streams.text.dates import find_date, leftover
from streams.text.lines import (
    COLONS,
    ends_sentence,
    is_anchor,
    is_quote,
    is_spaceless,
    is_unstopped,
    key,
    size,
    undecorated,
)
from streams.text.urls import URL, clean_url

REPEAT_CP = 40  # shorter repeats are refrains, scores and answers
_HEADLINE_SIZE = 150
_HEADLINE_WORDS, _HEADLINE_LEAST = 5, 30  # of a link at least; fewer call on the reader, or name a document
_MIDDLE_HEADLINES = 5
_LEADING_CP = 40
_AGENCY_CP = 12
_ROW_WORDS = 4
_SOURCE_CP = 24
_LABEL_CP, _ALONE_CP = 32, 40
_CLOCK = re.compile(r"\d{1,2}[:：時时시]\s?\d{2}")
_COLON = re.compile(f"[{COLONS}]")
_ROWS = 60  # as many lines in a row without a match end the search in `walk` too
_AROUND_AGENCY = (("(", ")"), ("/", "/"), ("— ", "."), ("- ", "."))
_PORTRAIT_BELOW = 2  # sentences that an article has at least above the line about its author


def cut_repeats(page: Page) -> None:
    """Cut a paragraph of 40 code points or more that stood before, word for word."""
    seen: set[str] = set()
    for line in page.standing():
        if len(line.text) >= REPEAT_CP:
            if line.text in seen:
                page.cut(line, Finding("repeat"))
            else:
                seen.add(line.text)


def cut_split_sources(page: Page, lexicon: Lexicon) -> None:
    """Cut `Source:` and the link or name that stands alone on the line below it."""
    lines = page.standing()
    for line, below in pairwise(lines):
        if line.text[-1:] in COLONS and lexicon.has("source.label", key(line.text)):
            url = URL.fullmatch(below.text)
            if url:
                page.cut(line, Finding("source"))
                page.cut(below, Finding("source", url=clean_url(below.text), stated=True))


def source_below(lines: list[Line], found: Container[int], lexicon: Lexicon) -> list[Line]:
    """Find the word for a source alone below the last sentence, at most with a name below it: `情報元`, `東浜日報`."""
    left = [line for line in lines if line.number not in found]
    for count in (1, 2):
        label = left[-count] if len(left) > count else None
        if label and len(label.text) <= _SOURCE_CP and lexicon.has("source.label", key(label.text)):
            name = left[-1].text
            is_brief = len(name) <= _ALONE_CP and name.count(" ") < _ROW_WORDS and not ends_sentence(name)
            return left[-count:] if is_brief and is_anchor(left[-count - 1].text) else []
    return []


def cut_related(page: Page, lexicon: Lexicon) -> None:
    """Cut read-more headings and the headlines below them, up to the next running text.

    On a page also headlines set between the paragraphs that are nothing but a link.
    """
    lines = page.standing()
    index = 0
    in_text = False
    while index < len(lines):
        line = lines[index]
        in_text = in_text or is_anchor(line.text)
        is_lead = in_text and page.links is not None and line.text in page.links.paragraphs
        below = index + 1 if is_lead and _says_headline(line.text) else _headlines(lines, index, lexicon, page)
        if below is not None:
            page.cut(line, Finding("related"))
            for other in lines[index + 1 : below]:
                page.cut(other, Finding("headline"))
            index = below
        else:
            index += 1


def _leads(text: str, lexicon: Lexicon) -> str:
    """Tell what a line is above headlines: a `label`, a `heading`, a line that leads `on`; empty when none of these."""
    if len(text) > 80 or is_quote(text):
        return ""
    term = key(text)
    if lexicon.has("related.label", term):
        return "label"
    if lexicon.has("related.heading", term):
        return "heading"
    return "on" if len(term) <= _LEADING_CP and not ends_sentence(text) and lexicon.leads_on(term) else ""


def _headlines(lines: list[Line], index: int, lexicon: Lexicon, page: Page) -> int | None:
    """Give the end of the block that begins at *index*; None when no heading stands there.

    On a page headlines are links, and often left out before: then the line below the heading is of the article.
    """
    text = lines[index].text
    above = lines[index - 1].text if index else ""
    if text[:1].islower() and (above[:1].islower() or above.endswith((",", "،"))):
        return None  # of a poem: `lee también`
    if text not in page.leading:
        page.leading[text] = _leads(text, lexicon)
    kind = page.leading[text]
    if not kind:
        return None
    linked = page.links.lines if page.links and kind != "on" else None
    end = index + 1
    while end < len(lines) and _is_headline(lines[end].text) and (linked is None or lines[end].text in linked):
        end += 1
    if end == len(lines):
        return end if kind != "on" or end > index + 1 else None
    if kind == "on":
        return None  # common words: believed only above headlines at the very end
    if kind == "label":
        return min(end, index + 2)
    return end if end - index - 1 <= _MIDDLE_HEADLINES else index + 1


def _says_headline(text: str) -> bool:
    """Tell whether a link says a headline, and not `To the tables` or a name."""
    bare = undecorated(text)
    is_long = bare.count(" ") >= _HEADLINE_WORDS - 1 or (is_spaceless(bare) and size(bare) >= _HEADLINE_LEAST)
    return is_long and _is_headline(text)


def _is_headline(text: str) -> bool:
    if size(text) > _HEADLINE_SIZE:
        return False
    if is_unstopped(text):
        return size(text) < 45
    return not ends_sentence(text) or (text.rstrip("\"'”’»")[-1:] in "?!？！؟" and not is_quote(text))


def listed(
    lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon, printed: dict[str, str | None]
) -> set[int]:
    """Find the lines below the body that are rows of a list or a box, though they look like a date or a byline.

    Different days are a tour or a timeline; `Written by Ida Cole` beside `Running time: 92 minutes` is about a film.
    *found* holds what the lines below the body look like, by number; *printed* the days of lines, once asked.
    """
    if not any(one.day or one.names for one in found.values()):
        return set()
    zone = _below(lines, found)
    days = {found[line.number].day for line in zone if line.number in found} - {None}
    kept = {number for number, one in found.items() if one.day} if len(days) > 1 else set()
    if not kept:
        others = {_day(line.text, lexicon, printed) for line in zone if line.number not in found} - {None}
        kept = {number for number, one in found.items() if one.day and one.rule == "date" and others - days}
    for line, below in pairwise(zone):
        for one, other in ((line, below), (below, line)):
            is_fact = one.number in found and (found[one.number].names or one.text[:1].isdigit())
            if is_fact and other.number not in found and _is_row(other.text, lexicon):
                kept.add(one.number)
    return kept


def _day(text: str, lexicon: Lexicon, printed: dict[str, str | None]) -> str | None:
    """Give the day that a line prints; *printed* holds those asked for before."""
    if text not in printed:
        date = find_date(text, lexicon.calendar)
        printed[text] = date.day if date else None
    return printed[text]


def listed_above(
    lines: list[Line], found: Mapping[int, Finding], lexicon: Lexicon, printed: dict[str, str | None]
) -> set[int]:
    """Find the lines above the body that are rows of a list or a box, as `listed` does below it.

    Here a day alone is nearly always that of the article.  It is not when its neighbour is another day and neither
    is labelled nor has a clock, when days alone stand further down too, or when `Date: 12 June 2024` stands among
    other labels that are in no list.  *found* holds what the lines above the body look like, by number.
    """
    days = [line for line in lines if line.number in found and found[line.number].day]
    kept = _of_a_programme(lines, found, lexicon)
    if not days:
        return kept
    for line, below in pairwise(lines):
        pair = [
            found[one.number].day for one in (line, below) if one.number in found and not is_told(one.text, lexicon)
        ]
        if len({day[:10] for day in pair if day}) > 1:
            kept |= {line.number, below.number}
    for block in _labelled(lines):
        if any(line.number not in found and _is_row(line.text, lexicon) for line in block):
            kept |= {line.number for line in block if line.number in found and is_vague(line.text)}
    alone = {day for line in lines if line.number not in found and (day := _alone(line.text, lexicon, printed))}
    kept |= {
        line.number for line in days if _is_another(alone, found[line.number].day) and _alone(line.text, lexicon, {})
    }
    return kept


def _of_a_programme(lines: list[Line], found: Container[int], lexicon: Lexicon) -> set[int]:
    """Find days without a year and their times that are of something to come: two of them, or a place below one."""
    times = [at for at, line in enumerate(lines) if line.number in found and is_bare_time(line.text, lexicon)]
    is_placed = any(
        lines[at + 1].number not in found and not is_anchor(lines[at + 1].text)
        for at in times
        if 0 < at < len(lines) - 1
    )
    return {lines[at].number for at in times} if len(times) > 1 or is_placed else set()


def _is_another(days: Container[str], day: str | None) -> bool:
    return bool(days) and day not in days


def _alone(text: str, lexicon: Lexicon, printed: dict[str, str | None]) -> str | None:
    """Give the day of a line that is a date and nothing else."""
    if len(text) > _ALONE_CP or not any(char.isdigit() for char in text) or _CLOCK.search(text):
        return None
    date = find_date(text, lexicon.calendar) if _day(text, lexicon, printed) else None
    return date.day if date and not leftover(f"{date.before} {date.after}", lexicon.calendar, frozenset()) else None


def _labelled(lines: list[Line]) -> list[list[Line]]:
    """Give the runs of two lines or more that are a label, a colon and something."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        split = _COLON.search(line.text)
        if split and 0 < split.start() <= _LABEL_CP and line.text[split.end() :].strip() and not is_anchor(line.text):
            runs[-1].append(line)
        else:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _below(lines: list[Line], found: Container[int]) -> list[Line]:
    """Give the lines below the running text, of a long table only the last ones."""
    start, strange = len(lines), 0
    while start and strange < _ROWS and (lines[start - 1].number in found or not is_anchor(lines[start - 1].text)):
        start -= 1
        strange = 0 if lines[start].number in found else strange + 1
    return lines[start:]


def _is_row(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is a label that is in no list, a colon, and something: `地点：市图书馆`."""
    if not (split := _COLON.search(text)) or not text[split.end() :].strip():
        return False  # nearly always
    term = key(text[: split.start()])
    is_known = not lexicon.has("byline.work", term) and lexicon.labels(term)
    return term.count(" ") < _ROW_WORDS and not is_known


def agency_again(lines: list[Line], found: Container[int]) -> Line | None:
    """Find the agency of the dateline alone below the body: `EFE` under `Madrid, 5 mar (EFE).- ...`."""
    last = next((line for line in reversed(lines) if line.number not in found), None)
    name = last.text.strip(" .()/-") if last else ""
    if not 2 <= len(name) <= _AGENCY_CP or not name.isupper() or is_anchor(last.text if last else ""):
        return None
    first = next((line for line in lines if is_anchor(line.text)), None)
    named = first is not None and any(f"{one}{name}{two}" in first.text for one, two in _AROUND_AGENCY)
    return last if named else None


def portrait(lines: list[Line], found: Container[int], names: Sequence[str]) -> Line | None:
    """Find the line about the author below the body: it begins with a full name that the byline gave."""
    full = tuple(f"{name} " for name in names if " " in name)
    last = next((line for line in reversed(lines) if line.number not in found), None) if full else None
    if last is None or not last.text.startswith(full):
        return None
    bodies = sum(line.number not in found and is_anchor(line.text) for line in lines)
    return last if bodies > _PORTRAIT_BELOW else None
