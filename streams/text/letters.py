"""How is every letter of a text replaced by what stands for it?  `text.translate(Letters(rule))`, a rule asked once.

For rules that look at one letter alone: a tenth of the time of a regular expression over the text.
"""

from collections.abc import Callable

_KEPT = 20_000  # letters; more are in no language, and a hostile text has a million, so then all are forgotten


class Letters(dict[int, str]):
    """A table for `str.translate`, by code point.

    >>> "Größe 12".translate(Letters(lambda letter: "x" if letter.isalpha() else letter))
    'xxxxx 12'
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        """*rule* gives what stands for a letter, which may be nothing or several letters."""
        self._rule = rule

    def __missing__(self, point: int) -> str:
        if len(self) >= _KEPT:
            self.clear()
        found = self[point] = self._rule(chr(point))
        return found
