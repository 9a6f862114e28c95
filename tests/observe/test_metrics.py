"""Is every family there from the start, at 0, and are they few enough?"""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import Metric

from streams.cli.worker import closed_labels
from streams.core.codes import ArticleWarning, Code, DropCode
from streams.core.topology import cut
from streams.observe.metrics import WorkerMetrics, language_label
from streams.pipeline import news_pipeline

FAMILIES = (
    "build_info",
    "worker_ready",
    "received_records",
    "record_bytes",
    "source_wait_seconds",
    "stage_records",
    "stage_duration_seconds",
    "in_progress_records",
    "last_ack_timestamp_seconds",
    "published_records",
    "publish_retries",
    "end_to_end_latency_seconds",
    "dead_letters",
    "drops",
    "dead_letter_breaker_open",
    "replayed_records",
    "rebalances",
    "assigned_partitions",
    "hop_time_seconds",
    "event_loop_lag_seconds",
    "article_age_seconds",
    "language_articles",
    "language_confidence",
    "declared_language",
    "entities",
    "removed_lines",
    "article_warnings",
)
STAGES = ("clean_text", "detect_language", "extract_entities")
TOPICS = ("articles.raw.v1", "articles.cleaned.v1", "articles.tagged.v1")
ENDS = ("articles.enriched.v1", "articles.dead-letter.v1")


def families() -> dict[str, Metric]:
    """Give what a staged worker exports before its first record."""
    topology = news_pipeline()
    registry = CollectorRegistry()
    WorkerMetrics(registry, topology, cut(topology, after=topology.cuttable), closed_labels())
    return {family.name.removeprefix("news_"): family for family in registry.collect()}


def labels(family: Metric, name: str) -> set[str]:
    return {sample.labels[name] for sample in family.samples if name in sample.labels}


def series(found: Iterable[Metric]) -> int:
    return sum(len(family.samples) for family in found)


def test_the_families_are_those_of_the_contract() -> None:
    assert set(families()) == set(FAMILIES)


def test_every_family_says_what_it_is() -> None:
    assert not [name for name, family in families().items() if len(family.documentation) < 20]


def test_closed_labels_are_there_before_the_first_record() -> None:
    found = families()

    assert labels(found["received_records"], "topic") == set(TOPICS)
    assert labels(found["published_records"], "topic") >= {
        *TOPICS[1:],
        "articles.enriched.v1",
        "articles.dead-letter.v1",
    }
    assert labels(found["stage_records"], "stage") == {*STAGES, "decode", "publish"}
    assert labels(found["stage_records"], "outcome") == {"emit", "drop", "fail"}
    assert labels(found["dead_letters"], "code") == set(Code)
    assert labels(found["drops"], "code") == set(DropCode)
    assert labels(found["article_warnings"], "warning") == set(ArticleWarning)
    assert {"en", "zh", "ar", "und", "other"} <= labels(found["language_articles"], "language")


def test_all_of_them_start_at_0() -> None:
    assert not [
        sample
        for family in families().values()
        for sample in family.samples
        if sample.value != 0 and not sample.name.endswith("_created")
    ]


def test_a_worker_exports_less_than_a_thousand_series() -> None:
    found = families()

    assert series(found.values()) < 1000, sorted(((series([one]), name) for name, one in found.items()), reverse=True)


def test_no_label_takes_what_a_record_says() -> None:
    known = frozenset({"en"})

    assert language_label("en", "ok", known) == ("en", "ok")
    assert language_label("x-'\"{}\n", "?", known) == ("other", "low_confidence")
    assert language_label("und", "und", known) == ("und", "und")


def test_a_script_or_region_is_counted_with_its_language() -> None:
    """Chinese comes out as zh-Hans and zh-Hant, and was counted as `other`."""
    known = frozenset({"zh", "pt"})

    assert language_label("zh-Hant", "ok", known) == ("zh", "ok")
    assert language_label("pt-BR", "ok", known) == ("pt", "ok")
    assert language_label("x-zh", "ok", known) == ("other", "ok")
