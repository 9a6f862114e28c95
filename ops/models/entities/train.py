"""Train every tagger that the product ships: `python -m ops.models.entities.train [MODEL ...]`.

Reads `ops/models/data/ner` and the shipped name and word tables, writes `streams/models/entities/*.safetensors`.
Same input, same bytes.  `python -m ops.models.entities.publish` then measures, calibrates and writes the rest.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ops.models.entities.corpus import OCR, UNSPACED, Sentence, bare, files, languages, read
from ops.models.entities.examples import Example, character_examples, word_examples
from ops.models.entities.fit import fit
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.names import Names

MODELS = Path(__file__).parents[3] / "streams" / "models"
OUT = MODELS / "entities"
SEED = 7
# Where `bare` pays on dev: lv 42.5 to 44.1 F1, hi 81.9 to 82.3; bn and ro do not change.  In Dutch a third of the spans
# end in a comma, which nobody would mark.
BARE = ("hi", "hu", "lv", "nl", "tr")
LARGE = ("fi", "hu", "id", "it", "tr")  # over a million characters of training text


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is trained.  *share* is the most sentences taken of each language."""

    languages: tuple[str, ...]
    iterations: int = 100
    c1: float = 0.1
    c2: float = 0.1
    minfreq: int = 1
    share: int = 1_000_000


def recipes() -> dict[str, Recipe]:
    """Give the models: one of all languages with spaces, and one for each language but those of old print only."""
    spaced = tuple(language for language in languages() if language not in UNSPACED)
    own = {language: Recipe((language,)) for language in languages() if language not in OCR}
    # A weaker c2 and features seen twice keep the large ones small.
    large = {language: Recipe((language,), c2=0.05, minfreq=2) for language in LARGE}
    unspaced = {
        language: Recipe((language,), iterations=80, c1=0.05, c2=0.01, minfreq=2) for language in sorted(UNSPACED)
    }
    return {"multi": Recipe(spaced, 70, 0.05, 0.02, 2, 6_000), **own, **large, **unspaced}


def examples(recipe: Recipe, names: Names, groups: Groups) -> Iterator[Example]:
    """Give the training examples of a recipe, in a fixed order."""
    for language in recipe.languages:
        sentences = [one for path in files("train", language) for one in read(path, language)]
        if len(sentences) > recipe.share:
            random.Random(SEED).shuffle(sentences)  # a fixed sample
        chosen = sentences[: recipe.share]
        yield from _examples([bare(one) for one in chosen] if language in BARE else chosen, names, groups, language)


def _examples(sentences: list[Sentence], names: Names, groups: Groups, language: str) -> Iterator[Example]:
    if language in UNSPACED:
        return character_examples(sentences, names, groups, language)
    return word_examples(sentences, names, groups, language)


def train(name: str) -> str:
    """Train one model, write it, and say how long it took."""
    begun, recipe = time.monotonic(), recipes()[name]
    names = Names((MODELS / "names" / "names.safetensors").read_bytes())
    groups = Groups((OUT / "groups.safetensors").read_bytes())
    options = {"iterations": recipe.iterations, "c1": recipe.c1, "c2": recipe.c2, "minfreq": recipe.minfreq}
    data = fit(examples(recipe, names, groups), **options)  # type: ignore[arg-type]
    (OUT / f"{name}.safetensors").write_bytes(data)
    return f"{name:6} {len(data):9} bytes {time.monotonic() - begun:6.0f} s"


def main(arguments: list[str], each: Callable[[str], None] = print) -> int:
    """Train the models named, or all, two at a time: the largest first, so that both cores end together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="*", help="names of models; all without any")
    wanted = parser.parse_args(arguments).models or sorted(recipes(), key=lambda name: (name != "multi", name))
    with ProcessPoolExecutor(max_workers=2) as pool:
        for line in pool.map(train, wanted):
            each(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
