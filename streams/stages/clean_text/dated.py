"""Which lines give the day, and who stands beside it?  `Rabu, 17 April 2024`, `By Jane Doe | 5 March 2024`."""

import re

from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.day_labels import TIME, is_of_something, is_vague, without_labels
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding
from streams.stages.clean_text.timed import is_ago, is_timed
from streams.text.dates import find_date, leftover
from streams.text.lines import ends_sentence, is_spaceless, key, split_label
from streams.text.names import is_name, is_nobody, split_names
from streams.text.statements import instant

_PARTS = re.compile(r"\s+[|•·]\s+")
_BARS = re.compile(r"[|•·]")
_ONE_WORD_CP = 24
_ONE_WORD_WIDE = 8  # of a script without blanks: a place, or where it was printed before
_SECTION_WORDS = 4
_UNCASED_WORDS = 3
# A time with its zone is one moment everywhere; a day is given of it only when a page prints no more.
_MOMENT = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s?(?:Z|[+-]\d{2}:?\d{2})(?!\d)")
_AROUND = re.compile(r"\s*[|•·,]\s*|\s+[-–—]\s+|\s+[-–—]\s*$")
_SITE = re.compile(r"[\w-]{2,24}\.(?:com|co|net|org|id|tv|news|info|[a-z]{2})(?:\.[a-z]{2})?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{3,30})[)）]")


def dated(text: str, lexicon: Lexicon, language: str | None, *, head: bool = True) -> Finding | None:
    """Say that a line is a date with at most a name, a byline or a word beside it; the finding has day and names.

    Below the body (not *head*) stand tours, timelines and boxes (`Born: 2 June 1931`, `18 October 2024, Netflix`):
    there only a date alone, behind a known label, beside a known byline or a source is one.
    """
    rest, day = _dates(text, lexicon, language)
    if rest is None:
        is_today = (head and is_ago(text, lexicon)) or is_timed(text, lexicon, head=head)
        return Finding("date") if is_today else None
    if (pieces := _PARTS.split(text))[1:]:
        left = [piece for piece in pieces if not is_ago(piece, lexicon)]
        if head and 0 < len(left) < len(pieces):  # `23/01/2024 às 17h40 • Atualizado há 3 dias`
            return dated(" | ".join(left), lexicon, language)
        if found := _parted(pieces, day, lexicon, language):
            return found
    if is_of_something(text, day, lexicon):
        return None
    rest = _publisher_out(_updates_out(rest, lexicon), lexicon)
    words = leftover(without_labels(rest, lexicon), lexicon.calendar, lexicon.date_words)
    if words and head and is_ago(TIME.sub(" ", rest).strip(), lexicon):
        return Finding("date", day=day)  # `08/03/2025 06h01 Atualizado há 2 dias`
    if not words and not head and is_vague(text):
        return None
    if not words or (_is_one_word(words) and (head or _is_source(words, lexicon))):
        return Finding("date", day=day)
    if labelled := byline(words, lexicon):
        return Finding("byline", names=labelled.names, day=day)
    # Without capitals a sentence looks like a name.
    is_long = words.lower() == words.upper() and words.count(" ") >= _UNCASED_WORDS
    if head and is_name(words, least_words=2) and not is_long and not _is_around(text, lexicon):
        pieces = _BARS.split(without_labels(rest, lexicon))
        apart = sum(leftover(piece, lexicon.calendar, lexicon.date_words) != "" for piece in pieces) > 1
        # `Rovers | Football | 9 July` is no name, and `News Desk | 9 July` no person.
        return Finding("byline", names=() if apart else _names(words, text, lexicon), day=day)
    return None


def _names(words: str, text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give the people that *words* beside the date of *text* are; none when they are a newsroom, a place or a title.

    In front of a comma and the date stands a place as often: `Reggio Emilia, 12 giugno 2024`.
    """
    if is_nobody(words) or not (names := split_names(words)):
        return ()
    if words.lower() == words.upper():
        return names
    named = lexicon.named(words)
    is_beside_comma = f"{words}," in text or f", {words}" in text
    is_named = named.is_known if is_beside_comma else named is not Named.NO
    return names if is_named and not lexicon.people(words) else ()


def _is_one_word(words: str) -> bool:
    """Tell whether *words* are a short one; without blanks they may be a sentence: `工党正式成立。` behind a date."""
    if " " in words or len(words) > _ONE_WORD_CP:
        return False
    is_wide = is_spaceless(words.rstrip("。！？.!?"))
    return not (is_wide and (len(words) > _ONE_WORD_WIDE or ends_sentence(words)))


def _is_around(text: str, lexicon: Lexicon) -> bool:
    """Tell whether words stand on both sides of the date: `Née le 3 mai 1950 à Arles` names nobody."""
    found = find_date(text, lexicon.calendar)
    sides = (without_labels(found.before, lexicon), found.after) if found else ()
    return bool(sides) and all(leftover(side, lexicon.calendar, lexicon.date_words) for side in sides)


def _is_source(words: str, lexicon: Lexicon) -> bool:
    """Tell whether *words* beside a date say which paper printed it: `来源：青石晚报`."""
    split = split_label(words)
    return split is not None and lexicon.has("source.label", key(split[0]))


def _parted(pieces: list[str], day: str | None, lexicon: Lexicon, language: str | None) -> Finding | None:
    """`Published 5 March 2024 | By Jane Doe | Politics`: a byline, and beside it dates or a few words.

    `By DIN | Published On : 5 March 2024` is by nobody.
    """
    bylines = [byline(piece, lexicon) or _with_trade(piece, lexicon) for piece in pieces]
    said = [found for found in bylines if found and found.names]
    others = [piece for piece, found in zip(pieces, bylines, strict=True) if not found]
    is_brief = all(
        (piece.count(" ") < _SECTION_WORDS and not ends_sentence(piece))
        or _dates(piece, lexicon, language)[0] is not None
        for piece in others
    )
    if said:
        return Finding("byline", names=said[0].names, day=day) if is_brief else None
    dates = [piece for piece in pieces if _dates(piece, lexicon, language)[0] is not None]
    is_by_outlet = [lexicon.has("byline.label", key(piece.split(" ")[0])) and piece.count(" ") == 1 for piece in pieces]
    return Finding("date", day=day) if any(is_by_outlet) and len(dates) + sum(is_by_outlet) == len(pieces) else None


def _with_trade(piece: str, lexicon: Lexicon) -> Finding | None:
    """`Priya Holm, Chief Correspondent`: a name of two words, a comma, and a known trade at the end."""
    name, comma, trade = piece.partition(", ")
    words = (key(trade), key(trade.rpartition(" ")[2]))
    known = any(lexicon.has(place, word) for place in ("byline.suffix", "byline.label") for word in words if word)
    return Finding("byline", names=(name,)) if comma and known and is_name(name, least_words=2) else None


def _publisher_out(rest: str, lexicon: Lexicon) -> str:
    """Take agency and site out of what stands beside a date: `dpa-AFX · 05.01.2025`, `Kompas.com - 15/03/2025`."""
    pieces = _AROUND.split(rest)
    if len(pieces) == 1:
        return rest
    kept = [piece for piece in pieces if not (lexicon.has("source.agency", key(piece)) or _SITE.fullmatch(piece))]
    return rest if len(kept) == len(pieces) else " | ".join(kept)


def _updates_out(rest: str, lexicon: Lexicon) -> str:
    """Take `（3/5 11:05 更新）` out of what stands beside a date: figures and the word for an update, in brackets."""
    bracketed = _IN_BRACKETS.search(rest)
    if not bracketed or not any(char.isdigit() for char in bracketed[1]):
        return rest
    words = {key(word) for word in bracketed[1].split()}
    return rest if words.isdisjoint(lexicon.terms["date.updated"]) else rest.replace(bracketed[0], " ")


def _dates(text: str, lexicon: Lexicon, language: str | None) -> tuple[str | None, str | None]:
    """Give the line without its one or two dates, and the day of the first that is not an update."""
    rest, day = None, None
    for _ in range(2):
        found = find_date(text if rest is None else rest, lexicon.calendar, language=language)
        if not found:
            break
        before = key(found.before)
        updated = before != "" and any(term in before for term in lexicon.terms["date.updated"])
        day = day or (None if updated else _moment(text) or found.day)
        rest = f"{without_labels(found.before, lexicon)} {found.after}"
    return rest, day


def _moment(text: str) -> str | None:
    """Give the moment of a time with zone, `2024-03-05T02:00:00+07:00`, in UTC."""
    match = _MOMENT.search(text)
    return instant(match[0].replace(" ", "T", 1).replace(" ", "")) if match else None
