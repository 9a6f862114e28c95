"""sentences: ends of lines, final punctuation of any script, abbreviations."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.sentences import LONGEST, sentences
from streams.text.words import words


def _split(text: str) -> list[str]:
    tokens = words(text)
    return [text[tokens[first].start : tokens[stop - 1].end] for first, stop in sentences(tokens, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ia pergi. Dia datang!", ["Ia pergi.", "Dia datang!"]),
        ('"Pesan ini." Kata dia.', ['"Pesan ini."', "Kata dia."]),
        ("Dr. Ali met J. Smith. He left.", ["Dr. Ali met J. Smith.", "He left."]),
        ("Judul\nIsi berita", ["Judul", "Isi berita"]),
        ("今日は。明日。", ["今日は。", "明日。"]),  # Japanese: no blank behind the full stop
        ("यह है। वह था।", ["यह है।", "वह था।"]),  # Hindi danda
        ("ما هذا؟ هذا", ["ما هذا؟", "هذا"]),  # Arabic question mark
        ("Version 3.5 is out", ["Version 3.5 is out"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert _split(text) == expected


@given(st.text(alphabet='ab A.!\n。।"', max_size=400))
def test_every_word_is_in_exactly_one_sentence(text: str) -> None:
    tokens = words(text)
    spans = list(sentences(tokens, text))

    assert [index for first, stop in spans for index in range(first, stop)] == list(range(len(tokens)))


def test_an_endless_line_is_cut() -> None:
    text = "kata " * 1_000
    tokens = words(text)

    assert max(stop - first for first, stop in sentences(tokens, text)) == LONGEST
