"""Does every bad record end as its manifest says: at decode, and at the end of the whole pipeline?"""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from streams.core.article import Article
from streams.core.codes import REASONS, ArticleWarning, Code, DropCode, Site
from streams.core.outcome import Drop, Emit, Fail
from streams.core.topology import Topology, cut
from streams.pipeline import news_pipeline
from streams.testing import NOON, Driver, processor, raw_record
from streams.wire.corpus import CorpusRecord, read_corpus
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.hop import Handled
from streams.wire.record import Record
from streams.wire.schema import validate

CORPUS = read_corpus(Path(__file__).parents[1] / "data" / "bad")
FIRST_HOP = cut(news_pipeline(), after=())[0]


def _name(bad: CorpusRecord) -> str:
    return bad.name


def _raw(bad: CorpusRecord) -> Record:
    return raw_record(bad.value, key=bad.key, headers=bad.headers)


def _limits(bad: CorpusRecord) -> Limits:
    return Limits(quarantine={_raw(bad).address}) if bad.needs == "quarantine" else Limits()


def _fails_at_decode(bad: CorpusRecord) -> bool:
    return isinstance(bad.expected, Code) and REASONS[bad.expected].site is Site.DECODE


@pytest.mark.parametrize("bad", [bad for bad in CORPUS if _fails_at_decode(bad)], ids=_name)
def test_a_record_that_cannot_be_decoded_has_its_code(bad: CorpusRecord) -> None:
    outcome = decode(_raw(bad), FIRST_HOP, _limits(bad))

    assert isinstance(outcome, Fail)
    assert outcome.code is bad.expected
    assert outcome.site is Site.DECODE
    assert len(outcome.detail.encode()) <= 512


@pytest.mark.parametrize("bad", [bad for bad in CORPUS if not _fails_at_decode(bad)], ids=_name)
def test_every_other_record_is_decoded_and_warned_of_no_more_than_expected(bad: CorpusRecord) -> None:
    outcome = decode(_raw(bad), FIRST_HOP, _limits(bad))

    if isinstance(bad.expected, DropCode):
        assert outcome == Drop(bad.expected)
    else:
        assert isinstance(outcome, Decoded)
        assert isinstance(bad.expected, Code) or bad.expected.issuperset(outcome.article.warnings)


@pytest.fixture(scope="module")
def staged() -> Driver:
    return Driver(cuts=("clean_text", "detect_language"))


def _walked(bad: CorpusRecord, driver: Driver) -> Handled:
    """Walk the pipeline under the condition that the record needs."""
    if bad.needs == "quarantine":
        return Driver(limits=_limits(bad)).feed(_raw(bad))
    if bad.needs == "raising stage":
        return Driver(_with_a_raising_stage(news_pipeline())).feed(_raw(bad))
    if bad.needs == "small output limit":
        topology = news_pipeline()
        return processor(cut(topology, after=())[0], topology, max_bytes=16 * 1024 + 100).handle(_raw(bad), NOON)
    assert bad.needs is None
    return driver.feed(_raw(bad))


def _with_a_raising_stage(topology: Topology) -> Topology:
    def choke(article: Article) -> Article:
        raise RuntimeError(article.body)

    first, *rest = topology.steps
    return replace(topology, steps=(replace(first, stage=replace(first.stage, apply=choke)), *rest))


@pytest.mark.parametrize("bad", CORPUS, ids=_name)
def test_every_record_ends_as_its_manifest_says(bad: CorpusRecord, staged: Driver) -> None:
    handled = _walked(bad, staged)
    outcome = handled.outcome

    if isinstance(outcome, Emit):
        assert frozenset(outcome.article.warnings) == bad.expected
    else:
        assert outcome.code is bad.expected


@pytest.mark.parametrize("bad", [bad for bad in CORPUS if isinstance(bad.expected, Code)], ids=_name)
def test_a_dead_letter_keeps_value_key_and_headers_as_they_came(bad: CorpusRecord, staged: Driver) -> None:
    letter = _walked(bad, staged).output
    record = _raw(bad)

    assert letter is not None
    assert (letter.value, letter.key) == (record.value, record.key)
    assert letter.headers[: len(record.headers)] == record.headers
    assert dict(letter.headers)["dlq.code"].decode() == bad.expected


def test_what_is_published_fits_its_closed_schema(staged: Driver) -> None:
    for bad in CORPUS:
        if bad.needs is None:
            staged.feed(_raw(bad))

    for name in ("cleaned", "tagged", "enriched"):
        records = [orjson.loads(record.value or b"") for record in staged.topics[f"articles.{name}.v1"]]
        assert len(records) > 30
        assert [validate(f"{name}-article", record, closed=True) for record in records] == [None] * len(records)


def test_every_warning_has_its_record() -> None:
    published = [bad.expected for bad in CORPUS if isinstance(bad.expected, frozenset)]

    assert set().union(*published) == set(ArticleWarning)
