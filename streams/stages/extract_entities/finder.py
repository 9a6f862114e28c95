"""How do the methods work together on one article?  Tag, settle over the whole text, resolve places, number the things.

Which tagger: that of the language if there is one and the language is sure, else the one of all languages; scripts
that no training text was written in are searched by table alone.  Every entity says what found it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from streams.stages.extract_entities.annotation import Coverage, Entity, Field, Tier
from streams.stages.extract_entities.bearers import Bearers
from streams.stages.extract_entities.by_table import ByTable, trained
from streams.stages.extract_entities.days import find_days
from streams.stages.extract_entities.document import settle
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.mentions import JOINERS, Found, Mention, Odds, beside
from streams.stages.extract_entities.names import CITY, COUNTRY, REGION, UNION, Names, Place
from streams.stages.extract_entities.people import is_called
from streams.stages.extract_entities.resolve import Resolver, choose, namesake
from streams.stages.extract_entities.stage import Answer, Asked
from streams.stages.extract_entities.tagging import TagWords
from streams.stages.extract_entities.titled import Manner
from streams.stages.extract_entities.vocabulary import Inflection, Vocabularies
from streams.text.dates import Calendar

TRUST = 0.7  # below, the language is too often wrong to choose a model by it (98.9 % of true headlines are above 0.5)
# Days: 989 of 1,016 touch a gold date in six sets (fi ko lv ro th tr); how much around them is marked differs by set.
_DAY_ODDS: Odds = (0.0, 0.0, 0.0, 0.1)

Tag = Callable[[str], Iterable[Mention]]
"""Finds the names in one text: sorted, without overlap."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a raw probability becomes the chance of being right: `sigmoid(slope * logit(p) + shift)`."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: float) -> float:
        """Give the calibrated probability, four decimals."""
        p = min(max(probability, 1e-4), 1 - 1e-4)
        return round(1 / (1 + math.exp(-(self.slope * math.log(p / (1 - p)) + self.shift))), 4)


_AS_IT_IS = Calibration()


@dataclass(frozen=True, slots=True)
class Kit:
    """What the finder works with: taggers by language ("multi" for the rest), tables, and what was measured."""

    names: Names
    taggers: Mapping[str, Tag]
    titles: frozenset[str]
    organisations: frozenset[str]
    coverage: Mapping[str, Coverage]
    calibration: Mapping[str, Calibration]
    inflections: Mapping[str, Inflection]
    calendar: Calendar
    vocabularies: Vocabularies | None = None
    manners: Mapping[str, Manner] | None = None


class _Article(NamedTuple):
    """Texts by field, and the language that they are taken to be in."""

    texts: Mapping[Field, str]
    language: str


class _Name(NamedTuple):
    """A mention, where it is, what stands there, and the look-up form of that."""

    mention: Mention
    field: Field
    exact: str
    shape: str


# Inhabitants from which an organisation called like a city is given the city too: "Washington" says no, but the club
# Ajax is not the Ajax in Ontario.
_CITY_OF_NEWS = 500_000
_PLACELESS = frozenset({"PER", "DATE"})


class Finder:
    """Finds the entities of articles, as `Find` says; one thread at a time."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._resolver = Resolver(kit.names, kit.inflections, kit.vocabularies)
        self._cases = {language: frozenset(one.endings) for language, one in kit.inflections.items()}
        self._by_table = ByTable(kit.names, kit.vocabularies, kit.manners or {}, self._resolver)

    def __call__(self, title: str, body: str, language: str, trust: float) -> Answer:
        """Find those of one article."""
        return self.many([Asked(title, body, language, trust)])[0]

    def many(self, asked: Sequence[Asked]) -> list[Answer]:
        """Find those of each article; a language that is not trusted is `experimental`."""
        articles = [
            _Article({"title": one.title, "body": one.body}, _primary(one.language) if one.trust >= TRUST else "und")
            for one in asked
        ]
        return [
            (self._settled(article, found), self._kit.coverage.get(article.language, Coverage.EXPERIMENTAL))
            for article, found in zip(articles, self._tagged(articles), strict=True)
        ]

    def _settled(self, article: _Article, found: Sequence[Found]) -> tuple[Entity, ...]:
        """Give the entities of one article that the taggers found there."""
        texts, primary = article
        document = settle(
            texts,
            found,
            self._kit.titles,
            lambda exact: bool(self._resolver.candidates(exact, primary)),
            partial(is_called, self._kit.names),
            is_country=lambda exact: self._first_kind(exact, primary) in (COUNTRY, REGION),
            bearers=Bearers(self._kit.names, primary, self._cases.get(primary, frozenset())),
            is_city=lambda exact: self._first_kind(exact, primary) == CITY,
        )
        if days := [*self._days(texts, document.found, primary)]:
            document = document._replace(found=sorted([*document.found, *days], key=_place_in(tuple(texts))))
        names = [
            _Name(mention, field, exact := texts[field][mention.start : mention.end], fold(exact.rstrip(JOINERS)))
            for field, mention in document.found
        ]
        places = self._places(texts, names, primary)
        for short, full in document.aliases.items():
            if full in places:
                places.setdefault(short, places[full])
            elif short in places and places[short].kind == UNION:
                places[full] = places[short]  # "Perserikatan Bangsa-Bangsa (PBB)"
        return self._entities(names, document.aliases, places)

    def _first_kind(self, exact: str, language: str) -> int | None:
        places = self._resolver.candidates(exact, language)
        return places[0].kind if places else None

    def _tagged(self, articles: Sequence[_Article]) -> list[list[Found]]:
        """Give what the taggers find in each article.  One tagger is asked about all its texts at once."""
        texts = [(number, field) for number, article in enumerate(articles) for field in article.texts]
        asked: dict[int, tuple[Tag, list[tuple[int, Field]]]] = {}  # by identity: a plug-in need not be hashable
        for number, field in texts:
            article = articles[number]
            tag = self._tagger(article.texts[field], article.language)
            asked.setdefault(id(tag), (tag, []))[1].append((number, field))
        found: dict[tuple[int, Field], Iterable[Mention]] = {}
        for tag, places in asked.values():
            given = [articles[number].texts[field] for number, field in places]
            answers = tag.together(given) if isinstance(tag, TagWords) else map(tag, given)
            found.update(zip(places, answers, strict=True))
        return [
            [Found(field, one) for field in article.texts for one in found[number, field]]
            for number, article in enumerate(articles)
        ]

    def _tagger(self, text: str, language: str) -> Tag:
        tag = self._kit.taggers.get(language)
        if tag is None and trained(text):
            tag = self._kit.taggers.get("multi")
        return tag or partial(self._by_table, language=language)

    def _days(self, texts: Mapping[Field, str], names: Iterable[Found], language: str) -> Iterable[Found]:
        """Give the days that the texts name, outside of names ("Jalan 17 Agustus")."""
        for field, text in texts.items():
            days = find_days(text, language, self._kit.calendar)
            if days:
                dates = (Mention(start, end, "DATE", _DAY_ODDS, "rules", norm=iso) for start, end, iso in days)
                taken = [one.mention for one in names if one.field == field]
                yield from (Found(field, date) for date in beside(taken, dates))

    def _places(self, texts: Mapping[Field, str], names: Sequence[_Name], language: str) -> dict[str, Place]:
        """Resolve the surfaces of places and organisations; cities after countries, which break their ties."""
        options: dict[str, tuple[Place, ...]] = {}
        for mention, _, exact, shape in names:
            if mention.type not in _PLACELESS and shape not in options:
                options[shape] = self._resolver.candidates(exact.rstrip(JOINERS), language)
        first = [places[0] for places in options.values() if places]
        countries = frozenset(place.country for place in first if place.kind in (COUNTRY, REGION))
        within = _within(texts, names, options)
        return {
            shape: namesake(place, shape, first)
            for shape, places in options.items()
            if (place := choose(places, countries, within.get(shape, "")))
        }

    def _entities(
        self, names: Sequence[_Name], aliases: Mapping[str, str], places: Mapping[str, Place]
    ) -> tuple[Entity, ...]:
        ids: dict[str, str] = {}
        entities = []
        calibration, organisations = self._kit.calibration, self._kit.organisations
        towns = {
            (place.uri, one.shape) for one in names if one.mention.type == "LOC" and (place := places.get(one.shape))
        }
        for mention, field, exact, shape in names:
            place = places.get(shape) if mention.type not in _PLACELESS else None
            if place and mention.type == "ORG" and place.kind == CITY and not _governs(place, shape, towns):
                place = None
            thing = _thing(mention.type, mention.norm or aliases.get(shape, shape), place)
            entities.append(
                Entity(
                    id=ids.get(thing) or ids.setdefault(thing, f"e{len(ids) + 1}"),
                    type="ORG" if exact in organisations else _type_of_place(mention.type, place),
                    field=field,
                    start=mention.start,
                    end=mention.end,
                    exact=exact,
                    confidence=calibration.get(mention.method, _AS_IT_IS)(mention.score),
                    method=mention.method,
                    tier=Tier.A if mention.method.startswith(("crf-", "gazetteer", "rules")) else Tier.PLUGIN,
                    uri=place.uri if place else None,
                    norm=place.norm if place else mention.norm,
                )
            )
        return tuple(entities)


def _primary(tag: str) -> str:
    return tag.partition("-")[0]


def _governs(city: Place, shape: str, towns: Set[tuple[str | None, str]]) -> bool:
    """Tell whether an organisation called *shape* may be the government in *city*: "Washington", no "OEA" (Tripoli).

    *towns* are addresses of places with the names that the article has for them: Milan is the club where it is Milano.
    """
    is_large = city.people >= _CITY_OF_NEWS and city.main
    return is_large and not any(uri == city.uri and name != shape for uri, name in towns)


def _within(
    texts: Mapping[Field, str], names: Sequence[_Name], options: Mapping[str, Sequence[Place]]
) -> Mapping[str, str]:
    """Give the country of names that stand before a comma and a country or a state: "Paris, Texas"."""
    found: dict[str, str] = {}
    for one, other in pairwise(names):
        places = options.get(other.shape)
        between = texts[one.field][one.mention.end : other.mention.start] if one.field == other.field else ""
        if between in _BEFORE_STATE and places and places[0].kind in (COUNTRY, REGION) and places[0].country:
            found.setdefault(one.shape, places[0].country)
    return found


_BEFORE_STATE = frozenset({", ", " ("})


def _place_in(fields: Sequence[Field]) -> Callable[[Found], tuple[int, int]]:
    return lambda one: (fields.index(one.field), one.mention.start)


def _thing(kind: str, name: str, place: Place | None) -> str:
    """Name the thing behind a mention, for telling things of one article apart."""
    if place:
        return place.uri or place.norm
    return f"{kind} {name}"


def _type_of_place(kind: str, place: Place | None) -> str:
    """Correct the type where the table knows better: countries are places, unions of states are organisations.

    Taggers waver there because their training sets do ("Prancis menang"); on dev this gains up to 0.6 F1 (en, ru, sk)
    and loses at most 0.3 (it).
    """
    if place and place.kind == COUNTRY:
        return "LOC"
    return "ORG" if place and place.kind == UNION else kind
