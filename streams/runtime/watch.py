"""Do the partitions move, and may we still work?  A thread with a loop of its own asks the broker.

For end and committed offsets, because what the consumer knows of end offsets freezes exactly when it stalls;
for its rights, because a consumer that may no longer read a topic leaves it out and says nothing (run); in a
thread, because a blocked event loop must be seen.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Sequence

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from streams.core.outcome import Unavailable
from streams.kafka.connect import admin, consumer
from streams.kafka.rights import Forbidden, Need, require
from streams.runtime.health import Health
from streams.settings import Settings

_log = logging.getLogger("streams.watch")
_EVERY_S = 5.0
# A young group has no coordinator for a moment, and a broker may be busy: that is worth no line of log.
_QUIET_TRIES, _QUIET_PAUSE_S = 3, 1.0


class BrokerWatch:
    """Keeps `health.answered`, `health.ends` and `health.committed` fresh until it is closed.

    *on_forbidden* is called, in this thread, when one of *needs* is no longer allowed.
    """

    def __init__(
        self, settings: Settings, health: Health, needs: Sequence[Need], on_forbidden: Callable[[Unavailable], None]
    ) -> None:
        self._settings = settings
        self._health = health
        self._needs = needs
        self._on_forbidden = on_forbidden
        self._stop = threading.Event()
        self._silent = 0
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
                await self._missed(str(error))
            except Exception as error:  # a watch that died would leave the worker unready for ever, and unwatched
                await self._missed(type(error).__name__)

    async def _missed(self, reason: str) -> None:
        self._silent += 1
        if self._silent == _QUIET_TRIES:
            _log.warning("broker.silent", extra={"reason": reason})
        await self._pause(_QUIET_PAUSE_S if self._silent < _QUIET_TRIES else _EVERY_S)

    async def _ask(self, groups: AIOKafkaAdminClient, topics: AIOKafkaConsumer) -> None:
        while not self._stop.is_set():
            try:  # first: without a right, what is asked below fails and looks like a broker that is silent
                await require(groups, self._settings, self._needs)
            except Forbidden as refusal:
                self._on_forbidden(refusal)
            partitions = [TopicPartition(*tp) for tp in list(self._health.progress)]
            ends = await topics.end_offsets(partitions)
            committed = await groups.list_consumer_group_offsets(self._settings.group)
            self._health.heard(
                {tuple(tp): end for tp, end in ends.items()},
                {tuple(tp): known.offset for tp, known in committed.items()},
            )
            if self._silent >= _QUIET_TRIES:
                _log.info("broker.back")
            self._silent = 0
            await self._pause(_EVERY_S)

    async def _pause(self, seconds: float) -> None:
        for _ in range(int(seconds / 0.25)):
            if self._stop.is_set():
                return
            await asyncio.sleep(0.25)
