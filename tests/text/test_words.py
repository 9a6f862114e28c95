"""words: runs of letters with their marks, offsets into the very text."""

import sys
import unicodedata
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


_JOINED = "abé.,·_'\"-אב\u05f4\u200d\u200c12 \n…—«»漢字"


@given(st.text(max_size=100) | st.text(alphabet=_JOINED, max_size=60))
def test_text_without_marks_is_cut_as_text_with_marks_is(text: str) -> None:
    assert words(f"{text}\nदि")[:-1] == words(text)  # the Hindi word makes the slower pattern work


def test_no_mark_is_taken_for_text_without_marks() -> None:
    marks = [chr(point) for point in range(sys.maxunicode + 1) if unicodedata.category(chr(point)).startswith("M")]

    assert [mark for mark in marks if words(f"a{mark}b") != [(f"a{mark}b", 0, 3)]] == []
