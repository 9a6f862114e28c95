"""Which inputs does hypothesis make?  Raw bytes, raw JSON, whole records and documents with headers, from nothing.

It knows no corpus, so it meets what a mutation of valid records does not; it costs a millisecond an input and
more, so it makes a small part of them.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

import orjson
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.any_json import any_json
from tests.fuzz.corpus import Input

# Hypothesis remembers what it has made, to make nothing twice; a run of its own this often keeps that small.
_A_RUN = 2000

_TEXT = st.text(max_size=200)
_SHORT = st.text(max_size=20)
_JSON = any_json(_SHORT)
_DATE = st.integers(-(2**63), 2**64 - 1) | _SHORT | st.datetimes().map(lambda at: at.isoformat())
_URL = _SHORT.map(lambda path: f"https://a.example/{path}") | _SHORT
_RECORD = st.fixed_dictionaries(
    {"body": _TEXT},
    optional={
        "title": _SHORT,
        "content_type": st.sampled_from(["text/plain", "text/html", "x"]),
        "url": _URL,
        "id": _SHORT,
        "language": _SHORT,
        "published_at": _DATE,
        "modified_at": _DATE,
        "fetched_at": _DATE,
        "source": st.dictionaries(st.sampled_from(["name", "domain", "uri", "country", "x"]), _SHORT),
        "authors": st.lists(_SHORT, max_size=4),
        "tags": st.lists(_SHORT, max_size=4),
        "description": _TEXT,
        "schema_version": st.sampled_from(["1.0", "1.9", "2.0", "", "x"]),
        "x": _JSON,
    },
)
_HEADERS = st.lists(
    st.tuples(
        st.sampled_from(
            ["content-type", "news-url", "news-title", "news-published-at", "traceparent", "news-origin", "x"]
        ),
        st.binary(max_size=30)
        | _SHORT.map(str.encode)
        | st.sampled_from([b"text/html", b"text/plain; charset=utf-16"]),
    ),
    max_size=6,
).map(tuple)


@dataclass(frozen=True, slots=True)
class Property:
    """*share* of 1,000 inputs comes from this strategy of hypothesis."""

    name: str
    share: int
    made: str
    inputs: st.SearchStrategy[Input]


def _whole(records: st.SearchStrategy[Input]) -> st.SearchStrategy[Input]:
    return st.builds(lambda one, headers: Input(one.value, headers, one.hop), records, _HEADERS)


_BYTES = st.builds(Input, st.binary(max_size=200), _HEADERS, st.integers(0, 2))
_VALUES = st.builds(lambda tree, hop: Input(_dumped(tree), (), hop), _JSON, st.integers(0, 2))
_RECORDS = _whole(_RECORD.map(lambda tree: Input(_dumped(tree))))

DECODE = (
    Property("any bytes", 20, "raw bytes with headers, at every hop", _BYTES),
    Property("any JSON", 20, "raw JSON, at every hop", _VALUES),
    Property("any record", 20, "whole records with headers", _RECORDS),
)
STAGES = (Property("any record", 50, "whole records with headers", _RECORDS),)


def _dumped(tree: object) -> bytes:
    """Write JSON; what orjson does not write (a lone surrogate) stands in it as its escape."""
    try:
        return orjson.dumps(tree)
    except orjson.JSONEncodeError:
        return json.dumps(tree).encode()


def feed(found: Property, first: int, count: int, seed_: int, see: Callable[[Input], None]) -> None:
    """Let *see* have a run of at most *count* inputs; *first*, the number of inputs before, makes it another run."""

    @seed(seed_ * 1_000_003 + first)
    @settings(
        max_examples=min(_A_RUN, count),
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(found.inputs)
    def run(one: Input) -> None:
        see(one)

    run()
