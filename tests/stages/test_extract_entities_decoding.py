"""The tagger's arithmetic against slow and obvious ones: decoding, probabilities, key tables, file layout."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.extract_entities.arrays import Damaged, read_arrays, write_arrays
from streams.stages.extract_entities.crf import ALMOST, Blend, Crf, decode
from streams.stages.extract_entities.features import LABELS, joined_keys, shape
from streams.stages.extract_entities.keys import NO_KEY, mixed, points, rolling
from streams.stages.extract_entities.lookup import Lookup
from streams.stages.extract_entities.walks import Islands, best_labels, chances

SIZE = len(LABELS)


def _crf(moves: np.ndarray) -> Blend:
    data = write_arrays(
        {
            "keys": np.arange(3, dtype="<u8"),
            "weights": np.zeros((3, SIZE), dtype="<f2"),
            "transitions": moves.astype("<f4"),
        },
        {"labels": " ".join(LABELS), "step": "1"},
    )
    return Blend(Crf(data))


def test_a_model_given_twice_counts_twice() -> None:
    def flat(weight: int) -> Crf:
        weights = np.full((1, SIZE), weight, dtype="|i1")
        moves = np.full((SIZE, SIZE), weight, dtype="<f4")
        arrays = {"keys": np.array([7], dtype="<u8"), "weights": weights, "transitions": moves}
        return Crf(write_arrays(arrays, {"labels": " ".join(LABELS), "step": "0.5"}))

    own, general = flat(6), flat(3)
    blend = Blend(own, own, general)

    assert blend.weights(np.array([7, 8], dtype=np.uint64))[:, :SIZE].tolist() == [[2.5] * SIZE, [0.0] * SIZE]
    assert blend.transitions[0, 1] == 5


def test_weights_are_the_same_whatever_was_looked_up_before() -> None:
    """Three keys with the same first bits take each other's place, within one call and between calls."""
    weights = np.repeat(np.arange(1, 4), SIZE).reshape(3, SIZE).astype("|i1")
    arrays = {"keys": np.arange(5, 8, dtype="<u8"), "weights": weights, "transitions": np.zeros((SIZE, SIZE), "<f4")}
    blend = Blend(Crf(write_arrays(arrays, {"labels": " ".join(LABELS), "step": "1"})))
    wanted = np.array([5, 6, 7, 8, 6, NO_KEY, 5], dtype=np.uint64)

    for keys, expected in ((wanted, [1, 2, 3, 0, 2, 0, 1]), (wanted[::-1], [1, 0, 2, 0, 3, 2, 1]), (wanted[:1], [1])):
        assert blend.weights(keys)[:, :SIZE].tolist() == [[one] * SIZE for one in expected]


def test_joined_attributes_have_the_keys_of_their_parts() -> None:
    random = np.random.default_rng(1)
    shape_keys, lowers, groups = random.integers(0, 2**63, (3, 9), dtype=np.int64).astype(np.uint64)
    phrases = np.arange(9)
    found = joined_keys(shape_keys, lowers, groups, phrases)

    at = np.arange(2, 7)
    before, here, after = (shape_keys[at + offset] for offset in (-1, 0, 1))
    assert found[at].T.tolist() == [
        mixed(1, before, here).tolist(),
        mixed(2, here, after).tolist(),
        mixed(3, shape_keys[at - 2], before, here).tolist(),
        mixed(4, before, here, after).tolist(),
        mixed(5, lowers[at - 1], here).tolist(),
        mixed(6, lowers[at + 1], here).tolist(),
        mixed(7, phrases[at].astype(np.uint64)).tolist(),
        mixed(8, groups[at - 1], groups[at], here).tolist(),
        mixed(9, groups[at], groups[at + 1], here).tolist(),
    ]


def _paths(scores: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    """Score every labelling of one sentence, one by one."""
    found = {}
    for path in itertools.product(range(SIZE), repeat=len(scores)):
        total = sum(scores[at, label] for at, label in enumerate(path))
        steps = sum(moves[a, b] for a, b in itertools.pairwise(path))
        found[path] = total + steps + (-100 if LABELS[path[0]].startswith("I") else 0)
    return found


@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(1, 3))
def test_the_best_labels_and_their_probabilities_are_those_of_trying_all(seed: int, first: int, second: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(0, 2, (first + second, SIZE)).astype(np.float32)
    moves = random.normal(0, 1, (SIZE, SIZE)).astype(np.float32)
    crf = _crf(moves)
    labels, chance = decode(scores, np.array([0, first]), crf)

    expected: list[int] = []
    for part in (slice(0, first), slice(first, first + second)):
        paths = _paths(scores[part].astype(float), crf.transitions)
        expected += list(max(paths.items(), key=lambda pair: pair[1])[0])
        weights = {path: np.exp(total) for path, total in paths.items()}
        for at in range(part.stop - part.start):
            if expected[part.start + at]:
                label = expected[part.start + at]
                share = sum(w for path, w in weights.items() if path[at] == label) / sum(weights.values())
                assert chance[part.start + at, label] == pytest.approx(share, abs=0.02)
    assert labels.tolist() == expected


@given(st.integers(0, 10_000), st.lists(st.integers(1, 30), min_size=1, max_size=4))
def test_what_is_left_out_of_the_islands_changes_neither_labels_nor_probabilities(seed: int, sizes: list[int]) -> None:
    random = np.random.default_rng(seed)
    count, starts = sum(sizes), np.cumsum([0, *sizes[:-1]])
    scores = random.normal(0, 3, (count, SIZE)).astype(np.float32)
    scores[:, 0] += 5  # most words are no names
    crf = _crf(random.normal(0, 1, (SIZE, SIZE)).astype(np.float32))
    labels, chance = decode(scores, starts, crf)

    ends = np.append(starts[1:], count)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        whole, size = scores[start:end].astype(np.float64), end - start
        whole[0, 1::2] -= crf.transitions[0, 1::2]  # the walk steps in from O and out to O, a sentence does not
        whole[0, 0] -= crf.transitions[0, 0]
        whole[-1] -= crf.transitions[:, 0]
        island = Islands(np.zeros(size, dtype=np.int64), np.arange(size), np.array([size]))
        assert labels[start:end].tolist() == best_labels(whole, island, crf.moves).tolist()
        expected = chances(whole, island, crf.moves)
        named = labels[start:end] > 0
        assert chance[start:end][named] == pytest.approx(expected[named], abs=0.05)


def test_a_word_that_no_name_holds_is_not_walked_and_no_word_is_surely_no_name() -> None:
    scores = np.zeros((3, SIZE), dtype=np.float32)
    scores[0, 0] = 50
    labels, chance = decode(scores, np.array([0]), _crf(np.zeros((SIZE, SIZE))))

    assert labels[0] == 0
    assert chance[0].tolist() == [ALMOST] + [0.0] * (SIZE - 1)
    assert (chance[:, 0] <= ALMOST).all()
    assert (chance[1:, 1:] > 0).any()


@given(st.lists(st.integers(0, 2**64 - 1), max_size=60), st.lists(st.integers(0, 2**64 - 1), max_size=20))
def test_look_up_finds_what_is_there_and_nothing_else(there: list[int], asked: list[int]) -> None:
    table = np.array(sorted(set(there)), dtype=np.uint64)
    wanted = np.array([*asked, *there], dtype=np.uint64)
    places = Lookup(table).find(wanted)

    for key, place in zip(wanted.tolist(), places.tolist(), strict=True):
        assert (place >= 0) == (key in there)
        assert place < 0 or int(table[place]) == key
        assert Lookup(table).find_one(key) == place


@given(st.text(max_size=30), st.integers(1, 6))
def test_a_rolling_key_depends_on_its_own_letters_only(text: str, length: int) -> None:
    found = rolling(points(text), length)

    assert len(found) == max(0, len(text) - length + 1)
    for start, key in enumerate(found.tolist()):
        assert key == int(rolling(points(text[start : start + length]), length)[0])


def test_arrays_come_back_as_they_were_written() -> None:
    arrays = {"a": np.arange(5, dtype="<u8"), "b": np.eye(3, dtype="<f4"), "c": np.array([1, 2], dtype="|u1")}
    back, meta = read_arrays(write_arrays(arrays, {"note": "x"}))

    assert meta == {"note": "x"}
    assert all((back[name] == array).all() for name, array in arrays.items())


@pytest.mark.parametrize("data", [b"", b"12345678", b"\x05\x00\x00\x00\x00\x00\x00\x00{]xyz", bytes(64)])
def test_bytes_of_another_kind_are_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_arrays(data)


def test_a_model_with_other_labels_is_refused() -> None:
    data = write_arrays({"keys": np.zeros(0, dtype="<u8")}, {"labels": "O X"})

    with pytest.raises(Damaged):
        Crf(data)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Prancis", "Xx"),
        ("NATO", "XX"),
        ("iPhone", "xXx"),
        ("2025", "dd"),
        ("G-20", "X-d"),
        ("Россия", "Xx"),
        ("中国", "oo"),
    ],
)
def test_the_outline_of_a_word(word: str, expected: str) -> None:
    assert shape(word) == expected
