"""What does Faust's consumer forget in a rebalance, and when does it not come to an end?  Repairs, each run.

Read in faust-streaming 0.15.3 and aiokafka 0.14 and seen on a real broker; tests/faults shows each of them.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from aiokafka.errors import KafkaError
from aiokafka.protocol.group import LeaveGroupRequest
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer

from streams.runtime.positions import Positions

# An orderly leave takes some tenths of a second.  A member in the middle of a rebalance would wait for all others to
# join, up to the rebalance timeout of 60 s, and so be ended by its drain time with 69.
_LEAVE_S = 2.0


class CarefulThread(AIOKafkaConsumerThread):
    """The thread with the client in it; leaves the group also while the group waits for somebody else.

    *broke* is what crashed it first: Faust overwrites the reason with what comes after, such as cancelled agents.
    """

    broke: BaseException | None = None

    async def crash(self, exc: BaseException) -> None:
        """Note the reason, then crash as before."""
        self.broke = self.broke or exc
        await super().crash(exc)

    async def on_start(self) -> None:
        """Start the client, and go on at the offsets known to be committed whatever a waking broker says."""
        await super().on_start()
        Positions().watch(cast("Any", self._consumer)._coordinator)

    async def give_back(self, records: Mapping[Any, Sequence[Any]]) -> None:
        """Read these again, from the first of each partition on."""
        await self.call_thread(self._give_back, records)

    async def _give_back(self, records: Mapping[Any, Sequence[Any]]) -> None:
        consumer: Any = self._ensure_consumer()
        for partition in consumer.assignment() & records.keys():
            place = consumer._subscription.subscription.assignment.state_value(partition)
            # Never forward: in a new assignment it stands at the committed offset, or is still looking for it.
            if place.has_valid_position and place.position > records[partition][0].offset:
                consumer.seek(partition, records[partition][0].offset)

    async def on_thread_stop(self) -> None:
        """Leave the group and close, in `_LEAVE_S` or without waiting for the others."""
        leaving = asyncio.ensure_future(super().on_thread_stop())
        await asyncio.wait([leaving], timeout=_LEAVE_S)
        if leaving.done():
            leaving.result()
            return
        consumer: Any = self._consumer
        client, coordinator = consumer._client, consumer._coordinator
        coordinator._coordination_task.cancel()
        await asyncio.wait([leaving])  # its wait for the task that was cancelled ends it
        await coordinator._stop_heartbeat_task()
        # Not on the connection of the group: there the broker answers after the join that we no longer wait for.
        leave = LeaveGroupRequest(coordinator.group_id, coordinator.member_id)
        with suppress(KafkaError, TimeoutError):
            await asyncio.wait_for(client.send(coordinator.coordinator_id, leave), _LEAVE_S)
        await consumer._fetcher.close()
        await client.close()


class CarefulConsumer(Consumer):
    """Commits what is acked before it forgets it, drops nothing that it has read, and leaves the group in order."""

    _thread: CarefulThread

    def _new_consumer_thread(self) -> CarefulThread:
        return CarefulThread(self, loop=self.loop, beacon=self.beacon)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Work off what was begun, and commit it, first: Faust forgets acks here, and only then waits for the rest.

        Whatever is acked between a commit and that moment, by another hop for one, the next owner would work again.
        """
        assignment = self.assignment()
        if assignment:
            self.stop_flow()
            self.app.flow_control.suspend()
            self.pause_partitions(assignment)
            self.app.flow_control.clear()
            await self.wait_empty()
            await self.commit()  # the last one may have been under way: then it does not hold what was acked after
        await super().on_partitions_revoked(revoked)

    async def _wait_next_records(self, timeout: float) -> tuple[Any, Any]:  # noqa: ASYNC109  (theirs)
        """Give back what comes while the flow is stopped: Faust drops it, and goes back to the committed offset.

        Where nothing has been committed yet there is none to go back to, and the records were lost: those that a fetch
        begun before a rebalance brought after it.
        """
        records, active = await super()._wait_next_records(timeout)
        if self.flow_active or records is None:
            return records, active
        await self._thread.give_back(records)
        return None, None

    def close(self) -> None:
        """Do nothing: Faust calls this when a rebalance meets a stop, and closes the client under its own thread.

        Nobody left the group then, and its partitions lay idle until the session was over.  The stop closes it anyway.
        """


# mode would give them one named after this module, and INFO lines of ours that are none.
CarefulThread.logger, CarefulConsumer.logger = AIOKafkaConsumerThread.logger, Consumer.logger
