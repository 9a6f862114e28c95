"""What does a language itself call the countries, and the organisations of the world's news?

The name table (`names.py`) knows what a word may mean in any language, which makes it a hint; here are the names of one
language, which mean one thing.  They are read from two lists: `countries.tsv` (CLDR, built) and `known.tsv` (own, with
inflected forms).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import NamedTuple

from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.names import (
    CITY,
    COMMON,
    COUNTRY,
    FAMILY,
    GIVEN,
    REGION,
    UNION,
    Names,
    Place,
    solid,
)
from streams.text.words import words

ANY = "*"
# Letters of a country's name without its ending: "России" -> "Россия", "Ranskassa" -> "Ranska".  With 3, "Irane" and
# "Iraka" of some languages fall together with other words.
SHORTEST_STEM = 4
SURE_STEM = 5  # letters of one whose forms mean the country for sure: what a tagger took for a person, too
_SHORT = 3  # letters up to which a name is taken only as it is written: "AS" is the USA, "as" and "As" are words


@dataclass(frozen=True, slots=True)
class Inflection:
    """Case endings of place names, longest first, and what the nominative may end in instead.

    *cities*: whether cities are looked up by them too.  Read through on the gold places of all sets: of what endings
    add, 95 % and more are right in Finnish, Hungarian, Kazakh, Russian, Croatian and Serbian, 9 of 10 in Latvian and
    Slovak; in Turkish half, because the apostrophe before an ending has found the rest already.
    """

    endings: tuple[str, ...]
    nominatives: tuple[str, ...]
    cities: bool = False


class Known(NamedTuple):
    """A name: its *words* as written, what it stands for, and whether it is nothing else in its language (*sure*).

    A name that is not *sure* is also an everyday word ("Oman" in Finnish, "Mali" in Croatian) or something else; one
    that *opens* is often the first word of something else ("Microsoft Windows", "UEFA Cup").
    """

    words: tuple[str, ...]
    place: Place
    sure: bool
    opens: bool = False

    @property
    def type(self) -> str:
        """LOC, but ORG for organisations and unions of states."""
        return "ORG" if self.place.kind == UNION else "LOC"


Form = tuple[str, Known]
"""An inflected form of a name of one word; all forms of a name share what is known."""


class Hit(NamedTuple):
    """A name found: numbers of the first word and the one behind the last, or code points in text without spaces."""

    first: int
    stop: int
    known: Known


class _Tables(NamedTuple):
    """Names by the first word as it may be written, those of most words first; by all words folded (short ones as
    written); and those of scripts without spaces."""

    first: Mapping[str, tuple[Known, ...]]
    names: Mapping[str, Known]
    solids: Mapping[str, Known]
    pattern: re.Pattern[str] | None


class Vocabulary:
    """The names of one language.  They are read when the first is asked for: 13 ms and 1 MB, for 78 languages."""

    def __init__(
        self,
        found: Callable[[], Iterable[Known]],
        inflected: Callable[[Sequence[Known]], Iterable[Form]] = lambda _: (),
    ) -> None:
        """*inflected* gives further forms of what *found* gives."""
        self._found, self._inflected = found, inflected

    @cached_property
    def _tables(self) -> _Tables:
        first: dict[str, tuple[Known, ...]] = {}
        rows: dict[tuple[int, ...], tuple[Known, ...]] = {}  # one for all spellings and forms: a third of the memory
        names: dict[str, Known] = {}
        solids: dict[str, Known] = {}
        found = list(self._found())
        listed = ((one.words, one) for one in sorted(found, key=lambda one: -len(one.words)))
        forms = (((form,), one) for form, one in self._inflected(found))
        written = set[str]()
        for tokens, one in chain(listed, forms):
            name = " ".join(tokens)
            if name in written:
                continue
            written.add(name)
            word = tokens[0]
            short = len(tokens) == 1 and len(word) <= _SHORT
            names.setdefault(word if short else " ".join(map(fold, tokens)), one)
            for spelling in {word, word.upper()} if len(word) > _SHORT else {word}:
                row = (*first.get(spelling, ()), one)
                first[spelling] = rows.setdefault(tuple(map(id, row)), row)
            if len(tokens) == 1 and len(word) > 1 and (solid(word) or (word.isascii() and word.isupper())):
                solids.setdefault(word, one)
        longest = sorted(solids, key=lambda name: (-len(name), name))
        return _Tables(first, names, solids, re.compile("|".join(map(re.escape, longest))) if longest else None)

    def get(self, tokens: Sequence[str], name: str | None = None) -> Known | None:
        """Give what these words are a name of; *name* is their look-up form, if it is at hand."""
        if len(tokens) == 1 and len(tokens[0]) <= _SHORT:
            return self._tables.names.get(tokens[0])
        return self._tables.names.get(" ".join(map(fold, tokens)) if name is None else name)

    def begins(self, word: str) -> bool:
        """Tell whether a name begins with this word."""
        return word in self._tables.first

    def among(self, tokens: Sequence[str]) -> Iterator[Hit]:
        """Find names among words: the longest at each place, sorted, without overlap."""
        first, stop = self._tables.first, 0
        for at in [at for at, token in enumerate(tokens) if token in first]:
            if at >= stop:
                for known in first[tokens[at]]:
                    end = at + len(known.words)
                    if end == at + 1 or (end <= len(tokens) and _alike(tokens, at + 1, known.words)):
                        yield Hit(at, end, known)
                        stop = end
                        break

    def inside(self, text: str) -> Iterator[Hit]:
        """Find names of a script without spaces: sorted, without overlap."""
        solids, pattern = self._tables.solids, self._tables.pattern
        if pattern:
            for match in pattern.finditer(text):
                if _apart(text, match.start(), match.end()):
                    yield Hit(match.start(), match.end(), solids[match.group()])


def _apart(text: str, start: int, end: int) -> bool:
    """Tell whether a name of a script without spaces is no part of a longer word: 日本語, 한국사, アルバム, ภาษาไทย."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start].isascii():
        return not any(one.isascii() and one.isalnum() for one in (before, after))
    if _KATAKANA.match(text, start):
        return not (_KATAKANA.match(before) or _KATAKANA.match(after)) and after not in _HAN_OF
    if _HANGUL.match(text, start):
        return not _HANGUL.match(before) and after not in _KOREAN_OF
    if text[start] >= "\u2e80":
        return not before.isdigit() and before not in _HAN_BEFORE and after not in _HAN_OF
    return not text.startswith(_LANGUAGE_OF, start - len(_LANGUAGE_OF), start)


_KATAKANA, _HANGUL = re.compile("[\u30a1-\u30fa\u30fc]"), re.compile("[\uac00-\ud7a3]")
# What makes of a country its people, its language, its history: the sets call none of these a name of the country.
_KOREAN_OF, _HAN_OF = frozenset("인어사"), frozenset("人語语裔籍史")
_HAN_BEFORE, _LANGUAGE_OF = frozenset("全古"), "ภาษา"


def _alike(tokens: Sequence[str], at: int, name: Sequence[str]) -> bool:
    """Tell whether the second and further words of *name* stand at *at*; nearly always the second does not."""
    return _same(tokens[at], name[1]) and all(map(_same, tokens[at + 1 : at + len(name) - 1], name[2:]))


def _same(one: str, other: str) -> bool:
    return one == other or fold(one) == fold(other)


class Vocabularies:
    """Those of all languages."""

    def __init__(
        self,
        countries: bytes | memoryview,
        known: bytes | memoryview,
        names: Names,
        inflections: Mapping[str, Inflection],
    ) -> None:
        """Raises Damaged when a list is not one."""
        self._names, self._inflections = names, inflections
        self._lines: dict[str, list[str]] = {}  # "thing\tform|form", not taken apart before it is asked for
        for line in [*_lines(known), *_lines(countries)]:
            tongues, _, rest = line.partition("\t")
            if "\t" not in rest:
                raise Damaged("not a readable list of names")
            for tongue in tongues.split(" "):
                self._lines.setdefault(tongue, []).append(rest)
        self._read: dict[str, Vocabulary] = {}
        self._places: dict[str, Place | None] = {}

    def languages(self) -> Mapping[str, str]:
        """Give all languages, each with its names as one text."""
        return {
            tongue: " ".join(form for _, form in _forms(lines))
            for tongue, lines in self._lines.items()
            if tongue != ANY
        }

    def of(self, language: str) -> Vocabulary:
        """Give the names of a language; of an unknown one, those that are the same in all."""
        tongue = language if language in self._lines else ANY
        if tongue not in self._read:
            self._read[tongue] = Vocabulary(
                partial(self._names_of, tongue),
                partial(_inflected, inflection=self._inflections.get(tongue), names=self._names),
            )
        return self._read[tongue]

    def _names_of(self, tongue: str) -> list[Known]:
        lines = [*self._lines[tongue], *(self._lines.get(ANY, []) if tongue != ANY else [])]
        return [*self._known(_forms(lines))]

    def _known(self, rows: Iterable[tuple[str, str]]) -> Iterator[Known]:
        for thing, form in rows:
            if place := self._place(thing):
                name = form.rstrip("?~")
                yield Known(tuple(word.text for word in words(name)), place, form[-1] != "?", form[-1] == "~")

    def _place(self, thing: str) -> Place | None:
        if thing not in self._places:
            self._places[thing] = self._read_place(thing)
        return self._places[thing]

    def _read_place(self, thing: str) -> Place | None:
        if thing.startswith("@"):
            return Place(UNION, "", 0, thing[1:], None)
        if thing.startswith("+"):
            ref, country, norm = thing[1:].split(" ", 2)
            return Place(CITY, country, 0, norm, f"https://sws.geonames.org/{ref}/")
        if thing.startswith("/"):
            return Place(REGION, thing[1:3], 0, thing[4:], None)
        found = self._names.places(" ".join(fold(word.text) for word in words(thing)), "en")
        return next((place for place in found if place.norm == thing), found[0] if found else None)


def _inflected(found: Iterable[Known], inflection: Inflection | None, names: Names) -> Iterator[Form]:
    """Give the forms that the endings of the language make of countries and cities of one word.

    They are sure where the stem is long, and the form is no name of people or word that the table knows, and no
    adjective ("Francúzske vojská").
    """
    if inflection is None:
        return
    for known in found:
        word, kind = known.words[0], known.place.kind
        is_city = kind == CITY and known.place.people > 0 and inflection.cities
        if len(known.words) > 1 or not (kind == COUNTRY or is_city) or word.isupper():
            continue
        stems = [word[: len(word) - len(end)] for end in inflection.nominatives if word.endswith(end)]
        stems = [stem for stem in stems if len(stem) >= SHORTEST_STEM]
        forms = [stem + end for stem in stems for end in inflection.endings]
        if not forms:
            continue
        called = (names.classes(forms) & (GIVEN | FAMILY | COMMON)).tolist()
        long = (len(stem) >= SURE_STEM for stem in stems for _ in inflection.endings)
        doubtful, sure = (Known(known.words, known.place, is_sure) for is_sure in (False, True))
        for form, bits, is_long in zip(forms, called, long, strict=True):
            is_sure = known.sure and is_long and not bits and not form.endswith(_ADJECTIVES)
            yield form, sure if is_sure else doubtful


_ADJECTIVES = ("ski", "ske", "sky")


def _forms(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give every form with what it is a name of."""
    for line in lines:
        thing, _, forms = line.partition("\t")
        yield from ((thing, form) for form in forms.split("|"))


def _lines(data: bytes | memoryview) -> list[str]:
    """Give the lines of a list; those that begin with # are comments."""
    return [line for line in bytes(data).decode().splitlines() if line and not line.startswith("#")]
