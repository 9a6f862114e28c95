"""Does every alert fire when it should, stay quiet when it should, resolve, and say where to look?"""

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from ops import runbooks_docs
from tests.ops.compose_file import ROOT
from tests.ops.rules import RULE_TESTS, RULES, RUNBOOKS, alerts, looks

SEVERITIES = {"critical", "warning"}
each_alert = pytest.mark.parametrize(("name", "alert"), alerts().items())


@each_alert
def test_an_alert_says_what_where_and_what_to_do(name: str, alert: dict[str, Any]) -> None:
    said = alert["annotations"]

    assert name.startswith("News")
    assert alert["labels"]["severity"] in SEVERITIES
    assert said["summary"] and said["description"].endswith(".")
    assert said["runbook_url"].endswith(f"/ops/runbooks/{name}.md")
    assert (RUNBOOKS / f"{name}.md").is_file(), f"ops/runbooks/{name}.md is missing"
    place, _, dashboard = said["dashboard_url"].rpartition("/d/")
    assert place == "{{ $externalLabels.grafana }}"
    assert (ROOT / f"ops/grafana/dashboards/{dashboard}.json").is_file()


@each_alert
def test_an_alert_is_seen_firing_not_firing_and_resolving(name: str, alert: dict[str, Any]) -> None:
    del alert
    seen = [[fires for tested, fires in case if tested == name] for case in looks()]

    assert any(True in case for case in seen), f"no test sees {name} fire"
    assert any(case and not case[0] for case in seen), f"no test sees {name} keep quiet"
    assert any((True, False) in pairwise(case) for case in seen), f"no test sees {name} resolve"


def test_no_runbook_is_left_over() -> None:
    assert {file.stem for file in RUNBOOKS.glob("News*.md")} == set(alerts())


def test_the_index_of_runbooks_is_fresh() -> None:
    assert runbooks_docs.FILE.read_text(encoding="utf-8") == runbooks_docs.text(), "ops/runbooks/README.md: make docs"


def run_tests(promtool: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([promtool, "test", "rules", str(file)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("file", RULE_TESTS, ids=lambda file: file.stem)
def test_the_rules_pass_their_tests(promtool: str, file: Path) -> None:
    done = run_tests(promtool, file)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_rule_with_another_threshold_does_not_pass(promtool: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "ops/prometheus", tmp_path / "prometheus")
    rules = tmp_path / "prometheus" / RULES[0].relative_to(ROOT / "ops/prometheus")
    changed = rules.read_text(encoding="utf-8").replace("> 0.05", "> 0.5")
    assert changed != rules.read_text(encoding="utf-8")
    rules.write_text(changed, encoding="utf-8")

    done = run_tests(promtool, tmp_path / "prometheus/rules-tests/dead-letters.yml")
    assert done.returncode == 1
    assert "NewsDeadLetterRatioHigh" in done.stdout + done.stderr
