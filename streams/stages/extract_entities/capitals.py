"""How is a headline in capitals read?  As it would be written in small letters, as far as the tables tell.

Taggers have seen hardly any text in capitals.  The dev sets, put into capitals, give F1 55 instead of 42 in English, 48
for 30 in German, 67 for 62 in Indonesian, 54 for 16 in Romanian, 5 to 32 points more in eight other languages, 4 less
in Kazakh.  Offsets are not touched: only what the tagger looks up.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from streams.stages.extract_entities.cut import Cut
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.names import COMMON, Names

_FEWEST = 3  # words of a sentence that is read so: "EU - NATO" may be nothing but short forms
_SHORT = 5  # letters up to which a word in capitals that is not listed is taken for a short form


def in_capitals(text: str, tokens: Cut, firsts: Sequence[int]) -> Iterator[slice]:
    """Give the words of every sentence that has only capitals.  Sentences begin at the words *firsts*."""
    words = tokens.texts
    for first, stop in pairwise([*firsts, len(words)]):
        if stop - first < _FEWEST or not (words[first].isupper() or words[first + 1].isupper()):
            continue  # nearly all; the first may be a quote or a number
        if text[tokens.starts[first] : tokens.ends[stop - 1]].isupper():
            yield slice(first, stop)


def recased(words: Sequence[str], names: Names, groups: Groups) -> list[str]:
    """Give *words* in small letters, but names with a capital, and short forms as they are."""
    as_names, small = [word.capitalize() for word in words], [word.lower() for word in words]
    classes, listed = names.classes(as_names).tolist(), groups.lists([*as_names, *small]).reshape(2, -1).tolist()
    found = []
    for word, name, lower, bits, as_name, as_word in zip(words, as_names, small, classes, *listed, strict=True):
        if (bits and not bits & COMMON and (as_name or not as_word)) or (as_name and not as_word):
            found.append(name)
        else:
            found.append(word if len(word) <= _SHORT and not as_word else lower)
    return found
