"""cut: the same words and sentences as one by one, whatever stands between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.extract_entities import cut as module
from streams.stages.extract_entities.cut import Cut, cut
from streams.text.sentences import begins, sentences
from streams.text.words import words

# Blanks of every width, marks, joiners, an astral letter, a lone surrogate, Hindi, Thai, Han, Arabic.
PIECES = [
    *(" ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\x1f", "\x85", "."),
    *(
        "...",
        '"',
        "(",
        "1,000",
        "U.S.",
        "a\u0301",
        "\u0301",
        "\u200d",
        "𝒜",
        "\ud800",
        "दिल्ली",
        "ไทย",
        "東京",
        "العربية",
    ),
    *("Paris", "l'Italia", "\u3022"),
]
TEXTS = st.lists(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=20).map("".join), max_size=3)


@given(TEXTS)
def test_texts_are_cut_as_one_by_one(texts: list[str]) -> None:
    for text, found in zip(texts, cut(texts), strict=True):
        expected = words(text)
        assert list(zip(*found, strict=True)) == expected
        assert begins(*found, text) == [first for first, _ in sentences(expected, text)]


def test_every_blank_is_known() -> None:
    blanks = [chr(point) for point in range(0x110000) if chr(point).isspace()]

    assert cut(["a" + "a".join(blanks) + "a"])[0].starts == list(range(0, 2 * len(blanks) + 1, 2))


def test_chunks_that_were_forgotten_are_cut_again(monkeypatch: pytest.MonkeyPatch) -> None:
    module._CHUNKS.clear()  # other tests may have met both chunks
    monkeypatch.setattr(module, "_KEPT", 1)

    assert cut(["Paris, Paris. Paris,"]) == cut(["Paris, Paris. Paris,"])
    assert len(module._CHUNKS) <= 1


def test_no_long_chunk_is_kept() -> None:
    assert cut(["x" * 1_000]) == [Cut(["x" * 1_000], [0], [1_000])]
    assert max(map(len, module._CHUNKS)) <= 40
