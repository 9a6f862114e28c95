"""Which lines say when, without a whole date?  `Updated 2 hours ago`, `6/3(月) 10:15配信`, `3 июня, 10:15`."""

import re

from streams.stages.clean_text.day_labels import TIME, without_labels
from streams.stages.clean_text.lexicon import Lexicon
from streams.text.dates import leftover
from streams.text.lines import is_spaceless, key

_AGO_CP, _AGO_WORDS = 50, 8
_TIMED_CP = 60
_DAY_OF_MONTH = re.compile(r"(?<!\d)\d{1,2}\s?[./月월]\s?\d{1,2}(?!\d)")
_FIGURES = re.compile(r"\d+(?:[:.]\d\d)?")  # `2`, `10:15`
_FIGURE = re.compile(r"\d+")
_LAST_DAY = 31


def is_ago(text: str, lexicon: Lexicon) -> bool:
    """`Updated 2 hours ago`, `dzisiaj 10:15`: figures, words that count from today, labels, and nothing else."""
    if len(text) > _AGO_CP or lexicon.counting.isdisjoint(_counting_words(text, lexicon)):
        return False
    is_counted = any(char.isdigit() for char in text)
    for words in (_counting_words(text, lexicon), _counting_words(without_labels(text, lexicon), lexicon)):
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


def is_timed(text: str, lexicon: Lexicon, *, head: bool) -> bool:
    """Tell whether the line is a time of day beside a word for publishing or (*head*) a day without a year, no more."""
    if len(text) > _TIMED_CP or not TIME.search(text):
        return False
    rest = TIME.sub(" ", text)
    figures = [int(figure) for figure in _FIGURE.findall(rest)]
    if len(figures) > 2 or any(figure > _LAST_DAY for figure in figures):
        return False
    bare = without_labels(_FIGURE.sub(" ", rest), lexicon)
    words = leftover(bare, lexicon.calendar, lexicon.date_words).split()
    months = [word for word in words if word.casefold().strip(".") in lexicon.calendar.months]
    if len(months) != len(words) or len(months) > 1:
        return False
    is_day = len(figures) == 1 if months else _DAY_OF_MONTH.search(rest) is not None
    is_labelled = bare != _FIGURE.sub(" ", rest) or any(_is_label(word, lexicon) for word in key(bare).split())
    return (is_labelled and (is_day or not figures)) or (head and is_day)


def is_bare_time(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is a time of day and a day without a year and a label: of a programme as often."""
    return is_timed(text, lexicon, head=True) and not is_timed(text, lexicon, head=False)


def _is_label(word: str, lexicon: Lexicon) -> bool:
    return lexicon.has("date.label", word) or lexicon.has("date.updated", word)
