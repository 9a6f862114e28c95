"""attributes: the keys that the worker computes are those of the strings that the trainer sees."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams
from streams.stages.extract_entities.attributes import attribute_key, word_keys
from streams.stages.extract_entities.features import BOUNDARY, word_attributes
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.keys import NO_KEY
from streams.stages.extract_entities.kit import GROUPS, NAMES
from streams.stages.extract_entities.names import Names

MODELS = Path(streams.__file__).parent / "models"
WORDS = [
    "Jakarta",
    "jakarta",
    "a",
    "AS",
    "2024",
    "Пушкин",
    "İstanbul",
    "mengatakan",
    "dijadikannya",
    "दिल्ली",
    "\u0660\u0661",
    "...",
]


@cache
def _tables() -> tuple[Names, Groups]:
    return Names((MODELS / NAMES).read_bytes()), Groups((MODELS / GROUPS).read_bytes())


@given(st.lists(st.sampled_from([BOUNDARY, *WORDS]) | st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_a_word_has_the_keys_of_its_attributes_place_by_place(words: list[str]) -> None:
    names, groups = _tables()
    bits = names.classes(words)
    as_name = names.classes([word.capitalize() if word.islower() else "" for word in words])
    alike = groups.of(words)

    computed = word_keys(words, bits, as_name, groups.columns(words))

    for row, word in enumerate(words):
        told = word_attributes(word, int(bits[row]), int(as_name[row]), alike[row])
        expected = [sorted(map(attribute_key, place)) for place in told]
        places = np.split(computed.attributes[:, row], computed.first[1:])
        assert [sorted(key for key in place.tolist() if key != NO_KEY) for place in places] == expected


def test_attributes_of_different_strings_have_different_keys() -> None:
    names, groups = _tables()
    bits, alike = names.classes(WORDS), groups.of(WORDS)
    told = {
        attribute
        for row, word in enumerate([*WORDS, BOUNDARY])
        for place in word_attributes(word, int(bits[row % len(WORDS)]), 3, alike[row % len(WORDS)])
        for attribute in place
    }

    assert len({attribute_key(attribute) for attribute in told}) == len(told)


@pytest.mark.parametrize("attribute", ["", "1", "z", "1zParis"])
def test_a_string_of_another_kind_is_refused(attribute: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        attribute_key(attribute)
