"""Does `worker --processes 2` run two, restart the one that dies, and end both when it is told to?"""

import contextlib
import os
import signal
from pathlib import Path

import pytest

from tests.faults.articles import articles
from tests.faults.worker import Worker
from tests.faults.world import CHAINED, World

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(600)]


def children(pid: int) -> list[int]:
    """List the child processes of *pid*."""
    found = []
    for folder in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if folder.name.isdigit() and (folder / "stat").read_text().rpartition(") ")[2].split()[1] == str(pid):
                found.append(int(folder.name))
    return sorted(found)


def test_an_idle_worker_ends_in_seconds_with_0(world: World) -> None:
    worker = world.start(CHAINED).wait_ready()

    assert worker.terminate(within_s=30) == 0
    assert "Traceback" not in worker.said()


def test_two_processes_are_run_restarted_and_ended(world: World) -> None:
    supervisor = world.start(CHAINED, "--processes", "2")
    pair = [Worker(supervisor.process, supervisor.port + number, supervisor.log) for number in range(2)]
    for worker in pair:
        worker.wait_ready()
    before = children(supervisor.process.pid)
    assert len(before) == 2

    os.kill(before[0], signal.SIGKILL)
    world.wait_for(
        lambda: len(children(supervisor.process.pid)) == 2 and children(supervisor.process.pid) != before,
        within_s=60,
        what="the killed one is started again",
    )
    for worker in pair:
        worker.wait_ready(within_s=90)
    world.produce(articles(500))
    world.wait_drained(CHAINED)
    assert world.verdict().problems == {}

    last = children(supervisor.process.pid)
    assert supervisor.terminate() == 0
    assert not [pid for pid in last if Path(f"/proc/{pid}").exists()]


def test_a_taken_web_port_is_one_sentence_and_69(world: World) -> None:
    worker = world.start(CHAINED).wait_ready()
    again = world.start(CHAINED, port=worker.port)

    assert again.wait() == 69
    assert f"cannot listen on 127.0.0.1:{worker.port}" in again.said()
