"""Whose official is it?  "Presiden Korea Selatan Lee Jae-myung" is a country and a person, for a tagger often one name.

Indonesian, Malay and Vietnamese put country or city between office and name without a word or a mark, Slavic languages
as a genitive ("prezydent Krakowa Jacek Majchrowski").
"""

import re
from collections.abc import Callable, Iterator

from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.mentions import TYPES, Mention, Odds

_WORD = re.compile(r"\S+")
_LEAST, _MOST_OF_A_COUNTRY = 2, 3  # words of the person, of the country
_BEFORE_CP = 40
# What a minister is minister of, where it stands between office and country.
_PORTFOLIO_WORDS = "luar dalam negeri pertahanan keuangan perdagangan kesehatan pendidikan energi"
_PORTFOLIOS = frozenset(_PORTFOLIO_WORDS.split())


def parted(text: str, mention: Mention, titles: frozenset[str], is_owner: Callable[[str], bool]) -> Iterator[Mention]:
    """Give country or city and person of a name behind a title that begins with one; else *mention* as it is.

    *titles* are folded words; *is_owner* tells whether words are the name of a country, a part of one, or a city.
    """
    is_long = text.count(" ", mention.start, mention.end) >= _LEAST
    if is_long and not mention.norm and _behind_title(text, mention.start, titles):
        words = [*_WORD.finditer(text, mention.start, mention.end)]
        while words and fold(words[0].group()) in _PORTFOLIOS:
            words = words[1:]
        for count in range(min(_MOST_OF_A_COUNTRY, len(words) - 1), 0, -1):
            end = words[count - 1].end()
            if not is_owner(text[words[0].start() : end]):
                continue
            if len(words) - count < _LEAST or not all(word.group()[0].isupper() for word in words[count:]):
                break
            yield _of_type(mention, "LOC", words[0].start(), end)
            yield _of_type(mention, "PER", words[count].start(), mention.end)
            return
    yield mention


def _behind_title(text: str, start: int, titles: frozenset[str]) -> bool:
    before = text[max(0, start - _BEFORE_CP) : start].split()
    return bool(before) and fold(before[-1]) in titles


def _of_type(mention: Mention, kind: str, start: int, end: int) -> Mention:
    """Give a part of *mention*: the evidence for its type counts for *kind*, and the other way round."""
    odds = [*mention.odds]
    this, other = TYPES.index(mention.type), TYPES.index(kind)
    odds[this], odds[other] = odds[other], odds[this]
    person, organisation, place, no = odds
    swapped: Odds = (person, organisation, place, no)
    return mention._replace(type=kind, start=start, end=end, odds=swapped)
