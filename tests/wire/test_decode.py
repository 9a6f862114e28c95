"""Raw bytes become an article, or a failure with the right code."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import ArticleWarning, Code, DropCode, Site
from streams.core.outcome import Drop, Fail
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.testing import raw_record
from streams.wire.decode import Decoded, Limits, decode
from streams.wire.record import Address, Headers

(HOP,) = cut(news_pipeline(), after=())


def read(value: bytes | None, *, headers: Headers = (), limits: Limits | None = None) -> Decoded | Drop | Fail:
    return decode(raw_record(value, headers=headers), HOP, limits or Limits())


def code(value: bytes, *, headers: Headers = ()) -> Code:
    result = read(value, headers=headers)
    assert isinstance(result, Fail), result
    assert result.site is Site.DECODE
    return result.code


def article(value: bytes, *, headers: Headers = ()) -> Decoded:
    result = read(value, headers=headers)
    assert isinstance(result, Decoded), result
    return result


def test_our_own_shape_is_read_whole() -> None:
    document = {
        "title": "Judul", "body": "Isi", "url": "https://a.example/1", "id": 'x"1', "language": "id",
        "published_at": "2025-03-11T10:00:00Z", "modified_at": None, "fetched_at": 1_741_687_200_000,
        "source": {"name": "Kabar", "country": "ID", "unknown": 1}, "authors": ["Sari", "Budi"], "tags": ["ekonomi"],
        "section": "Dunia", "description": "Ringkas", "image_url": "https://a.example/1.jpg", "unknown": {"a": [1]},
    }  # fmt: skip
    found = article(orjson.dumps(document)).article

    assert (found.title, found.body, found.url, found.source_id) == ("Judul", "Isi", "https://a.example/1", 'x"1')
    assert (found.source.name, found.source.country, found.source.domain) == ("Kabar", "ID", None)
    assert (found.authors, found.tags) == (("Sari", "Budi"), ("ekonomi",))
    assert (found.published_at, found.modified_at) == ("2025-03-11T10:00:00.000Z", None)
    assert found.fetched_at == "2025-03-11T10:00:00.000Z"
    assert found.declared_language == "id"
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"", Code.EMPTY_PAYLOAD),
        (b"x" * (1024 * 1024 + 1), Code.TOO_LARGE),
        (b"\xff\xfe{}", Code.INVALID_ENCODING),
        ('{"body": "a"}'.encode("utf-16-le"), Code.INVALID_ENCODING),
        (b'{"body": "\xc0\xaf"}', Code.INVALID_ENCODING),
        (b'{"body": "\xed\xa0\x80"}', Code.INVALID_ENCODING),
        (b'{"body": "\\ud800"}', Code.INVALID_JSON),
        (b'{"body": NaN}', Code.INVALID_JSON),
        (b'{"body": 1e400}', Code.INVALID_JSON),
        (b'{"body": "a"} {}', Code.INVALID_JSON),
        (b'{"body": "a"} // comment', Code.INVALID_JSON),
        (b'{"a":' * 1025 + b"1" + b"}" * 1025, Code.INVALID_JSON),
        (b"[]", Code.NOT_AN_OBJECT),
        (b"null", Code.NOT_AN_OBJECT),
        (b"3", Code.NOT_AN_OBJECT),
        (b"{}", Code.SCHEMA_INVALID),
        (b'{"body": 3}', Code.SCHEMA_INVALID),
        (b'{"body": "a", "schema_version": "2.0"}', Code.SCHEMA_VERSION_UNSUPPORTED),
    ],
)
def test_every_refusal_has_its_code(value: bytes, expected: Code) -> None:
    assert code(value) is expected


def test_a_tombstone_is_dropped() -> None:
    assert read(None) == Drop(DropCode.TOMBSTONE)


def test_a_quarantined_address_is_not_looked_at() -> None:
    limits = Limits(quarantine=frozenset({Address("articles.raw.v1", 0, 0)}))
    result = read(b'{"body": "fine"}', limits=limits)

    assert isinstance(result, Fail)
    assert result.code is Code.QUARANTINED


def test_a_byte_order_mark_is_stripped_once() -> None:
    assert article(b'\xef\xbb\xbf{"body": "a"}').article.warnings == (ArticleWarning.BOM_STRIPPED,)
    assert code(b'\xef\xbb\xbf\xef\xbb\xbf{"body": "a"}') is Code.INVALID_JSON


def test_a_higher_minor_is_accepted_and_flagged() -> None:
    assert article(b'{"body": "a", "schema_version": "1.7"}').article.warnings == (ArticleWarning.VERSION_AHEAD,)


def test_nesting_under_an_unknown_key_is_not_walked() -> None:
    deep = b'{"body": "a", "x": ' + b"[" * 1000 + b"]" * 1000 + b"}"

    assert article(deep).article.body == "a"


def test_a_document_is_the_value_itself() -> None:
    headers = (
        ("content-type", b"Text/HTML; charset=utf-8"),
        ("news-url", b"https://a.example/1"),
        ("news-title", "गाँव की खबर".encode()),
        ("news-published-at", b"2025-03-11"),
        ("news-source", b"Gaon"),
    )
    found = article("<p>ठीक</p>".encode(), headers=headers).article

    assert (found.body, found.content_type, found.title) == ("<p>ठीक</p>", "text/html", "गाँव की खबर")
    assert (found.url, found.source.name, found.published_at) == (
        "https://a.example/1", "Gaon", "2025-03-11T00:00:00.000Z",
    )  # fmt: skip


def test_a_document_that_looks_like_json_stays_a_document() -> None:
    assert article(b'{"body": "a"}', headers=(("content-type", b"text/plain"),)).article.body == '{"body": "a"}'


def test_too_many_headers_are_all_ignored() -> None:
    headers = tuple(("content-type", b"text/plain") for _ in range(33))
    found = article(b'{"body": "a"}', headers=headers)

    assert (found.article.body, found.article.warnings) == ("a", (ArticleWarning.HEADERS_DROPPED,))


def test_forged_headers_stay_behind() -> None:
    headers = (("news-origin", b"x/1/2"), ("ce_id", b"1"), ("dlq.code", b"y"), ("traceparent", b"broken"))
    found = article(b'{"body": "a"}', headers=headers).history

    assert str(found.origin) == "articles.raw.v1/0/0"
    assert found.parent is not None
    assert found.parent.startswith("00-")


def test_a_trace_of_the_producer_is_carried_on() -> None:
    parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    found = article(b'{"body": "a"}', headers=(("traceparent", parent.encode()), ("tracestate", b"v=1"))).history

    assert (found.began, found.parent, found.tracestate) == (parent, parent, "v=1")


def test_details_name_pointer_and_rule_but_never_the_value() -> None:
    result = read(b'{"body": "a", "title": {"secret": "value"}}')

    assert isinstance(result, Fail)
    assert "/title" in result.detail
    assert "secret" not in result.detail


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["title", "body", "url", "id", "language", "published_at", "source", "authors", "tags", "content_type",
     "schema_version", "description"]
)  # fmt: skip
HEADERS = st.lists(
    st.tuples(
        st.sampled_from(["content-type", "news-url", "traceparent", "dlq.replay_count", "x"]), st.binary(max_size=40)
    ),
    max_size=4,
).map(tuple)


@given(st.binary(max_size=200), HEADERS)
def test_any_bytes_end_somewhere_known(value: bytes, headers: Headers) -> None:
    assert isinstance(read(value, headers=headers), Decoded | Fail)


@given(st.dictionaries(KEYS, JSON, max_size=6), HEADERS)
def test_any_object_ends_somewhere_known(document: dict[str, object], headers: Headers) -> None:
    result = read(orjson.dumps(document, option=orjson.OPT_NON_STR_KEYS) if _fits(document) else b"{}", headers=headers)

    assert isinstance(result, Decoded | Fail)


def _fits(document: dict[str, object]) -> bool:
    try:
        orjson.dumps(document)
    except TypeError:  # lone surrogates, integers over 64 bits
        return False
    return True
