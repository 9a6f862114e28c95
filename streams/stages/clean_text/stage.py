"""clean_text: from the article as it arrived to its body, and a note of what was taken away and found.

Bounds are stated and refused (`too_complex`), never cut silently; every other input comes out clean.
"""

from collections.abc import Callable
from dataclasses import replace

from streams.core.article import Article
from streams.core.codes import ArticleWarning, Code
from streams.core.outcome import Fail
from streams.core.stage import Material, Stage
from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.cleaned import MAX_REMOVED, MAX_REMOVED_CP, Cleaned, Removed
from streams.stages.clean_text.dateline import read_front
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.numbers import line_numbers
from streams.stages.clean_text.page import Cut, Facts, Page
from streams.stages.clean_text.walk import walk
from streams.text.bounds import MAX_ATTRIBUTES, MAX_DEPTH, attributes, depth, without_code
from streams.text.names import is_nobody, without_addresses
from streams.text.repair import MAX_MARKS, Repaired, collapse_blank_lines, has_endless_marks, repair, repair_line
from streams.text.urls import clean_url, day_in, without_fragment
from streams.text.web import Links, WebPage, is_html, read_page

VERSION = 8
# Time is linear in these, and at them a hostile text takes under two seconds (tests/stages/test_clean_text_hostile).
MAX_TEXT_BYTES = 1_000_000
MAX_HTML_BYTES = 3_000_000
MAX_LINES = 20_000
MAX_LINE_CP = 50_000
MAX_TITLE_CP = 2_000
SETTLE_ROUNDS = 4


def clean_text(article: Article, lexicon: Lexicon) -> Article | Fail:
    """Give *article* with clean title and body and a `Cleaned` note, or `Fail(too_complex)`.  Never raises."""
    web = None
    body = article.body
    if is_html(body, article.content_type):
        if refusal := _too_big("html", body, MAX_HTML_BYTES):
            return refusal
        if _too_deep(body):
            body = without_code(body)
            if refusal := _too_deep(body):
                return refusal
        web = read_page(body)
        body = web.text
    arrived = body
    body = collapse_blank_lines(body)
    refusal = _too_big("text", body, MAX_TEXT_BYTES) or _too_long(body) or _too_big("title", article.title, 100_000)
    if refusal:
        return refusal
    repaired = repair(body)
    refusal = _too_long(repaired.text)
    return refusal or _cleaned(article, arrived, repaired, lexicon, web or WebPage())


def build(lexicon: Callable[[], Lexicon], *, open: Callable[[], Material]) -> Stage:
    """Give the stage.  *lexicon* hands out the word lists; *open* opens them ahead and says which they are."""
    return Stage(
        name="clean_text",
        version=VERSION,
        apply=lambda article: clean_text(article, lexicon()),
        assigns=(Cleaned,),
        codes=frozenset({Code.TOO_COMPLEX}),
        open=open,
    )


def _too_big(what: str, text: str, limit: int) -> Fail | None:
    count = len(text) if len(text) > limit else len(text.encode("utf-8", "surrogatepass"))
    return Fail(Code.TOO_COMPLEX, f"{what} of {count} bytes, at most {limit}") if count > limit else None


def _too_deep(html: str) -> Fail | None:
    most = attributes(html)
    if most > MAX_ATTRIBUTES:
        return Fail(Code.TOO_COMPLEX, f"a tag with {most} attributes, at most {MAX_ATTRIBUTES}")
    if html.count("<") - html.count("</") <= MAX_DEPTH:
        return None  # fewer tags are opened than may be nested: most pages, and counting costs a tenth of extraction
    found = depth(html)
    return Fail(Code.TOO_COMPLEX, f"tags nested {found} deep, at most {MAX_DEPTH}") if found > MAX_DEPTH else None


def _too_long(text: str) -> Fail | None:
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        return Fail(Code.TOO_COMPLEX, f"{lines} lines, at most {MAX_LINES}")
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE_CP:
        return Fail(Code.TOO_COMPLEX, f"line of {longest} code points, at most {MAX_LINE_CP}")
    if has_endless_marks(text):
        return Fail(Code.TOO_COMPLEX, f"more than {MAX_MARKS} combining marks in a row")
    return None


def _cleaned(article: Article, arrived: str, repaired: Repaired, lexicon: Lexicon, web: WebPage) -> Article | Fail:
    stated = _named(_people(article.authors), lexicon) or _named(web.authors, lexicon)
    around = Facts()
    if web.around:
        around = walk(repair("\n".join(web.around)).text, lexicon, language=article.declared_language)[0].facts
    title, clipped = _title(article, web)
    page, guarded = _settled(
        repaired.text,
        lexicon,
        language=article.declared_language,
        authors=stated or around.names,
        title=title.text,
        links=web.links,
    )
    body = page.text()
    day = page.facts.day or around.day or (day_in(web.canonical) if web.canonical else None)
    facts = replace(page.facts, names=page.facts.names or around.names, day=day)
    front = read_front(body, lexicon)
    note = Cleaned(
        removed=_removed(page.cuts, arrived, repaired.text),
        source_url=facts.stated_url or facts.other_url or web.canonical,
        dateline=front.place,
    )
    warnings = {
        ArticleWarning.CONTROL_CHARS: repaired.control_chars or title.control_chars,
        ArticleWarning.MOJIBAKE_REPAIRED: repaired.mojibake or title.mojibake,
        ArticleWarning.NO_TITLE: not title.text,
        ArticleWarning.NO_BODY: not body,
        ArticleWarning.CLEAN_GUARD: guarded,
        ArticleWarning.TEXT_CLIPPED: clipped,
    }
    cleaned = replace(
        article,
        title=title.text,
        body=body,
        content_type="text/plain",
        canonical_url=_canonical(article, web),
        authors=stated or facts.names or front.names,
        published_at=article.published_at or web.published_at or _moment(facts.day),
    )
    return cleaned.having(note).warned(*(warning for warning, is_so in warnings.items() if is_so))


def _moment(day: str | None) -> str | None:
    """Give the day that the text prints, which is the moment itself when it came with a clock and a zone."""
    return f"{day}T00:00:00.000Z" if day and "T" not in day else day


def _canonical(article: Article, web: WebPage) -> str | None:
    """Give the link that names the article, which makes its identity: `#comments` is the same article."""
    url = article.canonical_url or web.canonical or (clean_url(article.url) if article.url else None)
    return without_fragment(url) if url else None


def _settled(
    text: str,
    lexicon: Lexicon,
    *,
    language: str | None,
    authors: tuple[str, ...],
    title: str,
    links: Links | None,
) -> tuple[Page, bool]:
    """Walk until repairing and walking the result again change nothing; nearly always at once."""
    page, guarded = walk(text, lexicon, language=language, authors=authors, title=title, links=links)
    for _ in range(SETTLE_ROUNDS):
        again = repair(page.text()).text
        if again == page.text():
            break
        cuts, facts = page.cuts, page.facts
        page, guarded = walk(again, lexicon, language=language, authors=authors, title=title, links=links)
        page.cuts[:0] = cuts
        page.facts = facts
    return page, guarded


def _people(authors: tuple[str, ...]) -> tuple[str, ...]:
    """Take links and addresses out of what the producer states as authors."""
    return tuple(filter(None, (" ".join(without_addresses(author).split()) for author in authors)))


def _named(authors: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Take labels off the names that a page states, `이서준 기자`; leave out newsrooms."""
    said = [(author, byline(author, lexicon)) for author in authors if not is_nobody(author)]
    return tuple(name for author, found in said for name in (found.names if found else (author,)))


def _title(article: Article, web: WebPage) -> tuple[Repaired, bool]:
    title = repair_line(article.title) if article.title.strip() else repair_line(web.title)
    if len(title.text) <= MAX_TITLE_CP:
        return title, False
    return replace(title, text=title.text[:MAX_TITLE_CP].rstrip()), True


def _removed(cuts: list[Cut], arrived: str, repaired: str) -> tuple[Removed, ...]:
    """Give the pieces in the order of their lines, with the lines of the text as it arrived."""
    if not cuts:
        return ()
    numbers = line_numbers(arrived, repaired)
    cuts = sorted(cuts, key=lambda cut: cut.number)[:MAX_REMOVED]
    return tuple(
        Removed(cut.rule, numbers[min(cut.number, len(numbers)) - 1], cut.text.strip()[:MAX_REMOVED_CP]) for cut in cuts
    )
