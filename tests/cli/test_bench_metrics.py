"""Is the cost of metrics measured on what a worker really notes?"""

import json

import pytest
from click.testing import CliRunner

from streams.cli.bench import stages
from streams.cli.benchmark import metrics
from streams.cli.benchmark.metrics import SCRAPE, measure_metrics
from streams.kafka.inputs import reference_record
from streams.observe.metrics import WorkerMetrics
from streams.pipeline import news_pipeline
from streams.testing import raw_record


def test_every_article_of_a_round_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[WorkerMetrics] = []

    def spy(*given: object) -> WorkerMetrics:
        seen.append(WorkerMetrics(*given))  # type: ignore[arg-type]  # passed on as it came
        return seen[-1]

    monkeypatch.setattr(metrics, "WorkerMetrics", spy)
    value = reference_record().value or b""
    cost, scrape = measure_metrics(news_pipeline(), [raw_record(value, offset=n) for n in range(7)], rounds=3)

    samples = {sample.name: sample for family in seen[0].received.collect() for sample in family.samples}
    assert samples["news_received_records_total"].value == 21
    assert 0 < cost.seconds < 0.01
    assert 0 < scrape.seconds < 1


def test_bench_stages_tells_it() -> None:
    done = CliRunner().invoke(stages, ["--rounds", "1", "--articles", "5", "--json"])

    assert {"metrics", SCRAPE, "all"} <= json.loads(done.stdout).keys()
