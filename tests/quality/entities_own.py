"""How good are the entities in languages without a gold set of today's text?  `python -m tests.quality.entities_own`.

Reads `entities_own.txt`: a dozen sentences a language, written for this project.  Few enough that one name is worth
three points: they tell sense from nonsense, not one model from another that is nearly as good.
"""

import re
import sys
from pathlib import Path

from ops.models.entities.corpus import Sentence, Span
from tests.quality.entities_report import measure

SENTENCES = Path(__file__).parent / "entities_own.txt"
_NAME = re.compile(r"\[(PER|ORG|LOC) ([^\]]+)\]")


def own_sentences() -> dict[str, list[Sentence]]:
    """Give the sentences by language."""
    found: dict[str, list[Sentence]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language = line[3:]
        elif line and not line.startswith("#"):
            found.setdefault(language, []).append(marked(line))
    return found


def marked(line: str) -> Sentence:
    """Read a sentence in which names stand as [TYPE name]."""
    text, spans, at = "", list[Span](), 0
    for name in _NAME.finditer(line):
        text += line[at : name.start()]
        spans.append((len(text), len(text) + len(name[2]), name[1]))
        text, at = text + name[2], name.end()
    return Sentence(text + line[at:], tuple(spans))


def main() -> int:
    """Print a line a language."""
    print("lang    F1     P     R |  PER   ORG   LOC | overlap  names")
    for language, sentences in own_sentences().items():
        one = measure(language, sentences)
        figures = " ".join(f"{figure:5.1f}" for figure in (one.f1(), one.precision, one.recall))
        types = " ".join(f"{one.f1(kind):5.1f}" for kind in ("PER", "ORG", "LOC"))
        print(f"{language:4} {figures} | {types} | {one.overlap:7.1f} {sum(one.gold.values()):6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
