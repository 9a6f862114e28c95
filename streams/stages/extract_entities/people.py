"""Who is called like a place?  "Kenya Moore", "Paris Jackson": what names of people say where a tagger sees a place.

Taggers have learnt that Kenya is a country.  The name table knows besides which words are given and family names, and
two such words in a row are hardly ever anything but a person.
"""

from streams.stages.extract_entities.cut import Cut
from streams.stages.extract_entities.features import LABELS
from streams.stages.extract_entities.names import COMMON, COUNTRY, FAMILY, GIVEN, WHOLE, Names
from streams.stages.extract_entities.tagger import Tagged

_COUNTRY = 1 << (3 * COUNTRY + WHOLE)
_B, _I = LABELS.index("B-PER"), LABELS.index("I-PER")


def with_given_names(text: str, tokens: Cut, tagged: Tagged) -> Tagged:
    """Take a given name in that the tagger left out before a single name of a person ("Paris" before "Jackson").

    On the dev sets this mends four names ("Heath Miller") and spoils none; words that are also everyday words would
    spoil ten ("Pak Jokowi", "General Heinrici").
    """
    labels, classes = tagged.labels, tagged.classes
    before = (labels[1:] == _B).nonzero()[0]
    given = (classes.take(before) & (GIVEN | COMMON)) == GIVEN
    for at in before[given & (labels.take(before) == 0)].tolist():
        name = at + 1
        alone = name + 1 == len(labels) or labels[name + 1] != _I
        near = tokens.starts[name] == tokens.ends[at] + 1 and text[tokens.ends[at]] == " "
        # "Israel Netanyahu" of a headline is two names, so a country needs a family name behind it.
        safe = not classes[at] & _COUNTRY or classes[name] & FAMILY
        capitals = tokens.texts[at][0].isupper() and tokens.texts[name][0].isupper()
        if alone and near and safe and capitals:
            labels, chance = labels.copy(), tagged.chance.copy()
            labels[at], labels[name], chance[at] = _B, _I, chance[name]
            tagged = Tagged(labels, chance, classes)
    return tagged


def is_called(names: Names, exact: str) -> bool:
    """Tell whether *exact* is a person's name that begins with that of a country: two words with capitals, the first
    of them a given name too, the second a family name.

    In the gold sets there are 34 names of this form, all of people, but one in letters without capitals ("भारत सरकार").
    With cities in place of countries 50 of 600 are something else ("Washington Post", "Aston Villa").
    """
    words = exact.split(" ")
    if len(words) != 2 or not all(word[:1].isupper() for word in words):
        return False
    first = names.class_of(words[0])
    return bool(first & GIVEN and first & _COUNTRY and names.class_of(words[1]) & FAMILY)
