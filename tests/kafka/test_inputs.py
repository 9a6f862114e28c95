"""Do files of every kind become the records that they should, byte for byte?"""

import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.kafka.inputs import Input, WrongInput, bad_inputs, check, read_file, read_lines, repeat, samples
from streams.wire.record import Output

# UTF-8 and not: a file is sent as it is.
BYTES = "Ріка 河 แม่น้ำ".encode() + b"\xff\x00"


@pytest.mark.parametrize(
    ("ending", "headers"),
    [
        (".txt", (("content-type", b"text/plain"), ("news-url", b"https://a.example/1"))),
        (".html", (("content-type", b"text/html"), ("news-url", b"https://a.example/1"))),
        (".json", ()),
    ],
)
def test_a_file_is_sent_byte_for_byte(ending: str, headers: object, tmp_path: Path) -> None:
    path = tmp_path / f"article{ending}"
    path.write_bytes(BYTES)

    (found,) = read_file(path, topic="raw", key=b"k", url="https://a.example/1")

    assert found == Input(str(path), Output("raw", b"k", BYTES, headers))  # type: ignore[arg-type]


@given(st.lists(st.binary(max_size=30).filter(lambda line: line.strip(b"\r\n") == line and b"\n" not in line)))
def test_lines_are_records_and_blank_lines_are_none(lines: list[bytes]) -> None:
    found = read_lines(io.BytesIO(b"\r\n".join(lines)), name="-", topic="raw")

    assert [item.record.value for item in found] == [line for line in lines if line]


def test_a_line_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_bytes(b'{"title": 1}\n\n{"title": 2}')

    assert [item.name for item in read_file(path, topic="raw")] == [f"{path}:1", f"{path}:3"]


def test_other_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match=r"a.pdf ends in .pdf; expected one of .txt, .html, .json, .jsonl"):
        check(Path("a.pdf"))
    with pytest.raises(WrongInput, match="is not a file"):
        next(read_file(tmp_path / "absent.json", topic="raw"))


def test_repeating_goes_round_in_order_and_without_end() -> None:
    inputs = [Input(name, Output("raw", None, b"", ())) for name in "ab"]

    assert [item.name for item in repeat(iter(inputs), 2)] == list("abab")
    assert [item.name for item in itertools.islice(repeat(inputs, None), 5)] == list("ababa")
    assert list(repeat([], None)) == []


def test_samples_start_with_the_reference_and_bad_inputs_are_whole() -> None:
    assert samples()[0].name == "reference.json"
    assert len(samples()) > 20
    assert len({item.name for item in bad_inputs("raw")}) > 50
