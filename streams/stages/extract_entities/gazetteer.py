"""Which place names of the table stand in a text?  The longest ones, where case and context do not speak against it.

The method for languages without a trained tagger, and the honest first one: it knows countries, regions and cities and
nothing else.  Written for precision: everyday words, first words of sentences and parts of longer names are left alone.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.names import CITY, COMMON, FIRST, LATER, UNION, WHOLE, Names, Place
from streams.stages.extract_entities.vocabulary import Vocabulary
from streams.text.sentences import sentences
from streams.text.words import Word, words

LONGEST = 6  # words; 99.9 % of the names have fewer
# Inhabitants from which a city is believed: with capitals in the script, without them, and as first word of a sentence.
# Smaller places share their names with people and things far more often than they are in the news.
_CASED, _UNCASED, _INITIAL = 100_000, 1_000_000, 1_000_000
_WRITTEN_ON = {
    "ar": ("و", "ب", "ل", "ف", "ك", "وب", "ول", "فب"),
    "he": ("ו", "ב", "ל", "מ", "ה", "ש", "כ", "וב", "ול", "ומ", "מה", "שב", "של"),
}  # longest last: a name may itself begin with one of the letters


class Match(NamedTuple):
    """A place name found: code points into the text, end exclusive."""

    start: int
    end: int
    place: Place

    @property
    def type(self) -> str:
        """LOC, but ORG for unions of states."""
        return "ORG" if self.place.kind == UNION else "LOC"


def match_places(names: Names, text: str, language: str, own: Vocabulary | None = None) -> list[Match]:
    """Find place names in *text*, sorted and without overlap.  Never raises; *language* is a BCP 47 tag or `und`.

    Of *own*, the vocabulary of the language, organisations are found too.
    """
    primary = language.partition("-")[0]
    found = [*_spaced(names, text, primary), *_unspaced(names, text, primary), *_own(own, text, primary)]
    return _longest_first(found)


def _own(own: Vocabulary | None, text: str, language: str) -> Iterator[Match]:
    """Find the names of the language itself, also behind what Arabic and Hebrew write on to a word ("and", "in")."""
    if not own:
        return
    tokens = words(text)
    initial = {first for first, _ in sentences(tokens, text)}
    cuts = [_cut(own, token.text, language) for token in tokens]
    for hit in own.among([token.text[cut:] for token, cut in zip(tokens, cuts, strict=True)]):
        if hit.known.sure or (hit.first not in initial and tokens[hit.first].text[0].isupper()):
            yield Match(tokens[hit.first].start + cuts[hit.first], tokens[hit.stop - 1].end, hit.known.place)


def _cut(own: Vocabulary, word: str, language: str) -> int:
    """Give how many letters before a name are words of their own."""
    if own.begins(word):
        return 0
    starts = (prefix for prefix in _WRITTEN_ON.get(language, ()) if word.startswith(prefix))
    return next((len(prefix) for prefix in starts if own.begins(word[len(prefix) :])), 0)


def _longest_first(found: list[Match]) -> list[Match]:
    chosen: list[Match] = []
    end = 0
    for match in sorted(found, key=lambda one: (one.start, -one.end)):
        if match.start >= end:
            chosen.append(match)
            end = match.end
    return chosen


def _spaced(names: Names, text: str, language: str) -> Iterator[Match]:
    tokens = words(text)
    if not tokens:
        return
    line = _Line(text, tokens, names.classes([token.text for token in tokens]).tolist())
    initial = {first for first, _ in sentences(tokens, text)}
    index = 0
    while index < len(tokens):
        count, place = _at(names, line, index, language)
        if place and _believable(place, line, range(index, index + count), initial=index in initial):
            yield Match(tokens[index].start, tokens[index + count - 1].end, place)
        index += count


class _Line(NamedTuple):
    """A text, its words, and the class of each word."""

    text: str
    tokens: Sequence[Word]
    classes: Sequence[int]

    def has(self, index: int, part: int) -> bool:
        """Tell whether the word may be this part of a name of any kind."""
        return bool(self.classes[index] & (0b001001001 << part))

    def joins(self, index: int) -> bool:
        """Tell whether a name may go on with this word: known as a later part, and close to the word before."""
        gap = self.text[self.tokens[index - 1].end : self.tokens[index].start]
        return self.has(index, LATER) and gap in ("", " ", "\u00a0")

    def capital(self, index: int) -> bool:
        """Tell whether a capitalised word stands there: then the name is likely part of a longer one (Paris Hilton)."""
        return 0 <= index < len(self.tokens) and self.tokens[index].text[0].isupper()


def _at(names: Names, line: _Line, index: int, language: str) -> tuple[int, Place | None]:
    """Give the number of words of the longest name that starts at *index*, at least 1, and what it stands for."""
    reach = 1
    if line.has(index, FIRST):
        while reach < LONGEST and index + reach < len(line.tokens) and line.joins(index + reach):
            reach += 1
    for count in range(reach, 0, -1):
        if count > 1 or line.has(index, WHOLE):
            name = " ".join(fold(token.text) for token in line.tokens[index : index + count])
            for place in names.places(name, language):
                return count, place
    return 1, None


def _believable(place: Place, line: _Line, at: range, *, initial: bool) -> bool:
    word = line.tokens[at.start].text
    if place.kind != CITY:
        return not (initial and len(at) == 1 and line.classes[at.start] & COMMON) or word.isupper()
    if not word[0].isupper():  # a script without capitals: nothing but size speaks for a name
        return len(word) >= 4 and place.people >= _UNCASED
    if len(at) > 1:
        return True
    if line.classes[at.start] & COMMON or place.people < (_INITIAL if initial else _CASED):
        return False
    return not (line.capital(at.start - 1) or line.capital(at.stop))


def _unspaced(names: Names, text: str, language: str) -> Iterator[Match]:
    for start, end, place in names.solids(text, language):
        cut = end < len(text) and unicodedata.category(text[end]).startswith("M")
        if not cut and (place.kind != CITY or place.people >= _UNCASED):
            yield Match(start, end, place)
