"""The word lists against each other: all of them count in every article, so a word of one language meets the others.

Two things go wrong.  The same word states another fact there (`redaktor` writes in Prague and edits in Baku), or it is
how people begin a sentence there (`za` names a source in Warsaw and means "for" in Zagreb).
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from streams import resources
from streams.text.lines import key
from tests.stages.cleaning import BODY, clean

FOLDER = resources.MODELS / "lexicon"
OPENERS = Path(__file__).parents[1] / "data" / "openers" / "openers.tsv"
# What happens to a line, by the place of the term.  `date` is left out: its words are read beside a date only.
TREATED = {
    "ad.whole": "ad",
    "source.label": "source",
    "source.prefix": "source",
    "comments.label": "comment",
    "comments.whole": "comment",
    "related.label": "related",
    "related.heading": "related",
    "related.more": "related",
    "byline.label": "author",
    "byline.reported": "author",
    "byline.suffix": "author",
    "byline.editor": "editor",
    "source.agency": "editor",
    "caption.label": "credit",
    "caption.whole": "credit",
    "tags.label": "tags",
    "follow.whole": "follow",
    "follow.prefix": "follow",
    "follow.contains": "follow",
    "follow.channel": "follow",
}
BOTH_ARE_RIGHT = {
    "video": "a caption and a read-also line look the same, and both go from anywhere",
    "guarda": "Catalan `save` is a line of its own, Italian `watch` has a colon and a headline behind it",
    "dossier": "a label of tags in Dutch, above a headline in French: no fact is stated",
    "話題": "a heading of headlines in Japanese, a label of tags in Chinese: the second has a colon",
}
# Places whose terms need no more than a few words behind them, and the words that are safe there after all.
OPENING = {
    "ad.whole": {},
    "source.label": {"vir": "the Slovenian word for a source; a colon and four words at most follow"},
    "source.prefix": {},
    "comments.label": {},
    "comments.whole": {},
    "related.label": {
        "les": "Norwegian `read`, with a colon and a headline; the French article has no colon behind it",
        "još": "`more`, in Croatian too",
    },
    "related.heading": {"temos": "a line of its own; Portuguese `we have` is none"},
    "caption.label": {"dok": "Indonesian documentation, with a colon or in brackets; Croatian `while` is not"},
    "caption.whole": {},
    "follow.prefix": {},
    "tags.label": {
        "tema": "a colon follows; Estonian `he` has none",
        "temos": "a colon follows; Portuguese `we have` has none",
    },
}


def test_no_word_states_something_else_in_another_language() -> None:
    clashes = {}
    for term, places in _places().items():
        for first, second in combinations(sorted(places), 2):
            here, there = places[first] - places[second], places[second] - places[first]
            if TREATED[first] != TREATED[second] and here and there:
                clashes[term] = f"{first} in {sorted(here)}, {second} in {sorted(there)}"

    assert {term: clash for term, clash in clashes.items() if term not in BOTH_ARE_RIGHT} == {}
    assert BOTH_ARE_RIGHT.keys() <= clashes.keys(), "no clash any more"


@pytest.mark.parametrize("place", OPENING)
def test_no_word_for_clutter_opens_sentences_of_another_language(place: str) -> None:
    found = {
        term: f"{sorted(places[place])} against {sorted(others)}"
        for term, places in _places().items()
        if place in places and (others := _openers().get(term, frozenset()) - places[place])
    }

    assert {term: clash for term, clash in found.items() if term not in OPENING[place]} == {}
    assert OPENING[place].keys() <= found.keys(), "no clash any more"


def test_a_byline_label_that_opens_lines_elsewhere_asks_for_two_words_of_a_name() -> None:
    common = resources.lexicon().terms["byline.common"]
    opening = {
        term
        for term, places in _places().items()
        if "byline.label" in places and _openers().get(term, frozenset()) - places["byline.label"]
    }

    assert opening <= common
    assert common <= resources.lexicon().terms["byline.label"]


@pytest.mark.parametrize(
    "line",
    [
        "Za mir u svijetu",  # Croatian: for peace; Polish names a source so
        "Za: 51 glas",  # Croatian: votes in favour
        "Vir die kinders",  # Afrikaans: for the children; Slovenian names a source so
        "Visite ai musei gratis",  # Italian: visits; Portuguese asks to visit a page
        "De Niro",  # Italian and Romanian: by
        "Da Vinci",
        "Di Maio",
        "Na Hrvatskoj",  # Croatian: in; Swahili: by
    ],
)
def test_a_line_that_begins_like_clutter_of_another_language_stays(line: str) -> None:
    cleaned = clean(f"{BODY}\n{line}", "A title")

    assert cleaned.body == f"{BODY}\n{line}"
    assert cleaned.authors == ()


@cache
def _places() -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Give for each term (a key) its places, and the languages that list it there."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in sorted(FOLDER.glob("*.toml")):
        for place, term in _terms(path):
            if place in TREATED:
                found[key(term)][place].add(path.stem)
    return {
        term: {place: frozenset(languages) for place, languages in places.items()} for term, places in found.items()
    }


def _terms(path: Path) -> Iterator[tuple[str, str]]:
    for category, fields in tomllib.loads(path.read_text("utf-8")).items():
        for name, terms in fields.items() if category != "missing" else ():
            yield from ((f"{category}.{name}", term) for term in terms)


@cache
def _openers() -> Mapping[str, frozenset[str]]:
    """Give for each opener the languages whose sentences begin with it."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in OPENERS.read_text("utf-8").splitlines():
        language, *openers = line.split("\t")
        for opener in openers:
            found[opener].add(language)
    return {opener: frozenset(languages) for opener, languages in found.items()}
