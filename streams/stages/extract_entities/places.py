"""Which characters are covered by a place name of the table?  A feature for text written without spaces."""

import numpy as np

from streams.stages.extract_entities.keys import Keys
from streams.stages.extract_entities.names import Names


def covered(names: Names, text: str, language: str) -> Keys:
    """Give for every character 0, or `1 + 3 * kind` at the start, `2 +` inside and `3 +` at the end of a name."""
    codes = np.zeros(len(text), dtype=np.uint64)
    taken = 0
    for start, end, place in sorted(names.solids(text, language), key=lambda one: (one[0], -one[1])):
        if start >= taken:
            base = 1 + 3 * place.kind
            codes[start:end] = base + 1
            codes[start], codes[end - 1] = base, base + 2
            taken = end
    return codes
