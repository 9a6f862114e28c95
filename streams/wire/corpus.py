"""Which records make up the bad-input corpus?  A manifest and its files, read into keys, values and headers.

The manifest is one JSON object; `records` lists one entry a record:

- `name`, `why` (a sentence), and `outcome`: `{"code": ...}` for a dead letter, `{"drop": ...}`, or
  `{"warnings": [...]}` for a record that is published with exactly these warnings.
- the value: `file` (bytes as they are), `generate` (a list of texts and `{"repeat": text, "times": n}`), or
  `tombstone` for a null value.
- optional `key`, and `headers`: a list of `[name, text]`, or `{"repeat": [name, text], "times": n}`; a text
  may also be `{"hex": ...}` for bytes that are none, or `{"repeat": text, "times": n}`.
- optional `needs`: what the input alone cannot bring about (`quarantine`, `raising stage`, ...).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from streams.core.codes import ArticleWarning, Code, DropCode
from streams.wire.record import Headers

MANIFEST = "manifest.json"
Expected = Code | DropCode | frozenset[ArticleWarning]


@dataclass(frozen=True, slots=True)
class CorpusRecord:
    """One bad record.  *expected* is the code of its dead letter or drop, else the warnings it is published with.

    *needs* names a condition outside the record under which only *expected* comes true; None for most.
    """

    name: str
    why: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    expected: Expected
    needs: str | None = None


def read_corpus(folder: Path) -> tuple[CorpusRecord, ...]:
    """Read the corpus in *folder*, in the order of its manifest.

    Raises OSError for a missing file and ValueError, with one sentence, for an entry that cannot be read.
    """
    entries = orjson.loads((folder / MANIFEST).read_bytes())["records"]
    return tuple(_record(folder, entry) for entry in entries)


def _record(folder: Path, entry: dict[str, Any]) -> CorpusRecord:
    try:
        return CorpusRecord(
            name=entry["name"],
            why=entry["why"],
            key=_bytes(entry["key"]) if "key" in entry else None,
            value=_value(folder, entry),
            headers=tuple(_headers(entry.get("headers", []))),
            expected=_expected(entry["outcome"]),
            needs=entry.get("needs"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"bad corpus, entry {entry.get('name')!r}: {error!r}; see streams/wire/corpus.py") from error


def _value(folder: Path, entry: dict[str, Any]) -> bytes | None:
    if entry.get("tombstone"):
        return None
    if "file" in entry:
        return (folder / str(entry["file"])).read_bytes()
    return b"".join(_bytes(piece) for piece in entry["generate"])


def _bytes(piece: str | dict[str, Any]) -> bytes:
    if isinstance(piece, str):
        return piece.encode()
    return bytes.fromhex(piece["hex"]) if "hex" in piece else str(piece["repeat"] * piece["times"]).encode()


def _headers(pieces: list[Any]) -> Iterator[tuple[str, bytes]]:
    for piece in pieces:
        (name, value), times = (piece["repeat"], piece["times"]) if isinstance(piece, dict) else (piece, 1)
        yield from [(name, _bytes(value))] * times


def _expected(outcome: dict[str, Any]) -> Expected:
    if "code" in outcome:
        return Code(outcome["code"])
    if "drop" in outcome:
        return DropCode(outcome["drop"])
    return frozenset(ArticleWarning(name) for name in outcome["warnings"])
