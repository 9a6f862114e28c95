"""Are the sample articles what their README says, and fit to be sent?"""

import re
import unicodedata
from pathlib import Path

import orjson
import pytest

from streams.testing import Driver, raw_record
from streams.wire.record import Headers
from streams.wire.schema import validate

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.name != "README.md")
ROW = re.compile(r"\| `([^`]+)` \| ([a-z]{2}) \|")
DOCUMENTS: dict[str, Headers] = {
    ".txt": (("content-type", b"text/plain"),),
    ".html": (("content-type", b"text/html"),),
}
LANGUAGES = dict(ROW.findall((SAMPLES / "README.md").read_text()))


def _name(path: Path) -> str:
    return path.name


def test_the_readme_lists_every_sample_and_no_other() -> None:
    assert sorted(LANGUAGES) == [path.name for path in FILES]


def test_samples_come_in_many_languages_and_all_three_forms() -> None:
    assert len(set(LANGUAGES.values())) >= 18
    assert {path.suffix for path in FILES} == {".json", ".txt", ".html"}


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".json"], ids=_name)
def test_a_json_sample_is_a_raw_article(path: Path) -> None:
    record = orjson.loads(path.read_bytes())

    assert validate("raw-article", record) is None
    assert len(record["body"]) > 300 or LANGUAGES[path.name] in ("zh", "ja", "ko", "th")
    assert record["url"].split("/")[2].endswith(".example")


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_sample_is_nfc_text_with_plain_line_ends(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text


@pytest.fixture(scope="module")
def driver() -> Driver:
    return Driver()


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_a_sample_walks_the_pipeline_in_the_language_of_the_readme(path: Path, driver: Driver) -> None:
    handled = driver.feed(raw_record(path.read_bytes(), headers=DOCUMENTS.get(path.suffix, ())))
    record = orjson.loads(handled.output.value or b"") if handled.output else {}

    assert validate("enriched-article", record, closed=True) is None
    assert record["language"]["tag"].split("-")[0] == LANGUAGES[path.name]
    assert any(entity["type"] == "LOC" for entity in record["entities"])
