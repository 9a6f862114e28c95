"""How well does clean_text find the body of web pages?  `python -m tests.quality.pages_report FOLDER`.

FOLDER has the layout of the public article-extraction benchmark (181 pages, not part of this project): a
`ground-truth.json` of `{id: {"articleBody": text}}` and the pages as `html/{id}.html.gz` or `.html`.  Printed are its
measures, precision and recall of runs of four words, each page counting alike, and F1 of the two means, for clean_text
and beside it for plain trafilatura, which the stage builds on, so that the worth of the steps around it can be seen.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from trafilatura import extract

from streams import resources
from streams.core.article import Article
from streams.stages.clean_text import build

RUN = 4  # words
WORST = 15
BAR = 0.960
_WORD = re.compile(r"\w+")
Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PageScore:
    """Precision and recall of one page, from 0 to 1; *exact* tells whether all words are the same."""

    name: str
    precision: float
    recall: float
    exact: bool

    @property
    def f1(self) -> float:
        """Give the harmonic mean; 0 when both are."""
        return _f1(self.precision, self.recall)


def read_pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give name, HTML and body of each page; raises SystemExit with what is missing."""
    try:
        truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SystemExit(f"{folder}: no ground-truth.json; see the docstring for the layout") from None
    for name, page in sorted(truth.items()):
        packed, plain = folder / "html" / f"{name}.html.gz", folder / "html" / f"{name}.html"
        data = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
        yield name, data.decode(errors="replace"), page["articleBody"]


def score(name: str, wanted: str, got: str) -> PageScore:
    """Compare two texts by their runs of four words; where one has none they share nothing."""
    truth, found = _runs(wanted), _runs(got)
    both = sum((truth & found).values())
    return PageScore(
        name, both / max(sum(found.values()), 1), both / max(sum(truth.values()), 1), _words(wanted) == _words(got)
    )


def summary(scores: Sequence[PageScore]) -> str:
    """Give the figures of all pages in a line."""
    precision, recall = fmean(one.precision for one in scores), fmean(one.recall for one in scores)
    exact = fmean(one.exact for one in scores)
    return f"F1 {_f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}  exact {exact:.3f}"


def main() -> None:
    """Print the measures of both, and the pages on which clean_text is worst."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    pages = list(read_pages(parser.parse_args().folder))
    stage = build(resources.lexicon, open=resources.lexicon.open)
    stage.open()

    def cleaned(html: str) -> str:
        outcome = stage.apply(Article("", html, "text/html"))
        return outcome.body if isinstance(outcome, Article) else ""

    ways: dict[str, Extract] = {"clean_text": cleaned, "trafilatura": _by_trafilatura}
    scores = {way: [score(name, body, take(html)) for name, html, body in pages] for way, take in ways.items()}
    print(f"{len(pages)} pages; bar for clean_text: F1 {BAR:.3f}")
    for way, found in scores.items():
        print(f"{way:12} {summary(found)}")
    for one in sorted(scores["clean_text"], key=lambda one: one.f1)[:WORST]:
        print(f"  {one.f1:.3f}  precision {one.precision:.3f}  recall {one.recall:.3f}  {one.name}")


def _by_trafilatura(html: str) -> str:
    return extract(html, fast=True, include_comments=False) or ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _words(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, min(len(words), 1))))


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
