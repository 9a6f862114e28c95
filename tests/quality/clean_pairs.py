"""Scoring of clean_text on worked pairs: what was kept, what was removed, which facts were found.

White space is not compared.  A body character counts as lost when the paragraph it stands in does not come
back as a paragraph; the headline of a page may come back as the title instead.  A removed piece counts when its
text is no longer a part of the body.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from streams.core.article import Article
from streams.core.outcome import Fail
from streams.core.stage import Stage
from streams.stages.clean_text import Cleaned

SHARED = Path(__file__).parents[1] / "data" / "clean" / "examples.jsonl"
FRESH = Path(__file__).parent / "clean_pairs.jsonl"
SECOND = Path(__file__).parent / "clean_pairs_second.jsonl"
THIRD = Path(__file__).parent / "clean_pairs_third.jsonl"
FOURTH = Path(__file__).parent / "clean_pairs_fourth.jsonl"
FIFTH = Path(__file__).parent / "clean_pairs_fifth.jsonl"
SIXTH = Path(__file__).parent / "clean_pairs_sixth.jsonl"
SEVENTH = Path(__file__).parent / "clean_pairs_seventh.jsonl"
EIGHTH = Path(__file__).parent / "clean_pairs_eighth.jsonl"
NINTH = Path(__file__).parent / "clean_pairs_ninth.jsonl"
TENTH = Path(__file__).parent / "clean_pairs_tenth.jsonl"
ELEVENTH = Path(__file__).parent / "clean_pairs_eleventh.jsonl"
THIRTEENTH = Path(__file__).parent / "clean_pairs_thirteenth.jsonl"
FOURTEENTH = Path(__file__).parent / "clean_pairs_fourteenth.jsonl"
SETS = (
    *(SHARED, FRESH, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH, NINTH, TENTH, ELEVENTH, THIRTEENTH),
    FOURTEENTH,
)
FACTS = ("source_url", "author", "published_at", "dateline")


@dataclass(frozen=True)
class Pair:
    """One worked pair; the fields are those of the README beside the data."""

    id: str
    lang: str
    content_type: str
    raw: str
    clean: str
    meta: Mapping[str, str]
    boilerplate: tuple[str, ...]


@dataclass
class Score:
    """What came out for one pair."""

    pair: Pair
    exact: bool
    lost_cp: int
    body_cp: int
    wrongly_removed: list[str]
    kept_boilerplate: list[str]
    facts: dict[str, tuple[str | None, str | None]]
    idempotent: bool
    rules: Counter[str] = field(default_factory=Counter)


def read_pairs(path: Path) -> list[Pair]:
    """Read pairs, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        return [Pair(**{**json.loads(line), "boilerplate": tuple(json.loads(line)["boilerplate"])}) for line in lines]


def score_all(pairs: Iterable[Pair], stage: Stage) -> Iterator[Score]:
    """Clean every pair and compare."""
    return (score(pair, stage) for pair in pairs)


def score(pair: Pair, stage: Stage) -> Score:
    """Clean one pair and compare.  Raises AssertionError when the stage refuses it."""
    cleaned = _clean(stage, Article(title="", body=pair.raw, content_type=pair.content_type))
    note = cleaned.get(Cleaned)
    want, got = _paragraphs(pair.clean), _paragraphs(cleaned.body)
    if pair.content_type == "text/html" and want[:1] == [cleaned.title] != got[:1]:
        want = want[1:]
    lost = Counter(want) - Counter(got)
    leftover = " ".join((Counter(got) - Counter(want)).elements())
    again = _clean(stage, Article(title=cleaned.title, body=cleaned.body))
    return Score(
        pair=pair,
        exact=want == got,
        lost_cp=sum(_lost_cp(paragraph, leftover) * count for paragraph, count in lost.items()),
        body_cp=sum(map(len, want)),
        wrongly_removed=[piece.text for piece in note.removed if _is_body(piece.text, pair)],
        kept_boilerplate=[piece for piece in pair.boilerplate if _squeeze(piece) in leftover],
        facts={name: (pair.meta.get(name), found) for name, found in _facts(cleaned, note).items()},
        idempotent=(again.title, again.body) == (cleaned.title, cleaned.body),
        rules=Counter(piece.rule for piece in note.removed),
    )


def _clean(stage: Stage, article: Article) -> Article:
    result = stage.apply(article)
    assert isinstance(result, Article), result if isinstance(result, Fail) else "dropped"
    return result


def _facts(cleaned: Article, note: Cleaned) -> dict[str, str | None]:
    return {
        "source_url": note.source_url,
        "author": ", ".join(cleaned.authors) or None,
        "published_at": cleaned.published_at[:10] if cleaned.published_at else None,
        "dateline": note.dateline,
    }


def _paragraphs(text: str) -> list[str]:
    return [squeezed for line in text.split("\n") if (squeezed := _squeeze(line))]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _lost_cp(paragraph: str, leftover: str) -> int:
    """Count what of a missing paragraph is really gone: nothing when it came back with boilerplate stuck to it."""
    return 0 if paragraph in leftover else len(paragraph)


def _is_body(piece: str, pair: Pair) -> bool:
    text = _squeeze(piece)
    known = any(text in _squeeze(other) or _squeeze(other) in text for other in pair.boilerplate)
    return not known and text in _squeeze(pair.clean) and any(char.isalnum() for char in text)
