"""Floors of clean_text on the worked pairs; `python -m tests.quality.clean_report --misses` shows the cases.

Measured when the floors were set: everything 1.000 on the 38 shared pairs and on the 40 fresh ones.  The
fresh pairs were written before any rule was tuned; the first score with all word lists was 0.875 exact,
recall 0.961, author 0.952, published_at 0.909, dateline 0.875.  The second 12 were written after tuning and
scored 0.833 exact, recall 0.980, every fact right, body loss 0: that is nearest to what unseen text gets.

The third 47, in 45 languages and with six whole pages, were written without a look at stage or lexicons: first score
0.468 exact, recall 0.915, author 0.659, published_at 0.957, dateline 0.259 (two stated wrongly in the pairs), and 1.1
% of the body lost, all of it headlines that a page gives as title; now 1.000 exact, recall 1.000, author 0.976,
dateline 0.885. The fourth 15 were written after that: first score 0.800 exact, recall 0.963, author 0.769,
published_at 0.929, dateline 0.857, body loss 0, nothing false. The fifth 45, in 38 languages and with four pages,
were written without a look at stage, lexicons or earlier sets, and nothing was tuned on them: 0.889 exact, recall
0.980, precision 0.996, body loss 0, source_url 1.000, author 1.000, published_at 0.973, dateline 1.000, nothing
false: what unseen text of this kind gets. What they left open was mended with the sixth set: 1.000, recall 1.000. The
sixth 51, in 40 languages and with four pages, were written for what the fifth left open (agency credits, era dates),
before anything was done about it: first score 0.490 exact, recall 0.845, precision 1.000, body loss 0, source_url
0.500, author 0.812, published_at 0.922, dateline 0.833, one author false (an editor); now 0.961 exact, recall 0.993,
every fact right.

The seventh 19, in 18 languages, were written after that, of what agencies print: 0.632 exact, recall 0.852, author
0.455, published_at 0.889, dateline 1.000, body loss 0, nothing false (before the sixth was tuned on: 0.421, 0.738,
0.182, 0.889, 0.750): what unseen text that is full of credits gets; now
0.895, 0.967, 0.909, 0.944.  None of them states a link.

The eighth 18, in 13 languages, are what a reader found that is text and went: rows of tours, timelines and boxes,
sentences that begin with the words of a notice, idioms, kickers.  Before it was mended: 0.056 exact, precision 0.563,
39.4 % of the body lost, four authors, seven days and five datelines false; now 1.000 and none.  Tuned on, so a
guard and no estimate.  None states a link or a place.

The ninth 74, in 42 languages, with six whole pages and 13 texts of which nothing goes, were written in the manner of
today's sites, with stage and lexicons known, before anything was tuned on them.  First score: 0.338 exact, recall
0.720, precision 0.997, 0.3 % of the body lost in three pairs, author 0.791 and 5 false, published_at 0.898, dateline
0.500; now 0.946 exact, recall 0.987, precision 1.000, nothing lost, author 1.000 and none false, published_at 1.000,
dateline 0.909.

The tenth 14, in 14 languages, were written after that, each with what its author remembered of a site that no other set
is like; every second line is clutter.  First score: 0.143 exact, recall 0.747, precision 1.000, body loss 0, author
0.818 and none false, published_at 1.000, dateline 0.500 (before the ninth was tuned on: 0.071, 0.713, 1.000, 0, 0.818
and one false, 1.000, 0.500); now 0.643, 0.943, 1.000, 0, 0.909, 1.000, 1.000.  None states a link.

The eleventh 60, in 43 languages, were written from the contract and the shared pairs alone, without a look at stage or
word lists: 40 in the manner of the shared ones, 20 sites with seven or eight pieces of clutter each.  First score:
0.917 exact, recall 0.988, precision 1.000, body loss 0, source_url 1.000, published_at 1.000, author 0.971,
dateline 1.000, nothing false: what unseen text of this kind gets; now everything 1.000.

The thirteenth 53, in 51 languages: 43 that a reader wrote to find what is missed, with five expectations that no rule
could meet corrected (a genitive, an office, places that no table has), and ten of what was mended then and of languages
that had no pair.  First score: 0.604 exact, recall 0.915, precision 1.000, body loss 0, source_url 1.000, author 0.867,
published_at 0.980, dateline 0.600, nothing false; now everything 1.000.

The fourteenth 42, in 42 languages, were written in the manner of the shared ones and of today's sites, with the rules
known and before anything was tuned on them; three expectations were corrected (names and a place in capitals, which are
given as written).  First score: 0.786 exact, recall 0.967, precision 1.000, body loss 0, source_url 1.000, author 0.929
and one wrong (a place), published_at 0.952, dateline 0.750, nothing false; now 0.976, 0.997, 1.000, 0, 1.000, 1.000,
1.000, 0.750.
"""

import gzip
from pathlib import Path

import pytest

from streams import resources
from streams.stages.clean_text import RULES, build
from streams.stages.clean_text.strong import strong
from streams.stages.clean_text.weak import weak
from streams.text.repair import repair
from tests.quality.clean_pairs import (
    FIFTH,
    FOURTEENTH,
    FOURTH,
    FRESH,
    NINTH,
    SETS,
    SEVENTH,
    SIXTH,
    TENTH,
    THIRD,
    read_pairs,
    score_all,
)
from tests.quality.clean_report import summary

pytestmark = pytest.mark.quality
DATA = Path(__file__).parents[2] / "ops" / "models" / "language" / "data"
SENTENCES = [DATA / name for name in ("dev.tsv.gz", "news-train.tsv.gz", "news-dev.tsv.gz")]
FLOORS = {
    "exact": 1.0,
    "removal precision": 0.995,
    "removal recall": 1.0,
    "idempotent": 1.0,
    "source_url": 1.0,
    "author": 1.0,
    "published_at": 1.0,
    "dateline": 1.0,
}
# Open there: `Bohinj - ...` without capitals, agency or date proves no place; a Japanese name alone in end brackets.
# A section name above the headline looks like a headline; `DULUTH, Minn.` is given as `DULUTH`.  A page states its day
# in UTC.  STT under a made-up name, a Thai agency behind a dash; credits of one agency, listopad without a language.
# A Korean headline behind the word for one and nothing between; three words in capitals before a colon are any cry.
FLOORS_OF = {
    THIRD: {"dateline": 0.88, "author": 0.97},
    FOURTH: {"dateline": 0.85, "exact": 0.93, "removal recall": 0.99},
    FIFTH: {"published_at": 0.97},
    SIXTH: {"exact": 0.96, "removal recall": 0.99},
    SEVENTH: {"exact": 0.89, "removal recall": 0.96, "author": 0.9, "published_at": 0.94},
    NINTH: {"exact": 0.94, "removal recall": 0.98, "dateline": 0.9},
    FOURTEENTH: {"exact": 0.97, "removal recall": 0.99, "dateline": 0.75},
    TENTH: {"exact": 0.64, "removal recall": 0.94, "author": 0.9},
}
TOLD = ("exact", "removal recall", "author", "published_at")
README = Path(resources.__file__).parent / "models" / "lexicon" / "README.md"
CEILINGS = {
    "body loss": 0.0,
    "pairs with loss": 0.0,
    "source_url false": 0.0,
    "author false": 0.0,
    "published_at false": 0.0,
    "dateline false": 0.0,
}


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_the_worked_pairs_come_out_as_written(path: Path) -> None:
    stage = build(resources.lexicon, open=resources.lexicon.open)

    measured = summary(list(score_all(read_pairs(path), stage)))

    floors = FLOORS | FLOORS_OF.get(path, {})
    assert {name: measured[name] for name, floor in floors.items() if measured.get(name, floor) < floor} == {}
    assert {name: measured[name] for name, ceiling in CEILINGS.items() if measured[name] > ceiling} == {}
    assert _told(path) == [f"{measured[name]:.3f}" for name in TOLD]  # the table for people says the same


def _told(path: Path) -> list[str]:
    """Give the last scores of a set in the README of the word lists: `0.852 to 0.967`."""
    name = "shared examples" if path.name == "examples.jsonl" else f"`{path.name}`"
    row = next(line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {name} |"))
    return [cell.split()[-1] for cell in row.split("|")[3:-1]]


def test_hardly_a_sentence_of_seventy_languages_would_go_at_either_end_of_an_article() -> None:
    """Of those that the language stage is trained and calibrated on; what is left are notices of sites among them."""
    lexicon = resources.lexicon()
    lines = [repair(text).text for path in SENTENCES for text in _sentences(path)]
    taken = [
        line
        for line in lines
        if strong(line, lexicon) or weak(line, lexicon, head=True) or weak(line, lexicon, head=False)
    ]

    assert len(lines) > 20_000
    assert len(taken) <= 7, taken


def _sentences(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [text for line in lines for text in line.rstrip("\n").split("\t")[1:2] if text.strip()]


def test_the_fresh_pairs_cover_twenty_languages() -> None:
    assert len(read_pairs(FRESH)) >= 40
    assert len({pair.lang for pair in read_pairs(FRESH)}) >= 20


def test_the_metric_knows_every_rule_that_fires() -> None:
    stage = build(resources.lexicon, open=resources.lexicon.open)
    scores = (one for path in SETS for one in score_all(read_pairs(path), stage))
    fired = {rule for one in scores for rule in one.rules}

    assert fired <= set(RULES)
    assert len(fired) >= 10
