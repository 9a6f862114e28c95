"""Which full names are another one in another case?  "jana kowalskiego" is Jan Kowalski."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from streams.stages.extract_entities.bearers import Bearers

_SHORTEST = 3  # letters of a name that has an ending
_LONGEST_ENDING = 6  # with its apostrophe: "Erdoğan'ınki"
_OF_SKI = frozenset(["ego", "emu", "m"])  # Polish, behind "Kowalski"


def nominatives(people: Iterable[str], rules: Bearers) -> dict[str, str]:
    """Give each of *people* who is another of them in another case, with that one.

    Names are full and folded.  Only endings behind the whole name count, and no first name that becomes another one
    so: "Александра Галиева" is not Александр Галиев.
    """
    split = {name: name.split() for name in sorted(people)}
    ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, words in split.items():
        ends[words[0], words[-1]].append(name)
    found: dict[str, str] = {}
    for name, words in split.items():
        bases = (
            base
            for first in _stems(words[0])
            for last in _stems(words[-1])
            if last != words[-1]
            for base in ends.get((first, last), ())
            if _is_other(words, split[base], rules)
        )
        if base := min(bases, default=""):
            found[name] = base
    return found


def _stems(word: str) -> Iterator[str]:
    """Give the word, and what is left without an ending."""
    yield word
    for end in range(len(word) - 1, max(_SHORTEST, len(word) - _LONGEST_ENDING) - 1, -1):
        yield word[:end]


def _is_other(words: Sequence[str], bases: Sequence[str], rules: Bearers) -> bool:
    if len(bases) != len(words) or _may_be_woman(words, bases, rules):
        return False
    return all(_is_case(word, base, rules.cases) for word, base in zip(words, bases, strict=True))


def _is_case(word: str, base: str, cases: frozenset[str]) -> bool:
    ending = word[len(base) :]
    if not word.startswith(base) or len(base) < _SHORTEST:
        return word == base
    if ending[:1] in ("'", "’"):
        return len(ending) <= _LONGEST_ENDING
    return not ending or ending in cases or ending == "ым" or (base.endswith("ski") and ending in _OF_SKI)


def _may_be_woman(words: Sequence[str], bases: Sequence[str], rules: Bearers) -> bool:
    """Tell whether "Галиева" may be the nominative: a first name that does not change, or becomes another one."""
    changed = words[0] != bases[0] and not rules.is_called(words[0].capitalize())
    return words[-1].endswith("а") and not changed
