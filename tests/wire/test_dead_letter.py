"""Dead letters are read back, shown and replayed."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.testing import NOON, raw_record
from streams.wire.dead_letter import Author, clipped, dead_letter, read, replayed, view
from streams.wire.record import Address, Headers, Record
from streams.wire.schema import validate

AUTHOR = Author("news-streams", "1.2.3")


def letter(value: bytes | None = b"\xff{", key: bytes | None = "ключ".encode(), headers: Headers = ()) -> Record:
    record = raw_record(value, key=key, headers=headers, offset=9)
    fail = Fail(Code.TOO_COMPLEX, "20,001 lines; expected at most 20,000", stage="clean_text@1")
    output = dead_letter(record, fail, topic="articles.dead-letter.v1", author=AUTHOR, now=NOON)
    return Record(Address(output.topic, 2, 5), output.key, output.value, output.headers, record.timestamp_ms)


def test_a_dead_letter_says_what_happened_where() -> None:
    found = read(letter(), source="articles.raw.v1")

    assert (found.code, found.site, found.stage) == (Code.TOO_COMPLEX, Site.PROCESS, "clean_text@1")
    assert found.original == found.origin == Address("articles.raw.v1", 0, 9)
    assert (found.group, found.pipeline_version, found.replay_count) == ("news-streams", "1.2.3", 0)


def test_the_origin_of_a_later_hop_is_the_raw_address() -> None:
    record = letter(headers=(("news-origin", b"articles.raw.v1/3/12"),))

    assert read(record, source="somewhere.else").origin == Address("articles.raw.v1", 3, 12)


@pytest.mark.parametrize("headers", [(), (("news-origin", b"nonsense"),)])
def test_a_record_put_between_the_stages_by_hand_is_its_own_origin(headers: Headers) -> None:
    assert read(letter(headers=headers), source="somewhere.else").origin == Address("articles.raw.v1", 0, 9)


def test_a_forged_origin_on_raw_counts_for_nothing() -> None:
    record = letter(headers=(("news-origin", b"articles.raw.v1/3/12"),))

    assert read(record, source="articles.raw.v1").origin == Address("articles.raw.v1", 0, 9)


def test_a_replay_sends_the_original_bytes_back_with_one_count_more() -> None:
    headers = (("content-type", b"text/plain"), ("x", b"\xfe"))
    output = replayed(read(letter(headers=headers), source="articles.raw.v1"))

    assert (output.topic, output.key, output.value) == ("articles.raw.v1", "ключ".encode(), b"\xff{")
    assert output.headers == (
        *headers,
        ("dlq.replay_count", b"1"),
        ("dlq.replayed_from", b"articles.dead-letter.v1/2/5"),
    )


def test_headers_do_not_grow_with_replays() -> None:
    first = letter()
    again = replayed(read(first, source="articles.raw.v1"))
    second = letter(headers=again.headers)

    assert read(second, source="articles.raw.v1").replay_count == 1
    assert len(second.headers) == len(first.headers) + 2


def test_a_foreign_record_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="is not a dead letter of ours"):
        read(raw_record(b"x"), source="articles.raw.v1")


def test_details_are_cut_to_512_bytes_and_one_line() -> None:
    assert clipped("a\nb\x1b[31m") == "a b [31m"
    assert len(clipped("ข" * 1000).encode()) <= 512


@given(
    st.one_of(st.none(), st.binary(max_size=50)),
    st.one_of(st.none(), st.binary(max_size=20)),
    st.lists(st.tuples(st.text("abc-é", min_size=1, max_size=5), st.binary(max_size=10)), max_size=4).map(tuple),
)
def test_the_view_fits_its_schema_whatever_the_bytes(value: bytes | None, key: bytes | None, headers: Headers) -> None:
    shown = orjson.loads(orjson.dumps(view(read(letter(value, key, headers), source="articles.raw.v1"))))

    assert validate("dead-letter", shown, closed=True) is None
