"""What did `clean_text` take away, and why?  The repaired text with every removal beside its rule, for a terminal."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.core.article import Article
from streams.stages.clean_text import Cleaned, Removed
from streams.text.repair import repair
from streams.text.web import is_html, read_page


def explain(raw_body: str, article: Article, *, content_type: str = "text/plain") -> RenderableType:
    """Give a table: line number, the line with what was removed struck out, the rules that removed it.

    *article* is what `clean_text` made of *raw_body*.  Text of articles is shown as text: brackets in it are
    no mark-up of ours.  At most 100 removals are known, so lines behind the hundredth may look kept.
    """
    note = article.get(Cleaned)
    body = read_page(raw_body).text if is_html(raw_body, content_type) else raw_body
    by_line: dict[int, list[Removed]] = defaultdict(list)
    for piece in note.removed:
        by_line[piece.line].append(piece)
    table = Table("line", "text", "removed by", expand=True, show_lines=False)
    table.columns[0].justify = "right"
    table.columns[1].ratio = 4
    table.columns[2].ratio = 1
    for number, line in enumerate(repair(body).text.split("\n"), 1):
        table.add_row(str(number), _marked(line, by_line[number]), Text(_rules(by_line[number]), style="yellow"))
    return Group(table, _facts(article, note))


def _marked(line: str, pieces: Sequence[Removed]) -> Text:
    text = Text(line)
    for piece in pieces:
        start = line.find(piece.text)
        if start >= 0:
            text.stylize("red strike", start, start + len(piece.text))
    return text


def _rules(pieces: Sequence[Removed]) -> str:
    return ", ".join(dict.fromkeys(piece.rule for piece in pieces))


def _facts(article: Article, note: Cleaned) -> Text:
    known: Mapping[str, str | None] = {
        "title": article.title,
        "source_url": note.source_url,
        "canonical_url": article.canonical_url,
        "authors": ", ".join(article.authors),
        "published_at": article.published_at,
        "dateline": note.dateline,
        "warnings": ", ".join(article.warnings),
    }
    return Text("\n".join(f"{name}: {value}" for name, value in known.items() if value))
