"""Which shape has a JSON document?  Ours, or one that news tools emit: recognised by marker keys, ours first.

A foreign document is rewritten into our raw shape (schemas/raw-article) field by field: what has no field there
stays behind.  Title and body pass as they are, so that the schema refuses them when they are no text; of all other
facts only what can be read is taken.
"""

from collections.abc import Callable
from dataclasses import dataclass

from streams.wire.fields import Json
from streams.wire.shapes import event_registry, news_please, ninjs, schema_org, write_ninjs, write_schema_org

# None of the foreign shapes has these; a document with one of them was written for us.
_OURS = ("schema_version", "published_at", "modified_at", "fetched_at", "content_type")


@dataclass(frozen=True, slots=True)
class Shape:
    """A foreign shape.  *matches* looks at marker keys only; *read* gives our raw shape.  Neither ever raises."""

    name: str
    matches: Callable[[Json], bool]
    read: Callable[[Json], Json]


SHAPES = (
    Shape("news-please", news_please.matches, news_please.read),
    Shape("Event Registry", event_registry.matches, event_registry.read),
    Shape("schema.org", schema_org.matches, schema_org.read),
    Shape("ninjs", ninjs.matches, ninjs.read),
)

# What `streams tail --as` can write: a published record to a document of the shape.
WRITERS: dict[str, Callable[[Json], Json]] = {
    "schema.org": write_schema_org.news_article,
    "ninjs": write_ninjs.news_item,
}


def shape_of(document: Json) -> Shape | None:
    """Name the foreign shape of *document*; None when it is ours or unknown."""
    if any(document.get(key) is not None for key in _OURS):
        return None
    return next((shape for shape in SHAPES if shape.matches(document)), None)


def recognise(document: Json) -> Json:
    """Give *document* in our raw shape, itself when it is ours or unknown.  Never raises."""
    shape = shape_of(document)
    return shape.read(document) if shape else document
