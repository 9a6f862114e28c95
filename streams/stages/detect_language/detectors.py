"""What does the stage need from outside?  Two models, a witness, fitted weights and two sets of characters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second detector says: languages with their share of the text (0 to 1), largest first; may be empty."""

    shares: tuple[tuple[str, float], ...] = ()
    reliable: bool = False

    @property
    def tag(self) -> str | None:
        """The language it names first; None when it knows none."""
        return self.shares[0][0] if self.shares else None


@dataclass(frozen=True, slots=True)
class Weights:
    """Fitted numbers (streams/models/language/weights.json says on what).

    *combine* has `rank`, `grams` and `witness`; *calibrate* has one row an outcome, one number a trait;
    *split* scales the hr/sr/bs logits: constant and slope over the log of the letters.
    """

    combine: Mapping[str, float]
    calibrate: Mapping[str, tuple[float, ...]]
    split: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Detectors:
    """Everything that is opened once a process.

    *rank* gives a log score for each label it knows, on a scale that does not grow with length; labels are
    tags as in `languages.py`, others are outside the list, `zxx` is no language.  *grams* gives logits of a
    group (`Latn`, `Cyrl`, `Arab`, `Deva`, `hbs`), or nothing.  None of the callables raises for any text.
    *alphabets* are the small letters a language is written with, where several share a script.
    """

    rank: Callable[[str], Mapping[str, float]]
    grams: Callable[[str, str], Mapping[str, float]]
    witness: Callable[[str], Opinion]
    weights: Weights
    simplified: frozenset[str] = field(default=frozenset())
    traditional: frozenset[str] = field(default=frozenset())
    alphabets: Mapping[str, frozenset[str]] = field(default_factory=dict)
