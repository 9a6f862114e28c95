"""Which sentences are the taggers trained and measured on?  Those of `ops/models/data/ner`, as text with spans.

The gold tokens are joined to raw text and cut again by our own tokeniser: the tagger sees in training what it will see
in production, and the loss from tokenising is in every number.
"""

import gzip
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from streams.stages.extract_entities.mentions import JOINERS, trimmed
from streams.text.words import words

DATA = Path(__file__).parents[1] / "data" / "ner"
UNSPACED = {"zh", "ja", "ko", "th"}
OCR = {"fr", "nl"}  # their only sets are historical newspapers, which say little about how to tag those of today
KEPT = {"PER", "ORG", "LOC"}
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One gold sentence: raw text and spans as (start, end, type), code points, end exclusive, sorted."""

    text: str
    spans: tuple[Span, ...]


def read(path: Path, language: str) -> Iterator[Sentence]:
    """Read one CoNLL file.  MISC and DATE are left out; words are joined by one blank, or by none.

    Words are made NFC, as articles are before they are tagged: three of four Bengali sentences are not.
    """
    glue = "" if language in UNSPACED else " "
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for block in re.split(r"\n\s*\n", lines.read()):
            pairs = [line.split("\t") for line in block.split("\n") if "\t" in line]
            if pairs:
                yield _sentence([(normalize("NFC", word), label) for word, label, *_ in pairs], glue)


def _sentence(pairs: list[tuple[str, str]], glue: str) -> Sentence:
    text = ""
    spans: list[Span] = []
    open_span: Span | None = None
    for word, label in pairs:
        text += glue if text else ""
        start = len(text)
        text += word.replace("\u2581", " ")
        kind = label[2:]
        if label[0] == "I" and open_span and open_span[2] == kind:
            open_span = (open_span[0], len(text), kind)
            spans[-1] = open_span
        elif kind in KEPT:
            open_span = (start, len(text), kind)
            spans.append(open_span)
        else:
            open_span = None
    return Sentence(text, tuple(spans))


def bare(sentence: Sentence) -> Sentence:
    """Leave punctuation around the spans out of them, as the worker does.

    Some sets have it inside where their tokens do: a third of the Dutch spans ("Hessenweg,"), 9 % of the Latvian ones
    (quotes), 4 % of the Hindi ones.  Learnt, it joins the neighbours of a list to one name.  A joiner at the end is a
    word by itself to the tagger, and stays outside too; the worker takes it in afterwards.
    """
    text, spans = sentence.text, list[Span]()
    for span in sentence.spans:
        start, end = trimmed(text, *span[:2])
        end = start + len(text[start:end].rstrip(JOINERS))
        if start < end:
            spans.append((start, end, span[2]))
    return Sentence(text, tuple(spans))


def files(split: str, language: str) -> list[Path]:
    """Give the files of a language, in order."""
    return sorted((DATA / language).glob(f"*.{split}.conll.gz"))


def sample(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """Give about *count* sentences, evenly spread; all of them when there are no more."""
    return list(sentences[:: max(1, len(sentences) // count)])


def languages() -> list[str]:
    """Give all languages with data, in order."""
    return sorted(path.name for path in DATA.iterdir() if path.is_dir())


def labelled(sentence: Sentence) -> tuple[list[str], list[str]]:
    """Give the words of our tokeniser with BIO labels; a span that cuts a word takes all of it."""
    tokens = words(sentence.text)
    return [token.text for token in tokens], _bio([(t.start, t.end) for t in tokens], sentence.spans)


def labelled_characters(sentence: Sentence) -> list[str]:
    """Give a BIO label for every character."""
    return _bio([(at, at + 1) for at in range(len(sentence.text))], sentence.spans)


def _bio(units: list[tuple[int, int]], spans: tuple[Span, ...]) -> list[str]:
    labels, at = [], 0
    begun = -1
    for start, end in units:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            labels.append(("I-" if begun == at else "B-") + spans[at][2])
            begun = at
        else:
            labels.append("O")
    return labels
