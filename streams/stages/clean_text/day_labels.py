"""Of what is the day in a line?  `Published:` is of the article, `Died:` of something else, `Date:` of either."""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.text.dates import find_date, leftover
from streams.text.lines import COLONS, key, split_label

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
_VAGUE = frozenset(_VAGUE_WORDS.split()) | {"thời gian", "release date"}
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?!\d|[.]\d)|\d{1,2}\s?(?:Uhr|[ap]\.?m)\b", re.IGNORECASE)
# What a line prints that has a clock and no year: `6/3(月) 10:15配信`, `3 июня, 10:15`, `Updated: 10:15`.
TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:：hH時时点시]\s?\d{2}(?!\d)(?:\s?[:：分분]\s?(?:\d{2}(?!\d))?)?")
# Before it no article was on the web; what prints such a day is a life, a letter or an archive, which labels it.
_WEB_BEGAN = "1985"
_FAR_AHEAD = "2050"  # no article was written so late, but a plan or a novel: `12 March 2099`
_BEFORE_COLON = re.compile(rf"(?P<label>[^\d|•·]{{2,40}}?)\s?[{COLONS}](?!\d\d\b)")
_WORD = re.compile(r"[^\W\d_]{3,16}")
_HAMZA = str.maketrans("إأآ", "ااا")  # `الإثنين` is a weekday too


def is_told(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a label, or a clock and nothing else, says that the day is that of the article."""
    if any(word.rstrip(COLONS) in lexicon.terms["date.label"] for word in key(text).split()):
        return True
    date = find_date(text, lexicon.calendar) if TIME.search(text) else None
    return date is not None and not leftover(f"{date.before} {date.after}", lexicon.calendar, lexicon.date_words)


def is_vague(text: str) -> bool:
    """Tell whether the line has a label that says of what it is the day as little as `Date: 3 May 2025` does."""
    split = split_label(text)
    if split is None:
        return False
    label = key(split[0])
    return label in _VAGUE or (label in _AS_OF and not _CLOCK.search(text))


def is_of_something(text: str, day: str | None, lexicon: Lexicon) -> bool:
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
    if not day or _WEB_BEGAN <= day < _FAR_AHEAD:
        return False
    if day >= _FAR_AHEAD:
        return True
    words = _WORD.findall(key(text))
    return lexicon.terms["date.label"].isdisjoint(words) and not _holds_phrase(text, lexicon)


def _is_known(label: str, lexicon: Lexicon) -> bool:
    """Tell whether the label is in a list, ends as one, or holds nothing but weekdays and words of date lines."""
    days = lexicon.calendar.days
    known = lexicon.labels(label) or label in _VAGUE or label in _AS_OF
    spoken = [word for word in label.split() if word not in lexicon.date_words and word not in days]
    spoken = [word for word in spoken if word.translate(_HAMZA) not in days]
    last = label.rpartition(" ")[2]  # `By Ann Lee Published`
    known = known or (lexicon.has("date.label", last) and last not in _VAGUE)
    return known or not spoken or without_labels(label, lexicon).strip() == ""


def _holds_phrase(text: str, lexicon: Lexicon) -> bool:
    return any(" " in term and term in key(text) for term in lexicon.terms["date.label"])


def without_labels(rest: str, lexicon: Lexicon) -> str:
    """Take labels of several words, `last updated on`, out of what is left of a date line."""
    folded = rest.casefold()
    if " " in folded.strip() and len(folded) == len(rest):
        for phrase in lexicon.date_phrases:
            at = folded.find(phrase)
            if at >= 0:
                rest = f"{rest[:at]} {rest[at + len(phrase) :]}"
                folded = rest.casefold()
    return rest
