"""letters: a rule for every letter, and a bound on what is remembered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text import letters
from streams.text.letters import Letters


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_letter_is_replaced_by_its_rule(first: str, second: str) -> None:
    table = Letters(str.swapcase)  # ß becomes two letters

    for text in (first, second, first):
        assert text.translate(table) == "".join(letter.swapcase() for letter in text)


def test_what_is_remembered_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_KEPT", 5)
    table, text = Letters(str.upper), "абвгдеёжзийклмн"

    assert text.translate(table) == text.upper()
    assert len(table) <= 5
