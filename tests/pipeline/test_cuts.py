"""The same stage list gives the same results and the same failures under every subset of cuts."""

from itertools import chain, combinations
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.core.codes import Code
from streams.core.outcome import Fail
from streams.kafka.inputs import bad_inputs, read_file, samples
from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from streams.wire.fields import section
from streams.wire.record import Output, Record
from tests.pipeline.test_contract import published

CUTTABLE = published(news_pipeline())
SUBSETS = list(chain.from_iterable(combinations(CUTTABLE, size) for size in range(len(CUTTABLE) + 1)))

Result = tuple[str, object, tuple[tuple[str, bytes], ...]]


def drivers() -> dict[tuple[str, ...], Driver]:
    return {cuts: Driver(cuts=cuts) for cuts in SUBSETS}


def result(driver: Driver, record: Record) -> Result:
    """Give what became of a raw record: the enriched record and its headers, or address, stage and code."""
    handled = driver.feed(record)
    if isinstance(handled.outcome, Fail):
        return "failed", (handled.outcome.stage, handled.outcome.code, handled.outcome.site), ()
    if handled.output is None:
        return "dropped", handled.outcome, ()
    return "enriched", orjson.loads(handled.output.value or b""), handled.output.headers


def inputs() -> list[Output]:
    topic = news_pipeline().source
    found = [one.record for path in samples() for one in read_file(path, topic=topic)]
    return [*found, *(one.record for one in bad_inputs(topic))]


def as_raw(output: Output, offset: int = 0) -> Record:
    return raw_record(output.value, key=output.key, headers=output.headers, offset=offset)


def test_every_sample_and_every_bad_record_ends_alike_under_every_subset_of_cuts() -> None:
    made = drivers()
    ends: dict[str, int] = {}
    for number, output in enumerate(inputs()):
        chained = result(made[()], as_raw(output, number))
        ends[chained[0]] = ends.get(chained[0], 0) + 1
        for cuts in SUBSETS[1:]:
            assert result(made[cuts], as_raw(output, number)) == chained, f"record {number} differs under {cuts}"

    assert ends["enriched"] > 40
    assert ends["failed"] > 20
    assert ends["dropped"] >= 1


TEXT = st.text(max_size=120)
ARTICLES = st.fixed_dictionaries(
    {"body": TEXT},
    optional={
        "title": TEXT,
        "url": st.sampled_from(["https://a.example/1?utm_source=x", "no url", "https://пример.рф/новость"]),
        "id": TEXT,
        "language": st.sampled_from(["id", "xx", "zh-TW", ""]),
        "published_at": st.one_of(st.integers(-(2**63), 2**64 - 1), TEXT),
        "authors": st.lists(TEXT, max_size=3),
        "tags": st.lists(TEXT, max_size=3),
        "source": st.dictionaries(st.sampled_from(["name", "country", "x"]), TEXT),
        "content_type": st.sampled_from(["text/plain", "text/html"]),
    },
)
MADE = drivers()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(ARTICLES)
def test_any_article_ends_alike_under_every_subset_of_cuts(article: dict[str, object]) -> None:
    value = orjson.dumps(article)
    chained = result(MADE[()], raw_record(value))

    assert chained[0] == "enriched" or chained[1][1] is not Code.UNEXPECTED  # type: ignore[index]
    for cuts in SUBSETS[1:]:
        assert result(MADE[cuts], raw_record(value)) == chained


def test_the_drivers_topics_are_those_of_the_cuts() -> None:
    driver = Driver(cuts=CUTTABLE)
    driver.feed(raw_record(b'{"body": "Kabar dari Jakarta."}'))
    driver.feed(raw_record(b"no json"))

    assert {topic: len(records) for topic, records in driver.topics.items()} == {
        "articles.cleaned.v1": 1,
        "articles.tagged.v1": 1,
        "articles.enriched.v1": 1,
        "articles.dead-letter.v1": 1,
    }


@pytest.mark.parametrize("path", samples(), ids=lambda path: path.name)
def test_every_sample_is_enriched_in_the_language_that_its_name_says(path: Path) -> None:
    driver = Driver()
    for one in read_file(path, topic="articles.raw.v1"):
        document = driver.feed(as_raw(one.record)).document
        assert document is not None
        tag = section(document, "language")["tag"]

        assert str(tag).partition("-")[0] == path.name.replace("reference", "id-").partition("-")[0]
