"""From text to mentions: cut into units and sentences, tag them, read the names off the labels."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from unicodedata import is_normalized, normalize

import numpy as np

from streams.stages.extract_entities.cut import Cut, cut
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.mentions import Mention, Odds, mentions
from streams.stages.extract_entities.names import COMMON, COUNTRY, WHOLE, Names
from streams.stages.extract_entities.tagger import CharacterTagger, Tagged, WordTagger
from streams.text.sentences import begins

LONGEST = 400  # characters of a sentence in text without spaces; longer ones are cut, so that no line can be slow
COUNTRY_ODDS: Odds = (0.0, 0.0, 0.65, 0.35)  # of a country of the table; see TABLE_ODDS of finder.py
# Probability of no name up to which a country of the table is taken all the same where the language has a tagger of
# its own.  Against 0.5 dev gains 0.8 in English, 0.1 to 0.3 in nine languages, and nothing is lost but in Indonesian
# (see kit.py).  The tagger of all languages is asked for certainty.
DOUBT = 0.8
_COUNTRY = 1 << (3 * COUNTRY + WHOLE)
_END = re.compile(r"[\n。！？｡]+[」』”）]*|(?<=[^\u0e00-\u0e7f][.!?])\s+")  # Thai ends no sentence with a dot


class TagWords:
    """Finds names in text with spaces.  Callable as `Tag`."""

    def __init__(self, tagger: WordTagger, names: Names, language: str, method: str, *, doubt: float = DOUBT) -> None:
        self._tagger, self._names, self._language, self._method = tagger, names, language, method
        self._doubt = doubt

    def __call__(self, text: str) -> Iterable[Mention]:
        """Find them: sorted, without overlap."""
        return self.together([text])[0]

    def together(self, texts: Sequence[str]) -> list[Iterable[Mention]]:
        """Find the names of several texts, each as if alone, for little more than the price of one.

        A tenth of an article's cost is that of calling numpy at all, and a title would pay it again.
        """
        cuts = cut(texts)
        ends = list(accumulate(len(one.texts) for one in cuts))
        offsets = [0, *ends[:-1]]
        starts = [
            offset + first
            for text, one, offset in zip(texts, cuts, offsets, strict=True)
            for first in begins(*one, text)
        ]
        tagged = self._tagger.tag(_composed(texts, cuts), starts, self._language)
        return [
            self._found(text, one, tagged.of(slice(offset, end)))
            for text, one, offset, end in zip(texts, cuts, offsets, ends, strict=True)
        ]

    def _found(self, text: str, tokens: Cut, tagged: Tagged) -> list[Mention]:
        named = mentions(tagged, tokens.starts, tokens.ends, text, self._method)
        return sorted([*named, *self._missed(tokens, tagged)])

    def _missed(self, tokens: Cut, tagged: Tagged) -> Iterable[Mention]:
        """Give countries of the table where the tagger said no name: in doubt as names, else as hints."""
        country = (tagged.classes & _COUNTRY) != 0
        for at in np.nonzero(country & (tagged.labels == 0))[0].tolist():
            word = tokens.texts[at]
            # "Kata" is Qatar somewhere, and "said" in Indonesian; "AS" is the USA although "as" is a word.
            if not tagged.classes[at] & COMMON or word.isupper():
                places = self._names.places(fold(word), self._language)
                if places and places[0].kind == COUNTRY:
                    # a word alone says nothing
                    hint = len(tokens.texts) > 1 and bool(tagged.chance[at, 0] >= self._doubt)
                    yield Mention(tokens.starts[at], tokens.ends[at], "LOC", COUNTRY_ODDS, "gazetteer", hint)


def _composed(texts: Sequence[str], cuts: Iterable[Cut]) -> list[str]:
    """Give the words in NFC, as those of the training texts are.  Articles are NFC; others keep their offsets."""
    tokens = [token for one in cuts for token in one.texts]
    if all(is_normalized("NFC", text) for text in texts):
        return tokens
    return [normalize("NFC", token) for token in tokens]


class TagCharacters:
    """Finds names in text without spaces.  Callable as `Tag`."""

    def __init__(self, tagger: CharacterTagger, language: str, method: str) -> None:
        self._tagger, self._language, self._method = tagger, language, method

    def __call__(self, text: str) -> Iterable[Mention]:
        """Find them: sorted, without overlap."""
        tagged = self._tagger.tag(text, _starts(text), self._language)
        return mentions(tagged, range(len(text)), range(1, len(text) + 1), text, self._method)


def _starts(text: str) -> list[int]:
    """Give where sentences begin: the first at 0, none at the end, none more than LONGEST apart."""
    starts = [0]
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        while end - starts[-1] > LONGEST:
            starts.append(starts[-1] + LONGEST)
        if starts[-1] < end < len(text):
            starts.append(end)
    return starts if text else []
