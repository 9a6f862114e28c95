"""How do I try the pipeline without a broker?  Real bytes in, records per topic out.

Walks every record through all hops in order, as workers would, and keeps what each topic received.  For
tests, for `streams run`, and for trying a stage at a prompt.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from streams import __version__
from streams.core.run import Observer, Silent
from streams.core.topology import Hop, Topology, cut
from streams.pipeline import news_pipeline
from streams.wire.dead_letter import Author
from streams.wire.decode import Limits
from streams.wire.encode import Encoder
from streams.wire.hop import Handled, HopProcessor
from streams.wire.record import Address, Headers, Output, Record

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_NOON_MS = int(NOON.timestamp() * 1000)
_MAX_BYTES = 4 * 1024 * 1024  # as ops/topics.yaml gives our topics


def raw_record(
    value: bytes | None,
    *,
    key: bytes | None = None,
    headers: Headers = (),
    offset: int = 0,
    topic: str = "articles.raw.v1",
) -> Record:
    """Make a record of the raw topic, appended at noon of a fixed day."""
    return Record(Address(topic, 0, offset), key, value, headers, _NOON_MS)


def processor(
    hop: Hop,
    topology: Topology,
    *,
    limits: Limits | None = None,
    observer: Observer | None = None,
    max_bytes: int = _MAX_BYTES,
    revision: str = "unknown",
) -> HopProcessor:
    """Make the processor of one hop, as a worker has it."""
    return HopProcessor(
        hop,
        topology,
        encoder=Encoder(hop, version=__version__, revision=revision, max_bytes=max_bytes),
        limits=limits or Limits(),
        author=Author("news-streams", __version__),
        observer=observer or Silent(),
    )


class Driver:
    """A pipeline in memory.  *topics* maps each topic to the records it received, in order."""

    def __init__(
        self, topology: Topology | None = None, *, cuts: Iterable[str] = (), limits: Limits | None = None
    ) -> None:
        self.topology = topology or news_pipeline()
        self.hops = cut(self.topology, after=cuts)
        self.topics: dict[str, list[Record]] = {self.topology.dead_letter: []}
        self._processors = [processor(hop, self.topology, limits=limits) for hop in self.hops]
        for hop in self.hops:
            self.topics[hop.sink.topic] = []

    def feed(self, record: Record) -> Handled:
        """Walk one raw record through all hops and give what the last hop that saw it made of it."""
        for processor_ in self._processors:
            handled = processor_.handle(record, NOON)
            if handled.output is None:
                return handled
            record = self._append(handled.output)
            if handled.document is None:
                return handled
        return handled

    def _append(self, output: Output) -> Record:
        topic = self.topics[output.topic]
        record = Record(Address(output.topic, 0, len(topic)), output.key, output.value, output.headers, _NOON_MS)
        topic.append(record)
        return record
