"""Where do sentences end?  At line ends, and behind final punctuation of any script unless an abbreviation explains it.

Made for tagging names, where a wrong cut costs little and a missing one only time; no sentence gets longer than
`LONGEST` words, so one endless line cannot make the tagger slow.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from streams.text.words import Word

LONGEST = 120  # words; 99.8 % of the sentences of the training data are shorter, and a table of scores stays small
_FINAL = frozenset(".!?…。！？｡।॥؟۔።។။")
_CLOSING = frozenset("\"'”’»)]』」）›")
_MARKS = _FINAL | _CLOSING
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
    firsts = begins([word.text for word in words], [word.start for word in words], [word.end for word in words], text)
    return zip(firsts, [*firsts, len(words)][1:], strict=True)


def begins(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], text: str) -> list[int]:
    """Give the indices of the words that begin a sentence, in order, the first one among them.

    *words* are those of *text*, at *starts* and *ends*.  Never raises; no words give no sentences.
    """
    if not words:
        return []
    firsts = [0]
    for end in [*_ends(words, starts, ends, text), len(words)]:
        while end - firsts[-1] > LONGEST:
            firsts.append(firsts[-1] + LONGEST)
        firsts.append(end)
    return firsts[:-1]


def _ends(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], text: str) -> list[int]:
    """Give the indices of words, without the first, that begin a sentence: behind a line end or final punctuation.

    Only words behind a mark that can end one are looked at one by one; the others are nine of ten.
    """
    behind_marks = [index for index, word in enumerate(words, 1) if word[0] in _MARKS]
    found = {index for index in behind_marks if index < len(words) and _ended(words, starts, ends, index)}
    at = text.find("\n", starts[0])
    while at >= 0:
        found.add(bisect_right(starts, at))
        at = text.find("\n", at + 1)
    return sorted(found - {len(words)})


def _ended(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], index: int) -> bool:
    """Tell whether final punctuation, with or without a closing quote, ends a sentence before *index*."""
    after = words[index][0]
    gap = ends[index - 1] < starts[index]
    last = index - 1
    if words[last][0] in _CLOSING and last > 0:
        last -= 1
    mark = words[last][0]
    if mark not in _FINAL or after in _FINAL or (not gap and after in _CLOSING):
        return False
    if mark in "。！？｡":
        return True
    return gap and not after.islower() and not (mark == "." and _abbreviates(words, starts, ends, last))


def _abbreviates(words: Sequence[str], starts: Sequence[int], ends: Sequence[int], dot: int) -> bool:
    """Tell whether the dot belongs to the word before it: an initial or a known short form."""
    if dot == 0 or ends[dot - 1] != starts[dot] or words[dot] != ".":
        return False
    word = words[dot - 1]
    return (len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS
