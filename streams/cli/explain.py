"""What did `clean_text` take away, and why?  The repaired text with every removal beside its rule, for a terminal."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from streams.cli.terminal import safe
from streams.core.article import Article
from streams.stages.clean_text import Cleaned, Removed
from streams.stages.clean_text.numbers import line_numbers
from streams.text.repair import collapse_blank_lines, repair
from streams.text.web import is_html, left_out, read_page

_SHOWN_CP = 40  # of a removed piece, enough to know it again in its line
_LEFT_OUT_LINES = 40  # more are menus and the next articles
_LEFT_OUT_CP = 100
# Between links that only style sheets hold apart: `FacebookWhatsAppCopy link`.
_NEIGHBOURS = re.compile(r"(?<=</a>)(?=<a\b)", re.IGNORECASE)


def explain(raw_body: str, article: Article, *, content_type: str = "text/plain") -> RenderableType:
    """Give a table: line number, the line with what was removed struck out, the rules that removed it.

    Above it stands, for a page, how much of it the extraction of the main text left out, and how that begins.

    *article* is what `clean_text` made of *raw_body*.  Text of articles is shown as text: brackets in it are
    no mark-up of ours.  At most 100 removals are known, so lines behind the hundredth may look kept.
    """
    note = article.get(Cleaned)
    is_page = is_html(raw_body, content_type)
    body = read_page(raw_body).text if is_page else raw_body
    by_line: dict[int, list[Removed]] = defaultdict(list)
    for piece in note.removed:
        by_line[piece.line].append(piece)
    table = Table("line", "text", "removed by", expand=True, show_lines=False)
    table.columns[0].justify = "right"
    table.columns[1].ratio = 4
    table.columns[2].ratio = 1
    for column in table.columns:
        column.overflow = "fold"  # text in scripts without blanks has no other place to break
    repaired = repair(collapse_blank_lines(body)).text
    for number, line in zip(line_numbers(body, repaired), repaired.split("\n"), strict=True):
        pieces = [piece for piece in by_line[number] if piece.text[:_SHOWN_CP] in line]
        table.add_row(str(number), _marked(line, pieces), Text(_rules(pieces), style="yellow"))
    return Group(*([_dropped(raw_body, body)] if is_page else []), table, _facts(article, note))


def _dropped(html: str, kept: str) -> Text:
    """Say how much of the page is not its main text, and how what was left out begins."""
    lines = left_out(_NEIGHBOURS.sub(" ", html), kept)
    dropped, all_of_it = sum(map(len, lines)), sum(map(len, lines)) + len(kept)
    share = f"{dropped / max(all_of_it, 1):.0%}"
    text = Text(
        f"page: {len(html)} characters of HTML, {all_of_it} of visible text; its main text has {len(kept)}, and "
        f"{dropped} ({share}, {_lines(len(lines))}) were left out, not by a rule"
    )
    shown = len(lines) if len(lines) <= _LEFT_OUT_LINES + 1 else _LEFT_OUT_LINES  # the last one takes no more room
    for line in lines[:shown]:
        text.append(f"\n  | {safe(line[:_LEFT_OUT_CP])}", "dim")
    if len(lines) > shown:
        text.append(f"\n  | … and {len(lines) - shown} lines more", "dim")
    return text


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


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
