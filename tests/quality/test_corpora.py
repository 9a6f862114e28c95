"""Does anything in the project's own corpora meet a fault of ours?  No text of any of them ends as `unexpected`."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

import orjson
import pytest

from ops.bench.articles import articles, sentences_of
from ops.models.entities.corpus import DATA
from streams.core.outcome import Emit, Fail
from streams.testing import Driver, raw_record
from tests.quality import language_cases
from tests.quality.clean_pairs import SETS, read_pairs

pytestmark = pytest.mark.quality
A_LANGUAGE = 8  # articles: some twenty sentences each


def _names() -> Iterator[bytes]:
    for folder in sorted(path.name for path in DATA.iterdir() if path.is_dir()):
        yield from islice(articles(list(sentences_of(folder)), folder), A_LANGUAGE)


def _languages() -> Iterator[bytes]:
    for number, case in enumerate(language_cases.articles("dev")[::4]):
        yield orjson.dumps({"url": f"https://news.example/{case.tag}/{number}", "title": case.tag, "body": case.body})


def _pairs() -> Iterator[bytes]:
    for path in SETS:
        for pair in read_pairs(path):
            record = {"url": f"https://news.example/{pair.id}", "title": pair.id, "body": pair.raw}
            yield orjson.dumps(record | {"content_type": pair.content_type})


@pytest.mark.parametrize("corpus", [_names, _languages, _pairs], ids=["names", "languages", "pairs"])
def test_no_text_of_a_corpus_ends_as_unexpected(corpus: Callable[[], Iterator[bytes]]) -> None:
    driver, ends = Driver(), Counter[str]()
    for offset, value in enumerate(corpus()):
        outcome = driver.feed(raw_record(value, offset=offset)).outcome
        ends[outcome.code.value if isinstance(outcome, Fail) else type(outcome).__name__] += 1

    assert set(ends) == {Emit.__name__}
    assert ends.total() > 100
