"""What stands for a code point in an array is what `str.translate` puts there."""

import pytest

from streams.stages.detect_language.grams import MAX_CHARS, features
from streams.stages.detect_language.points import Points
from streams.text.letters import Letters


def _rule(letter: str) -> str:
    return letter.upper() if letter.isascii() else "ß" if letter == "\ud800" else "x"


@pytest.mark.parametrize(
    "text",
    ["", "plain", "Größe 12", "กรุงเทพ", "地\uffff地", "a😀b😀", "\ud800 lone", "\x00", "\U0010ffff"],
)
def test_points_stand_for_what_translate_gives(text: str) -> None:
    points = Points(Letters(_rule))
    expected = text.translate(Letters(_rule))

    assert [*map(chr, points.of(text))] == [*expected]
    assert [*map(chr, points.of(text))] == [*expected]  # and again, from the table


def test_a_letter_beyond_the_table_is_not_taken_for_another() -> None:
    points = Points(Letters(lambda letter: "a" if letter == "😀" else "b"))

    assert [*map(chr, points.of("😀"))] == ["a"]
    assert [*map(chr, points.of("\uffff💡"))] == ["b", "b"]


def test_what_stands_between_words_is_one_blank() -> None:
    rows, values = features("Žena – 12 žen’", bits=17, pairs=True)
    same, alike = features("  žena\nžen'", bits=17, pairs=True)

    assert rows.tolist() == same.tolist()
    assert values.tolist() == alike.tolist()


@pytest.mark.parametrize("over", [-3, -2, -1, 0, 1])
def test_words_beyond_the_longest_text_are_left_out(over: int) -> None:
    """A small letter may be two: the text gets longer than what was taken of it."""
    text = "İ" + "a" * (MAX_CHARS + over - 1)

    assert features(text, bits=17, pairs=False)[0].tolist() == features(text + " b", bits=17, pairs=False)[0].tolist()
