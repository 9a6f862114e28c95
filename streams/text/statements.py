"""What does a page state about itself?  Title, canonical link, authors and date of JSON-LD, meta tags and mark-up."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from itertools import chain, islice
from urllib.parse import urlsplit

from resiliparse.parse.html import HTMLTree

from streams.text.dated import Times
from streams.text.lines import size, squeeze
from streams.text.linked import Linked, read_linked
from streams.text.marked import BYLINE_LEAD, HEADLINE_SIZE, below_headline, headings, marked_authors, marked_dates
from streams.text.names import is_of_press, split_names
from streams.text.urls import clean_url, without_fragment

_MAX_NODES = 400
_TITLE_CP = 1_000
_LONG_HEADLINE_SIZE = 30
_HEAD_CP = 500_000  # style sheets may stand before the meta tags
_META = re.compile(r"<meta\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,64})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))""")
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title")
_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_DATE_META = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "publish-date", "pubdate",
    "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "sailthru.date", "parsely-pub-date", "date",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|｜–—·•»:-]\s+|\s?[|｜]\s?")
_BAR_TAIL = re.compile(r"\s+[|»]\s+[^|»]{2,40}$")  # a part of the site, where its name is known and another
_SITE_TAIL = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{2,40}$")


@dataclass(frozen=True, slots=True)
class Statements:
    """What the page says; empty or None where it says nothing.

    *heading*s are the first `h1` and the first `h2`, *near* is the mark-up behind the headline, *section* a part of the
    site, *body* the text of the article as its JSON-LD has it, line ends and mark-up too.
    """

    title: str = ""
    canonical: str | None = None
    authors: tuple[str, ...] = ()
    published_at: str | None = None
    heading: str = ""
    second_heading: str = ""
    near: str = ""
    section: str = ""
    body: str = ""


def read_statements(html: str, tree: HTMLTree) -> Statements:
    """Read what the page states; *tree* is *html* parsed.  Never raises; statements that cannot be read are absent."""
    meta = _meta(html)
    linked = read_linked(tree)
    heading = _text(tree, "h1")
    sites = _sites(meta, linked)
    named = squeeze(tree.title or "")
    title = _title(html, named, meta, linked, heading, sites=sites)
    near = below_headline(html, f"{title} {named}")
    return Statements(
        title=title,
        canonical=_canonical(tree, meta, linked),
        authors=_authors(tree, meta, linked, none=sites | {title.casefold(), *_no_people(named)}, near=near),
        published_at=_published(tree, meta, linked, f"{title} {named}"),
        heading=heading,
        second_heading=_text(tree, "h2"),
        near=near,
        section=_section(meta, linked),
        body=body if isinstance(body := linked.article.get("articleBody"), str) else "",
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


def _section(meta: Mapping[str, str], linked: Linked) -> str:
    stated = next(linked.at("articleSection"), None)
    return squeeze(stated if isinstance(stated, str) else meta.get("article:section", ""))


def _sites(meta: Mapping[str, str], linked: Linked) -> frozenset[str]:
    """Give the names that the page states for its site, casefolded."""
    names = (*linked.sites(), meta.get("og:site_name", ""), meta.get("application-name", ""))
    return frozenset(filter(None, (squeeze(name).casefold() for name in names)))


def _title(
    html: str, title: str, meta: Mapping[str, str], linked: Linked, heading: str, *, sites: frozenset[str]
) -> str:
    named = linked.article.get("name")
    is_title = isinstance(named, str) and named.strip() and title.startswith(named) and named.casefold() not in sites
    if is_title and str(linked.article.get("headline")) not in title:  # encyclopedias describe there
        return _without_site(squeeze(str(named)), sites)
    for stated in (linked.article.get("headline"), *(meta.get(name) for name in _TITLE_META)):
        if isinstance(stated, str) and stated.strip():
            return _without_site(squeeze(stated), sites)
    if heading and (not title or title.startswith(heading)):
        return heading
    for _, other, _ in headings(html):
        if size(other) >= HEADLINE_SIZE and title.casefold().startswith(other.casefold()):
            return other
    bare = _without_site(title, sites)
    bare = bare if bare != title else (_BAR_TAIL if sites else _SITE_TAIL).sub("", title)
    is_site = heading.casefold() in title.casefold() or heading.casefold() in sites
    is_headline = size(heading) >= min(_LONG_HEADLINE_SIZE, max(HEADLINE_SIZE, size(bare)))
    return heading if is_headline and not is_site else bare


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


def _authors(
    tree: HTMLTree, meta: Mapping[str, str], linked: Linked, *, none: frozenset[str], near: str
) -> tuple[str, ...]:
    """Give the names that the page states for its authors; those in *none*, casefolded, are of something else."""
    named = list(_author_names(linked)) or [meta[name] for name in _AUTHOR_META if name in meta]
    stated = tuple(
        name for text in named if text.casefold() not in none for name in split_names(BYLINE_LEAD.sub("", text))
    )
    for names in chain([stated], marked_authors(tree, near)):
        found: dict[str, str] = {}
        for name in names:
            found.setdefault(name.casefold(), name)
        if people := tuple(name for key, name in found.items() if key not in none):
            return people
    return ()


def _no_people(title: str) -> Iterator[str]:
    """Give the title and, where its last part is called like a paper, that part: `A river | Hill Times`; casefolded."""
    yield title.casefold()
    last = _SEPARATOR.split(title)[-1]
    if is_of_press(last):
        yield last.casefold()


def _author_names(linked: Linked) -> Iterator[str]:
    for one in linked.at("author"):
        name = one.get("name") if isinstance(one, Mapping) else one
        is_person = not isinstance(one, Mapping) or one.get("@type", "Person") != "Organization"
        if isinstance(name, str) and is_person and "://" not in name:
            yield squeeze(unescape(name))


def _published(tree: HTMLTree, meta: Mapping[str, str], linked: Linked, title: str) -> str | None:
    stated = [linked.article.get("datePublished"), *(meta.get(name) for name in _DATE_META)]
    for text in (*stated, *marked_dates(tree, Times(tree, title).is_of_article)):
        moment = instant(text) if isinstance(text, str) else None
        if moment:
            return moment
    return None


def _text(tree: HTMLTree, tag: str) -> str:
    node = tree.document.query_selector(tag) if tree.document else None
    return squeeze(node.text or "")[:2000] if node else ""
