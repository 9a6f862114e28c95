"""How fast is it on a stream of ordinary articles, each of them new?  Neighbouring sentences make an article here.

    python -m ops.bench.stream id en
    streams bench stages --warm .build/bench/id.stream.warm.jsonl .build/bench/id.stream.jsonl

`ops.bench.articles` shuffles the sentences of the NER sets: every sentence has a subject of its own and many names, so
an article brings more words that no cache has seen than one of a newspaper does.  Here the sentences of the same sets
and of the language models' text stay in their order, no sentence is in two articles, and the articles are shuffled.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence

import orjson

from ops.bench.articles import INTO, articles, sentences_of
from ops.models.language.corpus import rows
from streams.text.words import words

MEASURED = 40  # articles; the others are for warming up
LATER = 1_000  # articles after which a worker's caches are asked about


def ordered(language: str) -> Iterator[str]:
    """Give the sentences of all sets of *language* in their order, each once."""
    yield from dict.fromkeys([*sentences_of(language), *(text for tag, text, _ in rows("train") if tag == language)])


def parted(records: Sequence[bytes], *, seed: int) -> tuple[list[bytes], list[bytes]]:
    """Give the records without any capital, which are for warming up only, and the others, shuffled."""
    plain = [one for one in records if one == one.lower()]
    cased = [one for one in records if one != one.lower()]
    random.Random(seed).shuffle(cased)
    return plain, cased


def new_words(records: Sequence[bytes]) -> list[tuple[int, int]]:
    """Give for each record how many words it has, and how many of them are in none before, each counted once."""
    seen: set[str] = set()
    found = []
    for record in records:
        fields = orjson.loads(record)
        each = [word.text for word in words(f"{fields['title']}\n{fields['body']}")]
        found.append((len(each), len({*each} - seen)))
        seen.update(each)
    return found


def expected(new: Sequence[int], after: int) -> float:
    """Give how many new words an article has after so many others, by Heaps' law: they fall as a power of the number.

    Fitted to means over a tenth of the articles, without the first.
    """
    size = max(1, len(new) // 10)
    starts = range(size, len(new) - size + 1, size)
    points = [(math.log(at + size / 2), math.log(max(sum(new[at : at + size]), 1) / size)) for at in starts]
    mean_x, mean_y = (sum(column) / len(points) for column in zip(*points, strict=True))
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum((x - mean_x) ** 2 for x, _ in points)
    return math.exp(mean_y + slope * (math.log(after) - mean_x))


def main() -> None:
    """Write both files of every language asked for, and say how much in them is new."""
    parser = argparse.ArgumentParser(prog="python -m ops.bench.stream", description=__doc__)
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    INTO.mkdir(parents=True, exist_ok=True)
    for language in asked.languages:
        plain, cased = parted([*articles([*ordered(language)], language)], seed=asked.seed)
        warm, measured = [*plain, *cased[:-MEASURED]], cased[-MEASURED:]
        for part, made in ((".warm", warm), ("", measured)):
            (INTO / f"{language}.stream{part}.jsonl").write_bytes(b"".join(record + b"\n" for record in made))
        counts = new_words([*warm, *measured])[-len(measured) :]
        every, new = (sum(column) / len(measured) for column in zip(*counts, strict=True))
        later = expected([one for _, one in new_words(cased)], LATER)
        print(
            f"{language}: {len(measured)} articles after {len(warm)}, {every:.0f} words each, {new:.0f} of them new; "
            f"after {LATER:,} articles {later:.0f} would be"
        )


if __name__ == "__main__":
    main()
