"""A piece of a page is read by the lines that a reader sees, or by what stands between its tags."""

from streams.text.pieces import between_tags, printed_lines

BYLINE = "<p><b>Ana&nbsp;Ruiz</b>, <time>5 mayo</time></p><p>记者 <i>沈一鸣</i></p>"


def test_lines_are_those_of_blocks_and_pieces_those_of_tags() -> None:
    assert printed_lines(BYLINE) == ["Ana\xa0Ruiz, 5 mayo", "记者 沈一鸣"]
    assert between_tags(BYLINE) == ["Ana Ruiz", ",", "5 mayo", "记者", "沈一鸣"]


def test_labels_that_only_the_style_sheet_parts_are_apart_in_both() -> None:
    touching = "<span>Ana Ruiz</span><time>5 mayo</time>"

    assert printed_lines(touching) == ["Ana Ruiz 5 mayo"]
    assert between_tags(touching) == ["Ana Ruiz", "5 mayo"]


def test_scripts_and_nothing_hold_no_text() -> None:
    script = "<script>var name = 'Ana Ruiz';</script>"

    assert (printed_lines(script), between_tags(script)) == ([], [])
    assert (printed_lines(""), between_tags("")) == ([], [])
