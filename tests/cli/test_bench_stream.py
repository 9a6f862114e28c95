"""Does the stream of articles to measure look like ordinary news?"""

import orjson
import pytest

from ops.bench.stream import expected, new_words, ordered, parted


def test_sentences_stay_in_their_order_and_come_once() -> None:
    each = [*ordered("nn")]

    assert len(each) == len({*each}) > 1_000
    assert each != sorted(each)
    assert [*ordered("nn")] == each


def test_articles_without_capitals_are_for_warming_up() -> None:
    cased = [orjson.dumps({"title": f"Kota Jakarta {number}"}) for number in range(99)]
    plain, others = parted([*cased, b'{"title": "kota jakarta"}'], seed=1)

    assert plain == [b'{"title": "kota jakarta"}']
    assert sorted(others) == sorted(cased)
    assert others != cased


def test_a_word_is_new_once() -> None:
    made = [{"title": "Bir kota", "body": "kota itu"}, {"title": "Bir", "body": "kota lain, lain"}]

    assert new_words([orjson.dumps(one) for one in made]) == [(4, 3), (5, 2)]


@pytest.mark.parametrize("slope", [-0.5, -0.3])
def test_new_words_fall_as_a_power(slope: float) -> None:
    new = [round(9_000 * number**slope) for number in range(1, 301)]

    assert expected(new, 1_000) == pytest.approx(9_000 * 1_000**slope, rel=0.02)
