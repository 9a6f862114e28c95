"""Which names are found where no tagger has learnt the script?  Places of the table, and people behind their titles."""

from collections.abc import Iterable, Mapping
from functools import partial

from streams.stages.extract_entities.gazetteer import Match, match_places
from streams.stages.extract_entities.mentions import Mention, Odds, beside
from streams.stages.extract_entities.names import CITY, COUNTRY, REGION, UNION, Names
from streams.stages.extract_entities.resolve import Resolver
from streams.stages.extract_entities.titled import Manner, titled
from streams.stages.extract_entities.vocabulary import Vocabularies

# Share of table matches that are exactly a gold LOC or ORG in the dev sets of 26 languages (5,539 matches).
_TABLE_ODDS = {COUNTRY: 0.65, REGION: 0.55, CITY: 0.62, UNION: 0.74}
_TITLED_ODDS: Odds = (0.7, 0.0, 0.0, 0.3)


class ByTable:
    """Finds names without a tagger.  Called with a text and its language."""

    def __init__(
        self, names: Names, vocabularies: Vocabularies | None, manners: Mapping[str, Manner], resolver: Resolver
    ) -> None:
        self._names, self._vocabularies, self._manners, self._resolver = names, vocabularies, manners, resolver

    def __call__(self, text: str, language: str) -> Iterable[Mention]:
        """Find them: sorted, without overlap."""
        own = self._vocabularies.of(language) if self._vocabularies else None
        people = [*self._people(text, language)]
        places = beside(people, map(_mention_of, match_places(self._names, text, language, own)))
        return sorted([*people, *places])

    def _people(self, text: str, language: str) -> Iterable[Mention]:
        manner = self._manners.get(language)
        if manner:
            people = titled(text, language, manner, self._names, partial(self._is_country, language=language))
            yield from (Mention(start, end, "PER", _TITLED_ODDS, "rules") for start, end in people)

    def _is_country(self, word: str, language: str) -> bool:
        places = self._resolver.candidates(word, language)
        return bool(places) and places[0].kind == COUNTRY


def _mention_of(match: Match) -> Mention:
    odds = _TABLE_ODDS[match.place.kind]
    chances = (0.0, odds, 0.0) if match.type == "ORG" else (0.0, 0.0, odds)
    return Mention(match.start, match.end, match.type, (*chances, 1 - odds), "gazetteer")


def trained(text: str) -> bool:
    """Tell whether most letters are of a script that the tagger of all languages has seen."""
    letters = [ord(letter) for letter in text[:2000] if letter.isalpha()]
    known = sum(any(low <= point <= high for low, high in _SCRIPTS) for point in letters)
    return 2 * known > len(letters)


_SCRIPTS = ((0x41, 0x24F), (0x1E00, 0x1EFF), (0x400, 0x52F), (0x900, 0x9FF))  # Latin, Cyrillic, Devanagari, Bengali
