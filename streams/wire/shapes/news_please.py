"""How do we read an article of news-please?  The dictionary of its `NewsArticle`, as library and crawler write it.

Field names from its sources (newsplease/NewsArticle.py and pipeline/pipelines.py): the library writes the
body as `maintext`, the crawler's JSON files as `text`.  Dates have no zone: news-please does not know that of the
publisher (its issue 209).  We read UTC, and no warning, which would flag every article of this tool.
"""

from streams.wire.fields import Json
from streams.wire.shapes.languages import bcp47
from streams.wire.shapes.values import address, first, present, text, texts, utc

_MARKERS = ("maintext", "date_download", "source_domain")


def matches(document: Json) -> bool:
    """Say whether two of the three marker keys are there; ours has a body instead."""
    return sum(key in document for key in _MARKERS) >= 2 and not isinstance(document.get("body"), str)


def read(document: Json) -> Json:
    """Give the document in our raw shape.  `title_page` has the site's name in it, so it comes last."""
    return present(
        {
            "title": first(document, "title", "title_rss", "title_page"),
            "body": first(document, "maintext", "text"),
            "url": text(document.get("url")),
            "language": bcp47(document.get("language")),
            "published_at": _date(document, "date_publish"),
            "modified_at": _date(document, "date_modify"),
            "fetched_at": _date(document, "date_download"),
            "source": present({"domain": text(document.get("source_domain"))}),
            "authors": texts(document.get("authors"), "name"),
            "description": text(document.get("description")),
            "image_url": address(document.get("image_url")),
        }
    )


def _date(document: Json, name: str) -> object:
    value = document.get(name)
    return None if value == "None" else utc(value)  # `get_serializable_dict` writes str(None)
