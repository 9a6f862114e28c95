"""Does every alert fire just above its threshold and keep quiet just below?  Another number would fail here.

Each edge is two worlds that differ by a few percent in one series, looked at in the same minute, or one world looked at
shortly before and after a duration is over.  What the recording rules would write is given, so one number is tested.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ops.compose_file import ROOT
from tests.ops.rules import alerts

LATE = "job:news_end_to_end_latency_seconds:bad_ratio_rate"
FAULTS = "job:news_dead_letters:bad_ratio_rate"
UND_NOW = 'job:news_language_articles:und_ratio_rate1h{job="w"}'
UND_WEEK = 'job:news_language_articles:und_ratio_rate7d{job="w"}'
AUDITED = "news_audit_last_success_timestamp_seconds"
LATE_COUNT = 'news_end_to_end_latency_seconds_count{job="w", instance="a"}'
PUBLISHED = 'news_published_records_total{job="w", instance="a", topic="articles.enriched.v1"}'
ARTICLES = 'news_language_articles_total{job="w", instance="a", language="id", status="known"}'
LOOP = 'news_event_loop_lag_seconds_bucket{job="w", instance="a", le="%s"}'
MANY, FEW, ENOUGH = "0+100x60", "0+1.88x60", "0+2.14x60"  # about 94 and 107 at minute 50


@dataclass(frozen=True)
class Edge:
    """Series that are the same in both worlds, and one that is *below* or *above*; *minutes* when each is looked at."""

    alert: str
    number: str  # as it stands in the rule
    same: dict[str, str]
    name: str
    below: str
    above: str
    minutes: tuple[int, int] = (50, 50)


OURS = {'news_dead_letters_total{job="w", instance="a", stage="decode", code="unexpected"}': "0x60"}


def _burn(alert: str, ratio: str, count: str, windows: dict[str, str]) -> Iterator[Edge]:
    """Each window of a pair decides with the other one far above, and so does the count of articles."""
    far = {f'{ratio}{window}{{job="w"}}': "1x60" for window in windows} | (OURS if ratio == FAULTS else {})
    for window, number in windows.items():
        name = f'{ratio}{window}{{job="w"}}'
        below, above = (f"{float(number) * factor:.5f}x60" for factor in (0.97, 1.03))
        yield Edge(alert, number, {**far, count: MANY}, name, below, above)
    yield Edge(alert, "100", far, count, FEW, ENOUGH)


EDGES = [
    *_burn("NewsLatencyBudgetBurnFast", LATE, LATE_COUNT, {"1h": "0.144", "5m": "0.144"}),
    *_burn("NewsLatencyBudgetBurnFast", LATE, LATE_COUNT, {"6h": "0.06", "30m": "0.06"}),
    *_burn("NewsLatencyBudgetBurnSlow", LATE, LATE_COUNT, {"3d": "0.01", "6h": "0.01"}),
    *_burn("NewsErrorBudgetBurnFast", FAULTS, PUBLISHED, {"1h": "0.072", "5m": "0.072"}),
    *_burn("NewsErrorBudgetBurnFast", FAULTS, PUBLISHED, {"6h": "0.03", "30m": "0.03"}),
    *_burn("NewsErrorBudgetBurnSlow", FAULTS, PUBLISHED, {"3d": "0.005", "6h": "0.005"}),
    Edge("NewsConsumerLagHigh", "60", {}, 'news_group_lag_seconds{topic="t"}', "58x60", "62x60"),
    Edge("NewsConsumerLagGrowing", "100", {}, 'news_group_lag_records{topic="t"}', "97+0.01x60", "102+0.01x60"),
    Edge(
        "NewsDeadLetterRatioHigh",
        "0.05",
        {PUBLISHED: "0+950x60"},
        'news_dead_letters_total{job="w", instance="a", code="invalid_json"}',
        "0+48x60",
        "0+52x60",
    ),
    Edge(
        "NewsWorkerRestarting",
        "2",
        {},
        'process_start_time_seconds{job="news-worker", instance="a"}',
        "1x30 2x5 3x30",
        "1x30 2x5 3x5 4x30",
    ),
    Edge("NewsRebalanceStorm", "5", {}, 'news_rebalances_total{job="w"}', "0+0.32x60", "0+0.345x60"),
    Edge(
        "NewsEventLoopBlocked",
        "1",
        {LOOP % "2": "0+1000x60", LOOP % "+Inf": "0+1000x60"},
        LOOP % "1",
        "0+992x60",
        "0+988x60",
    ),
    Edge("NewsLanguageMixShift", "2", {UND_WEEK: "0.04x60", ARTICLES: MANY}, UND_NOW, "0.078x60", "0.082x60"),
    Edge("NewsLanguageMixShift", "0.02", {UND_WEEK: "0.001x60", ARTICLES: MANY}, UND_NOW, "0.0195x60", "0.0205x60"),
    Edge("NewsLanguageMixShift", "100", {UND_WEEK: "0.01x60", UND_NOW: "1x60"}, ARTICLES, FEW, ENOUGH),
]


def _lasts(alert: str, number: str, name: str, values: str, minutes: tuple[int, int], **same: str) -> Edge:
    return Edge(alert, number, same, name, values, values, minutes)


DURATIONS = [
    _lasts("NewsConsumerLagHigh", "10m", 'news_group_lag_seconds{topic="t"}', "0x9 90x60", (19, 21)),
    _lasts("NewsWorkerAbsent", "2m", 'news_worker_ready{instance="a"}', "1x9 0x60", (11, 13)),
    _lasts("NewsScrapeDown", "5m", 'up{job="news-worker"}', "1x9 0x60", (14, 16)),
    _lasts("NewsAuditBlind", "900", AUDITED, "0x60", (16, 18), **{'up{job="news-audit"}': "1x60"}),
    _lasts("NewsUnaccountedRecords", "5m", 'news_audit_records{state="unaccounted"}', "0x9 1x60", (13, 16)),
    _lasts(
        "NewsPartitionStuck",
        "10m",
        'news_group_committed_offset{topic="t", partition="0"}',
        "0+1x20 20x40",
        (29, 31),
        **{'news_group_lag_records{topic="t", partition="0"}': "5x60"},
    ),
]


def _cases(edges: list[Edge]) -> Iterator[dict[str, Any]]:
    """A test of promtool for each side of each edge; the name says where it stood."""
    for edge in edges:
        for values, minute, fires in ((edge.below, edge.minutes[0], False), (edge.above, edge.minutes[1], True)):
            series = {**edge.same, edge.name: values}
            firing = f'count(ALERTS{{alertname="{edge.alert}", alertstate="firing"}}) or vector(0)'
            yield {
                "name": f"{edge.alert} {edge.number} {'above' if fires else 'below'} by {edge.name}",
                "interval": "1m",
                "input_series": [{"series": name, "values": value} for name, value in series.items()],
                "promql_expr_test": [
                    {"expr": firing, "eval_time": f"{minute}m", "exp_samples": [{"labels": "{}", "value": int(fires)}]}
                ],
            }


def _check(promtool: str, folder: Path, edges: list[Edge], rules: str) -> subprocess.CompletedProcess[str]:
    (folder / "alerts.yml").write_text(rules, encoding="utf-8")
    test = {"rule_files": ["alerts.yml"], "evaluation_interval": "1m", "tests": list(_cases(edges))}
    (folder / "edges.yml").write_text(yaml.safe_dump(test), encoding="utf-8")
    command = [promtool, "test", "rules", str(folder / "edges.yml")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _rules() -> str:
    return (ROOT / "ops/prometheus/rules/alerts.yml").read_text(encoding="utf-8")


def test_every_alert_holds_on_both_sides_of_its_numbers(promtool: str, tmp_path: Path) -> None:
    done = _check(promtool, tmp_path, [*EDGES, *DURATIONS], _rules())

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.alert} {edge.number} {edge.name.split('{')[0]}")
def test_another_number_does_not_pass(promtool: str, tmp_path: Path, edge: Edge) -> None:
    own = _own_rule(edge.alert)
    for factor in (0.5, 2):
        other = re.sub(rf"> {re.escape(edge.number)}(?![\d.])", f"> {float(edge.number) * factor:g}", own)
        assert other != own
        mine = [one for one in EDGES if (one.alert, one.number) == (edge.alert, edge.number)]

        assert _check(promtool, tmp_path, mine, other).returncode == 1, f"{edge.number} times {factor}"


def test_no_number_of_an_alert_is_without_an_edge() -> None:
    compared = {
        (name, number)
        for name, alert in alerts().items()
        for number in re.findall(r"> ([\d.]+)", alert["expr"])
        if number != "0"
    }

    assert compared - {(edge.alert, edge.number) for edge in [*EDGES, *DURATIONS]} == set()


def _own_rule(alert: str) -> str:
    rule = {"alert": alert, **{key: value for key, value in alerts()[alert].items() if key in ("expr", "for")}}
    return yaml.safe_dump({"groups": [{"name": "one", "rules": [rule]}]}, width=10_000)
