"""Do the partitions move?  A thread with a loop of its own asks the broker for end and committed offsets.

Asked from the broker, because what the consumer knows of end offsets freezes exactly when it stalls; in a
thread, because a blocked event loop must be seen.
"""

import asyncio
import logging
import threading

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.outcome import Unavailable
from streams.kafka.connect import admin, consumer
from streams.runtime.health import Health
from streams.settings import Settings

_log = logging.getLogger("streams.watch")
_EVERY_S = 5.0


class BrokerWatch:
    """Keeps `health.answered`, `health.ends` and `health.committed` fresh until it is closed."""

    def __init__(self, settings: Settings, health: Health) -> None:
        self._settings = settings
        self._health = health
        self._stop = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._watch()), name="broker-watch", daemon=True)

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def close(self) -> None:
        """Stop asking; returns when the thread is gone or after ten seconds."""
        self._stop.set()
        self._thread.join(10)

    async def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                async with admin(self._settings) as groups, consumer(self._settings) as topics:
                    await self._ask(groups, topics)
            except Unavailable as error:
                _log.warning("broker.silent", extra={"reason": str(error)})
                await self._pause()

    async def _ask(self, groups: AIOKafkaAdminClient, topics: AIOKafkaConsumer) -> None:
        while not self._stop.is_set():
            partitions = [TopicPartition(*tp) for tp in self._health.progress]
            ends = await topics.end_offsets(partitions)
            committed = await groups.list_consumer_group_offsets(self._settings.group)
            self._health.ends = {tuple(tp): end for tp, end in ends.items()}
            self._health.committed = {tuple(tp): known.offset for tp, known in committed.items()}
            self._health.answered = self._health.clock()
            await self._pause()

    async def _pause(self) -> None:
        for _ in range(int(_EVERY_S / 0.25)):
            if self._stop.is_set():
                return
            await asyncio.sleep(0.25)
