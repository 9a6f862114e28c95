"""words: runs of letters with their marks, offsets into the very text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pertemuan di Paris, kata AS.", ["Pertemuan", "di", "Paris", ",", "kata", "AS", "."]),
        ("AS-China l'Italia Trump's", ["AS", "-", "China", "l", "'", "Italia", "Trump", "'", "s"]),
        ("U.S. troops, 1,000 or 3.5", ["U.S", ".", "troops", ",", "1,000", "or", "3.5"]),
        ("दिल्ली में है।", ["दिल्ली", "में", "है", "।"]),  # Hindi: vowel signs are marks
        ("رئیس\u200cجمهور", ["رئیس\u200cجمهور"]),  # Persian: ZWNJ inside a word
        ('ארה"ב', ['ארה"ב']),  # Hebrew: gershayim inside an acronym
        ("ประเทศไทย", ["ประเทศไทย"]),  # Thai: no spaces
        ("...", ["..."]),
    ],
)
def test_words_keep_marks_and_split_punctuation(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@given(st.text(max_size=200))
def test_words_cover_all_but_white_space(text: str) -> None:
    found = words(text)

    assert all(text[word.start : word.end] == word.text for word in found)
    assert "".join(word.text for word in found) == "".join(letter for letter in text if not letter.isspace())
    assert all(a.end <= b.start for a, b in pairwise(found))
