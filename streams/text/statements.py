"""What does a page state about itself?  Title, canonical link, authors and date of JSON-LD, meta tags and mark-up."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import islice

from resiliparse.parse.html import HTMLTree

from streams.text.names import split_names
from streams.text.urls import clean_url

_ARTICLE = re.compile(
    r"(?:news|reportage|analysis|opinion|review|blog|live|social|tech|scholarly|background|satirical)?.{0,12}(?:article|posting)$",
    re.IGNORECASE,
)
_MAX_JSON_CP = 400_000
_MAX_NODES = 400
_HEAD_CP = 500_000  # style sheets may stand before the meta tags
_META = re.compile(r"<meta\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,64})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))""")
_SPACE = re.compile(r"\s+")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title")
_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "publish-date", "pubdate",
    "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_AUTHOR_MARKS = ('[rel="author"]', '[itemprop="author"]', ".byline", ".author-name", ".article-author", ".author")
_DATE_MARKS = ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "time[datetime]")
_BYLINE_LEAD = re.compile(r"^(?:by|von|par|por|di|door|av|af|oleh|от|автор|từ)[\s:]+", re.IGNORECASE)
_SITE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")


@dataclass(frozen=True, slots=True)
class Statements:
    """What the page says; empty or None where it says nothing.  *heading*s are the first `h1` and the first `h2`."""

    title: str = ""
    canonical: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    heading: str = ""
    second_heading: str = ""


def read_statements(html: str, tree: HTMLTree) -> Statements:
    """Read what the page states; *tree* is *html* parsed.  Never raises; statements that cannot be read are absent."""
    meta = _meta(html)
    linked = next(iter(_linked_data(tree)), {})
    heading = _text(tree, "h1")
    return Statements(
        title=_title(tree, meta, linked, heading),
        canonical=_canonical(tree, meta),
        authors=_authors(tree, meta, linked),
        published_at=_published(tree, meta, linked),
        heading=heading,
        second_heading=_text(tree, "h2"),
    )


def instant(text: str) -> str | None:
    """Give an ISO 8601 time as RFC 3339 UTC with ms; None when it is none.  One without zone is taken as UTC."""
    text = text.strip()
    if len(text) < 10 or not text[:4].isdigit() or text[4] != "-":
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1))
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment.year > 1900 else None


def _meta(html: str) -> Mapping[str, str]:
    """Read the meta tags from the text of the page: collections of the tree take quadratic time on thousands."""
    found: dict[str, str] = {}
    for tag in islice(_META.finditer(html, 0, _HEAD_CP), _MAX_NODES):
        attributes = {match[1].lower(): match[2] or match[3] or match[4] for match in _ATTRIBUTE.finditer(tag[1])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
        content = attributes.get("content")
        if name and content and len(name) < 64:
            found.setdefault(name.casefold(), _squeeze(unescape(content)))
    return found


def _linked_data(tree: HTMLTree) -> Iterator[Mapping[str, object]]:
    document = tree.document
    for node in islice(document.query_selector_all('script[type="application/ld+json"]'), 20) if document else ():
        text = node.text or ""
        if len(text) <= _MAX_JSON_CP:
            try:
                yield from _articles(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue


def _articles(data: object) -> Iterator[Mapping[str, object]]:
    """Walk JSON-LD breadth first to the nodes whose type is an article."""
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node, seen = queue.pop(0), seen + 1
        if isinstance(node, list):
            queue += node
        elif isinstance(node, dict):
            kinds = node.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE.fullmatch(kind)
                for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                yield node
            queue += [node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node]


def _title(tree: HTMLTree, meta: Mapping[str, str], linked: Mapping[str, object], heading: str) -> str:
    for title in (linked.get("headline"), *(meta.get(name) for name in _TITLE_META)):
        if isinstance(title, str) and title.strip():
            return _squeeze(title)
    title = _squeeze(tree.title or "")
    if heading and (not title or title.startswith(heading)):
        return heading
    return _SITE_TAIL.sub("", title)


def _canonical(tree: HTMLTree, meta: Mapping[str, str]) -> str | None:
    node = tree.document.query_selector('link[rel="canonical"]') if tree.document else None
    for link in (node.getattr("href") if node else None, meta.get("og:url")):
        url = clean_url(link) if link else None
        if url:
            return url
    return None


def _authors(tree: HTMLTree, meta: Mapping[str, str], linked: Mapping[str, object]) -> tuple[str, ...]:
    stated = list(_author_names(linked.get("author"))) or [meta[name] for name in _AUTHOR_META if name in meta]
    for text in stated or _marked(tree, _AUTHOR_MARKS):
        names = split_names(_BYLINE_LEAD.sub("", text))
        if names:
            rest = (name for other in stated[1:] for name in split_names(_BYLINE_LEAD.sub("", other)))
            return tuple(dict.fromkeys((*names, *rest)))
    return ()


def _author_names(author: object) -> Iterator[str]:
    for one in author if isinstance(author, list) else [author]:
        name = one.get("name") if isinstance(one, dict) else one
        is_person = not isinstance(one, dict) or one.get("@type", "Person") != "Organization"
        if isinstance(name, str) and is_person and "://" not in name:
            yield _squeeze(name)


def _published(tree: HTMLTree, meta: Mapping[str, str], linked: Mapping[str, object]) -> str | None:
    stated = [linked.get("datePublished"), *(meta.get(name) for name in _DATE_META)]
    for text in (*stated, *_marked(tree, _DATE_MARKS, attribute=True)):
        moment = instant(text) if isinstance(text, str) else None
        if moment:
            return moment
    return None


def _marked(tree: HTMLTree, selectors: tuple[str, ...], *, attribute: bool = False) -> Iterator[str]:
    for selector in selectors:
        node = tree.document.query_selector(selector) if tree.document else None
        if node:
            yield (
                (node.getattr("datetime") or node.getattr("content") or "")
                if attribute
                else _squeeze(node.text or "")[:200]
            )


def _text(tree: HTMLTree, tag: str) -> str:
    node = tree.document.query_selector(tag) if tree.document else None
    return _squeeze(node.text or "")[:2000] if node else ""


def _squeeze(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
