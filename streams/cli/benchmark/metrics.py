"""What do the metrics cost?  Batches of handled records are noted as a worker notes them; processor time, median."""

import statistics
import time
from collections.abc import Sequence

from prometheus_client import CollectorRegistry, generate_latest

from streams.cli.benchmark.stages import Cost
from streams.cli.worker import closed_labels
from streams.core.topology import Topology, cut
from streams.observe.batch import BatchMetrics, StageTimes, Worked
from streams.observe.metrics import WorkerMetrics
from streams.testing import NOON, processor
from streams.wire.record import Record

BATCH = 100  # STREAMS_BATCH_RECORDS
SCRAPE = "one scrape of /metrics"


def measure_metrics(topology: Topology, records: Sequence[Record], *, rounds: int) -> list[Cost]:
    """Give the cost of the metrics of an article, chained, and that of one scrape."""
    hops = cut(topology, after=())
    registry, times = CollectorRegistry(), StageTimes()
    noted = BatchMetrics(WorkerMetrics(registry, topology, hops, closed_labels()), hops[0], topology, times)
    carry = processor(hops[0], topology, observer=times)
    handled = [carry.handle(record, NOON) for record in records[:BATCH]]
    notes, now_s = list(times.notes[0]), NOON.timestamp()
    articles, scrapes = [], []
    for _ in range(rounds):
        times.notes[0] = notes
        started = time.process_time()
        noted.took(len(handled), 0.001)
        for _ in handled:
            noted.worked([Worked((0.0, 0.001), (0.001, 0.011), (0.011, 0.012), place=0)])
        noted.published(0.01)
        noted.acked(handled, taken_s=now_s, now_s=now_s)
        articles.append((time.process_time() - started) / max(1, len(handled)))
        started = time.process_time()
        generate_latest(registry)
        scrapes.append(time.process_time() - started)
    return [Cost("metrics", statistics.median(articles)), Cost(SCRAPE, statistics.median(scrapes))]
