"""Which words belong to a place name of several words?  A feature for the tagger: "New York" is one thing."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.names import FIRST, LATER, Names

LONGEST = 6  # words; 99.9 % of the names have fewer
_FIRST, _LATER = 0b001001001 << FIRST, 0b001001001 << LATER


def phrases(
    names: Names, words: Sequence[str], classes: npt.NDArray[np.uint16], language: str, *, begins: Sequence[int] = ()
) -> npt.NDArray[np.int64]:
    """Give for every word 0, or `1 + 2 * kind` in the first and `2 + 2 * kind` in later words of the longest name.

    No name goes on with the words at *begins*, the first ones of sentences.
    """
    codes = np.zeros(len(words), dtype=np.int64)
    later = (classes & _LATER) != 0
    later[list(begins)] = False
    starts = (((classes[:-1] & _FIRST) != 0) & later[1:]).nonzero()[0].tolist()
    taken = 0
    for start in starts:
        if start < taken:
            continue
        stop = start + 2
        while stop < len(words) and stop - start < LONGEST and later[stop]:
            stop += 1
        folded = [fold(word) for word in words[start:stop]]
        for end in range(stop, start + 1, -1):
            if end - start < 2:
                break
            places = names.places(" ".join(folded[: end - start]), language)
            if places:
                codes[start] = 1 + 2 * places[0].kind
                codes[start + 1 : end] = 2 + 2 * places[0].kind
                taken = end
                break
    return codes
