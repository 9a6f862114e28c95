"""Do code, dashboards, rules, runbooks, manifests, schemas, corpus and documents use the same names?

Each check is also run on a copy in which one name was changed, and must name the place.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from streams.core.codes import ArticleWarning, Code
from tests.ops import agreement
from tests.ops.agreement_checks import (
    CHECKS,
    DECLARED_FAMILIES,
    codes,
    commands,
    header_names,
    label_values,
    metrics,
    runbooks,
    topics,
    words,
)
from tests.ops.compose_file import ROOT


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_tree_agrees(check: Callable[[Path], list[str]]) -> None:
    assert check(ROOT) == []


OVERVIEW, ALERTS = "ops/grafana/dashboards/news-overview.json", "ops/prometheus/rules/alerts.yml"


@dataclass(frozen=True, slots=True)
class Change:
    """In a copy of the tree, *file* says *new* for *old*; *check* must then say *said*."""

    check: Callable[[Path], list[str]]
    file: str
    old: str
    new: str
    said: str


CHANGES = [
    Change(words, "streams/runtime/health.py", '"no_progress"', '"no_movement"', "nothing says no_progress"),
    Change(words, "ops/runbooks/NewsDeadLetterRatioHigh.md", "`quarantined`", "`put_aside`", "nothing says put_aside"),
    Change(words, "README.md", "exit code 69", "exit code 68", "README.md: no command exits with 68"),
    Change(
        metrics,
        OVERVIEW,
        "news_worker_ready",
        "news_worker_well",
        "news-overview.json: news_worker_well is not declared",
    ),
    Change(metrics, ALERTS, "news_rebalances_total", "news_rebalances", "news_rebalances is not declared"),
    Change(
        metrics,
        ALERTS,
        "_ratio_rate3d",
        "_ratio_rate4d",
        "alerts.yml: job:news_dead_letters:bad_ratio_rate4d is not recorded",
    ),
    Change(
        metrics,
        "ops/grafana/dashboards/news-stages.json",
        "news_hop_time_seconds_total",
        "up",
        "news_hop_time_seconds_total is used by no panel and no rule",
    ),
    Change(metrics, "ops/METRICS.md", "news_drops_total", "news_drops", "ops/METRICS.md: news_drops_total is missing"),
    Change(
        label_values, OVERVIEW, "result_too_large", "result_too_big", "news-overview.json: code is never result_too_big"
    ),
    Change(label_values, ALERTS, 'state="unaccounted"', 'state="lost"', "alerts.yml: state is never lost"),
    Change(
        label_values,
        ALERTS,
        "articles.enriched.v1",
        "articles.enriched.v2",
        "alerts.yml: topic is never articles.enriched.v2",
    ),
    Change(
        runbooks,
        "ops/runbooks/NewsAuditBlind.md",
        "**Audit age**",
        "**Age of the audit**",
        "NewsAuditBlind.md: news-overview has no panel Age of the audit",
    ),
    Change(
        runbooks,
        "ops/runbooks/NewsPartitionStuck.md",
        "NewsWorkerAbsent",
        "NewsWorkerAway",
        "NewsPartitionStuck.md: there is no alert NewsWorkerAway",
    ),
    Change(
        runbooks, OVERVIEW, "runbooks/NewsAuditBlind.md", "runbooks/NewsAuditOld.md", "there is no runbook NewsAuditOld"
    ),
    Change(
        commands,
        "ops/runbooks/NewsAuditBlind.md",
        "--timeout 120",
        "--patience 120",
        "NewsAuditBlind.md: streams audit --patience 120",
    ),
    Change(
        commands, "ops/runbooks/NewsAuditBlind.md", "STREAMS_GROUP", "STREAMS_TEAM", "there is no setting STREAMS_TEAM"
    ),
    Change(
        commands,
        "ops/kubernetes/base/kustomization.yaml",
        "STREAMS_WEB_PORT",
        "STREAMS_PORT",
        "kustomization.yaml: there is no setting STREAMS_PORT",
    ),
    Change(
        topics,
        "ops/topics.yaml",
        "articles.tagged.v1",
        "articles.labelled.v1",
        "articles.tagged.v1 of the pipeline is missing",
    ),
    Change(
        topics,
        "ops/kubernetes/production/scaling.yaml",
        "articles.tagged.v1",
        "articles.tagged.v2",
        "scaling.yaml: articles.tagged.v2 is not in ops/topics.yaml",
    ),
    Change(
        topics,
        "docker-compose.yml",
        "command: [topics, apply]",
        "command: [tail, articles.raw.v2]",
        "docker-compose.yml: articles.raw.v2 is not in ops/topics.yaml",
    ),
    Change(
        topics,
        "ops/grafana/dashboards/news-overview.json",
        "articles.enriched.v1",
        "articles.enriched.v2",
        "news-overview.json: articles.enriched.v2 is not in ops/topics.yaml",
    ),
    Change(
        topics,
        "ops/prometheus/rules-tests/dead-letters.yml",
        "articles.raw.v1",
        "articles.rough.v1",
        "dead-letters.yml: articles.rough.v1 is not in ops/topics.yaml",
    ),
    Change(
        topics,
        "ops/runbooks/NewsDeadLetterRatioHigh.md",
        "articles.dead-letter.v1",
        "articles.dead.v1",
        "NewsDeadLetterRatioHigh.md: articles.dead.v1 is not in ops/topics.yaml",
    ),
    Change(
        topics,
        "ops/access.yaml",
        "articles.tagged.v1",
        "articles.labelled.v1",
        "ops/access.yaml: articles.labelled.v1 is not in ops/topics.yaml",
    ),
    Change(topics, "README.md", "articles.raw.v1", "articles.new.v1", "README.md: articles.new.v1 is not in ops"),
    Change(
        topics,
        "tests/data/golden/topology.txt",
        "articles.cleaned.v1",
        "articles.clean.v1",
        "topology.txt: articles.clean.v1 is not in ops/topics.yaml",
    ),
    Change(
        metrics,
        "README.md",
        "`streams audit --watch` repeats",
        "`news_audit_record` says it.  `streams audit --watch` repeats",
        "README.md: news_audit_record is not declared",
    ),
    Change(
        metrics,
        "ops/runbooks/NewsAuditBlind.md",
        "# NewsAuditBlind",
        "# NewsAuditBlind\n`news_audit_age`",
        "NewsAuditBlind.md: news_audit_age is not declared",
    ),
    Change(
        metrics,
        "ops/prometheus/rules-tests/progress.yml",
        "news_group_lag_records",
        "news_lag_records",
        "progress.yml: news_lag_records is not declared",
    ),
    Change(topics, ".env", "STREAMS_CUTS=clean_text", "STREAMS_CUTS=tidy_text", ".env: no cut behind tidy_text"),
    Change(
        codes,
        "schemas/dead-letter/v1.json",
        '"too_complex"',
        '"too_hard"',
        "schemas/dead-letter/v1.json: too_complex is missing",
    ),
    Change(
        codes,
        "schemas/cleaned-article/v1.json",
        '"bad_date"',
        '"odd_date"',
        "schemas/cleaned-article/v1.json: odd_date is unknown",
    ),
    Change(codes, "README.md", "`quarantined`", "`isolated`", "README.md: quarantined is missing"),
    Change(
        header_names,
        "schemas/dead-letter/v1.json",
        '"fingerprint"',
        '"cause"',
        "no field for the header dlq.fingerprint",
    ),
    Change(
        header_names,
        "README.md",
        "`news-published-at`",
        "`news-date`",
        "README.md: the header news-published-at is missing",
    ),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change.file}: {change.new}")
def test_a_changed_name_is_noticed_and_its_place_named(change: Change, tmp_path: Path) -> None:
    for part in ("ops/grafana", "ops/prometheus", "ops/runbooks", "ops/kubernetes", "schemas", "tests/data/bad"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copytree(ROOT / "tests/data/golden", tmp_path / "tests/data/golden")
    shutil.copytree(ROOT / "streams", tmp_path / "streams", ignore=shutil.ignore_patterns("models", "__pycache__"))
    for name in ("README.md", "ops/METRICS.md", "ops/topics.yaml", "ops/access.yaml", "docker-compose.yml", ".env"):
        shutil.copy(ROOT / name, tmp_path / name)
    file = tmp_path / change.file
    text = file.read_text(encoding="utf-8")
    assert change.old in text
    file.write_text(text.replace(change.old, change.new), encoding="utf-8")

    assert any(change.said in sentence for sentence in change.check(tmp_path)), change.check(tmp_path)


def test_a_metric_that_the_code_renames_is_missed_wherever_it_is_used() -> None:
    renamed = {
        name.replace("_drops_", "_dropped_"): (name.replace("_drops_", "_dropped_"),) for name in DECLARED_FAMILIES
    }
    series = [name.replace("_drops_", "_dropped_") for names in DECLARED_FAMILIES.values() for name in names]
    said = [*agreement.unknown_metrics(ROOT, series), *agreement.unused_metrics(ROOT, renamed)]

    assert "ops/grafana/dashboards/news-content.json: news_drops_total is not declared" in said
    assert "ops/METRICS.md: news_drops_total is not declared" in said
    assert "streams/observe: news_dropped_total is used by no panel and no rule" in said


def test_a_metric_that_nobody_looks_at_is_noticed() -> None:
    declared = {**DECLARED_FAMILIES, "news_lonely_total": ("news_lonely_total",)}

    assert agreement.unused_metrics(ROOT, declared) == [
        "streams/observe: news_lonely_total is used by no panel and no rule",
        "ops/METRICS.md: news_lonely_total is missing",
    ]


def test_a_code_that_only_the_code_has_is_noticed_everywhere() -> None:
    said = agreement.unlike_the_codes(ROOT, [*Code, "too_odd"], list(ArticleWarning))

    assert [sentence.partition(":")[0] for sentence in said] == [
        "schemas/dead-letter/v1.json", "tests/data/bad", "README.md", "ops/METRICS.md",
    ]  # fmt: skip
