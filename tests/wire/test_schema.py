"""Does validation name the broken rule, never the value, and hold for hostile records?"""

import threading
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.outcome import Unavailable
from streams.wire import schema as module
from streams.wire.schema import Violation, schema_id, schema_name, schemas_folder, validate
from tests.any_json import any_json

# Latin, Cyrillic, Han, Arabic, a combining Devanagari mark, emoji, the null character and what pointers escape.
_TEXT = st.text(alphabet="aé/~ж中ا़🗞\0", max_size=6)
_JSON = any_json(_TEXT)
_FIELDS = (
    "title",
    "body",
    "url",
    "source",
    "authors",
    "published_at",
    "schema_version",
    "meta",
    "language",
    "entities",
)


def _cleaned() -> dict[str, object]:
    path = schemas_folder() / "cleaned-article" / "examples" / "valid" / "full.json"
    record: dict[str, object] = orjson.loads(path.read_bytes())
    return record


def test_a_missing_field_is_pointed_at() -> None:
    assert validate("cleaned-article", _cleaned() | {"meta": {}}) == Violation("/meta/schema", "required")


def test_neither_title_nor_body_breaks_any_of() -> None:
    assert validate("raw-article", {"url": "https://a.example/1"}) == Violation("", "anyOf")


def test_length_is_counted_in_code_points() -> None:
    """Emoji take two UTF-16 units and four bytes each, and count once."""
    assert validate("raw-article", {"title": "🗞" * 2000}) is None
    assert validate("raw-article", {"title": "🗞" * 2001}) == Violation("/title", "maxLength")


@pytest.mark.parametrize("field", ["title", "published_at", "authors", "source", "body"])
def test_deep_nesting_in_a_known_field_is_refused_at_that_field(field: str) -> None:
    """1,024 levels are what the parser lets through; the library's own errors stop at 255."""
    deep = orjson.loads("[" * 1000 + "]" * 1000)
    violation = validate("raw-article", {"title": "x", "body": "y", field: deep})

    assert violation is not None
    assert violation.pointer.startswith(f"/{field}")


def test_deep_nesting_under_an_unknown_key_is_ignored() -> None:
    deep = orjson.loads('{"a":' * 1000 + "1" + "}" * 1000)

    assert validate("raw-article", {"body": "y", "extra": deep}) is None


def test_pointers_are_escaped_as_rfc_6901_says() -> None:
    record = _cleaned() | {"annotations": {"a/b~c": 1}}

    assert validate("cleaned-article", record) == Violation("/annotations/a~1b~0c", "type")


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_no_record_makes_it_raise(record: dict[str, object]) -> None:
    for name in ("raw-article", "cleaned-article", "tagged-article", "enriched-article", "dead-letter"):
        for closed in (False, True):
            violation = validate(name, record, closed=closed)

            assert violation is None or violation.rule


@given(st.text(min_size=20, alphabet="новини新聞خبر"))
def test_a_violation_never_quotes_the_record(text: str) -> None:
    records: list[dict[str, object]] = [
        {"title": [text]},
        {"title": "x", text: 1, "url": text * 200},
        {"body": {"a": text}},
    ]
    for record in records:
        violation = validate("raw-article", record)

        assert violation is None or text not in violation.pointer + violation.rule


def test_an_unknown_schema_is_named_with_the_known_ones() -> None:
    with pytest.raises(LookupError, match=r"no schema named raw; shipped: cleaned-article, .*raw-article"):
        validate("raw", {})


def test_ids_and_names_follow_the_event() -> None:
    assert schema_id(schema_name("tagged")) == "urn:news-streams:tagged-article:1.0"


def test_many_threads_may_come_first() -> None:
    verdicts: list[Violation | None] = []
    threads = [threading.Thread(target=lambda: verdicts.append(validate("dead-letter", {"code": 1}))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(verdicts) == 8
    assert len(set(verdicts)) == 1
    assert verdicts[0] is not None


def test_missing_schemas_are_a_broken_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_FOLDERS", (tmp_path / "nowhere",))

    with pytest.raises(Unavailable, match="schemas not found"):
        schemas_folder()


def test_a_damaged_schema_is_a_broken_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "raw-article").mkdir()
    (tmp_path / "raw-article" / "v1.json").write_text('{"$id": ')
    monkeypatch.setattr(module, "_FOLDERS", (tmp_path,))
    monkeypatch.setattr(module, "_LIBRARY", module._Library())

    with pytest.raises(Unavailable, match="cannot be read"):
        validate("raw-article", {"body": "text"})
