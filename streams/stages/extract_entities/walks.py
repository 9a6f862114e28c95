"""How are the labels of many short islands found at once?  Every step goes over all islands that reach so far.

A step costs what calling numpy costs, however few words it has, so there are to be few of them: the best labels are
sought from both ends of an island to its middle, and the probabilities are carried forth and back in one walk.
Islands lie between O words and come longest first, so those that a step reaches are the first ones.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Labels = npt.NDArray[np.int64]
Table = npt.NDArray[np.float64]

_IMPOSSIBLE = -1e6
_SCALED = 4  # steps between scalings: no step makes the sum smaller than e^-100, and doubles end at e^-745


class Islands(NamedTuple):
    """Which island each row belongs to, its place there from 0, and how many rows islands have; *sizes* fall."""

    number: Labels
    place: Labels
    sizes: Labels


class Moves:
    """The scores of going from label to label, as walks in both directions want them."""

    def __init__(self, moves: Table) -> None:
        self.moves = moves
        self.count = len(moves)
        self.enter = np.stack([moves[0], moves[:, 0]], axis=1)[:, :, None]  # label, direction
        self.into = np.stack([moves, moves.T], axis=2)[..., None]  # from, to, direction
        self.rows = np.concatenate([moves.T, moves])  # a row by direction and label to, of all labels from
        there = np.exp(moves - moves.max())
        self.odds = np.stack([there, there.T])
        self.odds_enter = np.stack([there[0], there[:, 0]])[:, None]


def _reaching(sizes: Labels) -> list[int]:
    """Give for each step how many islands have a word there."""
    reaching: list[int] = (-sizes).searchsorted(-np.arange(int(sizes[0]))).tolist()
    return reaching


def best_labels(rows: Table, islands: Islands, moves: Moves) -> Labels:
    """Give the best labels of *rows*, the scores of every label in every row."""
    number, place, sizes = islands
    count, halves = len(sizes), (sizes + 1) // 2
    steps, every = int(halves[0]), np.arange(count)
    # The right half is walked from its end; an odd island gets an O behind it, so that both halves are equally long.
    half = halves[number]
    right = place >= half
    at = (np.where(right, 2 * half - 1 - place, place) * 2 + right) * count + number
    flat = np.empty((steps * 2 * count, moves.count))
    flat[at] = rows
    flat[count + (sizes % 2).nonzero()[0]] = [0.0] + [_IMPOSSIBLE] * (moves.count - 1)
    # Labels before islands: the largest of seven rows is found faster than the largest in each of many.
    grid = np.ascontiguousarray(flat.reshape(steps, 2, count, moves.count).transpose(0, 3, 1, 2))
    score = np.empty_like(grid)
    score[0] = grid[0] + moves.enter
    reaching = _reaching(halves)
    for step in range(1, steps):
        some = reaching[step]
        ways = score[step - 1, :, None, :, :some] + moves.into
        np.add(np.maximum.reduce(ways), grid[step, :, :, :some], out=score[step, :, :, :some])
    score = np.ascontiguousarray(score.transpose(0, 2, 3, 1))
    left, end = score[halves - 1, 0, every], score[halves - 1, 1, every]
    middle = (left[:, :, None] + moves.moves + end[:, None]).reshape(count, -1).argmax(axis=1)
    best = np.empty((steps, 2, count), dtype=np.int64)
    best[halves - 1, 0, every], best[halves - 1, 1, every] = np.divmod(middle, moves.count)
    side = np.array([[0], [moves.count]])
    for step in range(steps - 1, 0, -1):
        some = reaching[step]
        ways = score[step - 1, :, :some] + moves.rows.take(best[step, :, :some] + side, axis=0)
        ways.argmax(axis=2, out=best[step - 1, :, :some])
    return best.reshape(-1).take(at)


def chances(rows: Table, islands: Islands, moves: Moves) -> Table:
    """Give the probability of every label in every row: forward-backward, both ways in one walk."""
    number, place, sizes = islands
    count, steps = len(sizes), int(sizes[0])
    here = np.exp(rows - np.maximum.reduce(rows, axis=1, keepdims=True))
    forth = 2 * place * count + number
    back = (2 * (sizes[number] - 1 - place) + 1) * count + number
    flat = np.empty((steps * 2 * count, moves.count))
    flat[forth] = flat[back] = here
    grid = flat.reshape(steps, 2, count, moves.count)
    before = np.empty_like(grid)
    before[0] = moves.odds_enter
    state = before[0] * grid[0]
    for step, some in enumerate(_reaching(sizes)[1:], 1):
        state = np.matmul(state[:, :some], moves.odds, out=before[step, :, :some]) * grid[step, :, :some]
        if step % _SCALED == 0:
            state /= np.add.reduce(state, axis=2, keepdims=True)
    flat = before.reshape(-1, moves.count)
    both = flat.take(forth, axis=0) * here * flat.take(back, axis=0)
    chance: Table = both / np.add.reduce(both, axis=1, keepdims=True)
    return chance
