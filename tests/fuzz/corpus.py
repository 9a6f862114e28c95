"""What does the fuzzer start from?  Every record the project ships: samples, bad input, foreign shapes, and our own.

Records of the later hops are made by walking the good ones through the pipeline, so they look as a worker
would find them on `articles.cleaned.v1` and `articles.tagged.v1`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from streams.core.topology import cut
from streams.kafka.inputs import bad_inputs, read_file, samples
from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from streams.wire.record import Headers

_SHAPES = Path(__file__).parents[1] / "data" / "shapes"
# What is taken as a seed at most: a mutation of a few bytes in a megabyte finds little and costs much.
_SEED_BYTES = 40_000
CUTS = tuple(step.stage.name for step in news_pipeline().steps[:-1])


@dataclass(frozen=True, slots=True)
class Input:
    """One record to try: *hop* 0 reads raw, 1 cleaned, 2 tagged."""

    value: bytes | None
    headers: Headers = ()
    hop: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Seeds by kind.  *objects* are JSON objects (of hop 0), *documents* text and pages, *ours* of hops 1 and 2.

    *texts* are the titles and lines of all of them, several scripts, each once.
    """

    every: tuple[Input, ...]
    objects: tuple[Input, ...]
    foreign: tuple[Input, ...]
    pages: tuple[str, ...]
    documents: tuple[Input, ...]
    ours: tuple[Input, ...]
    texts: tuple[str, ...]


def read_corpus() -> Corpus:
    """Read it; the same files give the same corpus in the same order."""
    raw = tuple(one for one in _raw() if len(one.value or b"") <= _SEED_BYTES)
    foreign = tuple(Input(path.read_bytes()) for path in sorted(_SHAPES.glob("*/*.json")))
    objects = tuple(one for one in (*raw, *foreign) if isinstance(_json(one.value), dict))
    documents = tuple(one for one in raw if any(name == "content-type" for name, _ in one.headers))
    pages = tuple(text for one in documents if "<" in (text := (one.value or b"").decode(errors="replace")))
    ours = tuple(_ours((*raw, *foreign)))
    texts = tuple(dict.fromkeys(_texts((*objects, *ours), documents)))
    return Corpus((*raw, *foreign, *ours), objects, foreign, pages, documents, ours, texts)


def _raw() -> Iterator[Input]:
    topic = news_pipeline().source
    outputs = [one.record for path in samples() for one in read_file(path, topic=topic)]
    outputs += [one.record for one in bad_inputs(topic)]
    return (Input(output.value, output.headers) for output in outputs)


def _ours(raw: Iterable[Input]) -> Iterator[Input]:
    driver = Driver(cuts=CUTS)
    for number, one in enumerate(raw):
        driver.feed(raw_record(one.value, headers=one.headers, offset=number))
    for number, hop in enumerate(cut(driver.topology, after=CUTS)[:-1], 1):
        for record in driver.topics[hop.sink.topic]:
            if len(record.value or b"") <= _SEED_BYTES:
                yield Input(record.value, record.headers, number)


def _texts(objects: Sequence[Input], documents: Sequence[Input]) -> Iterator[str]:
    for one in objects:
        document = _json(one.value)
        assert isinstance(document, dict)
        for text in document.values():
            if isinstance(text, str):
                yield from (line for line in text.split("\n") if line)
    for one in documents:
        yield from (line for line in (one.value or b"").decode(errors="replace").split("\n") if line)


def _json(value: bytes | None) -> object:
    try:
        return orjson.loads(value or b"")
    except orjson.JSONDecodeError:
        return None
