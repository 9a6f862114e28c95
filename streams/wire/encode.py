"""Which bytes and headers stand for an article at the end of a hop?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from streams.core.article import Article
from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.core.topology import Hop
from streams.wire import identity
from streams.wire.dates import from_ms, rfc3339
from streams.wire.envelope import Provenance, StageEntry, entries, headers, labels
from streams.wire.fields import record_from_article
from streams.wire.record import Output
from streams.wire.schema import SCHEMA_VERSION, schema_id, schema_name

# Key, headers and batch framing count against the limit of a topic too; ours stay below 4 KiB, article ids included.
_FRAME_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class Encoded:
    """A record for the topic, and the same as JSON types."""

    output: Output
    document: dict[str, Any]


class Encoder:
    """Writes the records of one hop.

    Opens the hop's stages for their models' names.  *revision* is the build (a commit id), *max_bytes* the
    topic's `max.message.bytes`.
    """

    def __init__(self, hop: Hop, *, version: str, revision: str, max_bytes: int) -> None:
        self._hop = hop
        self._stages = entries(hop.stages)
        self._names = {kind: step.stage.name for step in (*hop.before, *hop.steps) for kind in step.stage.assigns}
        self._pipeline = {"version": version, "revision": revision}
        self._schema = schema_name(hop.sink.event)
        self._schema_id = schema_id(self._schema)
        self._max_value_bytes = max_bytes - _FRAME_BYTES

    def encode(self, article: Article, history: Provenance, *, now: datetime) -> Encoded | Fail:
        """Give the output record, or `result_too_large`.  Only `meta.produced_at` depends on *now*."""
        document = self.document(article, history, now=now)
        value = orjson.dumps(document)
        if len(value) > self._max_value_bytes:
            detail = f"encoded result has {len(value)} bytes; {self._hop.sink.topic} takes {self._max_value_bytes}"
            return Fail(Code.RESULT_TOO_LARGE, detail, Site.PUBLISH)
        meta = document["meta"]
        lines = headers(
            history,
            event_id=meta["event_id"],
            article_id=meta["article_id"],
            event=self._hop.sink.event,
            stage=self._hop.sink.stage.name,
            schema=self._schema_id,
            produced_at=meta["produced_at"],
        )
        output = Output(self._hop.sink.topic, meta["article_id"].encode(), value, lines)
        return Encoded(output, document)

    def document(self, article: Article, history: Provenance, *, now: datetime) -> dict[str, Any]:
        """Give the record that is published, as JSON types."""
        content = identity.content_hash(article)
        article_id = identity.article_id(article, content)
        stages: tuple[StageEntry, ...] = (*history.stages, *self._stages)
        event_id = identity.event_id(article_id, self._hop.sink.event, content, labels(stages))
        meta = {
            "schema": self._schema,
            "schema_version": SCHEMA_VERSION,
            "event_id": str(event_id),
            "article_id": str(article_id),
            "content_hash": content,
            "ingest": {
                "topic": history.origin.topic,
                "partition": history.origin.partition,
                "offset": history.origin.offset,
                "timestamp": from_ms(history.appended_ms),
            },
            "stages": stages,
            "pipeline": self._pipeline,
            "produced_at": rfc3339(now),
        }
        return {"meta": meta, **record_from_article(article, self._names)}
