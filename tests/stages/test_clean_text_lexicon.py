"""The word lists: complete, plain, without clashes, and harmless to the sentences of the worked pairs."""

import tomllib
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from ops import lexicon_docs
from streams import resources
from streams.stages.clean_text.lexicon import FIELDS
from streams.stages.clean_text.strong import strong
from streams.stages.detect_language import SUPPORTED
from streams.text.lines import is_body_like, key, size
from tests.quality.clean_pairs import FRESH, SHARED, read_pairs

FOLDER = resources.MODELS / "lexicon"
FILES = sorted(path for path in FOLDER.glob("*.toml") if path.stem != "mul")
OF_NO_LANGUAGE = {("follow", "channel"), ("source", "agency"), ("byline", "common")}  # mul.toml
OPTIONAL = {
    ("byline", "suffix"),
    ("byline", "reported"),
    ("byline", "glued"),
    ("related", "more"),
    ("caption", "whole"),
    ("follow", "verb"),
    ("follow", "page"),
    ("follow", "letter"),
    ("follow", "button"),
    ("follow", "reading"),
    ("byline", "work"),
    ("notice", "end"),
    ("tags", "section"),
    ("date", "ago"),
}  # not every press has them
# A label states one fact; the same word under two of these would make the fact depend on the order of the rules.
EXCLUSIVE = ("source.label", "byline.label", "byline.editor", "tags.label", "comments.label")


def test_every_language_that_is_detected_has_a_word_list() -> None:
    assert {path.stem for path in FILES} >= SUPPORTED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_category_is_filled_or_says_why_not(path: Path) -> None:
    terms = tomllib.loads(path.read_text("utf-8"))
    missing = terms.pop("missing", {})
    wanted = {(category, name) for category, names in FIELDS.items() for name in names} - OF_NO_LANGUAGE - OPTIONAL
    found = {(category, name) for category, fields in terms.items() for name in fields}

    lacking = sorted(f"[{category}] {name}" for category, name in wanted - found if category not in missing)
    unread = sorted(f"[{category}] {name}" for category, name in found - wanted - OPTIONAL - OF_NO_LANGUAGE)
    assert not lacking, (
        f"{path.name} has no {', '.join(lacking)}: add terms there, or say under [missing] why its sites print none, "
        f'as in {lacking[0].partition("]")[0][1:]} = "sites print none"'
    )
    assert not unread, f"{path.name}: no rule reads {', '.join(unread)}; the fields are in lexicon.FIELDS"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_terms_are_plain_and_long_enough(path: Path) -> None:
    for place, term in _terms(path):
        assert unicodedata.is_normalized("NFC", term), term
        assert not key(term).isdigit(), f"{place}: {term!r} is compared as a bare number"
        assert not set(term) & set("\\^$*{}[]"), f"{place}: {term!r} looks like a pattern"
        least = 1 if place == "date.noise" or not term.isascii() else 2
        least = 4 if place.endswith(("prefix", "contains")) and place.startswith(("follow", "notice")) else least
        assert size(key(term)) >= least or term == "x", f"{place}: {term!r} is too short to be sure"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_term_stands_twice(path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    for place, term in _terms(path):
        assert (place, key(term)) not in seen, f"{place}: {term!r} twice, as terms are compared"
        seen.add((place, key(term)))
    keys = {place: {term for other, term in seen if other == place} for place in (*EXCLUSIVE, "caption.label")}
    for first, second in (*combinations(EXCLUSIVE, 2), ("byline.label", "caption.label")):
        assert keys[first] & keys[second] == set(), f"in {first} and {second}"


@pytest.mark.parametrize("pair", [*read_pairs(SHARED), *read_pairs(FRESH)], ids=lambda pair: pair.id)
def test_no_term_hits_a_body_line_of_the_worked_pairs(pair) -> None:  # type: ignore[no-untyped-def]
    lexicon = resources.lexicon()
    for line in pair.clean.split("\n"):
        assert strong(line, lexicon) is None
        assert not (is_body_like(line) and lexicon.contained("notice.contains", key(line)))


def test_months_and_days_come_with_the_languages_that_use_them() -> None:
    calendar = resources.lexicon().calendar

    assert calendar.months["maret"] == {3: {"id"}}
    assert set(calendar.months["listopad"]) == {10, 11}
    assert {"kamis", "четверг", "木曜日"} <= set(calendar.days)


def _terms(path: Path) -> Iterator[tuple[str, str]]:
    for category, fields in tomllib.loads(path.read_text("utf-8")).items():
        for name, terms in fields.items() if category != "missing" else ():
            for term in terms:
                yield f"{category}.{name}", term


def test_no_label_of_a_credit_ends_in_a_figure() -> None:
    """Lines that end in a time of day are passed over because of that (`inline.py`)."""
    resources.lexicon.open()

    assert not [term for term in resources.lexicon().terms["caption.label"] if term[-1].isdigit()]


def test_the_readme_counts_languages_and_terms() -> None:
    """Last, so that what is wrong in a list is told before."""
    readme = lexicon_docs.README.read_text("utf-8")

    assert lexicon_docs.size() in readme, "run `make docs`: it counts them anew"
    assert (readme == lexicon_docs.filled(readme)) is True
