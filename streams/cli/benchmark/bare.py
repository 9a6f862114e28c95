"""The yardstick: a bare aiokafka loop around the same decode, stages and encode.  Not for production.

`python -m streams.cli.benchmark.bare`: getmany, work, send, wait for all, commit; ends on SIGTERM.
"""

import asyncio
import contextlib
import signal
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams.core.topology import cut
from streams.kafka.connect import client_options
from streams.kafka.reader import as_record
from streams.pipeline import news_pipeline
from streams.runtime.models import open_models
from streams.settings import Settings, read_settings
from streams.testing import processor


async def loop(settings: Settings) -> None:
    """Run the chained pipeline over the raw topic for ever."""
    topology = news_pipeline()
    (hop,) = cut(topology, after=())
    carry = processor(hop, topology)
    open_models([hop])
    options = client_options(settings)
    consumer = AIOKafkaConsumer(
        hop.source, **options, group_id=settings.group, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    producer = AIOKafkaProducer(**options, acks="all", linger_ms=5, max_batch_size=512 * 1024)
    async with consumer, producer:
        while True:
            taken = await consumer.getmany(timeout_ms=100, max_records=settings.batch_records)
            confirmations = []
            records = (as_record(message) for batch in taken.values() for message in batch)
            for handled in carry.handle_many(records, lambda: datetime.now(UTC)):
                output = handled.output
                if output is not None:
                    confirmation = await producer.send(
                        output.topic, output.value, output.key, headers=list(output.headers)
                    )
                    confirmations.append(confirmation)
            await asyncio.gather(*confirmations)
            if taken:
                await consumer.commit()


async def _until_terminated() -> None:
    work = asyncio.create_task(loop(read_settings()))
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, work.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await work


if __name__ == "__main__":
    asyncio.run(_until_terminated())
