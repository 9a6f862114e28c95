"""Which words mark what does not belong to an article?  Plain terms by category, the union of all languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms by category; empty here, filled from `streams/models/lexicon`."""
