"""A published record is written as schema.org and ninjs, and both can be read back."""

import json
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.testing import Driver, raw_record
from streams.wire.fields import Json, section
from streams.wire.schema import validate
from streams.wire.shapes import WRITERS, recognise, shape_of
from streams.wire.shapes.things import Thing, things
from tests import golden
from tests.wire.shapes.reading import FOLDER, load

SAMPLES = sorted((Path(__file__).parents[2] / "data" / "samples").glob("*.json"))
RECORDS = sorted((FOLDER / "enriched").glob("*.json"))


@pytest.mark.parametrize("shape", sorted(WRITERS))
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_becomes_the_document_of_its_golden_file(path: Path, shape: str) -> None:
    record = load(path)
    document = WRITERS[shape](record)

    assert validate("enriched-article", record, closed=True) is None, "the input is a record of ours"
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    golden.check(str(FOLDER / "golden" / "written" / f"{path.stem}.{shape}.json"), text)


def test_schema_org_names_the_entities_as_mentions_without_offsets() -> None:
    document = WRITERS["schema.org"](load(FOLDER / "enriched" / "ar-mina.json"))

    assert document["mentions"] == [
        {
            "@type": "Place", "name": "الإسكندرية", "alternateName": "Alexandria",
            "sameAs": "https://sws.geonames.org/361058/",
        },
        {"@type": "Person", "name": "سلمى حداد"},
        {"@type": "Organization", "name": "شركة النور"},
    ]  # fmt: skip


def test_ninjs_names_the_entities_in_three_lists_without_offsets() -> None:
    document = WRITERS["ninjs"](load(FOLDER / "enriched" / "ar-mina.json"))

    assert document["people"] == [{"name": "سلمى حداد", "rel": "mentions"}]
    assert document["organisations"] == [{"name": "شركة النور", "rel": "mentions"}]
    assert document["places"] == [{"name": "الإسكندرية", "rel": "mentions", "uri": "https://sws.geonames.org/361058/"}]


# Properties of the ninjs 3.0 schema that we write; it is closed, so one more would be refused.
ITEM: dict[str, type] = {
    "uri": str, "standard": dict, "type": str, "representationType": str, "firstCreated": str, "versionCreated": str,
    "language": str, "headlines": list, "bodies": list, "descriptions": list, "by": str, "located": str,
    "infoSources": list, "subjects": list, "people": list, "organisations": list, "places": list, "altIds": list,
    "associations": list,
}  # fmt: skip
WRITTEN = {"role", "contentType", "charCount", "value"}
NAMED = {"name", "rel", "uri"}
PARTS = {
    "headlines": WRITTEN - {"charCount"}, "bodies": WRITTEN, "descriptions": WRITTEN - {"charCount"}, "people": NAMED,
    "organisations": NAMED, "places": NAMED, "infoSources": {"name", "uri"}, "subjects": {"name"},
    "altIds": {"role", "value"}, "associations": {"name", "uri", "type", "renditions"},
}  # fmt: skip


def assert_ninjs(document: Json) -> None:
    assert document.keys() <= ITEM.keys()
    for name, value in document.items():
        assert isinstance(value, ITEM[name]), name
        if isinstance(value, list):
            assert value, f"{name} is empty, so it should be absent"
            assert all(part.keys() <= PARTS[name] for part in value), name


def assert_schema_org(document: Json) -> None:
    assert (document["@context"], document["@type"]) == ("https://schema.org", "NewsArticle")
    assert None not in document.values()
    assert [] not in document.values()


CHECKS = {"ninjs": assert_ninjs, "schema.org": assert_schema_org}


@pytest.fixture(scope="module")
def published() -> list[Json]:
    """Give what the pipeline publishes of the samples, JSON ones only."""
    driver = Driver()
    for path in SAMPLES:
        driver.feed(raw_record(path.read_bytes()))
    return [orjson.loads(record.value or b"") for record in driver.topics["articles.enriched.v1"]]


@pytest.mark.parametrize("shape", sorted(WRITERS))
def test_every_sample_can_be_written_and_read_back(published: list[Json], shape: str) -> None:
    for record in published:
        document = WRITERS[shape](record)
        CHECKS[shape](document)
        found = shape_of(document)
        raw = recognise(document)

        assert found is not None
        assert found.name == shape
        assert validate("raw-article", raw, closed=True) is None
        assert (raw.get("title", ""), raw["body"]) == (record["title"], record["body"])
        assert raw.get("published_at") == record.get("published_at")
        assert raw.get("url") == record.get("canonical_url", record.get("url"))
        assert raw.get("language") == section(record, "language")["tag"]
    assert len(published) > 10


MINIMAL: Json = {
    "meta": {"article_id": "329d179c-c962-5958-914d-022ed0377fcf"},
    "title": "",
    "body": "",
    "body_chars": 0,
}
TEXT = st.text(min_size=1, max_size=12)
IDS = st.sampled_from(["e1", "e2"])
TYPES = st.sampled_from(["PER", "ORG", "LOC", "DATE", "X"])
OPTIONAL: dict[str, st.SearchStrategy[object]] = {
    "url": TEXT, "canonical_url": TEXT, "source_id": TEXT, "dateline": TEXT, "source_url": TEXT, "image_url": TEXT,
    "description": TEXT, "section": TEXT, "tags": st.lists(TEXT, max_size=3), "authors": st.lists(TEXT, max_size=3),
    "source": st.fixed_dictionaries({}, optional=dict.fromkeys(("name", "domain", "uri", "country"), TEXT)),
    "published_at": st.just("2025-03-11T10:00:00.000Z"), "modified_at": st.just("2025-03-11T10:00:00.000Z"),
    "fetched_at": st.just("2025-03-11T10:00:00.000Z"),
    "language": st.sampled_from(["und", "id", "zh-Hant"]).map(lambda tag: {"tag": tag}),
    "entities": st.lists(
        st.fixed_dictionaries(
            {"id": IDS, "type": TYPES, "exact": TEXT},
            optional={"uri": TEXT, "norm": TEXT},
        ),
        max_size=4,
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", sorted(WRITERS))
@given(facts=st.fixed_dictionaries({}, optional=OPTIONAL))
def test_any_set_of_facts_can_be_written(shape: str, facts: Json) -> None:
    CHECKS[shape](WRITERS[shape]({**MINIMAL, **facts}))


@pytest.mark.parametrize("shape", sorted(WRITERS))
def test_an_undetermined_language_is_absent(shape: str) -> None:
    document = WRITERS[shape]({**MINIMAL, "language": {"tag": "und"}})

    assert not {"language", "inLanguage"} & document.keys()


def test_a_thing_has_its_longest_mention_as_name_and_keeps_what_any_mention_knows() -> None:
    mentions = [
        {"id": "e1", "type": "PER", "exact": "Rina"},
        {"id": "e2", "type": "LOC", "exact": "Surabaya"},
        {"id": "e1", "type": "PER", "exact": "Rina Wulandari", "norm": "Rina Wulandari"},
        {"id": "e2", "type": "ORG", "exact": "Surabaya"},  # the city as a government: another thing
    ]

    assert things({"entities": mentions}) == (
        Thing("PER", "Rina Wulandari", norm="Rina Wulandari"),
        Thing("LOC", "Surabaya"),
        Thing("ORG", "Surabaya"),
    )
