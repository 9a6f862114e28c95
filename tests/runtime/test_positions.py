"""positions: an answer that falls behind what this process has seen committed is asked for again."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from streams.runtime.positions import TRIES, Positions


@dataclass(frozen=True)
class _At:
    offset: int


@dataclass
class _Coordinator:
    """Answers with the next of *answers*, the last one for ever; counts the questions."""

    answers: list[Mapping[str, _At]]
    asked: int = 0
    committed: list[Mapping[str, _At]] = field(default_factory=list)

    async def _do_fetch_commit_offsets(self, partitions: Iterable[str]) -> Mapping[str, _At]:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return {one: answer[one] for one in partitions if one in answer}

    async def commit_offsets(self, assignment: Any, offsets: Mapping[str, _At]) -> None:
        self.committed.append(offsets)


async def _soon(seconds: float) -> None:
    del seconds


def _watched(*answers: Mapping[str, _At]) -> _Coordinator:
    coordinator = _Coordinator(list(answers))
    Positions(sleep=_soon).watch(coordinator)
    return coordinator


def _fetch(coordinator: _Coordinator, *partitions: str) -> Mapping[str, _At]:
    return asyncio.run(_all(coordinator._do_fetch_commit_offsets(partitions)))


async def _all(answer: Any) -> Any:
    return await answer


def test_a_group_without_offsets_begins_at_once() -> None:
    coordinator = _watched({})

    assert _fetch(coordinator, "raw/0") == {}
    assert coordinator.asked == 1


@pytest.mark.parametrize("early", [{}, {"raw/0": _At(3)}], ids=["none", "older"])
def test_an_answer_from_before_the_log_was_read_is_asked_for_again(early: Mapping[str, _At]) -> None:
    coordinator = _watched(early, early, {"raw/0": _At(1299)})
    asyncio.run(_all(coordinator.commit_offsets(None, {"raw/0": _At(1299)})))

    assert _fetch(coordinator, "raw/0") == {"raw/0": _At(1299)}
    assert coordinator.asked == 3


def test_what_another_worker_committed_further_on_is_taken_as_it_is() -> None:
    coordinator = _watched({"raw/0": _At(1400)})
    asyncio.run(_all(coordinator.commit_offsets(None, {"raw/0": _At(1299)})))

    assert _fetch(coordinator, "raw/0") == {"raw/0": _At(1400)}
    assert coordinator.asked == 1


def test_offsets_that_were_fetched_are_known_too() -> None:
    coordinator = _watched({"raw/0": _At(7)}, {}, {"raw/0": _At(7)})

    assert _fetch(coordinator, "raw/0") == _fetch(coordinator, "raw/0") == {"raw/0": _At(7)}
    assert coordinator.asked == 3


def test_a_broker_that_insists_is_believed_and_said_so(caplog: pytest.LogCaptureFixture) -> None:
    coordinator = _watched({})
    asyncio.run(_all(coordinator.commit_offsets(None, {"raw/0": _At(1299)})))

    assert _fetch(coordinator, "raw/0") == {}
    assert coordinator.asked == TRIES
    assert [record.message for record in caplog.records] == ["offsets.behind"]
    assert _fetch(coordinator, "raw/0") == {}
    assert coordinator.asked == TRIES + 1
