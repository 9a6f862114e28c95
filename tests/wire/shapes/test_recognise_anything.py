"""Any JSON under the marks of any shape is an article or a failure with a code; nothing raises."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from streams.core.outcome import Fail
from streams.testing import raw_record
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.fields import Json
from streams.wire.schema import validate
from streams.wire.shapes import SHAPES, Shape
from tests.wire.shapes.reading import DOCUMENTS, HOP, MARKERS, load

KEYS = sorted(
    {key for path in DOCUMENTS for key in load(path)} | {key for markers in MARKERS.values() for key in markers}
    | {"mainEntity", "creator", "identifier", "altids", "title", "body"}
)  # fmt: skip
INNER = st.sampled_from(
    ["@id", "@type", "@value", "name", "value", "role", "contentType", "uri", "title", "url", "href", "type",
     "headline", "articleBody", "author", "mainEntity", "renditions"]
)  # fmt: skip
WORDS = st.sampled_from(["NewsArticle", "Article", "main", "picture", "https://a.example/", "#a", "text/html", "None"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(INNER | st.text(max_size=4), inner, max_size=4),
    max_leaves=10,
)


@given(st.sampled_from([*MARKERS.values(), {}]), st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8))
def test_any_json_under_any_marker_ends_somewhere_known(markers: Json, document: Json) -> None:
    merged = {**markers, **document}

    assert isinstance(decode(raw_record(dumped(merged)), HOP, Limits()), Decoded | Fail)


@given(st.sampled_from(SHAPES), st.dictionaries(st.sampled_from(KEYS), JSON, max_size=8))
def test_what_a_shape_gives_breaks_our_schema_in_the_text_only(shape: Shape, document: Json) -> None:
    """Facts are taken as far as they can be read, so that nothing but title, body and address refuses the article."""
    raw = shape.read(document)
    readable = {name: value for name, value in raw.items() if name not in ("title", "body")}

    assert validate("raw-article", {**readable, "title": "x"}, closed=True) is None


def dumped(document: Json) -> bytes:
    try:
        return orjson.dumps(document)
    except TypeError:  # lone surrogates
        return b"{}"
