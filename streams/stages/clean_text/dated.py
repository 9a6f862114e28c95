"""Which lines give the day, and who stands beside it?  `Rabu, 17 April 2024`, `By Jane Doe | 5 March 2024`."""

import re

from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding
from streams.text.dates import find_date, leftover
from streams.text.lines import COLONS, ends_sentence, is_spaceless, key, split_label
from streams.text.names import is_name, is_nobody, split_names
from streams.text.statements import instant

_PARTS = re.compile(r"\s+[|•·]\s+")
_BARS = re.compile(r"[|•·]")
_ONE_WORD_CP = 24
_ONE_WORD_WIDE = 8  # of a script without blanks: a place, or where it was printed before
_SECTION_WORDS = 4
_UNCASED_WORDS = 3
# Of an event as often as of the article, once the body is over.
_VAGUE_WORDS = (
    "date data fecha datum dato dátum tarih tarix tanggal tarikh tarehe ngày sana дата датум ημερομηνια "
    "التاريخ تاريخ تاریخ תאריך तारीख दिनांक তারিখ 日期 时间 時間 日時 日付 날짜 일시 일자 วันที่"
)
# Of when a table or a law stands as often, unless there is a clock: `Stand: 05.01.2025, 09:41 Uhr` is of the article.
_AS_OF_WORDS = (
    "stand created erstellt creado creato créé criado gemaakt utworzono vytvořeno skapad opprettet oprettet dibuat "
    "создано"
)
_AS_OF = frozenset(_AS_OF_WORDS.split()) | {
    "as of",
    "as at",
    "created on",
    "created at",
    "erstellt am",
    "état au",
    "stand vom",
}
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d|[.]\d)|\d{1,2}\s?(?:Uhr|[ap]\.?m)\b", re.IGNORECASE)
# A time with its zone is one moment everywhere; a day is given of it only when a page prints no more.
_MOMENT = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?\s?(?:Z|[+-]\d{2}:?\d{2})(?!\d)")
# Before it no article was on the web; what prints such a day is a life, a letter or an archive, which labels it.
_WEB_BEGAN = "1985"
# What a line prints that has a clock and no year: `6/3(月) 10:15配信`, `3 июня, 10:15`, `Updated: 10:15`.
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:：hH時时点시]\s?\d{2}(?!\d)(?:\s?[:：分분]\s?(?:\d{2}(?!\d))?)?")
_DAY_OF_MONTH = re.compile(r"(?<!\d)\d{1,2}\s?[./月월]\s?\d{1,2}(?!\d)")
_FIGURE = re.compile(r"\d+")
_LAST_DAY = 31
_TIMED_CP = 60
_BEFORE_COLON = re.compile(rf"(?P<label>[^\d|•·]{{2,40}}?)\s?[{COLONS}](?!\d\d\b)")
_HAMZA = str.maketrans("إأآ", "ااا")  # `الإثنين` is a weekday too
_WORD = re.compile(r"[^\W\d_]{3,16}")
_VAGUE = frozenset(_VAGUE_WORDS.split()) | {"thời gian", "release date"}
_AROUND = re.compile(r"\s*[|•·,]\s*|\s+[-–—]\s+|\s+[-–—]\s*$")
_SITE = re.compile(r"[\w-]{2,24}\.(?:com|co|net|org|id|tv|news|info|[a-z]{2})(?:\.[a-z]{2})?", re.IGNORECASE)
_FIGURES = re.compile(r"\d+(?:[:.]\d\d)?")
_AGO_CP, _AGO_WORDS = 50, 8
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{3,30})[)）]")


def dated(text: str, lexicon: Lexicon, language: str | None, *, head: bool = True) -> Finding | None:
    """Say that a line is a date with at most a name, a byline or a word beside it; the finding has day and names.

    Below the body (not *head*) stand tours, timelines and boxes (`Born: 2 June 1931`, `18 October 2024, Netflix`):
    there only a date alone, behind a known label, beside a known byline or a source is one.
    """
    rest, day = _dates(text, lexicon, language)
    if rest is None:
        is_today = (head and _is_ago(text, lexicon)) or _is_timed(text, lexicon, head=head)
        return Finding("date") if is_today else None
    if (pieces := _PARTS.split(text))[1:] and (found := _parted(pieces, day, lexicon, language)):
        return found
    if _is_of_something(text, day, lexicon):
        return None
    rest = _publisher_out(_updates_out(rest, lexicon), lexicon)
    words = leftover(_without_labels(rest, lexicon), lexicon.calendar, lexicon.date_words)
    if not words and not head and is_vague(text):
        return None
    if not words or (
        (head or _is_source(words, lexicon)) and " " not in words and len(words) <= _ONE_WORD_CP and not _says(words)
    ):
        return Finding("date", day=day)
    if labelled := byline(words, lexicon):
        return Finding("byline", names=labelled.names, day=day)
    is_long = (
        words.lower() == words.upper() and words.count(" ") >= _UNCASED_WORDS
    )  # a sentence looks like a name there
    if head and is_name(words, least_words=2) and not is_long and not _is_around(text, lexicon):
        pieces = _BARS.split(_without_labels(rest, lexicon))
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


def _says(words: str) -> bool:
    """Tell whether *words* without blanks are more than one: `工党正式成立。` behind a date is a sentence."""
    return is_spaceless(words.rstrip("。！？.!?")) and (len(words) > _ONE_WORD_WIDE or ends_sentence(words))


def _is_of_something(text: str, day: str | None, lexicon: Lexicon) -> bool:
    """Tell whether the day is that of a birth, a premiere, a letter: behind a label in no list, or older than the web.

    `Published: 4 May 1931` is of an archive.
    """
    split = _BEFORE_COLON.match(text)
    label = key(split["label"]) if split else ""
    if split and find_date(split["label"], lexicon.calendar) is None and not _is_known(label, lexicon):
        return True
    found = find_date(text, lexicon.calendar)
    before = found.before.strip() if found else ""
    if _WORD.fullmatch(before) and not (lexicon.people(before) or _is_known(key(before), lexicon)):
        return True  # `Died 12 January 2024`
    if not day or day >= _WEB_BEGAN:
        return False
    words = _WORD.findall(key(text))
    return lexicon.terms["date.label"].isdisjoint(words) and not _holds_phrase(text, lexicon)


def _is_known(label: str, lexicon: Lexicon) -> bool:
    days = lexicon.calendar.days
    known = lexicon.labels(label) or label in _VAGUE or label in _AS_OF
    spoken = [word for word in label.split() if word not in lexicon.date_words and word not in days]
    spoken = [word for word in spoken if word.translate(_HAMZA) not in days]
    last = label.rpartition(" ")[2]  # `By Ann Lee Published`
    known = known or (lexicon.has("date.label", last) and last not in _VAGUE)
    return known or not spoken or _without_labels(label, lexicon).strip() == ""


def _holds_phrase(text: str, lexicon: Lexicon) -> bool:
    return any(" " in term and term in key(text) for term in lexicon.terms["date.label"])


def _is_around(text: str, lexicon: Lexicon) -> bool:
    """Tell whether words stand on both sides of the date: `Née le 3 mai 1950 à Arles` names nobody."""
    found = find_date(text, lexicon.calendar)
    sides = (_without_labels(found.before, lexicon), found.after) if found else ()
    return bool(sides) and all(leftover(side, lexicon.calendar, lexicon.date_words) for side in sides)


def is_told(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a label, or a clock and nothing else, says that the day is that of the article."""
    if any(word in lexicon.terms["date.label"] for word in key(text).split()):
        return True
    date = find_date(text, lexicon.calendar) if _TIME.search(text) else None
    return date is not None and not leftover(f"{date.before} {date.after}", lexicon.calendar, lexicon.date_words)


def is_vague(text: str) -> bool:
    """Tell whether the line has a label that says of what it is the day as little as `Date: 3 May 2025` does."""
    split = split_label(text)
    if split is None:
        return False
    label = key(split[0])
    return label in _VAGUE or (label in _AS_OF and not _CLOCK.search(text))


def _is_source(words: str, lexicon: Lexicon) -> bool:
    """Tell whether *words* beside a date say which paper printed it: `来源：青石晚报`."""
    split = split_label(words)
    return split is not None and lexicon.has("source.label", key(split[0]))


def _parted(pieces: list[str], day: str | None, lexicon: Lexicon, language: str | None) -> Finding | None:
    """`Published 5 March 2024 | By Jane Doe | Politics`: a byline, and beside it dates or a few words.

    `By DIN | Published On : 5 March 2024` is by nobody.
    """
    bylines = [byline(piece, lexicon) or _titled(piece, lexicon) for piece in pieces]
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
    is_paper = [lexicon.has("byline.label", key(piece.split(" ")[0])) and piece.count(" ") == 1 for piece in pieces]
    return Finding("date", day=day) if any(is_paper) and len(dates) + sum(is_paper) == len(pieces) else None


def _titled(piece: str, lexicon: Lexicon) -> Finding | None:
    """`Priya Holm, Chief Correspondent`: a name of two words, a comma, and a known trade at the end."""
    name, comma, trade = piece.partition(", ")
    words = (key(trade), key(trade.rpartition(" ")[2]))
    known = any(lexicon.has(place, word) for place in ("byline.suffix", "byline.label") for word in words if word)
    return Finding("byline", names=(name,)) if comma and known and is_name(name, least_words=2) else None


def _is_ago(text: str, lexicon: Lexicon) -> bool:
    """`Updated 2 hours ago`, `dzisiaj 10:15`: figures, words that count from today, labels, and nothing else."""
    if len(text) > _AGO_CP or lexicon.counting.isdisjoint(_counting_words(text, lexicon)):
        return False
    is_counted = any(char.isdigit() for char in text)
    for words in (_counting_words(text, lexicon), _counting_words(_without_labels(text, lexicon), lexicon)):
        if (is_counted or len(words) > 1) and len(words) <= _AGO_WORDS and _counts_back(words, lexicon):
            return True
    return False


def _counting_words(text: str, lexicon: Lexicon) -> list[str]:
    words = [word.strip(",.:;|-–—()（）") for word in key(_FIGURES.sub(" ", text)).split()]
    return [_unlabelled(word, lexicon) for word in words if any(char.isalnum() for char in word)]


def _counts_back(words: list[str], lexicon: Lexicon) -> bool:
    """Tell whether some of *words* count from today, and those beside them are labels and noise."""
    ago = lexicon.terms["date.ago"]
    beside = [word in ago or word in lexicon.date_words or _is_label(word, lexicon) for word in words]
    return any(
        " ".join(words[start:end]) in ago and all(beside[:start]) and all(beside[end:])
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
    )


def _unlabelled(word: str, lexicon: Lexicon) -> str:
    """Take the label off `時間前に更新`, in scripts that write it without a blank."""
    if not is_spaceless(word):
        return word
    return next((word.removesuffix(end) for end in lexicon.terms["date.updated"] if word.endswith(end)), word) or word


def is_timed(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is a time of day and a day without a year, which is of a programme as often."""
    return _is_timed(text, lexicon, head=True) and not _is_timed(text, lexicon, head=False)


def _is_timed(text: str, lexicon: Lexicon, *, head: bool) -> bool:
    """Tell whether the line is a time of day beside a word for publishing or (*head*) a day without a year, no more."""
    if len(text) > _TIMED_CP or not _TIME.search(text):
        return False
    rest = _TIME.sub(" ", text)
    figures = [int(figure) for figure in _FIGURE.findall(rest)]
    if len(figures) > 2 or any(figure > _LAST_DAY for figure in figures):
        return False
    bare = _without_labels(_FIGURE.sub(" ", rest), lexicon)
    words = leftover(bare, lexicon.calendar, lexicon.date_words).split()
    months = [word for word in words if word.casefold().strip(".") in lexicon.calendar.months]
    if len(months) != len(words) or len(months) > 1:
        return False
    is_day = len(figures) == 1 if months else _DAY_OF_MONTH.search(rest) is not None
    is_labelled = bare != _FIGURE.sub(" ", rest) or any(_is_label(word, lexicon) for word in key(bare).split())
    return (is_labelled and (is_day or not figures)) or (head and is_day)


def _is_label(word: str, lexicon: Lexicon) -> bool:
    return lexicon.has("date.label", word) or lexicon.has("date.updated", word)


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
        rest = f"{_without_labels(found.before, lexicon)} {found.after}"
    return rest, day


def _moment(text: str) -> str | None:
    """Give the moment of a time with zone, `2024-03-05T02:00:00+07:00`, in UTC."""
    match = _MOMENT.search(text)
    return instant(match[0].replace(" ", "T", 1).replace(" ", "")) if match else None


def _without_labels(rest: str, lexicon: Lexicon) -> str:
    """Take labels of several words, `last updated on`, out of what is left of a date line."""
    folded = rest.casefold()
    if " " in folded.strip() and len(folded) == len(rest):
        for phrase in lexicon.date_phrases:
            at = folded.find(phrase)
            if at >= 0:
                rest = f"{rest[:at]} {rest[at + len(phrase) :]}"
                folded = rest.casefold()
    return rest
