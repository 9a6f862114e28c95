"""When is a worker alive, and when does it want records?"""

from dataclasses import dataclass, field

import pytest

from streams.runtime.health import BROKER_SILENT_S, LOOP_SILENT_S, Health

STALL_S = 300.0
HELD, OTHER = ("articles.raw.v1", 0), ("articles.raw.v1", 1)


@dataclass(slots=True)
class Scene:
    """A worker with two partitions whose clock we turn."""

    now: float = 1000.0
    health: Health = field(init=False)

    def __post_init__(self) -> None:
        self.health = Health(STALL_S, clock=lambda: self.now, models_open=True)
        self.health.assign(frozenset({HELD, OTHER}))
        self.fresh()

    def fresh(self) -> None:
        """The loop ticks and the broker answers."""
        self.health.ticked = self.health.answered = self.now

    def later(self, seconds: float) -> None:
        self.now += seconds
        self.fresh()


def test_a_healthy_worker_lives_and_is_ready() -> None:
    scene = Scene()

    assert scene.health.not_live() == []
    assert scene.health.not_ready() == []


def test_a_loop_that_does_not_tick_is_blocked() -> None:
    scene = Scene()
    scene.now += LOOP_SILENT_S + 1

    assert scene.health.not_live() == ["loop_blocked"]


def test_unread_records_without_an_ack_are_no_progress_after_the_stall_and_not_before() -> None:
    scene = Scene()
    scene.health.ends = {HELD: 5}
    scene.later(STALL_S)
    assert scene.health.not_live() == []

    scene.later(1)
    assert scene.health.not_live() == ["no_progress"]


def test_one_stalled_partition_is_seen_beside_one_that_moves() -> None:
    scene = Scene()
    scene.health.ends = {HELD: 50, OTHER: 50}
    for offset in range(11):
        scene.later(STALL_S / 10)
        scene.health.acked(OTHER, offset)

    assert scene.health.not_live() == ["no_progress"]


@pytest.mark.parametrize("done", ["acked", "committed by an earlier worker", "nothing there"])
def test_a_partition_without_unread_records_may_rest_for_ever(done: str) -> None:
    scene = Scene()
    scene.health.ends = {HELD: 0 if done == "nothing there" else 5}
    if done == "acked":
        scene.health.acked(HELD, 4)
    if done == "committed by an earlier worker":
        scene.health.committed = {HELD: 5}
    scene.later(STALL_S * 10)

    assert scene.health.not_live() == []


def test_a_silent_broker_fails_readiness_and_excuses_a_stall() -> None:
    """A restart would only add duplicates: what the worker waits for is not in the worker."""
    scene = Scene()
    scene.health.ends = {HELD: 5}
    scene.now += STALL_S * 2
    scene.health.ticked = scene.now
    scene.health.answered = scene.now - BROKER_SILENT_S

    assert scene.health.not_live() == []
    assert scene.health.not_ready() == ["broker_silent"]


def test_a_partition_whose_breaker_is_open_is_not_ready_and_not_stalled() -> None:
    scene = Scene()
    scene.health.ends = {HELD: 5}
    scene.health.broken = frozenset({HELD})
    scene.later(STALL_S * 2)

    assert scene.health.not_live() == []
    assert scene.health.not_ready() == ["breaker_open"]


def test_before_the_start_is_through_nothing_is_ready() -> None:
    assert Health(STALL_S).not_ready() == ["models_closed", "no_assignment", "broker_silent"]


def test_an_empty_assignment_is_ready_too() -> None:
    scene = Scene()
    scene.health.assign(frozenset())

    assert scene.health.not_ready() == []


def test_a_draining_worker_lives_and_takes_nothing() -> None:
    scene = Scene()
    scene.health.draining = True

    assert scene.health.not_live() == []
    assert scene.health.not_ready() == ["draining"]


def test_a_new_partition_starts_its_time_and_a_kept_one_goes_on() -> None:
    scene = Scene()
    third = ("articles.raw.v1", 2)
    scene.health.ends = {HELD: 5, third: 5}
    scene.later(STALL_S - 1)
    scene.health.assign(frozenset({HELD, third}))
    scene.later(2)
    assert scene.health.not_live() == ["no_progress"]

    scene.health.acked(HELD, 4)
    assert scene.health.not_live() == []


def listen(scene: Scene, seconds: float, *, end: int, committed: int = 0) -> None:
    """Let time pass in steps of the watch; after each the broker says where things stand."""
    for _ in range(int(seconds / 5)):
        scene.now += 5
        scene.health.ticked = scene.now
        scene.health.heard({HELD: end}, {HELD: committed})


def test_a_record_that_comes_after_an_idle_hour_has_its_full_time() -> None:
    scene = Scene()
    listen(scene, 3600, end=5, committed=5)
    listen(scene, STALL_S, end=6, committed=5)
    assert scene.health.not_live() == []

    listen(scene, 10, end=6, committed=5)
    assert scene.health.not_live() == ["no_progress"]


def test_after_an_outage_the_worker_has_its_full_time_to_go_on() -> None:
    scene = Scene()
    listen(scene, 10, end=9)
    scene.now += STALL_S * 4
    listen(scene, STALL_S, end=9)
    assert scene.health.not_live() == []
    assert scene.health.not_ready() == []

    listen(scene, 10, end=9)
    assert scene.health.not_live() == ["no_progress"]
