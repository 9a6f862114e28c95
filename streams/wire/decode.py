"""Which article is in a record?  Size, encoding, JSON, shape, schema, in this order; each refusal has its code.

Bytes are looked at closely only after the parser refused them, so the good record pays for none of it.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import orjson

from streams.core.article import Article
from streams.core.codes import ArticleWarning, Code, DropCode, Site
from streams.core.outcome import Drop, Fail
from streams.core.topology import Hop, Step
from streams.wire import fields, headers
from streams.wire.document import media_type, read_document
from streams.wire.envelope import Provenance, from_ours, from_raw
from streams.wire.fields import Json
from streams.wire.record import Address, Record
from streams.wire.schema import Violation, schema_name, validate
from streams.wire.shapes import shape_of

RAW_SCHEMA = "raw-article"
_DOCUMENTS = ("text/plain", "text/html")
_BOM = b"\xef\xbb\xbf"
# What we read: any minor of major 1; a higher minor than this one is accepted and flagged.
_MAJOR, _MINOR = 1, 0


@dataclass(frozen=True, slots=True)
class Decoded:
    """An article and its history, ready for the stages."""

    article: Article
    history: Provenance


@dataclass(frozen=True, slots=True)
class Limits:
    """*max_raw_bytes* bounds values from the source topic; *quarantine* lists addresses nobody looks at."""

    max_raw_bytes: int = 1024 * 1024
    quarantine: Set[Address] = frozenset()


Warnings = tuple[ArticleWarning, ...]


def decode(record: Record, hop: Hop, limits: Limits) -> Decoded | Drop | Fail:
    """Read a record of the topic that *hop* reads; the first hop reads raw.  Never raises for any bytes."""
    if record.address in limits.quarantine:
        return _fail(Code.QUARANTINED, f"{record.address} is listed in STREAMS_QUARANTINE")
    if record.value is None:
        return Drop(DropCode.TOMBSTONE)
    if not record.value:
        return _fail(Code.EMPTY_PAYLOAD, "value has 0 bytes; expected a JSON object or a document")
    return _decode_ours(record, record.value, hop) if hop.before else _decode_raw(record, record.value, limits)


def _decode_raw(record: Record, value: bytes, limits: Limits) -> Decoded | Fail:
    if len(value) > limits.max_raw_bytes:
        return _fail(Code.TOO_LARGE, f"value has {len(value)} bytes; expected at most {limits.max_raw_bytes}")
    texts, dropped = headers.readable(record.headers)
    warnings = (ArticleWarning.HEADERS_DROPPED,) if dropped else ()
    read = _read_raw(value, texts)
    if isinstance(read, Fail):
        return read
    document, more = read
    if foreign := shape_of(document):
        document = foreign.read(document)
    accepted = _accept(RAW_SCHEMA, document, document.get("schema_version"))
    if isinstance(accepted, Fail):
        return replace(accepted, detail=f"{accepted.detail}, read as {foreign.name}") if foreign else accepted
    article = fields.article_from_raw(document, appended_ms=record.timestamp_ms, warnings=(*warnings, *more, *accepted))
    return Decoded(article, from_raw(record, texts))


def _read_raw(value: bytes, texts: Mapping[str, str]) -> tuple[Json, Warnings] | Fail:
    content_type = texts.get(headers.CONTENT_TYPE, "")
    kind = media_type(content_type)
    if kind not in _DOCUMENTS:
        return _read_json(value)
    read = read_document(value, content_type)
    return read if isinstance(read, Fail) else (fields.raw_from_document(read[0], kind, texts), read[1])


def _read_json(value: bytes) -> tuple[Json, Warnings] | Fail:
    warnings: Warnings = ()
    if value.startswith(_BOM):
        value, warnings = value[len(_BOM) :], (ArticleWarning.BOM_STRIPPED,)
    try:
        document = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        return _refusal(value, error)
    if not isinstance(document, dict):
        return _fail(Code.NOT_AN_OBJECT, f"top of the value is {_kind(document)}; expected a JSON object")
    return document, warnings


def _refusal(value: bytes, error: orjson.JSONDecodeError) -> Fail:
    try:
        value.decode()
    except UnicodeDecodeError as wrong:
        return _fail(Code.INVALID_ENCODING, f"byte {wrong.start} is not UTF-8 ({wrong.reason}); expected UTF-8")
    if b"\0" in value[:4]:
        return _fail(Code.INVALID_ENCODING, "zero bytes at the start look like UTF-16 or UTF-32; expected UTF-8")
    return _fail(Code.INVALID_JSON, f"{error.msg} at character {error.pos}; expected one JSON object")


def _kind(document: object) -> str:
    names = {list: "an array", str: "a string", bool: "a boolean", type(None): "null"}
    return names.get(type(document), "a number")


def _decode_ours(record: Record, value: bytes, hop: Hop) -> Decoded | Fail:
    read = _read_json(value)
    if isinstance(read, Fail):
        return read
    document, warnings = read
    meta = document.get("meta")
    version = meta.get("schema_version") if isinstance(meta, dict) else None
    accepted = _accept(schema_name(hop.before[-1].event), document, version)
    if isinstance(accepted, Fail):
        return accepted
    article = fields.article_from_ours(document, _kinds(hop.before)).warned(*warnings, *accepted)
    return Decoded(article, from_ours(record, fields.section(document, "meta")))


def _kinds(steps: Sequence[Step]) -> tuple[tuple[str, type], ...]:
    return tuple((step.stage.name, kind) for step in steps for kind in step.stage.assigns)


def _accept(schema: str, document: Json, version: object) -> Warnings | Fail:
    ahead = _version(version)
    if isinstance(ahead, Fail):
        return ahead
    violation = validate(schema, document)
    return _violated(schema, violation) if violation else ahead


def _version(version: object) -> Warnings | Fail:
    if not isinstance(version, str):
        return ()  # absent means the newest; any other type is the schema's to refuse
    major, _, minor = version.partition(".")
    if not (major.isascii() and major.isdigit() and minor.isascii() and minor.isdigit()) or len(version) > 12:
        return ()
    if int(major) != _MAJOR:
        return _fail(Code.SCHEMA_VERSION_UNSUPPORTED, f"schema version {version}; expected {_MAJOR}.x")
    return (ArticleWarning.VERSION_AHEAD,) if int(minor) > _MINOR else ()


def _violated(schema: str, violation: Violation) -> Fail:
    pointer = violation.pointer or "the top of the record"
    return _fail(Code.SCHEMA_INVALID, f"{pointer} breaks {violation.rule} of {schema}")


def _fail(code: Code, detail: str) -> Fail:
    return Fail(code, detail, Site.DECODE)
