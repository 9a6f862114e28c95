"""What becomes of a million inputs that nobody thought of?  Tries them, counts, and prints what it saw.

    python -m tests.fuzz.run                              a million over decode, 100,000 over the stages
    python -m tests.fuzz.run --decode 20000 --stages 500  fewer
    python -m tests.fuzz.run --seed 7                     others; the same seed gives the same inputs
    python -m tests.fuzz.run --again FILE                 the input of a failure, once more

Exit code 1 when an input broke the contract (each is printed and kept in a file), or when time ran out first.
"""

import argparse
import base64
import gc
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import orjson

from tests.fuzz import properties, ways
from tests.fuzz.corpus import Corpus, Input, read_corpus
from tests.fuzz.report import Report, Row
from tests.fuzz.trial import BrokenError, Trial, Tried

KEPT = Path(".build/fuzz")
# A fault that many inputs meet is one fault; more of them only fill the terminal.
_FAILURES = 20
Try = Callable[[Input], Tried]


class OutOfTimeError(Exception):
    """The seconds that were given are over."""


class Fuzzer:
    """Makes inputs and tries them until there are enough, or *seconds* are over."""

    def __init__(self, trial: Trial, corpus: Corpus, *, seed: int, seconds: float, kept: Path = KEPT) -> None:
        self.trial = trial
        self.corpus = corpus
        self.seed = seed
        self.report = Report()
        self._kept = kept
        self._deadline = time.monotonic() + seconds

    def decode(self, count: int) -> None:
        """Try *count* inputs on decode alone."""
        self._all("decode", count, self.trial.decode, ways.DECODE, properties.DECODE)

    def stages(self, count: int) -> None:
        """Try inputs until *count* of them were seen by a stage."""
        self._all("stages", count, self.trial.walk, ways.STAGES, properties.STAGES)

    def _all(
        self, part: str, count: int, try_: Try, cheap: Sequence[ways.Way], thorough: Sequence[properties.Property]
    ) -> None:
        all_: list[ways.Way | properties.Property] = [*cheap, *thorough]
        shares = sum(way.share for way in all_)
        for way in all_:
            made_by = "mutation" if isinstance(way, ways.Way) else "hypothesis"
            row = self.report.row(part, way.name, made_by, way.made)
            goal = -(-count * way.share // shares)
            began = time.monotonic()
            try:
                self._fill(way, row, goal, try_)
            except OutOfTimeError:
                self.report.late = True
            row.took_s = time.monotonic() - began

    def _fill(self, way: ways.Way | properties.Property, row: Row, goal: int, try_: Try) -> None:
        if isinstance(way, ways.Way):
            self._mutate(way, row, goal, try_)
        else:
            self._draw(way, row, goal, try_)

    def _mutate(self, way: ways.Way, row: Row, goal: int, try_: Try) -> None:
        while row.counted < goal:
            self._see(way.make(Random(f"{self.seed}/{row.part}/{way.name}/{row.tried}"), self.corpus), row, try_)

    def _draw(self, found: properties.Property, row: Row, goal: int, try_: Try) -> None:
        def see(one: Input) -> None:
            if row.counted < goal:
                self._see(one, row, try_)

        while row.counted < goal:
            properties.feed(found, row.tried, goal - row.counted, self.seed, see)

    def _see(self, one: Input, row: Row, try_: Try) -> None:
        if time.monotonic() > self._deadline:
            raise OutOfTimeError
        try:
            self.report.saw(row, try_(one), len(one.value or b""))
        except Exception as error:  # a bug of ours anywhere; BrokenError says it in a sentence
            row.tried += 1
            self._failed(one, row, str(error) if isinstance(error, BrokenError) else repr(error)[:300])

    def _failed(self, one: Input, row: Row, why: str) -> None:
        if len(self.report.failures) >= _FAILURES:
            self.report.unshown += 1
            return
        self._kept.mkdir(parents=True, exist_ok=True)
        path = self._kept / f"{row.part}-{row.name.replace(' ', '-')}-{self.seed}-{row.tried}.json"
        path.write_bytes(as_file(one, row.part))
        self.report.failures.append(
            f"{row.part}, {row.name}, seed {self.seed}, number {row.tried}: {why}\n"
            f"  hop {one.hop}, headers {shown(one.headers)}\n  value {shown(one.value)}\n  kept in {path}"
        )


def shown(thing: object) -> str:
    """Write bytes so that a terminal survives them, the first 300 characters."""
    text = repr(thing)
    return text if len(text) <= 300 else f"{text[:300]}... ({len(text)} characters)"


def as_file(one: Input, part: str) -> bytes:
    """Keep an input."""
    document = {
        "part": part,
        "hop": one.hop,
        "headers": [[name, base64.b64encode(value).decode()] for name, value in one.headers],
        "value": None if one.value is None else base64.b64encode(one.value).decode(),
    }
    return orjson.dumps(document)


def again(path: Path) -> int:
    """Try a kept input once more."""
    document = orjson.loads(path.read_bytes())
    headers = tuple((name, base64.b64decode(value)) for name, value in document["headers"])
    value = None if document["value"] is None else base64.b64decode(document["value"])
    one = Input(value, headers, document["hop"])
    trial = Trial()
    try:
        tried = trial.decode(one) if document["part"] == "decode" else trial.walk(one)
    except BrokenError as error:
        print(f"{error}\n  headers {shown(one.headers)}\n  value {shown(one.value)}")
        return 1
    print(tried)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run from a shell."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__.splitlines()[0])
    parser.add_argument("--decode", type=int, default=1_000_000, help="inputs over decode")
    parser.add_argument("--stages", type=int, default=100_000, help="inputs that a stage must see")
    parser.add_argument("--seconds", type=float, default=1500, help="stop after this long, whatever is missing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=Path, metavar="FILE", help="try one kept input")
    options = parser.parse_args(arguments)
    if options.again:
        return again(options.again)
    fuzzer = Fuzzer(Trial(), read_corpus(), seed=options.seed, seconds=options.seconds)
    gc.collect()
    gc.freeze()  # the models are never garbage; looking through them in each round would count as time of an input
    for part, count in ((fuzzer.decode, options.decode), (fuzzer.stages, options.stages)):
        part(count)
    print(fuzzer.report.as_text())
    return int(bool(fuzzer.report.failures) or fuzzer.report.late)


if __name__ == "__main__":
    sys.exit(main())
