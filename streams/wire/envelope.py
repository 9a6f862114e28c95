"""What travels with an article besides itself?  Where it came from, what was done so far, its trace context.

Records that we write are CloudEvents 1.0 in Kafka binary mode: attributes in headers, plain JSON as value,
`article_id` as key.  The header `news-origin` carries the raw address through every hop; the audit joins on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.core.stage import Stage
from streams.wire import headers as h
from streams.wire.dates import to_ms
from streams.wire.identity import sha256_hex
from streams.wire.record import Address, Headers, Record

StageEntry = dict[str, object]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The history of one article.

    *origin* and *appended_ms* are address and append time of the raw record.  *stages* are the `meta.stages`
    entries so far.  *began* is the trace context where the trace started, *parent* that of the previous hop.
    *replays* counts how often a dead letter of it was sent again.
    """

    origin: Address
    appended_ms: int
    stages: tuple[StageEntry, ...] = ()
    began: str | None = None
    parent: str | None = None
    tracestate: str | None = None
    replays: int = 0

    @property
    def began_here(self) -> bool:
        """Whether the raw record came without a trace, so that the first hop began one."""
        return self.began == _new_trace(self.origin)


def from_raw(record: Record, texts: dict[str, str]) -> Provenance:
    """Start the history of a raw record; *texts* are its readable headers."""
    parent = h.traceparent(texts.get(h.TRACEPARENT)) or _new_trace(record.address)
    return Provenance(
        record.address,
        record.timestamp_ms,
        began=parent,
        parent=parent,
        tracestate=texts.get(h.TRACESTATE),
        replays=h.count(texts.get(h.REPLAY_COUNT)),
    )


def from_ours(record: Record, meta: dict[str, object]) -> Provenance:
    """Continue the history of a record that an earlier hop wrote; *meta* passed its schema."""
    ingest = meta["ingest"]
    stages = meta["stages"]
    assert isinstance(ingest, dict)  # noqa: S101  (the schema said so)
    assert isinstance(stages, list)  # noqa: S101
    return Provenance(
        Address(ingest["topic"], ingest["partition"], ingest["offset"]),
        to_ms(ingest["timestamp"]),
        tuple(map(_read_entry, stages)),
        h.text(record.header(h.TRACE_BEGAN)),
        h.traceparent(h.text(record.header(h.TRACEPARENT))),
        h.text(record.header(h.TRACESTATE)),
        h.count(h.text(record.header(h.REPLAY_COUNT))),
    )


def _read_entry(entry: StageEntry) -> StageEntry:
    """Keep what we know of an entry; a newer version may have written more, which our schema does not let out."""
    kept = {name: value for name, value in entry.items() if name in ("name", "version", "model", "lexicon")}
    if isinstance(model := kept.get("model"), dict):
        kept["model"] = {name: value for name, value in model.items() if name in ("name", "version", "sha256")}
    return kept


def entries(stages: Sequence[Stage]) -> tuple[StageEntry, ...]:
    """Describe stages for `meta.stages`: name, version, and model and lexicon where there are any."""
    return tuple(_entry(stage) for stage in stages)


def _entry(stage: Stage) -> StageEntry:
    material = stage.open()
    entry: StageEntry = {"name": stage.name, "version": stage.version}
    if material.model:
        model = material.model
        entry["model"] = {"name": model.name, "version": model.version, "sha256": model.sha256}
    if material.lexicon:
        entry["lexicon"] = material.lexicon
    return entry


def labels(stages: Sequence[StageEntry]) -> tuple[str, ...]:
    """Give `name@version` of every entry."""
    return tuple(f"{stage['name']}@{stage['version']}" for stage in stages)


def headers(
    history: Provenance, *, event_id: str, article_id: str, event: str, stage: str, schema: str, produced_at: str
) -> Headers:
    """Give the headers of an output record, in a fixed order."""
    pairs = [
        ("content-type", "application/json"),
        ("ce_specversion", "1.0"),
        ("ce_id", event_id),
        ("ce_subject", article_id),
        ("ce_time", produced_at),
        ("ce_source", f"/news-streams/{stage}"),
        ("ce_type", f"news.article.{event}.v1"),
        ("ce_dataschema", schema),
        (h.ORIGIN, str(history.origin)),
        *_trace(history, event_id),
    ]
    if history.replays:
        pairs.append((h.REPLAY_COUNT, str(history.replays)))
    return tuple((name, value.encode()) for name, value in pairs)


def _trace(history: Provenance, event_id: str) -> list[tuple[str, str]]:
    if history.parent is None:
        return []
    # The span of this hop is named by its event, so two runs over one record agree.
    span = f"{history.parent[:36]}{event_id.replace('-', '')[:16]}{history.parent[52:]}"
    pairs = [(h.TRACE_BEGAN, history.began or history.parent), (h.TRACEPARENT, span)]
    return [*pairs, (h.TRACESTATE, history.tracestate)] if history.tracestate else pairs


def _new_trace(origin: Address) -> str:
    digest = sha256_hex(str(origin).encode())
    return f"00-{digest[:32]}-{digest[32:48]}-00"
