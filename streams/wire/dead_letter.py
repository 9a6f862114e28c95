"""What is left of a record that failed?  All of it: original bytes, key and headers, plus why and where.

Older `dlq.*` headers are replaced, so nothing grows however often a record comes back.
"""

import base64
from dataclasses import dataclass
from datetime import datetime

from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.wire import headers as h
from streams.wire.dates import from_ms, rfc3339
from streams.wire.identity import sha256_hex
from streams.wire.record import Address, Headers, Output, Record

PREFIX = "dlq."
MAX_DETAIL_BYTES = 512


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes dead letters: consumer group and pipeline version."""

    group: str
    version: str


def dead_letter(record: Record, fail: Fail, *, topic: str, author: Author, now: datetime) -> Output:
    """Give the dead letter of *record*, for *topic*.  Value, key and other headers are untouched and in order."""
    value = record.value or b""
    facts = [
        ("code", fail.code.value),
        ("site", fail.site.value),
        ("stage", fail.stage if fail.site is Site.PROCESS else None),
        ("detail", clipped(fail.detail)),
        ("error_type", fail.error_type),
        ("fingerprint", fingerprint(fail)),
        ("original.topic", record.address.topic),
        ("original.partition", str(record.address.partition)),
        ("original.offset", str(record.address.offset)),
        ("original.timestamp", str(record.timestamp_ms)),
        ("group", author.group),
        ("pipeline_version", author.version),
        ("failed_at", rfc3339(now)),
        ("payload_sha256", sha256_hex(value)),
        ("payload_bytes", str(len(value))),
        ("replay_count", _replays(record)),
        ("replayed_from", h.text(record.header(h.REPLAYED_FROM))),
    ]
    ours = tuple((f"{PREFIX}{name}", text.encode()) for name, text in facts if text)
    return Output(topic, record.key, record.value, (*original_headers(record.headers), *ours))


def _replays(record: Record) -> str | None:
    count = h.count(h.text(record.header(h.REPLAY_COUNT)))
    return str(count) if count else None


def original_headers(headers: Headers) -> Headers:
    """Give the headers without any `dlq.*`."""
    return tuple((name, value) for name, value in headers if not name.startswith(PREFIX))


def clipped(detail: str) -> str:
    """Cut to 512 bytes of UTF-8 and one line; control characters become spaces."""
    line = "".join(char if char.isprintable() else " " for char in detail)
    return line.encode(errors="replace")[:MAX_DETAIL_BYTES].decode(errors="ignore")


def fingerprint(fail: Fail) -> str:
    """Hash code, stage, error class and own function: equal for failures of one cause (16 hex digits)."""
    parts = (fail.code, fail.stage or "", fail.error_type or "", fail.frame or "")
    return sha256_hex("\0".join(parts).encode())[:16]


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What the headers of a dead letter say.

    *address* is its own, *original* that of the record that failed, in the topic its hop read; *origin* is the
    raw record behind it.  *appended_ms* is the append time of the record that failed.
    """

    record: Record
    original: Address
    origin: Address
    code: Code
    site: Site
    stage: str | None
    detail: str
    error_type: str | None
    fingerprint: str
    failed_at: str
    appended_ms: int
    replay_count: int
    payload_sha256: str
    payload_bytes: int
    group: str
    pipeline_version: str

    @property
    def address(self) -> Address:
        """Where the dead letter itself stands."""
        return self.record.address


def read(record: Record, *, source: str) -> DeadLetter:
    """Read a dead letter; *source* is the raw topic.

    Raises ValueError with one sentence when the record is none of ours.  The address in raw is the record's
    own when it failed there: a `news-origin` that a producer put on a raw record counts for nothing.
    """
    texts = {name: h.text(value) or "" for name, value in record.headers if name.startswith((PREFIX, h.ORIGIN))}
    try:
        # Parsed, not only put together: it is shown to people and pasted into commands.
        original = Address.parse("/".join(texts[f"dlq.original.{part}"] for part in ("topic", "partition", "offset")))
        return DeadLetter(
            record=record,
            original=original,
            origin=_origin(texts.get(h.ORIGIN), original, source),
            code=Code(texts["dlq.code"]),
            site=Site(texts["dlq.site"]),
            stage=texts.get("dlq.stage"),
            detail=texts.get("dlq.detail", ""),
            error_type=texts.get("dlq.error_type"),
            fingerprint=texts.get("dlq.fingerprint", ""),
            failed_at=texts["dlq.failed_at"],
            appended_ms=int(texts["dlq.original.timestamp"]),
            replay_count=h.count(texts.get(h.REPLAY_COUNT)),
            payload_sha256=texts["dlq.payload_sha256"],
            payload_bytes=int(texts["dlq.payload_bytes"]),
            group=texts["dlq.group"],
            pipeline_version=texts["dlq.pipeline_version"],
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"{record.address} is not a dead letter of ours: {error}") from error


def _origin(said: str | None, original: Address, source: str) -> Address:
    """Give the raw address; a record that somebody wrote between the stages by hand has none but its own."""
    try:
        return Address.parse(said) if said is not None and original.topic != source else original
    except ValueError:
        return original


def replayed(letter: DeadLetter) -> Output:
    """Give the record that a dead letter came from, to be sent to its original topic: one replay more."""
    headers = (
        *original_headers(letter.record.headers),
        (h.REPLAY_COUNT, str(letter.replay_count + 1).encode()),
        (h.REPLAYED_FROM, str(letter.address).encode()),
    )
    return Output(letter.original.topic, letter.record.key, letter.record.value, headers)


def view(letter: DeadLetter) -> dict[str, object]:
    """Give the JSON view of a dead letter (schemas/dead-letter): text where the bytes are UTF-8, else base64."""
    original = letter.original
    replayed_from = h.text(letter.record.header(h.REPLAYED_FROM))
    facts: dict[str, object] = {
        "address": str(letter.address),
        "code": letter.code,
        "site": letter.site,
        "stage": letter.stage,
        "detail": letter.detail or None,
        "error_type": letter.error_type,
        "fingerprint": letter.fingerprint or None,
        "original": {
            "topic": original.topic,
            "partition": original.partition,
            "offset": original.offset,
            "timestamp": from_ms(letter.appended_ms),
        },
        "origin": str(letter.origin),
        "group": letter.group,
        "pipeline_version": letter.pipeline_version,
        "failed_at": letter.failed_at,
        "payload_sha256": letter.payload_sha256,
        "payload_bytes": letter.payload_bytes,
        "replay_count": letter.replay_count or None,
        "replayed_from": replayed_from,
        **_as_json("key", letter.record.key),
        **_as_json("value", letter.record.value),
        "headers": [
            {"name": name, **_as_json("value", value)} for name, value in original_headers(letter.record.headers)
        ],
    }
    return {name: value for name, value in facts.items() if value is not None}


def _as_json(name: str, value: bytes | None) -> dict[str, object]:
    if value is None:
        return {}
    text = h.text(value)
    return {name: text} if text is not None else {f"{name}_base64": base64.b64encode(value).decode()}
