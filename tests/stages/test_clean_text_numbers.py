"""clean_text: the line of a removed piece is the line of the text as it arrived."""

import pytest

from streams.stages.clean_text import Cleaned, Removed
from tests.stages.cleaning import clean

FIRST = "The ferry will cross the bay again on Monday, the harbour office said."
LAST = "It carries a dog and forty people, as it did before the war."


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"{FIRST}\nAdvertisement\n{LAST}", 2),
        (f"\n\n{FIRST}\n\n \u200b\n\nAdvertisement\n\n{LAST}", 7),  # what is seen of a zero-width space is a blank line
        (f"{FIRST}\r\n\r\nAdvertisement\r\n{LAST}", 3),
        (f"<p>{FIRST}</p>\n\n<p>Advertisement</p>\n<p>{LAST}</p>", 3),
        (f"<p>{FIRST}</p><p>Advertisement</p>\n\n<p>{LAST}</p>", 1),  # two paragraphs on one line
        (f"{FIRST}\n<!-- a\nb\nc -->\nAdvertisement\n{LAST}", 2),  # a remark over lines: paragraphs are counted
    ],
)
def test_a_removed_line_has_the_number_that_an_editor_shows(body: str, line: int) -> None:
    assert [(piece.rule, piece.line) for piece in _removed(body)] == [("ad", line)]


def test_pieces_come_in_the_order_of_lines() -> None:
    body = f"By Ana Ruiz\n{FIRST}\n\nAdvertisement\n{LAST}\n\nRelated\nAnother headline\nShare\nComments (3)"

    assert [piece.line for piece in _removed(body)] == [1, 4, 7, 8, 9, 10]


def _removed(body: str) -> tuple[Removed, ...]:
    return clean(body).get(Cleaned).removed
