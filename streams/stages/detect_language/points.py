"""Which code point stands for each of a text?  An array of them, by a rule that is asked once a letter.

`str.translate` asks a dictionary for every character of a text that is not all ASCII; a table in numpy takes a seventh
of that time.
"""

import numpy as np
import numpy.typing as npt

from streams.text.letters import Letters

_BASIC = 0x10000  # code points that have a place in the table


class Points:
    """A table over *letters*.  Not for use by several threads at once.

    >>> "".join(map(chr, Points(Letters(lambda letter: "x" if letter.isalpha() else letter)).of("Größe 12")))
    'xxxxx 12'
    """

    def __init__(self, letters: Letters) -> None:
        """*letters* has one letter, not NUL, for each."""
        self._letters = letters
        self._known = np.zeros(_BASIC + 1, dtype=np.uint32)  # 0 stands for what was not asked yet, and stays behind all

    def of(self, text: str) -> npt.NDArray[np.uint32]:
        """Give the code point that stands for each of *text*."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        found: npt.NDArray[np.uint32] = self._known.take(points, mode="clip")
        if not found.all():
            new = (found == 0).nonzero()[0]
            asked = points[new]
            found[new] = [ord(self._letters[point]) for point in asked.tolist()]
            basic = asked < _BASIC
            self._known[asked[basic]] = found[new[basic]]
        return found
