"""Who is named behind a title, in languages without a tagger?  "الرئيس دونالد ترامب", "הנשיא יצחק הרצוג".

Nothing tells a name from a word in these scripts but a list, and the lists hold given names, few family names.  So a
name is taken only behind a title, where it begins with a given name: two words, and more as long as they are names.
Greek has capitals, and every run of them behind a title is one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.names import FAMILY, GIVEN, Names
from streams.text.words import Word, words

LONGEST = 4  # words of a name, or between title and name
_WRITTEN_ON = {"ar": ("و", "ب", "ل", "ف"), "he": ("ו", "ב", "ל", "מ", "ש")}  # "and", "with", "to": as in gazetteer.py
_AND = "و"  # Arabic
_ARTICLES = {"ar": "ال", "he": "ה"}
_JOINING = frozenset({"عبد", "أبو", "ابو", "بن", "ابن", "آل", "בן", "בר", "אבו"})  # no name ends with these
_CASED = frozenset({"el"})
_ENDINGS = ("ς", "")  # a Greek name of a man loses it but in the nominative, which is what the table has


class Manner(NamedTuple):
    """How people are named in a language: see persons.tsv."""

    titles: frozenset[str]
    between: frozenset[str]
    given: frozenset[str]
    stops: frozenset[str]


def manners_of(data: bytes | memoryview) -> Mapping[str, Manner]:
    """Read the list, by language.  Raises Damaged."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for line in bytes(data).decode().splitlines():
        if line and not line.startswith("#"):
            language, tab, rest = line.partition("\t")
            kind, more, listed = rest.partition("\t")
            if not (tab and more):
                raise Damaged("not a readable list of titles")
            found.setdefault(language, {})[kind] = frozenset(listed.split())
    kinds = ("title", "between", "given", "stop")
    return {language: Manner(*(one.get(kind, frozenset()) for kind in kinds)) for language, one in found.items()}


def titled(
    text: str, language: str, manner: Manner, names: Names, is_country: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """Find people behind their titles: code points, end exclusive; sorted, without overlap."""
    tokens = words(text)
    bits = names.classes([token.text for token in tokens]).tolist()
    line = _Line(text, language, manner, names, tokens, [bool(bit & (GIVEN | FAMILY)) for bit in bits], is_country)
    at = 0
    while at < len(tokens):
        first = line.behind(at) if line.is_title(tokens[at].text) else 0
        stop = line.end_of(first) if first else 0
        if stop:
            yield tokens[first].start, tokens[stop - 1].end
        at = max(at + 1, stop)


class _Line(NamedTuple):
    text: str
    language: str
    manner: Manner
    names: Names
    tokens: Sequence[Word]
    listed: Sequence[bool]
    is_country: Callable[[str], bool]

    def is_title(self, word: str) -> bool:
        if word in self.manner.titles or (self.language in _CASED and word.lower() in self.manner.titles):
            return True
        for letter in _WRITTEN_ON.get(self.language, ()):
            if word.startswith(letter) and word[1:] in self.manner.titles:
                return True
        return word.startswith("لل") and "ال" + word[2:] in self.manner.titles

    def near(self, at: int) -> bool:
        """Tell whether a word stands there, with one blank before it."""
        return at < len(self.tokens) and self.text[self.tokens[at - 1].end : self.tokens[at].start] == " "

    def behind(self, title: int) -> int:
        """Give where the name behind a title begins, 0 if there is none."""
        at = title + 1
        if self.tokens[at : at + 1] and self.tokens[at].text == "." and self.tokens[at].start == self.tokens[title].end:
            at += 1  # "κ."
        for first in range(at, at + LONGEST + 1):
            if not self.near(first):
                return 0
            word = self.tokens[first].text
            if self.is_given(first):
                return first
            if not (self.is_title(word) or self.is_between(first)):
                return first if self.language in _CASED and word[0].isupper() else 0
        return 0

    def is_given(self, at: int) -> bool:
        word = self.tokens[at].text
        if self.language in _CASED:
            return word[0].isupper() and any(
                bit & GIVEN for bit in self.names.classes([word + end for end in _ENDINGS]).tolist()
            )
        return word in self.manner.given or (self.listed[at] and not self.has_article(word))

    def has_article(self, word: str) -> bool:
        article = _ARTICLES.get(self.language)
        return bool(article) and word.startswith(article or "")

    def is_between(self, at: int) -> bool:
        word = self.tokens[at].text
        if word in self.manner.between or self.has_article(word) or self.is_country(word):
            return True
        if self.language not in _CASED:
            return False
        before = self.tokens[at - 1].text  # "δήμαρχος του Σάο Πάολο", "υπουργός Οικονομικών"
        return word.endswith("ών") or (before.islower() and before in self.manner.between)

    def end_of(self, first: int) -> int:
        """Give where a name ends that begins at *first*, 0 if it has one word only.

        The second name is taken whatever it is, but in Greek; "عبد" and what follows it count as one.
        """
        stop = first + 1
        while stop - first < LONGEST and self.near(stop):
            word = self.tokens[stop].text
            if not word[0].isalpha() or word in self.manner.stops or (word[0] == _AND and not self.listed[stop]):
                break
            second = sum(one.text not in _JOINING for one in self.tokens[first:stop]) < 2
            if not (self.is_name(stop) or (second and self.language not in _CASED)):
                break
            stop += 1
        return stop if stop - first > 1 and self.tokens[stop - 1].text not in _JOINING else 0

    def is_name(self, at: int) -> bool:
        word = self.tokens[at].text
        if self.language in _CASED:
            return word[0].isupper()
        return self.listed[at] or word in self.manner.given or word in _JOINING or self.tokens[at - 1].text in _JOINING
