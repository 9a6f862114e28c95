"""Do the shipped schemas accept their valid examples, and refuse each invalid one for the stated rule?"""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
import pytest

from streams.core.codes import ArticleWarning, Code, Site
from streams.wire.schema import SCHEMA_VERSION, Violation, schema_id, schemas_folder, validate

FOLDER = schemas_folder()
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/v1.json"))
# Golden: which rule every invalid example breaks, as `pointer keyword`.
BROKEN_RULES = json.loads((Path(__file__).parent / "broken_rules.json").read_text())


def _load(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(path.read_text())
    return loaded


def _schema(name: str) -> dict[str, object]:
    return _load(FOLDER / name / "v1.json")


def _examples(group: str) -> list[Path]:
    return sorted(FOLDER.glob(f"*/examples/{group}/*.json"))


def _id(path: Path) -> str:
    return f"{path.parents[2].name}/{path.stem}"


def _walk(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key, item
            yield from _walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item)


def test_the_five_schemas_are_shipped() -> None:
    assert NAMES == ["cleaned-article", "dead-letter", "enriched-article", "raw-article", "tagged-article"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_json_schema_2020_12_and_named_by_its_folder(name: str) -> None:
    schema = _schema(name)

    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == schema_id(name) == f"urn:news-streams:{name}:{SCHEMA_VERSION}"


@pytest.mark.parametrize("name", NAMES)
def test_references_stay_among_the_shipped_schemas(name: str) -> None:
    references = [str(value) for key, value in _walk(_schema(name)) if key == "$ref"]

    assert references
    assert all(ref.startswith(("#/", "urn:news-streams:")) for ref in references)


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_has_examples_of_both_kinds(name: str) -> None:
    assert len(list((FOLDER / name / "examples" / "valid").iterdir())) >= 3
    assert len(list((FOLDER / name / "examples" / "invalid").iterdir())) >= 10


@pytest.mark.parametrize("path", _examples("valid"), ids=_id)
def test_a_valid_example_fits(path: Path) -> None:
    name = path.parents[2].name

    assert validate(name, _load(path)) is None
    assert name == "raw-article" or validate(name, _load(path), closed=True) is None


@pytest.mark.parametrize("path", _examples("invalid"), ids=_id)
def test_an_invalid_example_breaks_its_rule(path: Path) -> None:
    name = path.parents[2].name
    violation = validate(name, _load(path), closed=True)

    assert violation is not None
    assert f"{violation.pointer or '(top)'} {violation.rule}" == BROKEN_RULES[name][path.stem]


def test_no_golden_line_is_left_without_its_example() -> None:
    lines = {f"{name}/{stem}" for name, stems in BROKEN_RULES.items() for stem in stems}

    assert lines == {_id(path) for path in _examples("invalid")}


@pytest.mark.parametrize(
    "path", [path for path in _examples("invalid") if path.stem.startswith("unknown-field")], ids=_id
)
def test_a_record_with_unknown_fields_can_be_read_but_not_written(path: Path) -> None:
    """A newer minor adds optional fields; an older reader must not dead-letter its records."""
    name = path.parents[2].name

    assert validate(name, _load(path)) is None
    assert validate(name, _load(path), closed=True) is not None


def test_a_warning_of_a_newer_minor_can_be_read_but_not_written() -> None:
    record = _load(FOLDER / "cleaned-article" / "examples" / "valid" / "full.json") | {"warnings": ["from_the_future"]}

    assert validate("cleaned-article", record) is None
    assert validate("cleaned-article", record, closed=True) == Violation("/warnings/0", "enum")


def test_more_than_two_thousand_entities_are_refused() -> None:
    record = _load(FOLDER / "enriched-article" / "examples" / "valid" / "full.json")
    entities = record["entities"]
    assert isinstance(entities, list)
    fits, too_many = {**record, "entities": entities[:1] * 2000}, {**record, "entities": entities[:1] * 2001}

    assert validate("enriched-article", fits, closed=True) is None
    assert validate("enriched-article", too_many, closed=True) is not None


def test_warnings_are_the_closed_set_of_the_code() -> None:
    enums = [value for key, value in _walk(_schema("cleaned-article")["$defs"]) if key == "enum"]

    assert [warning.value for warning in ArticleWarning] in enums


def test_codes_and_sites_are_the_closed_sets_of_the_code() -> None:
    enums = [value for key, value in _walk(_schema("dead-letter")) if key == "enum"]

    assert enums == [[code.value for code in Code], [site.value for site in Site]]


@pytest.mark.parametrize("name", ["cleaned-article", "tagged-article", "enriched-article"])
def test_what_we_write_is_closed_at_the_top(name: str) -> None:
    assert _schema(name)["unevaluatedProperties"] is False
