"""How far down does the head of a page reach?  Over a headline that ends as a sentence, and over a deck of a few.

Papers print sentences between headline and byline.  They are passed over, and stay, when below them stands what no
running text has: a byline with a label, or a day with a clock.
"""

from streams.stages.clean_text.above import CLOCK_ALONE
from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.dated import dated
from streams.stages.clean_text.day_labels import is_told
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Line
from streams.text.lines import is_anchor, is_body_like, size

HEADLINE_SIZE = 150
_FULL_STOPS = frozenset(".。।۔")
_DATE_CP = 80  # with weekday, clock and label
_DECK_SIZE = 400
_DECK_LINES = 8
_DECK_SENTENCES = 3
_BELOW_HEADLINE = 3
_TIMELINE_LINES = 40  # another day so far down is the next one of a timeline or a live blog


def reach(lines: list[Line], lexicon: Lexicon, language: str | None, *, has_title: bool) -> int:
    """Give how many lines at the beginning are passed over though they are sentences; nearly always none.

    A deck stands below a headline, which may be the title of the record alone (*has_title*).
    """
    if not lines or not (has_title or _is_headline(lines[0].text) or not is_anchor(lines[0].text)):
        return 0
    is_headed = has_title or not is_anchor(lines[0].text)
    passed = 0
    for index, line in enumerate(lines[:_DECK_LINES]):
        if passed and not is_body_like(line.text):
            is_below = _is_below(lines, index, lexicon, language, is_headed=is_headed)
            if is_below is not None:
                return index if is_below and any(is_anchor(below.text) for below in lines[index + 1 :]) else 0
        if is_anchor(line.text):
            passed += 1
            if passed > _DECK_SENTENCES or size(line.text) > _DECK_SIZE:
                return 0
    return 0


def _is_headline(text: str) -> bool:
    return is_anchor(text) and size(text) <= HEADLINE_SIZE


def _is_below(lines: list[Line], index: int, lexicon: Lexicon, language: str | None, *, is_headed: bool) -> bool | None:
    """Tell whether the line says who wrote or when, below a headline or (*is_headed*) a deck, which asks for more.

    None when it says neither.

    `Will the old mill ever turn again?` is a headline when a byline or a date alone stands below it, at once or behind
    a line that is no sentence.  One that ends in a full stop may be a sentence of a diary: a date alone is none of it.
    """
    text = lines[index].text
    named = byline(text, lexicon)
    names = named.names if named else ()
    day = None if names else _day(text, lexicon, language)
    if not names and not day:
        return None
    beside = [line.text for line in lines[index + 1 : index + 3]]
    is_named = any(found and found.names for found in (byline(other, lexicon) for other in beside))
    if (
        _is_headline(lines[0].text)
        and (names or lines[0].text[-1] not in _FULL_STOPS or is_told(text, lexicon) or is_named)
        and index < _BELOW_HEADLINE
        and not any(is_anchor(line.text) for line in lines[1:index])
    ):
        return True
    if not is_headed:
        return False
    if names:
        is_sure = lexicon.named(names[0]).is_known and text[0].isalpha()  # in brackets agencies sign below
        return is_sure or any(_day(other, lexicon, language) for other in beside)
    if is_named:
        return True
    if beside and CLOCK_ALONE.fullmatch(beside[0]):
        return True
    others = (line.text for line in lines[index + 1 : _TIMELINE_LINES])
    return is_told(text, lexicon) and not any(_day(other, lexicon, language) for other in others)


def _day(text: str, lexicon: Lexicon, language: str | None) -> str | None:
    if len(text) > _DATE_CP:
        return None
    found = dated(text, lexicon, language, head=False)
    return found.day if found else None
