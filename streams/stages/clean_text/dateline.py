"""Where was it written?  The place in front of the first sentence, as printed: `PARIS (Reuters) - ...`."""

import re

from streams.text.dates import Calendar
from streams.text.lines import is_anchor, is_spaceless

# A place, then agency or date or nothing, then a dash with blanks around it, then the sentence.
_FRONT = re.compile(
    r"(?P<place>[^\W\d_][^\d\n:;.!?()（）«»\"“”„]{1,40}?)(?P<dot>\.)?"
    r"(?:\s?[(（](?P<agency>[^()（）\n]{2,40})[)）]|,\s(?P<more>[^\n:;!?()«»\"“”–—]{2,40}?))?\s*(?:\s[-–—]{1,2}\s|(?<=[)）])\.?\s?[-–—]{1,2}\s?|(?<=\.)\s?[-–—]{1,2}\s?|—\s?)(?=\S)"
)
_REACH_LINES = 3  # headline and one line more may stand above the first sentence


def find_dateline(body: str, calendar: Calendar) -> str | None:
    """Give the place as written, or None.  Asked only of the first running text; capitals, agency or date prove it."""
    for line in body.split("\n", _REACH_LINES)[:_REACH_LINES]:
        if is_anchor(line):
            match = _FRONT.match(line, 0, 110)
            return _place(match, calendar) if match else None
    return None


def _place(match: re.Match[str], calendar: Calendar) -> str | None:
    place = match["place"].strip(" ,")
    words = place.replace(",", " ").split()
    if not 1 <= len(words) <= 4 or not all(word[0].isupper() or word[0] == word[0].swapcase() for word in words):
        return None
    in_capitals = place.isupper() and place.upper() != place.lower()
    if len(place) < 3 or (is_spaceless(place) and len(place) > 6):
        return None
    agency = match["agency"] or ""
    dated = bool(match["more"]) and any(word.casefold().strip(".") in calendar.months for word in match["more"].split())
    named = 2 <= len(agency) <= 24 and not agency[0].islower() and not any(c in ".0123456789" for c in agency)
    return place if in_capitals or dated or named else None
