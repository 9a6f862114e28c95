"""Does a real Prometheus that scrapes a running pipeline answer every panel and every alert, and do alerts come and go?

Windows are a twentieth of the real ones, so that what takes ten minutes takes half a minute.
"""

import math
import re
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

from ops.grafana.__main__ import DASHBOARDS
from ops.grafana.panels import Panel
from ops.local.kafka import LocalKafkaError
from ops.local.observe import Load, Observed
from tests.ops.rules import RULES, alerts, rules
from tests.ops.test_dashboards import filled

pytestmark = [
    pytest.mark.kafka,
    pytest.mark.skipif(not shutil.which("prometheus"), reason="needs prometheus (Debian: apt-get install prometheus)"),
]
FASTER = 20
UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
PANELS = [panel for dashboard in DASHBOARDS for panel in dashboard.panels]


def faster(text: str) -> str:
    """Shorten every window and every wait; the limit of the audit's age is a time, too."""

    def shorter(found: re.Match[str]) -> str:
        return f"{found[1]}{math.ceil(int(found[2]) * UNITS_S[found[3]] / FASTER)}s"

    return re.sub(r"(\[|for: |offset )(\d+)([smhd])\b", shorter, text).replace("> 900", f"> {900 // FASTER}")


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observed]:
    """Everything running, with records of every kind through and an audit done."""
    folder = tmp_path_factory.mktemp("observe")
    for file in RULES:
        (folder / "rules").mkdir(exist_ok=True)
        (folder / "rules" / file.name).write_text(faster(file.read_text(encoding="utf-8")), encoding="utf-8")
    load = Load(good=10, bad=4, audit_every_s=5, scrape_s=1)
    with Observed(folder=folder, load=load, rules=folder / "rules") as everything:
        everything.wait_for(
            lambda: value(everything, "count(sum by (code) (news_dead_letters_total) > 0)") >= 6, "codes"
        )
        everything.wait_for(lambda: value(everything, "min(news_audit_last_success_timestamp_seconds)") > 0, "an audit")
        everything.wait_for(
            lambda: value(everything, "count(sum by (type) (news_entities_total) > 0)") >= 3, "entities"
        )
        time.sleep(5)  # a few scrapes more, for rates
        yield everything


def value(observed: Observed, expression: str) -> float:
    """Ask for one number; 0 when there is none."""
    result = observed.ask("query", query=expression)["result"]
    return float(result[0]["value"][1]) if result else 0.0


def numbers(observed: Observed, expression: str) -> list[float]:
    """Ask for the last minute; give the finite numbers of all series."""
    now = time.time()
    result = observed.ask("query_range", query=expression, start=now - 60, end=now, step=1)["result"]
    return [number for series in result for _, text in series["values"] if math.isfinite(number := float(text))]


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


def test_stopped_workers_are_missed_and_seen_again(observed: Observed) -> None:
    assert "NewsWorkerAbsent" not in observed.firing()
    observed.stop("worker-1", "worker-2")

    fired_s = observed.wait_for(
        lambda: {"NewsWorkerAbsent", "NewsScrapeDown"} <= observed.firing(), "alerts", within_s=60
    )
    for name in ("worker-1", "worker-2"):
        observed.start_worker(name)
    observed.wait_for(lambda: not {"NewsWorkerAbsent", "NewsScrapeDown"} & observed.firing(), "workers are seen again")
    assert fired_s < 60


def test_a_flood_of_bad_input_is_noticed_and_forgotten(observed: Observed) -> None:
    observed.stop("bad input")
    observed.wait_for(lambda: "NewsDeadLetterRatioHigh" not in observed.firing(), "bad input is through")
    observed.streams("flood", "produce", "--bad", "--rate", "30")

    observed.wait_for(lambda: "NewsDeadLetterRatioHigh" in observed.firing(), "the alert", within_s=120)
    observed.stop("flood")
    observed.wait_for(lambda: "NewsDeadLetterRatioHigh" not in observed.firing(), "its end", within_s=120)


@pytest.mark.slow
def test_a_frozen_broker_blinds_the_audit_and_workers_say_so(observed: Observed) -> None:
    observed.kafka.freeze()
    try:
        both = {"NewsWorkerAbsent", "NewsAuditBlind"}
        observed.wait_for(lambda: both <= observed.firing(), "alerts", within_s=150)
    finally:
        observed.kafka.thaw()

    observed.wait_for(lambda: not both & observed.firing(), "workers and audit come back by themselves", within_s=150)


def test_only_windows_are_shortened() -> None:
    shortened = faster("rate(a[1h]) > 0.06 for: 10m offset 3d job:x:rate5m")

    assert shortened == "rate(a[180s]) > 0.06 for: 30s offset 12960s job:x:rate5m"


def test_the_rules_of_a_test_are_those_of_production_but_for_the_windows() -> None:
    for file in RULES:
        text = file.read_text(encoding="utf-8")
        assert re.sub(r"\d+[smhd]?", "N", faster(text)) == re.sub(r"\d+[smhd]?", "N", text)
