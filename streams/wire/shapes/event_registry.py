"""How do we read an article of Event Registry (NewsAPI.ai)?  One object of the `articles.results` of its answer.

Field names from its published article data model.  `dateTimePub` is the publication, `dateTime` when the service
found the article, both UTC; `lang` is ISO 639-3; the `uri` of a source is its domain.  What the service itself
concluded (concepts, categories, sentiment, duplicates, events) stays behind.
"""

from streams.wire.fields import Json
from streams.wire.shapes.languages import bcp47
from streams.wire.shapes.values import address, first, is_web, present, text, texts, utc


def matches(document: Json) -> bool:
    """Say whether the marker keys are there; ours may have them as unknown keys beside its own `language`."""
    return "lang" in document and ("dateTimePub" in document or "dateTime" in document) and "language" not in document


def read(document: Json) -> Json:
    """Give the document in our raw shape."""
    return present(
        {
            "title": first(document, "title"),
            "body": first(document, "body"),
            "url": text(document.get("url")),
            "id": text(document.get("uri")),
            "language": bcp47(document.get("lang")),
            "published_at": utc(document.get("dateTimePub")),
            "fetched_at": utc(document.get("dateTime")),
            "source": _source(document.get("source")),
            "authors": texts(document.get("authors"), "name"),
            "image_url": address(document.get("image")),
        }
    )


def _source(value: object) -> Json:
    where = address(value, "uri") if isinstance(value, dict) else None
    return present({"name": text(value, "title"), "uri" if is_web(where) else "domain": where})
