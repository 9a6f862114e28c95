"""pages_report: the measures of the page benchmark, on two pages of our own."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.quality import pages_report
from tests.quality.pages_report import PageScore, read_pages, score, summary

BODY = "The ferry will cross the bay again on Monday, the harbour office said. It carries a dog and the post."
MORE = "Nobody in the village remembers a winter as long as this one, and nobody wants to see another soon."


def test_runs_of_four_words_are_compared() -> None:
    assert score("a", "one two three four five", "one two three four six") == PageScore("a", 0.5, 0.5, exact=False)
    assert score("a", "One two, three four!", "One two three four") == PageScore("a", 1.0, 1.0, exact=True)
    assert score("a", "one two", "one two") == PageScore("a", 1.0, 1.0, exact=True)
    assert score("a", "one two three four", "") == PageScore("a", 0.0, 0.0, exact=False)


def test_each_page_counts_alike() -> None:
    assert summary([PageScore("a", 1.0, 0.5, exact=True), PageScore("b", 0.5, 0.5, exact=False)]) == (
        "F1 0.600  precision 0.750  recall 0.500  exact 0.500"
    )


def test_packed_and_plain_pages_are_read(tmp_path: Path) -> None:
    _write(tmp_path)

    assert [(name, body) for name, _, body in read_pages(tmp_path)] == [("a", BODY), ("b", MORE)]


def test_a_folder_without_truth_says_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=re.escape("ground-truth.json")):
        list(read_pages(tmp_path))


def test_the_report_names_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _write(tmp_path)
    monkeypatch.setattr("sys.argv", ["pages_report", str(tmp_path)])

    pages_report.main()

    said = capsys.readouterr().out.split("\n")
    assert said[0] == "2 pages; bar for clean_text: F1 0.960"
    assert said[1] == "clean_text   F1 1.000  precision 1.000  recall 1.000  exact 1.000"
    assert said[2].startswith("trafilatura  F1 ")


def _write(folder: Path) -> None:
    (folder / "html").mkdir()
    pages = {"a": BODY, "b": MORE}
    (folder / "ground-truth.json").write_text(json.dumps({name: {"articleBody": body} for name, body in pages.items()}))
    html = {name: f"<html><body><article><p>{body}</p></article></body></html>" for name, body in pages.items()}
    (folder / "html" / "a.html.gz").write_bytes(gzip.compress(html["a"].encode()))
    (folder / "html" / "b.html").write_text(html["b"])
