"""Measure `detect_language` and write what came out: `python -m tests.quality.language_report` (about a minute).

Prints all measures with their floors, accuracy by language, close groups, confusion pairs and the reliability
table, and writes the same with a figure to .build/quality/language.{md,svg}.
"""

from collections.abc import Iterator
from pathlib import Path

from tests.quality.language_figure import figure
from tests.quality.language_measures import by_group, by_language, confusions, reliability
from tests.quality.language_suite import Suite, measures, suite
from tests.quality.test_language import CEILINGS, FLOORS

FOLDER = Path(".build/quality")


def report(found: Suite) -> Iterator[str]:
    """Give the lines of the report, in Markdown."""
    yield "# detect_language on the odd rows of the dev files\n"
    yield "Percent; accuracy is the mean of the languages' accuracies, close groups are mean F1.\n"
    yield "| measure | value | floor or ceiling |\n|---|---|---|"
    for name, value in measures().items():
        bound = f">= {FLOORS[name]}" if name in FLOORS else f"<= {CEILINGS[name]}" if name in CEILINGS else ""
        yield f"| {name} | {value:.2f} | {bound} |"
    yield from _languages(found)
    yield from _groups(found)
    yield from _pairs(found)
    yield from _reliability(found)
    yield from _outside(found)


def _languages(found: Suite) -> Iterator[str]:
    kinds = ("headline", "sentence", "article", "news headline", "news sentence", "interface")
    scores = {kind: by_language(found.plain[kind]) for kind in kinds}
    yield "\n## By language\n"
    yield f"| language | {' | '.join(kinds)} |\n|---|{'---|' * len(kinds)}"
    for tag in sorted(scores["sentence"]):
        cells = [f"{100 * scores[kind][tag]:.1f}" if tag in scores[kind] else "" for kind in kinds]
        yield f"| {tag} | {' | '.join(cells)} |"


def _groups(found: Suite) -> Iterator[str]:
    kinds = ("headline", "sentence", "article")
    scores = {kind: by_group(found.plain[kind]) for kind in kinds}
    yield "\n## Close groups (mean F1)\n"
    yield f"| group | {' | '.join(kinds)} |\n|---|{'---|' * len(kinds)}"
    for group in scores["sentence"]:
        yield f"| {group} | {' | '.join(f'{100 * scores[kind][group]:.1f}' for kind in kinds)} |"


def _pairs(found: Suite) -> Iterator[str]:
    yield "\n## Commonest confusions (expected > said: times)\n"
    for name, answers in (found.plain | found.noise | {"mixed": found.mixed}).items():
        pairs = ", ".join(f"{expected} > {said}: {count}" for expected, said, count in confusions(answers))
        yield f"- {name} ({len(answers)}): {pairs or 'none'}"


def _reliability(found: Suite) -> Iterator[str]:
    yield "\n## Reliability: answers whose confidence lies in the tenth\n"
    yield "| set | confidence | answers | mean confidence | right |\n|---|---|---|---|---|"
    for name in ("headline", "article", "news headline", "news article"):
        for one in reliability(found.plain[name]):
            yield f"| {name} | {one.low:.1f} to {one.high:.1f} | {one.count} | {one.confidence:.3f} | {one.right:.3f} |"


def _outside(found: Suite) -> Iterator[str]:
    tags = sorted({answer.case.tag for answer in found.outside})
    yield "\n## Languages outside the list: wrongly tagged at 0.7 or above\n"
    for tag in tags:
        some = [answer for answer in found.outside if answer.case.tag == tag]
        wrong = [answer.language.tag for answer in some if answer.language.confidence >= 0.7]
        yield f"- {tag}: {len(wrong)} of {len(some)}{' as ' + ', '.join(sorted(set(wrong))) if wrong else ''}"


def main() -> None:
    """Measure, print and write."""
    found = suite()
    text = "\n".join(report(found)) + "\n"
    print(text, end="")
    FOLDER.mkdir(parents=True, exist_ok=True)
    curves = {name: reliability(found.plain[name]) for name in ("headline", "sentence", "news headline", "article")}
    (FOLDER / "language.md").write_text(text, "utf-8")
    (FOLDER / "language.svg").write_text(figure(curves), "utf-8")
    print(f"\nwritten: {FOLDER / 'language.md'}, {FOLDER / 'language.svg'}")


if __name__ == "__main__":
    main()
