"""How fast is each stage on articles that no cache has seen?  Each is measured once, in a process warm with others.

A worker meets an article once; a benchmark that repeats its records measures caches.  So every round is a process of
its own: it opens the models, walks the records for warming up, then those to measure, once.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from streams.cli.benchmark.stages import Cost, Stopwatch, walk
from streams.core.topology import Hop, cut
from streams.pipeline import news_pipeline
from streams.runtime.models import open_models
from streams.testing import NOON, processor, raw_record
from streams.wire.decode import Decoded
from streams.wire.hop import HopProcessor


def measure_unseen(
    warm: Sequence[bytes], values: Sequence[bytes], *, rounds: int, progress: Callable[[], None]
) -> list[Cost]:
    """Give the cost of each part and of the whole, median of *rounds*; articles that fail count as articles.

    *warm* and *values* are raw records; a value that stands in both, or twice, is not unseen: the caller sees to that.
    """
    parts: dict[str, list[float]] = {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for _ in range(rounds):
            for part, seconds in pool.submit(one_pass, warm, values).result():
                parts.setdefault(part, []).append(seconds / max(1, len(values)))
            progress()
    return [Cost(part, statistics.median(seconds)) for part, seconds in parts.items()]


def one_pass(warm: Sequence[bytes], values: Sequence[bytes]) -> list[tuple[str, float]]:
    """Walk *warm*, then *values* once; give the processor seconds of each part for all *values*."""
    topology = news_pipeline()
    (hop,) = cut(topology, after=())
    open_models([hop])
    carry = processor(hop, topology)
    _walk(carry, hop, warm)
    return _walk(carry, hop, values)


def _walk(carry: HopProcessor, hop: Hop, values: Sequence[bytes]) -> list[tuple[str, float]]:
    records = [raw_record(value, offset=number) for number, value in enumerate(values)]
    watch = Stopwatch()
    started = time.process_time()
    read = [(record, one) for record in records if isinstance(one := carry.decode(record), Decoded)]
    decode_s = time.process_time() - started
    kept, decoded = [record for record, _ in read], [one for _, one in read]
    outcomes = walk(hop.stages, kept, decoded, watch)
    started = time.process_time()
    for record, one, outcome in zip(kept, decoded, outcomes, strict=True):
        carry.encode(record, one, outcome, NOON)
    encode_s = time.process_time() - started
    walk_s = sum(watch.seconds.values())
    each = [("decode", decode_s), *watch.seconds.items(), ("encode", encode_s)]
    return [*each, ("stages together", walk_s), ("all", decode_s + walk_s + encode_s)]
