"""Which thing in the world does a place name stand for?  A country, region, city or union of the name table.

A main name goes before one of the other names that a table has for a thing: "Kota" is a city in India, though it is
also Qatar in some language of Oceania.  Ties between cities go to the larger one, unless the article names the country
of the other or is in a language of it.  Inflected forms of countries are in the vocabulary; large cities are looked up
without the endings of their language where that was seen to be safe.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from streams.stages.extract_entities.cut import words_of
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.names import CITY, COUNTRY, REGION, Names, Place
from streams.stages.extract_entities.vocabulary import SHORTEST_STEM, Inflection, Vocabularies

# In steps of ten times more inhabitants: a city of a country that the article names beats one ten times its size.
_NAMED_COUNTRY = 1.0
_KNOWN = 2.0  # the fit of a city under what the language calls it: a little more than that of the main name of another
UNKNOWN = "und"
# Surfaces and what they stand for, found or not: an article asks for a name several times, and the next one again.
# Then all are forgotten at once.
_KEPT = 4_096
_LONGEST_KEPT = 100  # characters
_LARGE = 100_000  # inhabitants of a city that is looked up by endings; smaller ones are listed under one spelling only
_STATES = frozenset(
    [
        "republic", "kingdom", "federation", "commonwealth", "bundesrepublik", "republik", "königreich", "république",
        "royaume", "república", "reino", "repubblica", "regno", "republiek", "koninkrijk", "republika", "republiken",
        "republikken", "kerajaan", "republica", "республика", "республики", "республіка",
    ]
)  # fmt: skip
_FORMAL = _STATES | {
    "the", "of", "federal", "democratic", "islamic", "arab", "'", "’", "s", "people", "la", "le", "de", "du", "d", "di",
    "do", "da", "del", "der", "die", "fédérale", "federativa", "islamique", "islámica", "van", "het",
}  # fmt: skip
_ARTICLES = frozenset({"the", "la", "le", "les", "l", "il", "lo", "el", "los", "las", "die", "der", "das", "de"})


class Resolver:
    """Looks surfaces up.  Pure: the same surface, language and countries give the same place."""

    def __init__(
        self, names: Names, inflections: Mapping[str, Inflection], vocabularies: Vocabularies | None = None
    ) -> None:
        self._names, self._inflections, self._vocabularies = names, inflections, vocabularies
        self._asked: dict[tuple[str, str], tuple[Place, ...]] = {}

    def candidates(self, exact: str, language: str) -> tuple[Place, ...]:
        """Give the places that *exact* may stand for, countries first, then by inhabitants; may be empty."""
        found = self._asked.get((exact, language))
        if found is None:
            found = self._looked_up(exact, language)
            if len(self._asked) >= _KEPT:
                self._asked.clear()
            if len(exact) <= _LONGEST_KEPT:
                self._asked[exact, language] = found
        return found

    def _looked_up(self, exact: str, language: str) -> tuple[Place, ...]:
        written = words_of(exact)
        tokens = [fold(word) for word in written]
        vocabulary = self._vocabularies.of(language) if self._vocabularies else None
        for form in _forms(written, tokens):
            name = " ".join(tokens[form])
            places = self._names.places(name, language)
            if vocabulary and (known := vocabulary.get(written[form], name)):
                return _after(known.place, places)
            if places:
                return _ranked(places, language)
        if (
            vocabulary
            and len(tokens) > 1
            and (formal := _formal(tokens))
            and (known := vocabulary.get(written[formal:]))
        ):
            return (known.place,) if known.place.kind == COUNTRY else ()
        if len(tokens) == 1 and exact[0] >= "\u0e00":
            return self._solid(exact, language) or self._solid(exact.removeprefix(_thai_head(exact)), language)
        if len(tokens) == 1:
            return self._inflected(tokens[0], language)
        return ()

    def _solid(self, exact: str, language: str) -> tuple[Place, ...]:
        whole = (place for start, end, place in self._names.solids(exact, language) if end - start == len(exact))
        return tuple(whole)[:1]

    def _inflected(self, word: str, language: str) -> tuple[Place, ...]:
        """Try the endings of the language: countries if they agree on one, else large cities, the largest first."""
        inflection = self._inflections.get(language)
        if inflection is None:
            return ()
        stems = [word[: -len(ending)] for ending in inflection.endings if word.endswith(ending)]
        forms = [stem + end for stem in stems if len(stem) >= SHORTEST_STEM for end in inflection.nominatives]
        found = [places for places in (self._names.places(form, language) for form in forms) if places]
        countries = tuple(place for places in found for place in places if place.kind == COUNTRY)
        if countries:
            return countries[:1] if len({place.country for place in countries}) == 1 else ()
        cities = {place for places in found if places[0].kind == CITY for place in places if place.people >= _LARGE}
        return tuple(sorted(cities, key=lambda place: (-place.people, place.norm))) if inflection.cities else ()


def _after(known: Place, places: Sequence[Place]) -> tuple[Place, ...]:
    """Give what the vocabulary knows, then the cities that have its name as their main one."""
    if known.kind == CITY:
        row = next((place for place in places if place.uri == known.uri), known)
        known = replace(row, norm=known.norm, fit=_KNOWN)
    return (known, *(place for place in places if place.kind == CITY and place.main and place.uri != known.uri))


def _ranked(places: tuple[Place, ...], language: str) -> tuple[Place, ...]:
    """Put the likeliest first; where a city has the name as its main one, leave out what a far language calls so.

    Of an unknown language, no name is far.
    """
    if len(places) == 1 or language == UNKNOWN:
        return places
    if any(place.main and place.kind == CITY for place in places):
        places = tuple(place for place in places if place.main or place.kind == CITY)
    return tuple(sorted(places, key=_weight)) if places[0].kind == CITY else places


def _weight(place: Place) -> tuple[float, int]:
    """Give a sort key: a city that is the likelier meant comes first."""
    return -math.log10(place.people + 1) - place.fit, -place.people


def _forms(written: Sequence[str], tokens: Sequence[str]) -> Iterable[slice]:
    """Give the words as they are, without a leading article, without a clitic behind an apostrophe or hyphen."""
    yield slice(None)
    if len(tokens) > 1 and tokens[0] in _ARTICLES:
        yield slice(2, None) if len(tokens) > 2 and tokens[1] in "'’" else slice(1, None)
    if len(tokens) > 2 and (tokens[-2] in "'’" or (tokens[-2] == "-" and written[-1].islower())):
        yield slice(-2)


def _thai_head(exact: str) -> str:
    """Give the word for city, country or province that Thai writes before a name, and its sets into it."""
    return next((head for head in ("กรุง", "ประเทศ", "จังหวัด", "เมือง") if exact.startswith(head)), "")


def _formal(tokens: Sequence[str]) -> int:
    """Give where the short name begins in the formal name of a country ("Republic of", "Bundesrepublik"), else 0."""
    lead = next((at for at, token in enumerate(tokens) if token not in _FORMAL), 0)
    return lead if any(token in _STATES for token in tokens[:lead]) else 0


def choose(places: Sequence[Place], countries: frozenset[str], within: str = "") -> Place | None:
    """Give the likeliest of *places* in an article that names *countries* (ISO codes); None when there are none.

    *within* is the country that the text puts the place into.
    """
    if not places:
        return None
    first, cities = places[0], [place for place in places if place.kind == CITY]
    if within:
        cities = [place for place in cities if place.country == within] or cities
    if first.kind != CITY:
        rivals = [one for one in cities if one.country != first.country]
        rivals = [one for one in rivals if one.country == within or _outgrows(one, first, countries)]
        return min(rivals, key=_weight, default=first)
    return min(cities, key=lambda one: (_weight(one)[0] - _NAMED_COUNTRY * (one.country in countries), -one.people))


def _outgrows(city: Place, country: Place, countries: frozenset[str]) -> bool:
    """Tell whether a city in a country that the article names is the likelier bearer of the name of another country."""
    return country.kind == COUNTRY and city.country in countries and 10**_NAMED_COUNTRY * city.people > country.people


_GEORGIA = Place(REGION, "US", 0, "Georgia", None)
_DR_CONGO = Place(COUNTRY, "CD", 0, "DR Congo", "https://www.iso.org/obp/ui/#iso:code:3166:CD")
_IN_GEORGIA = frozenset({"Atlanta", "Savannah", "Augusta"})  # its cities that are larger than others of their name


def namesake(place: Place, shape: str, others: Sequence[Place]) -> Place:
    """Give the other bearer of a country's name if the article names places there and none in the country.

    Georgia may be the state of the USA, beside other states or a city of that one, and Congo, when *shape* is that word
    alone, each of the two.
    """
    if place.kind != COUNTRY or any(one.country == place.country and one != place for one in others):
        return place
    if place.country == "GE":
        there = (one for one in others if one.country == "US")
        return _GEORGIA if any(one.kind == REGION or one.norm in _IN_GEORGIA for one in there) else place
    is_congo = place.country == "CG" and shape.isalpha()
    return _DR_CONGO if is_congo and any(one.country == "CD" for one in others) else place
