"""How well is each language covered, and on what evidence?  `python -m ops.models.entities.coverage`.

A gold dev set decides, the best of them where there are several.  Four languages stand on a silver test, as said below;
a language without any set of its own is `experimental`, also where the model of a close one tags it.  `publish`
asks here; run alone, it takes the scores that the model card prints and writes coverage and card anew.
"""

import json
import re
import sys
from typing import NamedTuple

from ops.models.entities.train import OUT

HEADING = "## Coverage"
TIER_1, TIER_2 = 70, 55  # F1
# F1 on the test sets of WikiNEuRal (sentences of Wikipedia, labelled by machine: "silver"), strict, gold tokens, by the
# first model of all languages of this recipe, in an earlier study.  The models of today were not measured there.
SILVER = {"es": 70.4, "fr": 70.1, "nl": 73.2, "pl": 65.4}
# It would be tier 1 for three of them.  Silver labels agree with a tagger more than people do, so they count for less.
SILVER_TIER = "tier_2"
ALIKE = {"nn": "nb", "bs": "hr"}  # written so close that the model of the other is used
_ROW = re.compile(r"^\| (\w+) \| ([\w.-]+) \| [^|]+ \| ([\d.]+) \|", re.MULTILINE)


class Measured(NamedTuple):
    """The strict F1 of a language on a dev set."""

    language: str
    name: str
    points: float


def tier(points: float) -> str:
    """Give the coverage that a dev F1 stands for."""
    return "tier_1" if points >= TIER_1 else "tier_2" if points >= TIER_2 else "experimental"


def decide(scores: list[Measured]) -> dict[str, str]:
    """Give the coverage of every language that has evidence of its own."""
    best = {one.language: one.points for one in sorted(scores, key=lambda one: one.points)}
    return {language: tier(points) for language, points in best.items()} | dict.fromkeys(SILVER, SILVER_TIER)


def section(scores: list[Measured]) -> list[str]:
    """Give the section of the card: each language with its tier and evidence."""
    coverage = decide(scores)
    rows = [f"| {language} | `{word}` | {_evidence(language, scores)} |" for language, word in sorted(coverage.items())]
    rows += [
        f"| {language} | `experimental` | no set of its own; tagged by the model of {other}, whose scores say nothing "
        "certain of it |"
        for language, other in sorted(ALIKE.items())
        if language not in coverage
    ]
    return [
        HEADING,
        "",
        f"`tier_1` from {TIER_1} strict F1 on, `tier_2` from {TIER_2}, on the best of the gold dev sets.",
        f"Silver counts as `{SILVER_TIER}`, whatever the score: it is WikiNEuRal, sentences of Wikipedia labelled by",
        "machine, measured in an earlier study with the first model of this recipe on gold tokens, not with the models",
        "here; what these do on a few sentences of today stands above.",
        "",
        "| language | coverage | evidence |",
        "|---|---|---|",
        *sorted(rows),
        "| every other | `experimental` | none, or the few sentences above |",
    ]


def _evidence(language: str, scores: list[Measured]) -> str:
    gold = ", ".join(f"{one.name} {one.points:.1f}" for one in scores if one.language == language)
    if language not in SILVER:
        return f"gold dev: {gold}"
    silver = f"silver test: WikiNEuRal {SILVER[language]:.1f}"
    return (
        f"{silver}; the gold set is historical print and does not count: {gold}" if gold else f"{silver}; no gold set"
    )


def printed(card: str) -> list[Measured]:
    """Read the scores back from a model card."""
    return [Measured(row[1], row[2], float(row[3])) for row in _ROW.finditer(card)]


def renewed(card: str) -> str:
    """Give *card* with its coverage written anew."""
    before, after = card.split(f"{HEADING}\n", 1)
    rest = after[after.index("\n## ") :]
    return before + "\n".join(section(printed(card))) + "\n" + rest


def main() -> int:
    """Write coverage and card anew."""
    card, path = (OUT / "MODELCARD.md").read_text(encoding="utf-8"), OUT / "index.json"
    index = json.loads(path.read_text(encoding="utf-8")) | {"coverage": decide(printed(card))}
    path.write_text(json.dumps(index, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    (OUT / "MODELCARD.md").write_text(renewed(card), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
