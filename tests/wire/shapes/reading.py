"""Documents of news tools, what marks them as theirs, and how the wire reads them."""

from pathlib import Path

import orjson

from streams.core.outcome import Drop, Fail
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.testing import raw_record
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.fields import Json

FOLDER = Path(__file__).parents[2] / "data" / "shapes"
NAMES = {"news-please": "news-please", "Event Registry": "event-registry", "schema.org": "schema-org", "ninjs": "ninjs"}
DOCUMENTS = sorted(path for name in NAMES.values() for path in (FOLDER / name).glob("*.json"))
# Enough of each shape that it is recognised.
MARKERS: dict[str, Json] = {
    "news-please": {"maintext": "x", "date_download": "2025-03-11 10:00:00", "source_domain": "a.example"},
    "Event Registry": {"lang": "eng", "dateTimePub": "2025-03-11T10:00:00Z", "uri": "1"},
    "schema.org": {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x", "articleBody": "x"},
    "ninjs": {"uri": "urn:x:1", "headlines": [{"value": "x"}], "bodies": [{"value": "x"}]},
}
(HOP,) = cut(news_pipeline(), after=())


def load(path: Path) -> Json:
    document: Json = orjson.loads(path.read_bytes())
    return document


def read(document: object) -> Decoded | Drop | Fail:
    return decode(raw_record(orjson.dumps(document)), HOP, Limits())


def decoded(document: object) -> Decoded:
    result = read(document)
    assert isinstance(result, Decoded), result
    return result
