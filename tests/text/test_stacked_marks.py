"""repair: more combining marks in a row than any script stacks are told, wherever they stand, in linear time."""

import time

import pytest

from streams.text.repair import MAX_MARKS, has_endless_marks

MARKS = "\u0301\u0323" * 200  # acute above, dot below


@pytest.mark.parametrize("before", [0, 1, 50, 99, 100, 101, 102, 203])
def test_one_mark_more_than_the_most_is_told_wherever_it_stands(before: int) -> None:
    for behind in ("", "b", "देवनागरी" * 40):
        assert has_endless_marks("é" + "a" * before + MARKS[: MAX_MARKS + 1] + behind)
        assert not has_endless_marks("é" + "a" * before + MARKS[:MAX_MARKS] + behind)


def test_a_letter_between_ends_the_row() -> None:
    assert not has_endless_marks(("a" + MARKS[: MAX_MARKS - 1]) * 50)


def test_marks_of_scripts_that_use_many_are_no_row() -> None:
    """Burmese, Tibetan, pointed Hebrew and vowelled Arabic."""
    assert not has_endless_marks("မြန်မာနိုင်ငံ བོད་ཡིག שָׁלוֹם السَّلَامُ عَلَيْكُمْ " * 500)


def test_a_megabyte_of_rows_short_of_the_most_takes_no_time() -> None:
    """A pattern for rows looked at each of them from each of its marks: two seconds."""
    text = ("a" + MARKS[:MAX_MARKS]) * 5_000
    started = time.process_time()

    assert not has_endless_marks(text)
    assert time.process_time() - started < 1
