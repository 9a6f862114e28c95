"""How do we read a schema.org NewsArticle in JSON-LD?  Also inside `@graph` or as `mainEntity`, as pages embed it.

Types and properties from schema.org.  Nodes of a graph refer to each other by `@id`; a reference is followed
one step.  Any property may be a string, an object or a list of either.
"""

import re
from collections.abc import Iterator, Mapping

from streams.wire.fields import Json
from streams.wire.shapes.languages import bcp47
from streams.wire.shapes.values import MAX_ITEMS, address, date, first, is_web, present, text, texts

# Article and its subtypes that report or tell; of one article, not of a page or a list.
_TYPES = frozenset(
    re.findall(
        r"\w+",
        """Article NewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle
    ReportageNewsArticle ReviewNewsArticle AdvertiserContentArticle Report SatiricalArticle SocialMediaPosting
    BlogPosting LiveBlogPosting TechArticle ScholarlyArticle""",
    )
)
_COMMAS = re.compile("[,;،؛、，；]")  # Latin, Arabic and East Asian
Nodes = Mapping[str, Json]


def matches(document: Json) -> bool:
    """Say whether an article is in the document."""
    if "@type" not in document and "@graph" not in document:
        return False
    return not isinstance(document.get("body"), str) and _article(document) is not None


def read(document: Json) -> Json:
    """Give the article in our raw shape; the one with a body when there are several."""
    article = _article(document) or {}
    nodes = {name: node for node in _nodes(document) if isinstance(name := node.get("@id"), str)}
    return present(
        {
            "title": _title(article),
            "body": _body(article),
            "url": _url(article),
            "id": _id(article),
            "language": bcp47(text(article.get("inLanguage"), "@value", "alternateName", "name")),
            "published_at": date(article.get("datePublished")),
            "modified_at": date(article.get("dateModified")),
            "source": _source(_followed(article.get("publisher"), nodes)),
            "authors": _authors(article, nodes),
            "description": text(article.get("description"), "@value"),
            "section": text(article.get("articleSection"), "@value", "name"),
            "tags": _tags(article.get("keywords")),
            "image_url": address(_followed(article.get("image"), nodes), "url", "contentUrl", "@id"),
        }
    )


def _nodes(document: Json) -> Iterator[Json]:
    graph = document.get("@graph")
    for node in (document, *(graph if isinstance(graph, list) else [graph])):
        if isinstance(node, dict):
            yield node
            if isinstance(entity := node.get("mainEntity"), dict):
                yield entity


def _article(document: Json) -> Json | None:
    articles = [node for node in _nodes(document) if _is_article(node)]
    return max(articles, key=lambda node: bool(node.get("articleBody")), default=None)  # the first of equals


def _is_article(node: Json) -> bool:
    kinds = texts(node.get("@type"))
    return any(re.split("[/:#]", kind)[-1] in _TYPES for kind in kinds)  # also schema:... and https://schema.org/...


def _title(article: Json) -> object:
    value = first(article, "headline", "name", "alternativeHeadline")
    return text(value, "@value") or value


def _body(article: Json) -> object:
    value = first(article, "articleBody", "text")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)  # one string a paragraph
    return text(value, "@value") or value


def _url(article: Json) -> str | None:
    given = text(article.get("url"), "@id", "url", "@value")
    other = (text(article.get("mainEntityOfPage"), "@id", "url"), text(article.get("@id")))
    return given or next((value for value in other if is_web(value)), None)


def _id(article: Json) -> str | None:
    own = text(article.get("@id"))
    # Blank nodes and bare fragments name something within this document only.
    return own if own and not own.startswith(("_:", "#")) else text(article.get("identifier"), "value", "@value", "@id")


def _authors(article: Json, nodes: Nodes) -> list[str]:
    """Give the authors; the publisher, which sites state where there is no byline, is none unless it is a person."""
    said = _followed(article.get("author") or article.get("creator"), nodes)
    publisher = text(_followed(article.get("publisher"), nodes), "name", "legalName", "@value")
    items = said if isinstance(said, list) else [said]
    people = [item for item in items if isinstance(item, dict) and "Person" in texts(item.get("@type"))]
    return [name for item in items for name in texts(item, "name", "@value") if item in people or name != publisher]


def _source(publisher: object) -> Json:
    one = publisher[:1] if isinstance(publisher, list) else publisher
    uri = address(one, "url", "@id") if isinstance(one, list | dict) else None
    return present({"name": text(one, "name", "legalName", "@value"), "uri": uri if is_web(uri) else None})


def _tags(keywords: object) -> list[str]:
    if isinstance(keywords, str):
        return [word for part in _COMMAS.split(keywords) if (word := part.strip())][:MAX_ITEMS]
    return texts(keywords, "name", "@value")


def _followed(value: object, nodes: Nodes) -> object:
    if isinstance(value, list):
        return [_follow(item, nodes) for item in value]
    return _follow(value, nodes)


def _follow(value: object, nodes: Nodes) -> object:
    if isinstance(value, dict) and "name" not in value and isinstance(name := value.get("@id"), str):
        return nodes.get(name, value)
    return value
