"""The coverage of languages stands on evidence that the model card prints."""

import json

import pytest

from ops.models.entities.coverage import HEADING, Measured, decide, printed, renewed, section
from ops.models.entities.train import OUT

CARD = (OUT / "MODELCARD.md").read_text(encoding="utf-8")


def test_the_shipped_coverage_is_what_the_scores_of_the_card_give() -> None:
    coverage = json.loads((OUT / "index.json").read_text(encoding="utf-8"))["coverage"]

    assert coverage == decide(printed(CARD))
    assert renewed(CARD) == CARD


@pytest.mark.parametrize(
    ("points", "word"), [(70.0, "tier_1"), (69.9, "tier_2"), (55.0, "tier_2"), (54.9, "experimental")]
)
def test_the_best_gold_set_decides(points: float, word: str) -> None:
    scores = [Measured("xx", "worse", 20.0), Measured("xx", "best", points), Measured("xx", "other", 30.0)]

    assert decide(scores)["xx"] == word


def test_silver_is_no_tier_1_and_says_what_it_is() -> None:
    scores = [Measured("nl", "europeana", 90.0)]
    told = section(scores)

    assert {decide(scores)[language] for language in ("nl", "pl", "es", "fr")} == {"tier_2"}
    assert any(line.startswith("| nl | `tier_2` | silver test: WikiNEuRal 73.2; the gold set") for line in told)
    assert "| pl | `tier_2` | silver test: WikiNEuRal 65.4; no gold set |" in told


def test_a_language_tagged_by_the_model_of_another_is_experimental() -> None:
    scores = [Measured("hr", "set", 80.0)]

    assert "bs" not in decide(scores)
    assert any(line.startswith("| bs | `experimental` | no set of its own") for line in section(scores))


def test_only_the_coverage_of_a_card_is_written_anew() -> None:
    card = f"head\n\n| hr | set | hr + multi | 80.0 | 82.5 |\n\n{HEADING}\n\nstale\n\n## Files\n\n- a\n"
    new = renewed(card)

    assert "| hr | `tier_1` | gold dev: set 80.0 |" in new
    assert "stale" not in new
    assert new.endswith("## Files\n\n- a\n")
