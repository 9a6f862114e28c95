"""Does every bad record end as its manifest says: at decode, and at the end of the whole pipeline?"""

from pathlib import Path

import pytest

from streams.core.codes import REASONS, Code, DropCode, Site
from streams.core.outcome import Drop, Fail
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.testing import raw_record
from streams.wire.corpus import CorpusRecord, read_corpus
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.record import Record

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
