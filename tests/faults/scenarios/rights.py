"""What happens when somebody takes a right away in the middle of the work?  On a broker with logins and rules."""

import asyncio
import time
from typing import Any

from ops import access
from ops.local.secure import SecureKafka
from tests.faults.articles import articles
from tests.faults.checker import DEAD_LETTER
from tests.faults.world import ENRICHED, RAW, World

RECORDS = 300
# The worker asks for its rights every five seconds, what it writes is refused at once, and Faust has ten to end.
_NOTICED_S = 40
_LOST = (("topics", ENRICHED, "Write"), ("topics", RAW, "Read"), ("groups", "news-streams", "Read"))


def removed(world: World, cuts: str) -> float:
    """Write on the output, Read on the source, Read on the group: each time 69 at once, and all goes on after it."""
    kafka = world.kafka
    assert isinstance(kafka, SecureKafka)
    world.group = "news-streams"  # the one that ops/access.yaml names
    slowest = 0.0
    for number, (kind, name, operation) in enumerate(_LOST):
        world.produce([(None, b"{not json"), *articles(RECORDS, start=RECORDS * number)])
        login: dict[str, Any] = kafka.login("worker", group=world.group)
        worker = world.start(cuts, **login)
        world.wait_progress()
        rule = access.Rule("worker", kind, name, operation)
        asyncio.run(access.forbid(kafka.door, [rule]))
        began = time.monotonic()
        assert worker.wait(within_s=60) == 69, worker.said()
        assert time.monotonic() - began < _NOTICED_S
        said = worker.said()
        assert operation in said.splitlines()[-1], said[-500:]
        assert name in said.splitlines()[-1], said[-500:]
        assert "Traceback" not in said
        asyncio.run(access.allow(kafka.door, [rule]))
        allowed = time.monotonic()
        world.start(cuts, **login).wait_ready(within_s=180)
        world.wait_drained(cuts)  # not "another record": all may be done before anybody looks
        slowest = max(slowest, time.monotonic() - allowed)
        code = world.workers[-1].terminate()
        assert code == 0, f"{code}: {world.workers[-1].said()}"
    assert world.ends(DEAD_LETTER) >= len(_LOST)
    return slowest
