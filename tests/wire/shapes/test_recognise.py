"""Documents that news tools emit become articles; ours stay ours."""

import json
from pathlib import Path

import pytest

from streams.core.codes import ArticleWarning, Code
from streams.core.outcome import Fail
from streams.testing import Driver, raw_record
from streams.wire.fields import Json
from streams.wire.schema import validate
from streams.wire.shapes import recognise, shape_of
from tests import golden
from tests.wire.shapes.reading import DOCUMENTS, FOLDER, MARKERS, NAMES, decoded, load, read


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
