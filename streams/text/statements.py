"""What does a page state about itself?  Title, canonical link, authors and date of JSON-LD, meta tags and mark-up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from resiliparse.parse.html import HTMLTree

from streams.text.lines import size, squeeze
from streams.text.linked import Linked, read_linked
from streams.text.names import split_names
from streams.text.urls import clean_url, without_fragment

_MAX_NODES = 400
_TITLE_CP = 1_000
_HEADLINE_SIZE = 15  # of a first heading that a reader takes for the title; shorter ones name sites and sections
_HEAD_CP = 500_000  # style sheets may stand before the meta tags
_META = re.compile(r"<meta\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,64})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))""")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title")
_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "publish-date", "pubdate",
    "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_AUTHOR_MARKS = ('[rel="author"]', '[itemprop="author"]', ".byline", ".author-name", ".article-author", ".author")
_DATE_MARKS = ('[itemprop="datePublished"]', "time[pubdate]", "article time[datetime]", "time[datetime]")
_MARKS_ASKED, _LEVELS_ASKED = 8, 40
_FRAME = frozenset({"aside", "footer", "nav"})
# What boxes of other articles and of readers are called.
OTHERS = (
    "comment|related|recommend|sidebar|most-?(?:read|popular|viewed)|popular|trending|ticker|teaser|widget|promo|"
    "read-?(?:also|more)"
)
_OTHERS = re.compile(OTHERS, re.IGNORECASE)
_BYLINE_LEAD = re.compile(r"^(?:by|von|par|por|di|door|av|af|oleh|от|автор|từ)[\s:]+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[|｜–—·•»:-]\s+|\s?[|｜]\s?")
_BAR_TAIL = re.compile(r"\s+[|»]\s+[^|»]{2,40}$")  # a part of the site, where its name is known and another
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
    linked = read_linked(tree)
    heading = _text(tree, "h1")
    sites = _sites(meta, linked)
    return Statements(
        title=_title(tree, meta, linked, heading, sites=sites),
        canonical=_canonical(tree, meta, linked),
        authors=_authors(tree, meta, linked, sites),
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
            found.setdefault(name.casefold(), squeeze(unescape(content)))
    return found


def _sites(meta: Mapping[str, str], linked: Linked) -> frozenset[str]:
    """Give the names that the page states for its site, casefolded."""
    names = (*linked.sites(), meta.get("og:site_name", ""), meta.get("application-name", ""))
    return frozenset(filter(None, (squeeze(name).casefold() for name in names)))


def _title(tree: HTMLTree, meta: Mapping[str, str], linked: Linked, heading: str, *, sites: frozenset[str]) -> str:
    for title in (linked.article.get("headline"), *(meta.get(name) for name in _TITLE_META)):
        if isinstance(title, str) and title.strip():
            return _without_site(squeeze(title), sites)
    title = squeeze(tree.title or "")
    is_site = heading.casefold() in title.casefold() or heading.casefold() in sites
    if heading and (not title or title.startswith(heading) or (size(heading) >= _HEADLINE_SIZE and not is_site)):
        return heading
    bare = _without_site(title, sites)
    return bare if bare != title else (_BAR_TAIL if sites else _SITE_TAIL).sub("", title)


def _without_site(title: str, sites: frozenset[str]) -> str:
    """Take ` | Site` off the end of *title* when the page says that this is its site; a title is left in any case."""
    if len(title) > _TITLE_CP:
        return title
    for match in _SEPARATOR.finditer(title):
        if match.start() and title[match.end() :].casefold() in sites:
            return title[: match.start()]
    return title


def _canonical(tree: HTMLTree, meta: Mapping[str, str], linked: Linked) -> str | None:
    """Give the link of the page.  The front page of a site is none: some sites state it on all their pages."""
    node = tree.document.query_selector('link[rel="canonical"]') if tree.document else None
    named = (node.getattr("href") if node else None, meta.get("og:url"), linked.link())
    urls = (without_fragment(url) for link in named if link and (url := clean_url(link)))
    return next((url for url in urls if not _is_front(url)), None)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query and not parts.fragment


def _authors(tree: HTMLTree, meta: Mapping[str, str], linked: Linked, sites: frozenset[str]) -> tuple[str, ...]:
    stated = list(_author_names(linked)) or [meta[name] for name in _AUTHOR_META if name in meta]
    stated = [name for name in stated if name.casefold() not in sites]
    for text in stated or _marked(tree, _AUTHOR_MARKS):
        names = split_names(_BYLINE_LEAD.sub("", text))
        if names:
            rest = (name for other in stated[1:] for name in split_names(_BYLINE_LEAD.sub("", other)))
            return tuple(dict.fromkeys((*names, *rest)))
    return ()


def _author_names(linked: Linked) -> Iterator[str]:
    for one in linked.at("author"):
        name = one.get("name") if isinstance(one, Mapping) else one
        is_person = not isinstance(one, Mapping) or one.get("@type", "Person") != "Organization"
        if isinstance(name, str) and is_person and "://" not in name:
            yield squeeze(name)


def _published(tree: HTMLTree, meta: Mapping[str, str], linked: Linked) -> str | None:
    stated = [linked.article.get("datePublished"), *(meta.get(name) for name in _DATE_META)]
    for text in (*stated, *_marked(tree, _DATE_MARKS, attribute=True)):
        moment = instant(text) if isinstance(text, str) else None
        if moment:
            return moment
    return None


def _marked(tree: HTMLTree, selectors: tuple[str, ...], *, attribute: bool = False) -> Iterator[str]:
    for selector in selectors:
        found = tree.document.query_selector_all(selector) if tree.document else ()
        for node in islice(found, _MARKS_ASKED):
            if not _is_of_others(node):
                yield (
                    (node.getattr("datetime") or node.getattr("content") or "")
                    if attribute
                    else squeeze(node.text or "")[:200]
                )
                break


def _is_of_others(node: Any) -> bool:
    """Tell whether an element is inside a comment, a list of other articles or the frame of the page."""
    above = node
    for _ in range(_LEVELS_ASKED):
        if above is None or above.tag in ("body", "html", "#document"):
            return False
        names = (above.getattr("class"), above.getattr("id"), above.getattr("itemprop"))
        if above.tag in _FRAME or _OTHERS.search(" ".join(filter(None, names))):
            return True
        above = above.parent
    return False


def _text(tree: HTMLTree, tag: str) -> str:
    node = tree.document.query_selector(tag) if tree.document else None
    return squeeze(node.text or "")[:2000] if node else ""
