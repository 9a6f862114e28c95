"""Where do articles come from that no cache has seen?  Sentences of the NER sets, shuffled, each in one article.

    python -m ops.bench.articles id en
    streams bench stages --warm .build/bench/id.warm.jsonl .build/bench/id.jsonl

A worker in production has seen other articles of the language, and hardly ever the one in hand.  So each language
gives two files without a sentence in common: one to warm up on, one to measure.  Sentences without any capital (a
whole Indonesian set is lower-cased) are for warming up only: news is not written so, but its words are.
"""

import argparse
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson

from ops.models.entities.corpus import UNSPACED, files, read

BYTES = 2_500  # of title and body together: the size that speeds are told for
PARAGRAPH = 3  # sentences
INTO = Path(__file__).parents[2] / ".build" / "bench"
_BEFORE, _BEHIND = re.compile(r" (?=[.,;:!?%)\]}”’»]|n't\b|'(?:s|re|ve|ll|d|m)\b)"), re.compile(r"(?<=[(\[{“‘«]) ")


def split(sentences: Iterable[str], *, seed: int) -> tuple[list[str], list[str]]:
    """Give the sentences for warming up and those to measure, shuffled, each once."""
    each = sorted(set(sentences))
    random.Random(seed).shuffle(each)
    cased = [one for one in each if one != one.lower() or one == one.upper()]
    plain = sorted(set(each) - set(cased))
    half = len(cased) // 2
    return [*plain, *cased[:half]], cased[half:]


def shuffled(sentences: Sequence[str], *, seed: int) -> list[str]:
    """Give *sentences* in another order."""
    return random.Random(seed).sample(sentences, len(sentences))


def articles(sentences: Sequence[str], language: str) -> Iterator[bytes]:
    """Give raw records of about `BYTES` bytes from *sentences* in order; what is too little for one is left over."""
    glue = "" if language in UNSPACED else " "
    taken: list[str] = []
    number = 0
    for sentence in sentences:
        taken.append(sentence)
        if sum(len(one.encode()) + len(glue) for one in taken) >= BYTES:
            number += 1
            title, *rest = taken
            paragraphs = [glue.join(rest[at : at + PARAGRAPH]) for at in range(0, len(rest), PARAGRAPH)]
            yield orjson.dumps(
                {
                    "url": f"https://news.example/{language}/{number}",
                    "title": title.rstrip("."),
                    "body": "\n\n".join(paragraphs),
                }
            )
            taken = []


def sentences_of(language: str) -> Iterator[str]:
    """Give the sentences of all train and dev sets of *language*, written as in running text."""
    for split_name in ("train", "dev"):
        for path in files(split_name, language):
            for sentence in read(path, language):
                yield sentence.text if language in UNSPACED else written(sentence.text)


def written(tokens: str) -> str:
    """Take away the blanks that stand only between tokens.

    >>> written("Did n't he ( Smith ) say so , at 5 % ?")
    "Didn't he (Smith) say so, at 5%?"
    """
    return _BEHIND.sub("", _BEFORE.sub("", tokens))


def main() -> None:
    """Write both files of every language asked for, and say what they hold."""
    parser = argparse.ArgumentParser(prog="python -m ops.bench.articles", description=__doc__)
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--count", type=int, default=600, help="articles a file, at most")
    parser.add_argument("--times", type=int, default=1, help="articles a sentence may be in, always with others")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, default=INTO)
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    for language in asked.languages:
        for part, one in zip((".warm", ""), split(sentences_of(language), seed=asked.seed), strict=True):
            path = asked.into / f"{language}{part}.jsonl"
            used = [sentence for turn in range(asked.times) for sentence in shuffled(one, seed=asked.seed + turn)]
            made = list(articles(used, language))[: asked.count]
            path.write_bytes(b"".join(record + b"\n" for record in made))
            print(f"{path}: {len(made)} articles, {sum(map(len, made)) / max(1, len(made)):.0f} bytes each")


if __name__ == "__main__":
    main()
