"""From text to mentions: cut into units and sentences, tag them, read the names off the labels."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from unicodedata import is_normalized, normalize

from streams.stages.extract_entities.capitals import in_capitals
from streams.stages.extract_entities.cut import Cut, cut
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.known import (
    APOSTROPHES,
    COUNTRY_ODDS,
    Span,
    apart,
    goes_on,
    in_title,
    is_other,
    is_whole,
    mention_of,
    split,
    with_ending,
    without_lead,
    without_tail,
)
from streams.stages.extract_entities.mentions import OPEN, WEAK, Mention, mentions
from streams.stages.extract_entities.names import CITY, COMMON, COUNTRY, UNION, WHOLE, Names
from streams.stages.extract_entities.people import with_given_names
from streams.stages.extract_entities.tagger import CharacterTagger, Tagged, WordTagger
from streams.stages.extract_entities.vocabulary import Hit, Vocabulary
from streams.text.sentences import begins

LONGEST = 400  # characters of a sentence in text without spaces; longer ones are cut, so that no line can be slow
# Probability of no name up to which a country of the table is taken all the same where the language has a tagger of
# its own.  Against 0.5 dev gains 0.8 in English, 0.1 to 0.3 in nine languages, and nothing is lost but in Indonesian
# (see kit.py).  The tagger of all languages is asked for certainty.
DOUBT = 0.8
# Languages whose sets do not call every country a name ("militer Israel"): what their taggers leave out needs another
# sentence of the article.  Taken at once, there are 25 more in idner-news-2k, one of them gold (-1.5 F1), and 5 in
# KazNERD, none gold (-0.6); in the other sets with words 59, 24 of them gold: sk +2.0, en +1.2, none under -0.1.
PARTIAL = frozenset({"id", "kk"})
# Words of Indonesian behind which, as at the beginning of a sentence, a country is a name to those sets too.
INTRODUCING = frozenset({"ke", "di", "dari", "antara", "pemerintah", "presiden", "negara", "untuk", "oleh"})
# Probability of no name up to which a name that is also a word is taken in text without spaces.
CHARACTER_DOUBT = 0.5
_LONG_CITY = 5  # letters of a city that is always a name there: Thai "ปราก" (Prague) is a part of words, "ปารีส" is none
_COUNTRY = 1 << (3 * COUNTRY + WHOLE)
_POSSESSIVE = re.compile(r"\s?['’]s(?:\s+|$)")
_ARTICLES = {
    "de": frozenset({"der", "die", "das"}),
    "en": frozenset({"the"}),
    "es": frozenset({"el", "la", "los", "las"}),
    "fr": frozenset({"le", "la", "les"}),
    "it": frozenset({"il", "lo", "la", "gli", "i"}),
    "nl": frozenset({"de", "het"}),
    "pt": frozenset({"o", "a", "os", "as"}),
}
_TURKISH_ADJECTIVES = frozenset({"li", "lı", "lu", "lü"})  # "ABD'li" is American, which the sets call no name
_END = re.compile(r"[\n。！？｡]+[」』”）]*|(?<=[^\u0e00-\u0e7f][.!?])\s+")  # Thai ends no sentence with a dot
_LANGUAGES = frozenset("語语어")
_LANGUAGE_IS = {"id": "bahasa", "ms": "bahasa", "vi": "tiếng"}  # "bahasa Prancis" is French
_WEEKDAY = re.compile("(?:周|週|星期|礼拜|禮拜)[一二三四五六日天]|[月火水木金土日]曜日?|[월화수목금토일]요일")


class TagWords:
    """Finds names in text with spaces.  Callable as `Tag`."""

    def __init__(
        self,
        tagger: WordTagger,
        names: Names,
        language: str,
        method: str,
        *,
        doubt: float = DOUBT,
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._tagger, self._names, self._language, self._method = tagger, names, language, method
        self._doubt, self._vocabulary = doubt, vocabulary or Vocabulary(tuple)
        self._articles = _ARTICLES.get(language, frozenset())
        self._language_is = _LANGUAGE_IS.get(language)
        self._guesses = doubt >= 1  # no tagger knows the language itself

    def using(self, language: str, vocabulary: Vocabulary) -> "TagWords":
        """Give the same for another language: its vocabulary, and the same tagger with the same memory."""
        return TagWords(self._tagger, self._names, language, self._method, doubt=self._doubt, vocabulary=vocabulary)

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
        begun = [begins(*one, text) for text, one in zip(texts, cuts, strict=True)]
        starts = [offset + first for firsts, offset in zip(begun, offsets, strict=True) for first in firsts]
        tokens = _composed(texts, cuts)
        for text, one, offset, firsts in zip(texts, cuts, offsets, begun, strict=True):
            for loud in in_capitals(text, one, firsts):
                words = slice(offset + loud.start, offset + loud.stop)
                tokens[words] = self._tagger.recased(tokens[words])
        tagged = self._tagger.tag(tokens, starts, self._language)
        return [
            self._found(text, one, tagged.of(slice(offset, end)), firsts)
            for text, one, offset, end, firsts in zip(texts, cuts, offsets, ends, begun, strict=True)
        ]

    def _found(self, text: str, tokens: Cut, tagged: Tagged, firsts: Sequence[int]) -> list[Mention]:
        hits = [hit for hit in self._vocabulary.among(tokens.texts) if is_whole(tokens, hit)]
        tagged = with_given_names(text, tokens, tagged)
        named = [*mentions(tagged, tokens.starts, tokens.ends, text, self._method)]
        if self._guesses or self._articles:
            named = [one for mention in named for one in self._likely(text, mention)]
        meant = hits
        if self._language_is and self._language_is[1:] in text:
            named = [one for one in named if not self._is_language(text, one, self._language_is)]
            meant = [hit for hit in hits if not self._speaks(tokens, hit)]
        if meant:
            spans = [Span(tokens.starts[hit.first], tokens.ends[hit.stop - 1], hit) for hit in meant]
            begun = [span.start for span in spans]
            parts = [part for one in named for part in apart(text, one, spans, begun)]
            named = [mention for one in parts for mention in without_tail(text, one, spans, begun, self._names)]
            if self._guesses:
                named = [without_lead(text, one, spans, begun) for one in named]
            named = [*self._with_known(named, tokens, tagged, spans, frozenset(firsts))]
        return sorted([*named, *self._missed(tokens, tagged, hits)])

    def _likely(self, text: str, mention: Mention) -> Sequence[Mention]:
        """Leave out an article alone, and what has no capital where a tagger of other languages guessed it.

        The English possessive stays outside of places and people ("Germany's") and parts names ("France's Macron").
        """
        start, end = mention.start, mention.end
        exact = text[start:end]
        if exact.lower() in self._articles or (self._guesses and exact == exact.lower() != exact.upper()):
            return []
        own = _POSSESSIVE.search(exact) if self._language == "en" and mention.type != "ORG" else None
        if not own:
            return [mention]
        owner = mention._replace(end=start + own.start())
        if start + own.end() == end:
            return [owner]
        person, organisation, place, no = mention.odds
        if mention.type == "LOC":
            return [owner, Mention(start + own.end(), end, "PER", (place, organisation, person, no), mention.method)]
        return [owner, mention._replace(start=start + own.end())]

    def _is_language(self, text: str, mention: Mention, word: str) -> bool:
        """Tell whether it is the name of a language behind *word* or with it: "bahasa Prancis", "tiếng Trung Quốc"."""
        exact = text[mention.start : mention.end]
        head, _, rest = exact.partition(" ")
        if head.lower() == word:
            exact = rest
        elif text[max(0, mention.start - len(word) - 1) : mention.start].lower() != f"{word} ":
            return False
        return bool(exact) and (" " not in exact or self._vocabulary.get(exact.split()) is not None)

    def _speaks(self, tokens: Cut, hit: Hit) -> bool:
        return hit.first > 0 and tokens.texts[hit.first - 1].lower() == self._language_is

    def _with_known(
        self, named: Sequence[Mention], tokens: Cut, tagged: Tagged, spans: Iterable[Span], firsts: frozenset[int]
    ) -> Iterable[Mention]:
        """Give the names that the tagger found, mended by those of the vocabulary, and those that it left out."""
        order = [mention.start for mention in named]
        kept = dict(zip(order, named, strict=True))
        for start, end, hit in spans:
            same = kept.get(start)
            if same and same.end == with_ending(tokens, hit, same.end):
                if is_other(same, hit) and (hit.known.type == "ORG" or same.type == "ORG"):
                    kept[start] = mention_of(start, same.end, hit)
                elif same.type != "PER" or hit.known.sure:
                    kept[start] = same._replace(norm=hit.known.place.norm)
            elif not tagged.labels[hit.first : hit.stop].any():
                chance = float(tagged.chance[hit.first : hit.stop, 0].max())
                hint = self._hint(hit, tokens, chance, firsts)
                if hint is not None:
                    kept[start] = mention_of(start, end, hit, hint=hint)
            elif hit.known.sure and hit.stop - hit.first > 1:
                near = order[max(0, bisect_left(order, start) - 1) : bisect_left(order, end)]
                touching = [one for at in near if (one := kept.get(at)) and one.end > start]
                opens = hit.first and tokens.texts[hit.first - 1].lower() in self._articles
                begin = tokens.starts[hit.first - 1] if opens else start
                if all(begin <= one.start and one.end <= end for one in touching):
                    for one in touching:
                        del kept[one.start]
                    kept[start] = mention_of(start, end, hit)
        return kept.values()

    def _hint(self, hit: Hit, tokens: Cut, chance: float, firsts: frozenset[int]) -> str | None:
        """Tell how a name that the tagger left out is taken: as a name (""), as a hint, or not at all (None)."""
        alone = len(tokens.texts) == hit.stop - hit.first
        first, doubtful = hit.first in firsts, chance >= min(self._doubt, DOUBT)
        if hit.known.place.kind == UNION:
            return "" if hit.known.sure and not (hit.known.opens and goes_on(tokens, hit.stop)) else None
        if self._language in PARTIAL and doubtful and not alone:
            introduced = first or tokens.texts[hit.first - 1].lower() in INTRODUCING
            if hit.known.sure and introduced and self._language == "id":
                return ""
            return OPEN if hit.known.sure else WEAK
        in_other = self._language != "de" and in_title(tokens, hit, firsts)  # German writes all nouns so
        if hit.known.place.kind == CITY and ((doubtful and not hit.known.sure) or in_other):
            return WEAK
        if not hit.known.sure and doubtful and (first or not tokens.texts[hit.first][0].isupper()):
            return WEAK
        if tokens.texts[hit.stop : hit.stop + 1] and tokens.texts[hit.stop] in APOSTROPHES:
            after = tokens.texts[hit.stop + 1 : hit.stop + 2]
            return WEAK if after and after[0] in _TURKISH_ADJECTIVES else ""
        return ""

    def _missed(self, tokens: Cut, tagged: Tagged, hits: Iterable[Hit]) -> Iterable[Mention]:
        """Give countries of the table where the tagger said no name: in doubt as names, else as hints."""
        known = {at for hit in hits for at in range(hit.first, hit.stop)}
        country = (tagged.classes & _COUNTRY) != 0
        for at in (country & (tagged.labels == 0)).nonzero()[0].tolist():
            word = tokens.texts[at]
            # "Kata" is Qatar somewhere, and "said" in Indonesian; "AS" is the USA although "as" is a word.
            if at not in known and (not tagged.classes[at] & COMMON or word.isupper()):
                places = self._names.places(fold(word), self._language)
                if places and places[0].kind == COUNTRY:
                    # a word alone says nothing
                    hint = WEAK if len(tokens.texts) > 1 and tagged.chance[at, 0] >= self._doubt else ""
                    yield Mention(tokens.starts[at], tokens.ends[at], "LOC", COUNTRY_ODDS, "gazetteer", hint)


def _composed(texts: Sequence[str], cuts: Iterable[Cut]) -> list[str]:
    """Give the words in NFC, as those of the training texts are.  Articles are NFC; others keep their offsets."""
    tokens = [token for one in cuts for token in one.texts]
    if all(is_normalized("NFC", text) for text in texts):
        return tokens
    return [normalize("NFC", token) for token in tokens]


class TagCharacters:
    """Finds names in text without spaces.  Callable as `Tag`."""

    def __init__(
        self, tagger: CharacterTagger, language: str, method: str, *, vocabulary: Vocabulary | None = None
    ) -> None:
        self._tagger, self._language, self._method = tagger, language, method
        self._vocabulary = vocabulary or Vocabulary(tuple)

    def __call__(self, text: str) -> Iterable[Mention]:
        """Find them: sorted, without overlap."""
        tagged = self._tagger.tag(text, _starts(text), self._language)
        found = mentions(tagged, range(len(text)), range(1, len(text) + 1), text, self._method)
        named = [name for one in found if (name := _without_day(text, one)) and not self._is_language(text, one)]
        return sorted(self._with_known(named, text, tagged))

    def _is_language(self, text: str, mention: Mention) -> bool:
        """Tell whether it is the word for a language, or the country in that: フランス語, 프랑스어."""
        end = mention.end if text[mention.end - 1] in _LANGUAGES else mention.end + 1
        country = text[mention.start : end - 1]
        return text[end - 1 : end] in _LANGUAGES and self._vocabulary.get([country]) is not None

    def _with_known(self, named: Sequence[Mention], text: str, tagged: Tagged) -> Iterable[Mention]:
        """Give the names that the tagger found, mended by those of the vocabulary, and those that it left out."""
        hits = [*self._vocabulary.inside(text)]
        begun = [hit.first for hit in hits]
        kept = {mention.start: mention for one in named for mention in split(one, hits, begun)}
        for hit in hits:
            labels = tagged.labels[hit.first : hit.stop]
            if not labels.any():
                certain = hit.known.sure and (hit.known.place.kind != CITY or hit.stop - hit.first >= _LONG_CITY)
                if certain or float(tagged.chance[hit.first : hit.stop, 0].max()) < CHARACTER_DOUBT:
                    kept[hit.first] = mention_of(hit.first, hit.stop, hit)
            elif (one := kept.get(hit.first)) and one.end == hit.stop:
                if not is_other(one, hit):
                    kept[hit.first] = one._replace(norm=hit.known.place.norm)
                elif hit.known.sure:
                    kept[hit.first] = mention_of(hit.first, hit.stop, hit)
        return kept.values()


def _without_day(text: str, mention: Mention) -> Mention | None:
    """Leave a weekday outside that a tagger took into a name, or for one: 习近平周二, 金曜日."""
    day = _WEEKDAY.search(text, mention.start, mention.end + 1)
    while day and day.end() < mention.end:
        day = _WEEKDAY.search(text, day.end(), mention.end + 1)
    if not day:
        return mention
    return mention._replace(end=day.start()) if day.start() > mention.start else None


def _starts(text: str) -> list[int]:
    """Give where sentences begin: the first at 0, none at the end, none more than LONGEST apart."""
    starts = [0]
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        while end - starts[-1] > LONGEST:
            starts.append(starts[-1] + LONGEST)
        if starts[-1] < end < len(text):
            starts.append(end)
    return starts if text else []
