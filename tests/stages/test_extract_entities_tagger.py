"""tagger: what is remembered from article to article changes speed only."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

import streams
from streams.stages.extract_entities import keys as key_module
from streams.stages.extract_entities.crf import Blend, Crf
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.keys import keys
from streams.stages.extract_entities.kit import GROUPS, NAMES
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.phrases import phrases
from streams.stages.extract_entities.tagger import Memory, WordTagger

MODELS = Path(streams.__file__).parent / "models"
TEXTS = [
    ["Presiden", "Joko", "Widodo", "tiba", "di", "Paris", "pada", "hari", "Senin", "."],
    ["Kanselir", "Angela", "Merkel", "bertemu", "wartawan", "di", "New"],
    ["York", "dan", "Angela", "Merkel", "bertemu", "Joko", "Widodo", "."],
]


@cache
def _tables() -> tuple[Names, Groups]:
    return Names((MODELS / NAMES).read_bytes()), Groups((MODELS / GROUPS).read_bytes())


def _tagger(memory: Memory) -> WordTagger:
    crf = Crf((MODELS / "entities/id.safetensors").read_bytes())
    return WordTagger(Blend(crf), *_tables(), memory)


@pytest.mark.parametrize("limit", [1, 12, 20])
def test_taggers_that_forget_find_the_same(limit: int) -> None:
    fresh = [_tagger(Memory()).tag(text, [0], "id") for text in TEXTS]
    memory = Memory(limit)
    one, other = _tagger(memory), _tagger(memory)

    for text, expected in zip(TEXTS * 2, fresh * 2, strict=True):
        for tagger in (one, other):
            found = tagger.tag(text, [0], "id")
            assert found.labels.tolist() == expected.labels.tolist()
            assert found.chance.tolist() == expected.chance.tolist()
        assert len(one) + len(other) <= max(limit, len(text)) + 4  # boundaries, and a word counted once in both
    assert memory.forgotten


def test_taggers_share_one_bound() -> None:
    memory = Memory(22)
    for tagger in (_tagger(memory), _tagger(memory), _tagger(memory)):
        tagger.tag(TEXTS[0], [0], "id")

    assert memory.forgotten == 1


def test_taggers_that_are_asked_leave_less_room_for_words() -> None:
    one, three = Memory(room=4_000 + 20), Memory(room=3 * 4_000 + 20)
    tagger = _tagger(one)
    for text in TEXTS[:2]:
        tagger.tag(text, [0], "id")
    for text in TEXTS:
        _tagger(three).tag(text, [0], "id")

    assert one.forgotten == 0
    assert three.forgotten == 1


def test_a_sentence_is_tagged_as_if_alone() -> None:
    tagger = _tagger(Memory())
    alone = [tagger.tag(text, [0], "id") for text in TEXTS]
    tokens = [token for text in TEXTS for token in text]
    starts = [0, len(TEXTS[0]), len(TEXTS[0]) + len(TEXTS[1])]
    together = tagger.tag(tokens, starts, "id")

    assert together.labels.tolist() == [label for one in alone for label in one.labels.tolist()]
    assert together.labels.any()
    assert together.chance == pytest.approx(np.concatenate([one.chance for one in alone]), abs=1e-9)


def test_no_place_name_runs_over_the_end_of_a_sentence() -> None:
    names, _ = _tables()
    words = ["New", "York"]
    classes = names.classes(words)

    assert phrases(names, words, classes, "en").tolist() != [0, 0]
    assert phrases(names, words, classes, "en", begins=[0, 1]).tolist() == [0, 0]


def test_keys_are_the_same_after_forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Paris", "\ud800", "", "東京", "Paris"]
    before = keys(texts).tolist()
    monkeypatch.setattr(key_module, "_KEPT", 2)

    assert keys(texts).tolist() == before
    assert len(set(before)) == 4


def test_long_words_count_for_several() -> None:
    memory = Memory(100)
    memory.add(["x" * 2_000])
    memory.add(["x" * 2_000])

    assert memory.forgotten == 0
    memory.add(["x" * 2_000])
    assert memory.forgotten == 1


def test_no_long_text_is_kept() -> None:
    keys(["x" * 10_000])

    assert max(map(len, key_module._DIGESTS)) <= 20


def test_a_place_is_told_again_as_the_first_time() -> None:
    """`Amerika` is the United States in Indonesian, and nothing in English."""
    names, _ = _tables()
    asked = {
        (name, language): names.places(name, language) for name in ("amerika", "zzyzx") for language in ("id", "en")
    }

    assert {pair: names.places(*pair) for pair in asked} == asked
    assert [bool(places) for places in asked.values()] == [True, False, False, False]
