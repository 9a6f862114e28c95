"""What else the word lists promise: no term twice as terms are compared, one fact a label, a worked pair a language."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams import resources
from streams.text.lines import key
from tests.quality.clean_pairs import SETS, read_pairs

FILES = sorted((resources.MODELS / "lexicon").glob("*.toml"))
LANGUAGES = [path for path in FILES if path.stem != "mul"]
# A picture is credited by the one; by the other somebody wrote, edited or printed.
OF_TEXT = ("byline.label", "byline.editor", "source.label", "tags.label", "comments.label")
WITH_PAIRS = {pair.lang.partition("-")[0] for path in SETS for pair in read_pairs(path)}
ALSO_CALLED = {"fil": "tl", "nb": "no"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_term_stands_twice_as_terms_are_compared(path: Path) -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for place, term in _terms(path):
        first = seen.setdefault((place, key(term)), term)
        twice += [f"{place}: {term!r} is {first!r}"] if first != term else []

    assert twice == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_label_of_pictures_is_no_label_of_texts(path: Path) -> None:
    labels: dict[str, set[str]] = {}
    for place, term in _terms(path):
        labels.setdefault(place, set()).add(key(term))
    pictures = labels.get("caption.label", set())

    assert {place: sorted(pictures & labels.get(place, set())) for place in OF_TEXT} == {place: [] for place in OF_TEXT}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_language_has_a_worked_pair(path: Path) -> None:
    tags = {path.stem, ALSO_CALLED.get(path.stem, path.stem)}

    assert tags & WITH_PAIRS, f"write a worked pair of {path.stem} into clean_pairs.jsonl (README, step 5)"


def _terms(path: Path) -> Iterator[tuple[str, str]]:
    for category, fields in tomllib.loads(path.read_text("utf-8")).items():
        for name, terms in fields.items() if category != "missing" else ():
            yield from ((f"{category}.{name}", term) for term in terms)
