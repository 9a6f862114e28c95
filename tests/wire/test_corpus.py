"""Is the manifest of the bad-input corpus read as it says?"""

from pathlib import Path

import orjson
import pytest

from streams.core.codes import ArticleWarning, Code, DropCode
from streams.wire.corpus import CorpusRecord, read_corpus

BAD = Path(__file__).parents[1] / "data" / "bad"


def _read(folder: Path, **entry: object) -> CorpusRecord:
    record = {"name": "one", "why": "Because.", "outcome": {"code": "empty_payload"}, **entry}
    (folder / "manifest.json").write_bytes(orjson.dumps({"records": [record]}))
    return read_corpus(folder)[0]


def test_a_file_is_the_value_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "one.raw").write_bytes(b"\xff\r\n\x00")

    assert _read(tmp_path, file="one.raw").value == b"\xff\r\n\x00"


def test_a_tombstone_has_no_value(tmp_path: Path) -> None:
    record = _read(tmp_path, tombstone=True, outcome={"drop": "tombstone"})

    assert record.value is None
    assert record.expected is DropCode.TOMBSTONE


def test_large_values_are_generated_from_pieces(tmp_path: Path) -> None:
    record = _read(tmp_path, generate=['{"x":', {"repeat": "[", "times": 3}, {"hex": "c3a9"}, "ы"])

    assert record.value == '{"x":[[[éы'.encode()


def test_keys_and_headers_may_be_text_or_bytes_and_repeat_in_order(tmp_path: Path) -> None:
    headers = [
        ["a", "текст"],
        {"repeat": ["b", "1"], "times": 2},
        ["a", {"hex": "ff"}],
        ["c", {"repeat": "x", "times": 3}],
    ]
    record = _read(tmp_path, tombstone=True, key={"hex": "00ff"}, headers=headers)

    assert record.key == b"\x00\xff"
    assert record.headers == (("a", "текст".encode()), ("b", b"1"), ("b", b"1"), ("a", b"\xff"), ("c", b"xxx"))


def test_an_expected_outcome_is_a_code_or_the_warnings_of_the_published_record(tmp_path: Path) -> None:
    assert _read(tmp_path, tombstone=True).expected is Code.EMPTY_PAYLOAD
    assert _read(tmp_path, tombstone=True, outcome={"warnings": []}).expected == frozenset()
    assert _read(tmp_path, tombstone=True, outcome={"warnings": ["no_body"]}).expected == frozenset(
        {ArticleWarning.NO_BODY}
    )


@pytest.mark.parametrize(
    "broken", [{"outcome": {"code": "bad_luck"}}, {"outcome": {}}, {"generate": [{"times": 2}]}, {}]
)
def test_an_entry_that_cannot_be_read_is_named(tmp_path: Path, broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="bad corpus, entry 'one'"):
        _read(tmp_path, **broken)


def test_the_corpus_has_a_record_for_every_code() -> None:
    expected = [record.expected for record in read_corpus(BAD)]

    assert set(Code) <= {code for code in expected if isinstance(code, Code)}
    assert set(DropCode) <= {code for code in expected if isinstance(code, DropCode)}


def test_names_and_files_of_the_corpus_are_unique_and_all_used() -> None:
    names = [record.name for record in read_corpus(BAD)]
    listed = {
        entry["file"] for entry in orjson.loads((BAD / "manifest.json").read_bytes())["records"] if "file" in entry
    }

    assert len(names) == len(set(names))
    assert {path.name for path in BAD.glob("*.raw")} == listed


def test_no_stored_file_is_large() -> None:
    assert all(path.stat().st_size < 100_000 for path in BAD.iterdir())
