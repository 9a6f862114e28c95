"""Where do sentences end?  At line ends, and behind final punctuation of any script unless an abbreviation explains it.

Made for tagging names, where a wrong cut costs little and a missing one only time; no sentence gets longer than
`LONGEST` words, so one endless line cannot make the tagger slow.
"""

from collections.abc import Iterator, Sequence

from streams.text.words import Word

LONGEST = 120  # words; 99.8 % of the sentences of the training data are shorter, and a table of scores stays small
_FINAL = frozenset(".!?…。！？｡।॥؟۔።។။")
_CLOSING = frozenset("\"'”’»)]』」）›")
# A dot behind these does not end a sentence.  Lower-cased; titles and short forms that stand before names.
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "gen",
        "gov",
        "sen",
        "rep",
        "col",
        "lt",
        "sgt",
        "capt",
        "rev",
        "hon",
        "jr",
        "sr",
        "vs",
        "no",
        "nr",
        "art",
        "bzw",
        "ca",
        "z.b",
        "u.a",
        "d.h",
        "z.t",
        "sig",
        "dott",
        "avv",
        "ing",
        "sra",
        "sr",
        "d",
        "dña",
        "ud",
        "exc",
        "drs",
        "ir",
        "h",
        "hj",
        "tn",
        "ny",
        "jl",
        "kol",
        "letjen",
        "mayjen",
        "brigjen",
        "komjen",
        "irjen",
        "m",
        "mm",
        "mme",
        "mlle",
        "me",
        "mgr",
        "pr",
        "г",
        "гг",
        "им",
        "ул",
        "д",
        "тов",
        "akad",
        "inż",
        "mgr",
        "hab",
        "płk",
        "tzv",
        "tj",
        "npr",
        "čl",
        "st.l",
        "av",
        "doç",
        "yrd",
        "gen.",
        "kard",
        "bl",
        "hr",
        "fru",
        "kr",
    ]
)


def sentences(words: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
    """Give sentences as half-open ranges of indices into *words*, in order, covering every word once.

    *words* are those of *text*.  Never raises; no words give no sentences.
    """
    start = 0
    for index in range(1, len(words)):
        if index - start >= LONGEST or _ends(words, index, text):
            yield start, index
            start = index
    if words:
        yield start, len(words)


def _ends(words: Sequence[Word], index: int, text: str) -> bool:
    """Tell whether a sentence ends before *index*: a line end, or final punctuation with or without a closing quote."""
    before, after = words[index - 1], words[index]
    gap = text[before.end : after.start]
    if "\n" in gap:
        return True
    last = index - 1
    if before.text[0] in _CLOSING and last > 0:
        last -= 1
    mark = words[last].text[0]
    if mark not in _FINAL or after.text[0] in _FINAL or (not gap and after.text[0] in _CLOSING):
        return False
    if mark in "。！？｡":
        return True
    return bool(gap) and not after.text[0].islower() and not (mark == "." and _abbreviates(words, last))


def _abbreviates(words: Sequence[Word], dot: int) -> bool:
    """Tell whether the dot belongs to the word before it: an initial or a known short form."""
    if dot == 0 or words[dot - 1].end != words[dot].start or words[dot].text != ".":
        return False
    word = words[dot - 1].text
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS
