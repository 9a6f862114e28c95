"""Which raw records are in a file?  JSON goes out byte for byte, documents with headers that say what they are."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from streams.core.outcome import Unavailable
from streams.wire import headers
from streams.wire.corpus import read_corpus
from streams.wire.record import Headers, Output

DOCUMENTS = {".txt": "text/plain", ".html": "text/html"}
RECORDS = (".json", ".jsonl")
# In a wheel `samples` and `bad` lie inside the package (pyproject, force-include); in a checkout with the tests.
_FOLDERS = (Path(__file__).parents[1] / "_shipped", Path(__file__).parents[2] / "tests" / "data")


class WrongInput(ValueError):  # noqa: N818  (reads as the sentence a person sees)
    """A file cannot be sent; the text names it and says what was expected."""


@dataclass(frozen=True, slots=True)
class Input:
    """A record to be sent, and the file (and line) that it came from."""

    name: str
    record: Output


def samples() -> list[Path]:
    """List the sample articles, the reference first; raises `Unavailable` when they are not shipped."""
    found = (path for path in _shipped("samples").iterdir() if path.suffix in (*DOCUMENTS, *RECORDS))
    return sorted(found, key=lambda path: (path.stem != "reference", path.name))


def reference_record(topic: str = "articles.raw.v1") -> Output:
    """Give the reference article as a raw record."""
    return next(read_file(samples()[0], topic=topic)).record


def bad_inputs(topic: str) -> Iterator[Input]:
    """Give the bad-input corpus, without what a record alone cannot bring about (a raising stage, ...)."""
    for bad in read_corpus(_shipped("bad")):
        if bad.needs is None:
            yield Input(bad.name, Output(topic, bad.key, bad.value, bad.headers))


def _shipped(name: str) -> Path:
    for folder in _FOLDERS:
        if (folder / name).is_dir():
            return folder / name
    raise Unavailable(f"the {name} records are missing; install the package again")


def check(path: Path) -> None:
    """Refuse a file that cannot be sent before anything is.  Raises WrongInput."""
    if path.suffix.lower() not in (*DOCUMENTS, *RECORDS):
        expected = ", ".join((*DOCUMENTS, *RECORDS))
        raise WrongInput(f"{path} ends in {path.suffix or 'nothing'}; expected one of {expected}, or - for JSON lines")
    if not path.is_file():
        raise WrongInput(f"{path} is not a file")


def read_file(path: Path, *, topic: str, key: bytes | None = None, url: str | None = None) -> Iterator[Input]:
    """Read the records of one file; the ending says how.  Raises WrongInput.

    `.txt` and `.html` are one document, `.json` is one record, `.jsonl` one a line; blank lines are skipped.
    """
    check(path)
    kind = path.suffix.lower()
    try:
        with path.open("rb") as file:
            if kind == ".jsonl":
                yield from read_lines(file, name=str(path), topic=topic, key=key)
            else:
                yield Input(str(path), Output(topic, key, file.read(), _document_headers(kind, url)))
    except OSError as error:
        raise WrongInput(f"cannot read {path}: {error.strerror}") from error


def _document_headers(kind: str, url: str | None) -> Headers:
    if kind not in DOCUMENTS:
        return ()
    claims = (("news-url", url.encode()),) if url else ()
    return ((headers.CONTENT_TYPE, DOCUMENTS[kind].encode()), *claims)


def read_lines(lines: BinaryIO, *, name: str, topic: str, key: bytes | None = None) -> Iterator[Input]:
    """Read one record a line, byte for byte without the line end, each as soon as it is there."""
    for number, line in enumerate(lines, 1):
        if value := line.rstrip(b"\r\n"):
            yield Input(f"{name}:{number}", Output(topic, key, value, ()))


def repeat(inputs: Iterable[Input], times: int | None) -> Iterator[Input]:
    """Give all inputs *times* over, or without end when it is None.  They are kept in memory then, not for one time."""
    if times == 1:
        return iter(inputs)
    kept = list(inputs)
    rounds: Iterable[int] = itertools.count() if times is None and kept else range(times or 0)
    return (item for _ in rounds for item in kept)
