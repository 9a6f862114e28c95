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
