"""How good are the entities on the dev sets?  `python -m tests.quality.entities_report [--floors] [LANGUAGE ...]`.

Runs the shipped taggers, as the worker would, on the raw text of every gold sentence.  `--floors` writes
`entities_floors.json`: three points under what is measured, on the sentences that the test takes (`SAMPLE`).
"""

import argparse
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from ops.models.entities.corpus import Sentence, files, languages, read, sample
from ops.models.entities.score import TYPES, Found, Score, score
from streams.resources import find_entities

FLOORS = Path(__file__).parent / "entities_floors.json"
SAMPLE = 250  # sentences of each set in CI, evenly spread
MARGIN = 3


def found_in(text: str, language: str) -> list[Found]:
    """Give the people, organisations and places that the product finds in one text of a known language."""
    entities, _ = find_entities("", text, language, 1.0)
    return [(one.start, one.end, one.type, one.confidence, one.method) for one in entities if one.type in TYPES]


def sets(language: str) -> dict[str, list[Sentence]]:
    """Give the dev sets of a language by name."""
    return {path.name.partition(".dev")[0]: list(read(path, language)) for path in files("dev", language)}


def measure(language: str, sentences: Sequence[Sentence]) -> Score:
    """Score the shipped taggers on gold sentences."""
    return score(sentences, lambda text: found_in(text, language), language)


def report(wanted: Sequence[str]) -> None:
    """Print a line a dev set."""
    print("lang set                        F1     P     R |  PER   ORG   LOC | overlap  lost to words  sentences")
    for language in wanted:
        for name, dev in sets(language).items():
            one = measure(language, dev)
            types = " ".join(f"{one.f1(kind):5.1f}" for kind in ("PER", "ORG", "LOC"))
            print(
                f"{language:4} {name:25} {one.f1():5.1f} {one.precision:5.1f} {one.recall:5.1f} | {types} | "
                f"{one.overlap:7.1f} {one.lost_to_words:12.1f} % {one.sentences:10}",
                flush=True,
            )


def write_floors(wanted: Sequence[str]) -> None:
    """Measure the sample of every set and write the floors."""
    floors = {
        f"{language}/{name}": math.floor(measure(language, sample(dev, SAMPLE)).f1()) - MARGIN
        for language in wanted
        for name, dev in sets(language).items()
    }
    FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Report, or write the floors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("languages", nargs="*")
    options = parser.parse_args(arguments)
    wanted = options.languages or languages()
    if options.floors:
        write_floors(wanted)
    else:
        report(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
