"""Are the names of several articles, found at once, those of each alone?"""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.resources import find_entities
from streams.stages.extract_entities import Asked

ARTICLES = [
    Asked("Presiden Prancis di Paris", "Emmanuel Macron bertemu Donald Trump. Macron dan NATO sepakat.", "id", 1),
    Asked("", "Kanzler Olaf Scholz reiste nach Paris, Texas. In Österreich tagte die EU.", "de", 0.99),
    Asked("Kota", "Pemerintah Kota Solo dan Presiden Korea Selatan Lee Jae-myung di Jakarta.", "id", 0.9),
    Asked("", "Президент Франции Эммануэль Макрон приехал в Москву.", "ru", 1),
    Asked("法国总统", "法国总统马克龙抵达北京，会见北约官员。", "zh-Hans", 1),
    Asked("", "دونالد ترامب وصل إلى باريس.", "ar", 1),
    Asked("Naslov", "Predsednik Srbije otputovao je u Pariz.", "sr", 0.4),
    Asked("", "", "und", 0.0),
    Asked("WORLD NEWS", "THE PRESIDENT OF FRANCE. Paris " + "and Berlin " * 300, "en", 1),
]


@cache
def _alone(at: int) -> object:
    return find_entities(*ARTICLES[at])


@given(st.lists(st.integers(0, len(ARTICLES) - 1), max_size=9))
@settings(max_examples=60)
def test_each_article_has_the_entities_that_it_has_alone(order: list[int]) -> None:
    assert find_entities.many([ARTICLES[at] for at in order]) == [_alone(at) for at in order]


@pytest.mark.parametrize("at", range(len(ARTICLES) - 2))
def test_there_is_something_to_compare(at: int) -> None:
    (entities, _), *_ = find_entities.many([ARTICLES[at]])

    assert entities
