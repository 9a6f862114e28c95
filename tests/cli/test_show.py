"""Showing a record: marks where the entities are, nothing lost, nothing executed."""

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from streams.cli.show import as_page, as_text, pieces, things

BODY = "Menurut Reuters, 日本 dan Amerika <script>alert(1)</script> & AS."


def _entity(exact: str, kind: str, number: int, **more: str) -> dict[str, Any]:
    start = BODY.index(exact)
    place = {"field": "body", "start": start, "end": start + len(exact), "exact": exact}
    return {"id": f"e{number}", "type": kind, **place, "confidence": 0.9, "method": "crf-id", "tier": "A", **more}


US = {"norm": "United States", "uri": "https://www.iso.org/obp/ui/#iso:code:3166:US"}
RECORD: dict[str, Any] = {
    "title": "Judul",
    "body": BODY,
    "language": {"tag": "id", "confidence": 0.98, "status": "ok"},
    "entity_coverage": "tier_1",
    "entities": [
        _entity("Reuters", "ORG", 1),
        _entity("日本", "LOC", 2),
        _entity("Amerika", "LOC", 3, **US),
        _entity("AS", "LOC", 3, **US),
    ],
}


def test_the_pieces_are_the_text() -> None:
    assert "".join(piece.text for piece in pieces(RECORD, "body")) == BODY
    assert [piece.text for piece in pieces(RECORD, "body") if piece.entity] == ["Reuters", "日本", "Amerika", "AS"]


def test_mentions_of_one_thing_are_one_line() -> None:
    found = things(RECORD)

    assert [(one.id, one.surfaces, one.mentions) for one in found] == [
        ("e1", ("Reuters",), 1),
        ("e2", ("日本",), 1),
        ("e3", ("Amerika", "AS"), 2),
    ]


def test_a_terminal_shows_text_language_and_addresses() -> None:
    console = Console(width=160, record=True, file=None, force_terminal=False)
    with console.capture() as capture:
        console.print(as_text(RECORD))
    shown = capture.get()

    assert "Menurut Reuters₁, 日本₂ dan Amerika₃ <script>alert(1)</script> & AS₃." in shown  # ids beside them
    assert "language id (0.98, ok)" in shown
    assert "United States" in shown
    assert US["uri"] in shown


def test_a_page_runs_nothing_of_the_article() -> None:
    page = as_page(RECORD)

    assert "<script" not in page
    assert '<mark class="LOC" data-id="e3"' in page
    assert f'<a href="{US["uri"]}"' in page
    assert 'lang="id"' in page


def test_every_line_of_a_page_has_its_own_direction() -> None:
    body = "وصل Macron إلى باريس.\n\nThe minister said <no>.\nשלום עולם."
    page = as_page({"title": "عنوان", "body": body, "entities": []})
    lines = re.findall(r'<p dir="auto">(.*?)</p>', page)

    assert [unescape(line) for line in lines] == body.split("\n")
    assert '<h1 dir="auto">عنوان</h1>' in page
    assert page.count("dir=") == 5


def test_a_name_over_two_lines_is_marked_on_both() -> None:
    name = {"id": "e1", "type": "PER", "field": "body", "start": 3, "end": 14, "exact": "Ana\nLestari", "method": "x"}
    page = as_page({"body": "Bu Ana\nLestari tiba.", "entities": [name]})

    assert re.findall(r"<mark[^>]*>(\w+)</mark>", page) == ["Ana", "Lestari"]


def test_a_page_says_how_sure_each_mention_is() -> None:
    page = as_page(RECORD)

    assert 'title="e1 · ORG · crf-id · 0.90">Reuters</mark>' in page
    assert "<th>confidence" in page
    assert page.count("<td>0.90") == 3


@pytest.mark.parametrize("record", [{}, {"title": "", "body": ""}, {"body": "مرحبا"}])
def test_a_record_of_an_earlier_stage_is_shown_too(record: dict[str, Any]) -> None:
    console = Console(width=80)
    with console.capture() as capture:
        console.print(as_text(record))

    assert record.get("body", "") in capture.get()
    assert as_page(record).endswith("</html>\n")


@given(st.text(max_size=80))
def test_any_text_stays_text(text: str) -> None:
    page = as_page({"body": text, "title": text})

    assert "<script" not in page
    assert page.count("<div") == 1
