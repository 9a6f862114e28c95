"""Does a real Prometheus that scrapes a running pipeline answer every panel and every rule?"""

import re
import shutil
from typing import Any

import pytest

from ops.grafana.__main__ import DASHBOARDS
from ops.grafana.panels import Panel
from ops.local.kafka import LocalKafkaError
from ops.local.observe import Observed
from tests.ops.observing import faster, numbers
from tests.ops.rules import RULES, alerts, rules
from tests.ops.test_dashboards import filled

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(not shutil.which("prometheus"), reason="needs prometheus (Debian: apt-get install prometheus)"),
]
PANELS = [panel for dashboard in DASHBOARDS for panel in dashboard.panels]


def test_all_targets_are_up(observed: Observed) -> None:
    targets = observed.targets()

    assert set(targets.values()) == {"up"}
    assert len(targets) == 3


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.title)
def test_every_query_of_a_panel_gives_data(observed: Observed, panel: Panel) -> None:
    for expression in panel.expressions.values():
        found = numbers(observed, filled(expression))

        assert found or panel.quiet, f"{panel.title}: no data for {expression}"


def test_only_the_table_of_alerts_may_be_empty() -> None:
    assert [panel.title for panel in PANELS if panel.quiet] == ["Firing alerts"]


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: rule.get("alert") or rule["record"])
def test_every_rule_is_evaluated_and_finds_the_series_it_asks_for(observed: Observed, rule: dict[str, Any]) -> None:
    observed.ask("query", query=rule["expr"])

    for selector in re.findall(r"\b(?:job:)?news_\w+(?::\w+)?(?:\{[^}]*\})?", rule["expr"]):
        assert numbers(observed, selector), f"{rule}: no series for {selector}"


def test_no_rule_failed(observed: Observed) -> None:
    groups = observed.ask("rules")["groups"]
    failed = [rule["name"] for group in groups for rule in group["rules"] if rule["health"] != "ok"]

    assert failed == []
    assert {rule["name"] for group in groups for rule in group["rules"]} >= set(alerts())


def test_a_query_that_prometheus_refuses_is_an_error(observed: Observed) -> None:
    with pytest.raises(LocalKafkaError, match="parse error"):
        observed.ask("query", query="sum(rate(news_drops_total[1m])")


def test_only_windows_are_shortened() -> None:
    shortened = faster("rate(a[1h]) > 0.06 for: 10m offset 3d job:x:rate5m")

    assert shortened == "rate(a[180s]) > 0.06 for: 30s offset 12960s job:x:rate5m"


def test_the_rules_of_a_test_are_those_of_production_but_for_the_windows() -> None:
    for file in RULES:
        text = file.read_text(encoding="utf-8")
        assert re.sub(r"\d+[smhd]?", "N", faster(text)) == re.sub(r"\d+[smhd]?", "N", text)
