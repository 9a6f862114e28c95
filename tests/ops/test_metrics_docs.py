"""Is the page of metrics fresh, does every family say what a rise means, and does a worker stay small?"""

from prometheus_client import CollectorRegistry, GCCollector, ProcessCollector, generate_latest

from ops.metrics_docs import FILE, families, text, worker_metrics
from streams.kafka.topics import load_topics
from streams.pipeline import news_pipeline

SERIES_MAX = 1000


def test_the_page_is_as_the_code_declares() -> None:
    assert FILE.read_text(encoding="utf-8") == text(), "ops/METRICS.md is stale: make docs"


def test_names_carry_prefix_and_unit() -> None:
    for family in families():
        assert family.name.startswith("news_")
        assert family.kind != "histogram" or family.name.endswith(("_seconds", "_bytes", "_confidence")), family.name
        assert family.labels == () or not {"id", "url", "article_id"} & set(family.labels)


def test_every_family_says_what_its_movement_means() -> None:
    for family in families():
        assert len(family.about) > 25, f"{family.name}: say what a rise means"


def test_a_worker_that_holds_everything_stays_under_a_thousand_series() -> None:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    GCCollector(registry=registry)
    metrics = worker_metrics(registry)
    metrics.build_info.labels("0.1.0", "f00ba4", "3.11.2", "0.15.3", "clean_text,detect_language").set(1)
    dead_letter = news_pipeline().dead_letter
    for spec in load_topics():
        for partition in range(spec.partitions if spec.name != dead_letter else 0):
            metrics.breaker_open.labels(spec.name, str(partition)).set(1)
    lines = [line for line in generate_latest(registry).decode().splitlines() if not line.startswith("#")]

    assert 400 < len(lines) < SERIES_MAX  # 535 with 12 partitions of four topics held back by the breaker
    assert not any("_created" in line for line in lines)
