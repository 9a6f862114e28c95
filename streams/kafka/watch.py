"""How does the audit go on for ever?  Two loops, one for lag and one for rounds, that survive a broker's absence."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

from streams.core.outcome import Unavailable
from streams.kafka import connect
from streams.kafka.audit import Audit, Auditor
from streams.kafka.lag import FETCH_BYTES, PartitionLag, read_lag
from streams.settings import Settings

_log = logging.getLogger("streams.audit")
# Lag is scraped and alerted on by the minute; a look costs the broker one small fetch a partition.
LAG_EVERY_S = 10.0
_ALIVE_WITHIN_S = 30.0


@dataclass(slots=True)
class Pulse:
    """What the probes ask: when was the last sign of life, and the last completed round (monotonic seconds)?"""

    beat_s: float = field(default_factory=time.monotonic)
    success_s: float | None = None

    def dead_because(self) -> list[str]:
        """Give the reasons why this process should be restarted."""
        return ["loop_blocked"] if time.monotonic() - self.beat_s > _ALIVE_WITHIN_S else []

    def not_ready_because(self, within_s: float) -> list[str]:
        """Give the reasons why its numbers should not be believed: no round was completed within *within_s*."""
        if self.success_s is None:
            return ["no_audit_yet"]
        return ["audit_stale"] if time.monotonic() - self.success_s > within_s else []


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, and who hears of it."""

    settings: Settings
    topics: Iterable[str]
    auditor: Auditor
    every_s: float
    timeout_s: float
    on_lag: Callable[[list[PartitionLag]], None]
    on_audit: Callable[[Audit], None]
    pulse: Pulse

    async def run(self, stop: asyncio.Event) -> None:
        """Repeat until *stop* is set; a broker that does not answer is logged, and asked again."""
        loops: list[asyncio.Task[object]] = [
            asyncio.create_task(loop) for loop in (self._lag_loop(), self._audit_loop(), self._beat())
        ]
        ended: asyncio.Task[object] = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([*loops, ended], return_when=asyncio.FIRST_COMPLETED)
        for task in loops:
            task.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        for task in done - {ended}:
            task.result()  # a bug of ours ends the process

    async def _beat(self) -> None:
        while True:
            self.pulse.beat_s = time.monotonic()
            await asyncio.sleep(1)

    async def _lag_loop(self) -> None:
        async def look() -> None:
            async with (
                connect.admin(self.settings) as admin,
                connect.consumer(self.settings, fetch_bytes=FETCH_BYTES) as consumer,
            ):
                while True:
                    self.on_lag(await read_lag(admin, consumer, self.settings.group, self.topics))
                    await asyncio.sleep(LAG_EVERY_S)

        await self._again(look, LAG_EVERY_S)

    async def _audit_loop(self) -> None:
        async def rounds() -> None:
            async with connect.admin(self.settings) as admin, connect.consumer(self.settings) as consumer:
                while True:
                    began_s = time.monotonic()
                    audit = await self.auditor.round(admin, consumer, timeout_s=self.timeout_s)
                    self.pulse.success_s = time.monotonic()
                    self.on_audit(audit)
                    await asyncio.sleep(max(0.0, began_s + self.every_s - time.monotonic()))

        await self._again(rounds, self.every_s)

    async def _again(self, job: Callable[[], Awaitable[None]], after_s: float) -> None:
        while True:
            try:
                await job()
            except Unavailable as error:
                _log.warning("broker.silent", extra={"reason": str(error)})
                await asyncio.sleep(min(after_s, LAG_EVERY_S))
