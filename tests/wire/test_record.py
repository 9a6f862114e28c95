"""Addresses are written and read in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.testing import raw_record
from streams.wire.record import Address


@given(st.from_regex(r"[A-Za-z0-9._-]{1,249}", fullmatch=True), st.integers(0, 10**9), st.integers(0, 2**62))
def test_an_address_survives_its_text(topic: str, partition: int, offset: int) -> None:
    address = Address(topic, partition, offset)

    assert Address.parse(str(address)) == address


@pytest.mark.parametrize("text", ["", "t/1", "t/1/2/3", "t/-1/2", "t/x/2", "../../etc/1/2", "t/1/2\n", "Т/1/2"])
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="expected topic/partition/offset"):
        Address.parse(text)


def test_the_last_header_of_a_name_counts() -> None:
    record = raw_record(b"", headers=(("a", b"1"), ("b", b"2"), ("a", b"3")))

    assert (record.header("a"), record.header("c")) == (b"3", None)
