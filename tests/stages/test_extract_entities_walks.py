"""walks: both directions at once against one island after the other, word by word."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.extract_entities.walks import Islands, Moves, best_labels, chances

LABELS = 7


def _plain_best(rows: np.ndarray, moves: np.ndarray) -> list[int]:
    score, back = rows[0] + moves[0], []
    for row in rows[1:]:
        ways = score[:, None] + moves
        back.append(ways.argmax(axis=0))
        score = ways.max(axis=0) + row
    path = [int((score + moves[:, 0]).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def _plain_chances(rows: np.ndarray, moves: np.ndarray) -> np.ndarray:
    here, there = np.exp(rows), np.exp(moves)
    forth, back = [there[0] * here[0]], [there[:, 0]]
    for row in here[1:]:
        forth.append((forth[-1] @ there) * row)
    for row in here[:0:-1]:
        back.append(there @ (row * back[-1]))
    both = np.array(forth) * np.array(back[::-1])
    return np.asarray(both / both.sum(axis=1, keepdims=True))


@given(st.integers(0, 10_000), st.lists(st.integers(1, 14), min_size=1, max_size=6))
def test_islands_side_by_side_are_labelled_as_one_by_one(seed: int, lengths: list[int]) -> None:
    random = np.random.default_rng(seed)
    sizes = sorted(lengths, reverse=True)
    scores = [random.normal(0, 3, (size, LABELS)) for size in sizes]
    moves = random.normal(0, 2, (LABELS, LABELS))
    moves[0, 2] = -100  # a step that is forbidden
    number, place = np.repeat(np.arange(len(sizes)), sizes), np.concatenate([np.arange(size) for size in sizes])
    mixed = random.permutation(len(number))
    islands = Islands(number[mixed], place[mixed], np.array(sizes))
    rows = np.concatenate(scores)[mixed]

    expected = np.concatenate([_plain_best(one, moves) for one in scores])[mixed]
    assert best_labels(rows, islands, Moves(moves)).tolist() == expected.tolist()
    probable = np.concatenate([_plain_chances(one, moves) for one in scores])[mixed]
    assert chances(rows, islands, Moves(moves)) == pytest.approx(probable, abs=1e-9)


def test_a_long_island_of_unlikely_steps_does_not_run_out_of_numbers() -> None:
    """Labels 1 and 3 are likely by turns, and to change from one to the other is not."""
    moves = np.where(np.eye(LABELS, dtype=bool), 0.0, -80.0)
    rows = np.full((60, LABELS), -300.0)
    rows[::2, 1] = rows[1::2, 3] = 0
    rows[::2, 3] = rows[1::2, 1] = -60
    found = chances(rows, Islands(np.zeros(60, np.int64), np.arange(60), np.array([60])), Moves(moves))

    assert found[:, [1, 3]] == pytest.approx(np.full((60, 2), 0.5))
