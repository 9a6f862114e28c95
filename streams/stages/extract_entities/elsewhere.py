"""Where else in the article does a name stand that the tagger saw once?  Written exactly so, between other mentions."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.mentions import Found, Mention, exact_of

SURE = 0.8  # a name tagged with this probability is also taken where the tagger left it out; lower adds everyday words
_LAST_NAME = 5  # letters from which a last name is looked for where the tagger left it out
_LIKELY = 0.7  # probability of a full name whose family name is looked for
_ARTICLES = ("ال", "ה")  # in Arabic and Hebrew, a word with these may be an adjective


def elsewhere(texts: Mapping[Field, str], found: Sequence[Found], shorts: Mapping[str, int]) -> Iterable[Found]:
    """Give further mentions of sure names and of explained short forms, written exactly so, between other mentions."""
    sure: dict[str, Mention] = {short: found[at].mention for short, at in shorts.items()}
    for one in found:
        mention, exact = one.mention, exact_of(texts, one)
        is_full = mention.type == "PER" and " " in exact
        if exact in sure and not is_full:
            continue  # the usual case: a name is there several times
        score = mention.score
        if score >= SURE and _distinct(exact):
            sure.setdefault(exact, mention)
        if is_full and score >= _LIKELY:
            for last in _family(exact):
                sure.setdefault(last, mention)
    # No regular expression of all names: compiling one takes longer than tagging the article.
    names = sorted(sure, key=lambda name: (-len(name), name))  # the full name wins over its parts
    for field, text in texts.items():
        taken = bytearray(len(text))
        begun = set[int]()  # nearly all that is found below are mentions, which this tells fast
        for one in found:
            if one.field == field:
                start, end = one.mention.start, one.mention.end
                taken[start:end] = b"\1" * (end - start)
                begun.add(start)
        for name in names:
            start = text.find(name)
            while start >= 0:
                end = start + len(name)
                free = start not in begun and taken.find(1, start, end) < 0
                if free and not (_inner(text, start - 1) or _inner(text, end)):
                    taken[start:end] = b"\1" * len(name)
                    yield Found(field, sure[name]._replace(start=start, end=end))
                start = text.find(name, end)


def _family(exact: str) -> Iterator[str]:
    """Give the family name of a full name, as far as it may be looked for: "Van der Velde" of "Jan van der Velde"."""
    words = exact.split(" ")
    last = words[-1]
    if len(last) < _LAST_NAME or last[0].islower() or last.startswith(_ARTICLES):
        return
    first = len(words) - 1
    while first > 1 and words[first - 1].islower():
        first -= 1
    name = " ".join(words[first:])
    if first < len(words) - 1 and last[0].isupper():
        yield name[0].upper() + name[1:]
    yield name
    if name != last:
        yield last


def _inner(text: str, at: int) -> bool:
    """Tell whether a letter, digit or mark stands there: then the name is only a part of a word."""
    return 0 <= at < len(text) and (text[at].isalnum() or unicodedata.category(text[at]).startswith("M"))


def _distinct(exact: str) -> bool:
    """Tell whether a surface is safe to look for: a capital inside, or several words, and no single letter."""
    return len(exact) > 1 and (exact[0].isupper() or " " in exact or any(letter.isupper() for letter in exact))
