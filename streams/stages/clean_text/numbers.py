"""On which line of the text as it arrived does a paragraph of the repaired text stand?

Who looks for a removed line opens the article in an editor, where blank lines count.  A line with mark-up in it can be
several paragraphs, and a remark or a script over several lines is none.
"""

from collections.abc import Sequence

from streams.text.repair import collapse_blank_lines, repair

_MOST_LINES = 2_000  # that are repaired one by one to count their paragraphs; it takes 20 µs each


def line_numbers(raw: str, repaired: str) -> Sequence[int]:
    """Give for every paragraph of *repaired* the line of *raw* that it stands on, both from 1, never falling.

    Where mark-up reaches over lines, so that paragraphs and lines do not match, paragraphs are counted instead.
    """
    count = repaired.count("\n") + 1
    lines = raw.splitlines() if "\r" in raw or "\x0b" in raw or "\x0c" in raw else raw.split("\n")
    filled = [number for number, line in enumerate(lines, 1) if line and not line.isspace()]
    if len(filled) == count:
        return filled
    if len(lines) <= _MOST_LINES:
        parts = [number for number in filled for _ in range(_paragraphs(lines[number - 1]))]
        if len(parts) == count:
            return parts
    return range(1, count + 1)


def _paragraphs(line: str) -> int:
    text = repair(collapse_blank_lines(line)).text
    return text.count("\n") + 1 if text else 0
