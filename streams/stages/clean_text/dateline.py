"""Where was it written?  The place in front of the first sentence, as printed: `PARIS (Reuters) - ...`."""

import re

from streams.text.dates import Calendar
from streams.text.lines import is_anchor, is_spaceless

# A place, then agency or date or nothing, then a dash with blanks around it, then the sentence.
_FRONT = re.compile(
    r"(?P<place>[^\W\d_][^\d\n:;.!?()（）«»\"“”„]{1,40}?)\.?"
    r"(?:,\s(?P<more>[^\n:;!?()«»\"“”–—]{2,40}?))?(?:\s?[(（](?P<agency>[^()（）\n]{2,40})[)）])?"
    r"\s*(?:\s[-–—]{1,2}\s|(?<=[)）])\.?\s?[-–—]{1,2}\s?|(?<=\.)\s?[-–—]{1,2}\s?|—\s?)(?=\S)"
)
# What editors set in capitals in front of a sentence and is no place.
_KICKERS = frozenset(
    {
        "breaking",
        "update",
        "exclusive",
        "live",
        "opinion",
        "analysis",
        "video",
        "watch",
        "urgent",
        "urgente",
        "exclusivo",
    }
    | {
        "exclusif",
        "eilmeldung",
        "eil",
        "eksklusif",
        "ekslusif",
        "срочно",
        "молния",
        "терміново",
        "son dakika",
        "nato",
        "covid",
    }
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
    if place.casefold() in _KICKERS:
        return None
    in_capitals = place.isupper() and place.upper() != place.lower()
    if len(place) < 3 or (is_spaceless(place) and len(place) > 6):
        return None
    agency = match["agency"] or ""
    dated = bool(match["more"]) and any(word.casefold().strip(".") in calendar.months for word in match["more"].split())
    short = len(agency) <= 5 or not agency[:1].islower()  # dpa, epd; longer ones are written with a capital
    named = 2 <= len(agency) <= 24 and short and not any(char in ".0123456789" for char in agency)
    return place if in_capitals or dated or named else None
