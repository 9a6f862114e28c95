"""explain: a person sees each line, what was struck out of it and why."""

from rich.console import Console

from streams import resources
from streams.cli.explain import explain
from streams.core.article import Article
from streams.stages.clean_text import build

RAW = "Warga membangun jembatan [b]tanpa[/b] baut baru. [iklan_2] Sumber: https://a.example/x\n\nKomentar (0)"


def test_removals_stand_beside_their_rules_and_text_is_no_markup() -> None:
    stage = build(resources.lexicon, open=resources.lexicon.open)
    article = stage.apply(Article("", RAW))
    assert isinstance(article, Article)
    console = Console(width=160, record=True, color_system=None)

    console.print(explain(RAW, article))
    shown = console.export_text()

    assert "[b]tanpa[/b]" in shown
    assert "placeholder, source" in shown
    assert "Komentar (0)" in shown
    assert "counter" in shown
    assert "source_url: https://a.example/x" in shown


def test_lines_are_numbered_as_an_editor_numbers_them() -> None:
    shown = _shown("The ferry crossed the bay at eight.\n\n\nAdvertisement\n\nIt carries forty people.", "text/plain")

    assert "4 │ Advertisement" in shown


def test_text_without_blanks_is_shown_whole() -> None:
    told = "".join(f"河边的集市在星期{day}重新开放，" for day in "一二三四五六日" * 3)
    shown = _shown(f"{told}人们排队。", "text/plain")

    assert "…" not in shown
    assert shown.count("河边") == 21


def test_a_page_says_how_much_of_it_is_not_its_main_text() -> None:
    told = "The harbour office said on Monday that the ferry would cross the bay again once the ice had gone."
    page = f"<html><body><nav><a>Home</a></nav><article><p>{told}</p><p>{told[:-1]} again.</p></article></body></html>"
    shown = _shown(page, "text/html")

    assert "1 line) were left out, not by a rule" in shown
    assert "| Home" in shown


def _shown(body: str, content_type: str) -> str:
    stage = build(resources.lexicon, open=resources.lexicon.open)
    article = stage.apply(Article("", body, content_type))
    assert isinstance(article, Article)
    console = Console(width=160, record=True, color_system=None)
    console.print(explain(body, article, content_type=content_type))
    return console.export_text()
