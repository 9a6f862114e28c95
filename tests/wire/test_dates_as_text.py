"""Milliseconds since 1970 arrive as text where there is nothing else: in the headers of a document."""

import pytest

from streams.core.codes import ArticleWarning
from streams.wire.dates import read_date

APPENDED = 1_746_300_000_000


@pytest.mark.parametrize("value", ["1746222000000", " 1746222000000\n", 1_746_222_000_000])
def test_milliseconds_are_read_as_number_and_as_text(value: object) -> None:
    assert read_date(value, appended_ms=APPENDED) == ("2025-05-02T21:40:00.000Z", [])


@pytest.mark.parametrize("value", ["174622200000", "17462220000000", "-174622200000", "１７４６２２２００００００"])
def test_other_figures_are_no_date(value: str) -> None:
    assert read_date(value, appended_ms=APPENDED) == (None, (ArticleWarning.BAD_DATE,))
