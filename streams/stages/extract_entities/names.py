"""Which countries, regions and cities are there, and by which names in which language?

A table of keys (see `keys.py`), built by ops/models/names from CLDR, GeoNames and an own list of everyday names.
It answers two questions: may this word be part of a place name (a feature, and a filter), and which places does
this whole name stand for, most likely first.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import Array, read_arrays
from streams.stages.extract_entities.keys import key, keys, points, rolling
from streams.stages.extract_entities.lookup import Lookup

COUNTRY, REGION, CITY, UNION = 0, 1, 2, 3
WHOLE, FIRST, LATER = 0, 1, 2
COMMON = 1 << 9  # the word is also an everyday word of some language ("Of", "Nice", "Most")
GIVEN, FAMILY = 1 << 10, 1 << 11  # the word is a name of people; says nothing about places
_KEPT = 8_192  # names and what they stand for, found or not; half are asked for again by other articles
_BORDER_BITS = 12  # of a key, which say between which 80 names it is sought, not among all 340,000
_LONGEST_KEPT = 100  # characters of a name that is kept
# How much better a city is meant by a name, in steps of ten times more inhabitants: by its main name, not one of the
# other names that GeoNames has (Jerusalem as "Kudus", Alexandria as "Alessandria"), and where the article's language
# is spoken.  See tests/quality/test_entities_names.py for what they decide.
_BY_MAIN_NAME, _AT_HOME = 1.5, 0.3
MAIN = 1 << 31  # of a row's thing: a main name of a city, an English or own name of a country
LONGEST_SOLID = 12  # code points; 98 % of the names of unspaced scripts are shorter
_SOLID = ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")

_NOWHERE: frozenset[str] = frozenset()

Classes = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that a name stands for.  *uri* is an ISO 3166 or GeoNames address or None; *people* may be 0.

    *main*: whether the name is the main one of a city, or the English or own one of a country; *fit*: how well the name
    and the language of the article fit a city, in steps of ten times more inhabitants.  Neither makes another place.
    """

    kind: int
    country: str
    people: int
    norm: str
    uri: str | None
    main: bool = field(default=False, compare=False)
    fit: float = field(default=0.0, compare=False)


def solid(name: str) -> bool:
    """Tell whether *name* is written in a script that is found inside running text without spaces around it."""
    return bool(name) and all(unicodedata.name(letter, "").startswith(_SOLID) for letter in name)


class Names:
    """The table.  Reads from *data* without copying; raises Damaged when it is no such table."""

    def __init__(self, data: bytes | memoryview) -> None:
        arrays, meta = read_arrays(data)
        self._arrays: Mapping[str, Array] = arrays
        self._words = Lookup(arrays["word_keys"].view(np.uint64))
        self._word_class = arrays["word_class"].view(np.uint16)
        self._solids = Lookup(arrays["solid_keys"].view(np.uint64))
        # A memoryview gives an int for a fraction of what numpy takes.
        self._columns = {
            table: tuple(arrays[f"{table}_{column}"].data for column in ("keys", "language", "thing"))
            for table in ("name", "solid")
        }
        self._name_keys = self._columns["name"][0]
        borders = np.arange(1 << _BORDER_BITS, dtype=np.uint64) << np.uint64(64 - _BORDER_BITS)
        self._name_borders = [*np.searchsorted(arrays["name_keys"], borders).tolist(), len(arrays["name_keys"])]
        self._languages = meta["languages"].split(" ")
        homes = (line.partition(":") for line in meta["homes"].split(" "))
        self._homes = {language: frozenset(codes.split(",")) for language, _, codes in homes}
        self._norm_end = arrays["norm_end"]
        self._places: dict[tuple[int, bool], Place] = {}
        self._asked: dict[tuple[str, str], tuple[Place, ...]] = {}

    @cached_property
    def _norm_text(self) -> bytes:
        return self._arrays["norm_text"].tobytes()

    def classes(self, words: list[str]) -> Classes:
        """Give for each exact-case word the bits `1 << (3 * kind + part)`, `COMMON`, `GIVEN`, `FAMILY`; else 0."""
        at = self._words.find(keys(words))
        return np.where(at >= 0, self._word_class[at], 0).astype(np.uint16)

    def class_of(self, word: str) -> int:
        """Give the bits of one word: a twentieth of what `classes` takes for it."""
        at = self._words.find_one(key(word))
        return int(self._word_class[at]) if at >= 0 else 0

    def places(self, name: str, language: str) -> tuple[Place, ...]:
        """Give the places called *name*, folded and with one blank between words, the likeliest first."""
        found = self._asked.get((name, language))
        if found is None:
            wanted = key(name)
            first = wanted >> (64 - _BORDER_BITS)
            at = bisect_left(self._name_keys, wanted, self._name_borders[first], self._name_borders[first + 1])
            found = tuple(self._rows("name", at, wanted, language))
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            if len(name) <= _LONGEST_KEPT:
                self._asked[name, language] = found
        return found

    def solids(self, text: str, language: str) -> Iterator[tuple[int, int, Place]]:
        """Give every stretch of *text* that is a place name of an unspaced script: start, end, likeliest place."""
        all_points = points(text)
        for length in range(2, LONGEST_SOLID + 1):
            wanted = rolling(all_points, length)
            at = self._solids.find(wanted)
            for start in np.nonzero(at >= 0)[0].tolist():
                for place in self._rows("solid", int(at[start]), int(wanted[start]), language):
                    yield start, start + length, place
                    break

    def _rows(self, table: str, at: int, wanted: int, language: str) -> Iterator[Place]:
        found, languages, things = self._columns[table]
        home = self._homes.get(language, _NOWHERE)
        while at < len(found) and found[at] == wanted:
            if self._languages[languages[at]] in ("*", language):
                place = self._place(things[at])
                is_home = place.kind == CITY and place.country in home
                yield self._place(things[at], at_home=True) if is_home else place
            at += 1

    def _place(self, thing: int, *, at_home: bool = False) -> Place:
        place = self._places.get((thing, at_home))
        if place is None:
            index, main, arrays = thing & ~MAIN, thing >= MAIN, self._arrays
            code = arrays["thing_code"][index].tobytes().decode().strip()
            begin = int(self._norm_end[index - 1]) if index else 0
            place = self._places[thing, at_home] = Place(
                kind=int(arrays["thing_kind"][index]),
                country=arrays["thing_country"][index].tobytes().decode().strip(),
                people=int(arrays["thing_people"][index]),
                norm=self._norm_text[begin : int(self._norm_end[index])].decode(),
                uri=_uri(int(arrays["thing_kind"][index]), code, int(arrays["thing_ref"][index])),
                main=main,
                fit=(_BY_MAIN_NAME + _AT_HOME * at_home) * main,
            )
        return place


def _uri(kind: int, code: str, ref: int) -> str | None:
    """Name the thing by an address that a person can open: ISO for countries and their parts, else GeoNames."""
    if kind == COUNTRY:
        return f"https://www.iso.org/obp/ui/#iso:code:3166:{code}"
    return f"https://sws.geonames.org/{ref}/" if ref else None
