"""All measures of `detect_language` in one value, asked once: the report prints it, the floors compare it."""

from dataclasses import dataclass
from functools import cache

from tests.quality import language_cases as cases
from tests.quality.language_measures import (
    HBS,
    Answer,
    accuracy,
    ask,
    by_group,
    calibration_error,
    confidently_wrong,
    undetermined,
)


@dataclass(frozen=True, slots=True)
class Suite:
    """Answers by name of the set: `headline`, `sentence`, `article` on dev and, with `news ` before it, on news."""

    plain: dict[str, list[Answer]]
    noise: dict[str, list[Answer]]
    mixed: list[Answer]
    outside: list[Answer]
    wordless: list[Answer]


@cache
def suite() -> Suite:
    """Ask the stage about every case (about a minute)."""
    return Suite(
        plain={
            "headline": ask(cases.headlines("dev")),
            "sentence": ask(cases.sentences("dev")),
            "article": ask(cases.articles("dev")),
            "news headline": ask(cases.headlines("news-dev")),
            "news sentence": ask(cases.sentences("news-dev")),
            "news article": ask(cases.articles("news-dev")),
            "interface": ask(cases.sentences("interface")),
        },
        noise={name: ask(some) for name, some in cases.noisy().items()},
        mixed=ask(cases.mixed()),
        outside=ask(cases.outside()),
        wordless=ask(cases.wordless()),
    )


@cache
def measures() -> dict[str, float]:
    """Every number that has a floor, in percent, by name; `wrong` and `error` are better when small."""
    found = suite()
    numbers: dict[str, float] = {}
    for name, answers in found.plain.items():
        numbers[name] = accuracy(answers)
        numbers[f"{name}, without bs hr sr"] = accuracy(answers, without=HBS)
        numbers[f"{name}, calibration error"] = calibration_error(answers)
    for name in ("headline", "sentence", "article"):
        for group, score in by_group(found.plain[name]).items():
            numbers[f"{name}, {group}"] = score
    for name, answers in found.noise.items():
        numbers[f"noise, {name}"] = accuracy(answers)
    numbers["noise"] = sum(accuracy(answers) for answers in found.noise.values()) / len(found.noise)
    numbers["mixed, dominant language"] = sum(answer.right for answer in found.mixed) / len(found.mixed)
    numbers["mixed, named"] = sum(answer.language.mixed for answer in found.mixed) / len(found.mixed)
    pure = found.plain["article"]
    numbers["mixed, wrongly named"] = sum(answer.language.mixed for answer in pure) / len(pure)
    numbers["outside, wrong at 0.7"] = confidently_wrong(found.outside)
    numbers["no language"] = undetermined(found.wordless)
    return {name: round(100 * value, 2) for name, value in numbers.items()}
