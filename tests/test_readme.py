"""What the README promises a newcomer is executed: the example stage, and every command that needs no broker."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ops.docs import filled

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def block(after: str, language: str) -> str:
    """Give the first code block of a language behind a phrase."""
    found = re.search(rf"```{language}\n(.*?)```", README[README.index(after) :], re.DOTALL)
    assert found, f"no {language} block after {after!r}"
    return found[1]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the package that a test may change; models and schemas are linked."""
    shutil.copytree(ROOT / "streams", tmp_path / "streams", ignore=shutil.ignore_patterns("models", "__pycache__"))
    (tmp_path / "streams" / "models").symlink_to(ROOT / "streams" / "models")
    for name in ("schemas", "tests", "ops", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_the_example_stage_is_one_new_file_and_one_line(checkout: Path) -> None:
    pipeline = checkout / "streams" / "pipeline.py"
    (checkout / "streams" / "stages" / "count_words.py").write_text(block("streams/stages/count_words.py", "python"))
    line = block("One line in", "python")
    before = "            Step(extract_entities"
    text = pipeline.read_text().replace(before, f"            {line.strip()}\n{before}")
    pipeline.write_text(text.replace("from streams.stages import ", "from streams.stages import count_words, "))

    record = b'{"title": "Kabar", "body": "Lima kata ada di sini."}\n'
    result = subprocess.run(
        [sys.executable, "-m", "streams.cli", "run", "-"], input=record, capture_output=True, cwd=checkout, check=True
    )
    event = json.loads(result.stdout)["event"]

    assert event["annotations"] == {"count_words": {"words": 5}}
    assert [stage["name"] for stage in event["meta"]["stages"]][2] == "count_words"
    drawn = subprocess.run(
        [sys.executable, "-m", "streams.cli", "topology"], capture_output=True, cwd=checkout, check=True, text=True
    ).stdout
    assert "| count_words@1  assigns Words" in drawn
    contract = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "tests/pipeline/test_contract.py"]
    tested = subprocess.run(
        [*contract, "-k", "count_words or annotations"], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert tested.returncode == 0, tested.stdout[-2000:]
    assert "test_any_text_keeps_the_contract[count_words] PASSED" in tested.stdout


def test_the_generated_tables_are_fresh() -> None:
    assert filled(README) == README, "run `make docs`"
