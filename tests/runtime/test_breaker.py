"""When does a partition rest?  At a bound of failures, and not one record earlier."""

from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import Code
from streams.runtime.breaker import Bounds, Breaker

BOUNDS = Bounds(unexpected_in_a_row=20, dead_letters_in_a_row=200, window=1000)
HERE, THERE = ("articles.raw.v1", 0), ("articles.raw.v1", 1)


def opened_after(breaker: Breaker, failures: list[Code | None]) -> int | None:
    """Give the number of records after which the partition opened, None if it did not."""
    for count, failure in enumerate(failures, 1):
        if breaker.note(HERE, failure):
            return count
    return None


def test_twenty_unexpected_in_a_row_open_it() -> None:
    breaker = Breaker(BOUNDS)

    assert opened_after(breaker, [Code.UNEXPECTED] * 30) == 20
    assert breaker.is_open(HERE)


def test_one_good_record_between_starts_the_row_anew() -> None:
    assert opened_after(Breaker(BOUNDS), [*[Code.UNEXPECTED] * 19, None] * 10) is None


def test_another_code_between_starts_the_row_of_unexpected_anew_but_not_that_of_failures() -> None:
    assert opened_after(Breaker(BOUNDS), [*[Code.UNEXPECTED] * 19, Code.INVALID_JSON] * 20) == 200


def test_bad_input_may_fail_two_hundred_times_in_a_row() -> None:
    assert opened_after(Breaker(BOUNDS), [*[Code.INVALID_JSON] * 199, None]) is None
    assert opened_after(Breaker(BOUNDS), [Code.INVALID_JSON] * 500) == 200


def test_more_than_half_of_the_window_opens_it_and_half_does_not() -> None:
    assert opened_after(Breaker(BOUNDS), [Code.SCHEMA_INVALID, None] * 3000) is None
    assert opened_after(Breaker(BOUNDS), [Code.SCHEMA_INVALID, Code.SCHEMA_INVALID, None] * 1000) == 1000


def test_the_reason_names_the_bound() -> None:
    breaker = Breaker(Bounds(2, 3, 10))

    assert breaker.note(HERE, Code.UNEXPECTED) is None
    assert breaker.note(HERE, Code.UNEXPECTED) == "2 unexpected in a row"
    assert breaker.note(HERE, Code.UNEXPECTED) is None  # it is open already


def test_a_partition_opens_alone_and_closing_begins_anew() -> None:
    breaker = Breaker(BOUNDS)
    for _ in range(19):
        breaker.note(THERE, Code.UNEXPECTED)
    opened_after(breaker, [Code.UNEXPECTED] * 20)
    assert not breaker.is_open(THERE)

    breaker.close()
    assert not breaker.is_open(HERE)
    assert breaker.note(THERE, Code.UNEXPECTED) is None


@given(st.lists(st.sampled_from([None, Code.UNEXPECTED, Code.INVALID_JSON]), max_size=120))
def test_it_opens_exactly_when_a_bound_is_reached(failures: list[Code | None]) -> None:
    bounds = Bounds(unexpected_in_a_row=4, dead_letters_in_a_row=7, window=20)

    def reached(seen: list[Code | None]) -> bool:
        last = seen[-bounds.window :]
        return (
            seen[-4:] == [Code.UNEXPECTED] * 4
            or (len(seen) >= 7 and all(seen[-7:]))
            or (len(last) == bounds.window and sum(map(bool, last)) > bounds.window / 2)
        )

    expected = next((count for count in range(1, len(failures) + 1) if reached(failures[:count])), None)
    assert opened_after(Breaker(bounds), failures) == expected
