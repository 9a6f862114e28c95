"""Documents that news tools emit become articles; ours stay ours; nothing raises."""

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import ArticleWarning, Code
from streams.core.outcome import Drop, Fail
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.fields import Json
from streams.wire.schema import validate
from streams.wire.shapes import SHAPES, Shape, recognise, shape_of
from tests import golden

FOLDER = Path(__file__).parents[2] / "data" / "shapes"
NAMES = {"news-please": "news-please", "Event Registry": "event-registry", "schema.org": "schema-org", "ninjs": "ninjs"}
DOCUMENTS = sorted(path for name in NAMES.values() for path in (FOLDER / name).glob("*.json"))
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


def refused(document: object) -> Fail:
    result = read(document)
    assert isinstance(result, Fail), result
    assert result.code is Code.SCHEMA_INVALID
    return result


def label(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_a_document_becomes_the_raw_record_of_its_golden_file(path: Path) -> None:
    raw = recognise(load(path))

    assert validate("raw-article", raw, closed=True) is None, "unknown fields are kept out"
    text = json.dumps(raw, ensure_ascii=False, indent=2) + "\n"
    golden.check(str(FOLDER / "golden" / path.parent.name / path.name), text)


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_a_document_is_named_after_its_shape(path: Path) -> None:
    shape = shape_of(load(path))

    assert shape is not None
    assert NAMES[shape.name] == path.parent.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_a_document_is_read_without_a_warning(path: Path) -> None:
    found = decoded(load(path)).article

    assert found.title
    assert found.body
    assert found.declared_language == path.stem.partition("-")[0] or found.declared_language in REGIONAL
    assert found.warnings == ()


REGIONAL = {"fr-FR", "en-GB", "tr-TR", "uk-UA"}


@pytest.mark.parametrize("name", list(NAMES.values()))
def test_a_document_walks_the_whole_pipeline(name: str) -> None:
    driver = Driver()
    for path in sorted((FOLDER / name).glob("*.json")):
        handled = driver.feed(raw_record(path.read_bytes()))

        assert handled.document is not None, path.name
        assert validate("enriched-article", handled.document, closed=True) is None


def test_dates_without_zone_of_news_please_are_utc() -> None:
    found = decoded(load(FOLDER / "news-please" / "id-pasar.json")).article

    assert (found.published_at, found.fetched_at) == ("2025-03-11T05:30:00.000Z", "2025-03-11T10:00:00.000Z")


def test_dates_that_news_please_did_not_find_are_absent() -> None:
    found = decoded(load(FOLDER / "news-please" / "ar-jisr.json")).article

    assert (found.published_at, found.modified_at, found.warnings) == (None, None, ())


OURS: Json = {"title": "Berita", "body": "Isi"}
MARKERS: dict[str, Json] = {
    "news-please": {"maintext": "x", "date_download": "2025-03-11 10:00:00", "source_domain": "a.example"},
    "Event Registry": {"lang": "eng", "dateTimePub": "2025-03-11T10:00:00Z", "uri": "1"},
    "schema.org": {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "x", "articleBody": "x"},
    "ninjs": {"uri": "urn:x:1", "headlines": [{"value": "x"}], "bodies": [{"value": "x"}]},
}


@pytest.mark.parametrize("key", ["schema_version", "published_at", "modified_at", "fetched_at", "content_type"])
@pytest.mark.parametrize("name", list(MARKERS))
def test_a_key_that_only_we_use_makes_a_document_ours(name: str, key: str) -> None:
    document = {**MARKERS[name], **OURS, key: "1.0"}

    assert recognise(document) is document


@pytest.mark.parametrize("name", list(MARKERS))
def test_a_null_under_our_key_is_no_key(name: str) -> None:
    found = shape_of({**MARKERS[name], "published_at": None})

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("name", ["news-please", "schema.org", "ninjs"])
def test_a_body_beside_markers_of_a_shape_without_one_is_ours(name: str) -> None:
    document = {**MARKERS[name], **OURS}

    assert recognise(document) is document


def test_our_language_beside_the_markers_of_event_registry_is_ours() -> None:
    document = {**MARKERS["Event Registry"], **OURS, "language": "id", "id": "7"}

    assert recognise(document) is document


@pytest.mark.parametrize("document", [{}, OURS, {"foo": 1}, {"@type": "Recipe", "headline": "x"}, {"@graph": [3]}])
def test_an_unknown_document_is_left_as_it_is(document: Json) -> None:
    assert recognise(document) is document


BARE: dict[str, Json] = {
    "news-please": {"maintext": None, "title": "", "date_download": "2025-03-11 10:00:00"},
    "Event Registry": {"lang": "eng", "dateTime": "2025-03-11T10:00:00Z"},
    "schema.org": {"@type": "NewsArticle", "articleBody": " "},
    "ninjs": {"headlines": [], "bodies": [{"role": "main"}]},
}


@pytest.mark.parametrize("name", list(BARE))
def test_a_document_with_neither_title_nor_body_is_refused(name: str) -> None:
    result = refused(BARE[name])

    assert result.detail.endswith(f"of raw-article, read as {name}")


@pytest.mark.parametrize(
    ("name", "change", "pointer"),
    [
        ("news-please", {"maintext": {"secret": 1}}, "/body"),
        ("news-please", {"title": ["secret"]}, "/title"),
        ("Event Registry", {"title": {"eng": "secret"}}, "/title"),
        ("schema.org", {"articleBody": 77}, "/body"),
        ("schema.org", {"headline": {"secret": "value"}}, "/title"),
        ("ninjs", {"bodies": [{"role": "main", "value": ["secret"]}]}, "/body"),
        ("ninjs", {"headlines": [77], "bodies": [{"value": "x"}]}, "/title"),
    ],
)
def test_text_of_a_wrong_type_is_refused_and_never_left_out(name: str, change: Json, pointer: str) -> None:
    """An article published without its body would be a loss that nobody sees."""
    result = refused({**MARKERS[name], **change})

    assert result.detail.startswith(f"{pointer} breaks ")
    assert "secret" not in result.detail


def test_facts_of_a_wrong_type_are_left_out() -> None:
    document = {
        **MARKERS["news-please"],
        "authors": [3, None, {"name": "Sari"}, "Budi"],
        "url": 5,
        "language": ["fra"],
        "image_url": {},
        "date_publish": True,
        "source_domain": [],
    }
    found = decoded({**document, "title": "Judul"}).article

    assert (found.title, found.body, found.authors, found.declared_language) == ("Judul", "x", ("Sari", "Budi"), "fr")
    assert (found.url, found.image_url, found.published_at, found.source.domain) == (None, None, None, None)
    assert found.warnings == (ArticleWarning.BAD_DATE,)


def test_long_lists_are_cut_and_a_picture_in_the_address_is_left_out() -> None:
    many = [f"penulis {number}" for number in range(300)]
    picture = f"data:image/png;base64,{'A' * 4000}"
    found = decoded({**MARKERS["news-please"], "authors": many, "image_url": picture}).article

    assert (len(found.authors), found.image_url) == (100, None)


def test_the_article_with_a_body_is_taken_out_of_a_graph() -> None:
    graph = [
        "stray",
        {"@type": "Article", "headline": "teaser"},
        {"@type": ["WebPage"], "mainEntity": {"@type": "schema:NewsArticle", "headline": "a", "articleBody": "b"}},
    ]
    found = decoded({"@graph": graph}).article

    assert (found.title, found.body) == ("a", "b")


def test_a_reference_to_itself_ends() -> None:
    node = {"@id": "#a", "@type": "NewsArticle", "headline": "x", "author": {"@id": "#a"}, "publisher": [{"@id": "#a"}]}

    assert decoded({"@graph": [node]}).article.authors == ()


@pytest.mark.parametrize(
    ("author", "authors"),
    [
        ({"@type": "Organization", "name": "Hill Times"}, ()),
        ("Hill Times", ()),
        ({"@type": "Person", "name": "Hill Times"}, ("Hill Times",)),
        ([{"@type": "Person", "name": "Ana Ruiz"}, {"@type": "Organization", "name": "Hill Times"}], ("Ana Ruiz",)),
        ({"@type": "Organization", "name": "River Agency"}, ("River Agency",)),
    ],
)
def test_the_publisher_is_no_author_of_schema_org(author: object, authors: tuple[str, ...]) -> None:
    publisher = {"@type": "Organization", "name": "Hill Times"}
    node = {"@type": "NewsArticle", "headline": "x", "articleBody": "y", "author": author, "publisher": publisher}

    assert decoded({"@context": "https://schema.org", **node}).article.authors == authors


def test_contributors_who_write_are_the_authors_of_ninjs() -> None:
    people = [
        {"name": "Ana Ruiz"},
        {"name": "Jan Ek", "roles": ["Writer"]},
        {"name": "Li Na", "roles": ["photographer"]},
    ]
    item = {"uri": "u", "headlines": [{"value": "x"}], "bodies": [{"value": "y"}], "contributors": people}

    assert decoded(item).article.authors == ("Ana Ruiz", "Jan Ek")
    assert decoded({**item, "by": "Li Na"}).article.authors == ("Li Na",)


@pytest.mark.parametrize(
    ("bodies", "body", "content_type"),
    [
        ([{"value": "<p>a</p>"}], "<p>a</p>", "text/html"),
        ([{"value": "a < b"}], "a < b", "text/plain"),
        ([{"contentType": "text/html; charset=utf-8", "value": "<p>a"}], "<p>a", "text/html"),
        ([{"contentType": "application/nitf+xml", "value": "<nitf/>"}], "<nitf/>", "text/html"),
        ([{"role": "main", "contentType": "text/html", "value": "<p>a"}, {"value": "b"}], "<p>a", "text/html"),
        (
            [{"contentType": "text/html", "value": "<p>a"}, {"contentType": "text/plain", "value": "b"}],
            "b",
            "text/plain",
        ),
        ([{"role": "summary", "value": "s"}, {"contentType": "text/html", "value": "<p>a"}], "<p>a", "text/html"),
        ([{"role": "main", "value": " "}, {"role": "main", "value": 3}, {"value": "b"}], "b", "text/plain"),
        (["a", "b"], "a", "text/plain"),
    ],
)
def test_the_main_body_of_ninjs_is_found(bodies: list[object], body: str, content_type: str) -> None:
    found = decoded({"headlines": [], "bodies": bodies}).article

    assert (found.body, found.content_type) == (body, content_type)


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
