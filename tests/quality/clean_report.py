"""Print how well clean_text does on the worked pairs, by language and rule: `python -m tests.quality.clean_report`."""

import sys
from collections import Counter
from collections.abc import Sequence

from streams import resources
from streams.stages.clean_text import build
from tests.quality.clean_pairs import FACTS, SETS, Score, read_pairs, score_all


def summary(scores: Sequence[Score]) -> dict[str, float]:
    """Give the measures of the report, as shares from 0 to 1; a fact that no pair states has none."""
    pieces = sum(len(score.pair.boilerplate) for score in scores)
    kept = sum(len(score.kept_boilerplate) for score in scores)
    wrong = sum(len(score.wrongly_removed) for score in scores)
    removed = sum(sum(score.rules.values()) for score in scores)
    measures = {
        "exact": sum(score.exact for score in scores) / len(scores),
        "body loss": sum(score.lost_cp for score in scores) / sum(score.body_cp for score in scores),
        "pairs with loss": float(sum(score.lost_cp > 0 for score in scores)),
        "removal precision": 1 - wrong / max(removed, 1),
        "removal recall": 1 - kept / max(pieces, 1),
        "idempotent": sum(score.idempotent for score in scores) / len(scores),
    }
    for name in FACTS:
        found = [score.facts[name] for score in scores]
        stated = [pair for pair in found if pair[0]]
        if stated:
            measures[name] = sum(want == got for want, got in stated) / len(stated)
        measures[f"{name} false"] = float(sum(not want and bool(got) for want, got in found))
    return measures


def main() -> None:
    """Print measures, languages, rules and every miss; `--misses` adds the texts."""
    stage = build(resources.lexicon, open=resources.lexicon.open)
    for path in SETS:
        if path.exists():
            _print(path.name, list(score_all(read_pairs(path), stage)), misses="--misses" in sys.argv)


def _print(name: str, scores: Sequence[Score], *, misses: bool) -> None:
    print(f"\n{name}: {len(scores)} pairs")
    for measure, value in summary(scores).items():
        print(f"  {measure:22} {value:7.3f}")
    languages = sorted({score.pair.lang for score in scores})
    exact = Counter(score.pair.lang for score in scores if score.exact)
    count = Counter(score.pair.lang for score in scores)
    print("  exact by language:", "  ".join(f"{lang} {exact[lang]}/{count[lang]}" for lang in languages))
    rules: Counter[str] = sum((score.rules for score in scores), Counter())
    print("  removed by rule:", "  ".join(f"{rule} {times}" for rule, times in rules.most_common()))
    for score in scores if misses else ():
        _print_misses(score)


def _print_misses(score: Score) -> None:
    wrong_facts = {name: pair for name, pair in score.facts.items() if pair[0] != pair[1]}
    if score.exact and not wrong_facts and score.idempotent:
        return
    print(f"  - {score.pair.id}: lost {score.lost_cp}, idempotent {score.idempotent}")
    for piece in score.kept_boilerplate:
        print(f"      kept      {piece}")
    for piece in score.wrongly_removed:
        print(f"      removed   {piece}")
    for fact, (want, got) in wrong_facts.items():
        print(f"      {fact}: wanted {want}, got {got}")


if __name__ == "__main__":
    main()
