"""What begins with a word for an author and is a sentence or a saying: it stays, and names nobody."""

import pytest

from streams.core.article import Article
from tests.stages.cleaning import STAGE

_LINES = [
    ("기자 두 명이 배를 탔다.", "제주 앞바다에서 어선이 뒤집혀 선원 여섯 명이 구조됐다고 해경이 월요일 밝혔다."),
    ("글 쓰는 법을 배웠다.", "제주 앞바다에서 어선이 뒤집혀 선원 여섯 명이 구조됐다고 해경이 월요일 밝혔다."),
    ("كتب رسالة إلى أمه.", "أعلنت السلطات المحلية يوم الاثنين عن افتتاح الجسر الجديد فوق النهر بعد عامين من العمل."),
    ("نویسنده ناشناس است.", "مقامات محلی روز دوشنبه از بازگشایی پل تازه پس از دو سال کار بر روی رودخانه خبر دادند."),
    ("Von Tür zu Tür", "Die Fähre überquerte am Montag die Bucht mit vierzig Fahrgästen und einem Hund."),
    ("By Hand Alone", "The ferry crossed the bay on Monday, carrying forty passengers and a dog."),
]


@pytest.mark.parametrize(("line", "body"), _LINES)
@pytest.mark.parametrize("at_the_head", [True, False])
def test_the_line_stays_and_names_nobody(line: str, body: str, *, at_the_head: bool) -> None:
    text = f"{line}\n{body}" if at_the_head else f"{body}\n{line}"
    cleaned = STAGE.apply(Article(title="", body=text))

    assert isinstance(cleaned, Article)
    assert (cleaned.body, cleaned.authors) == (text, ())


@pytest.mark.parametrize(
    ("line", "name"), [("기자 김민수", "김민수"), ("كتب أحمد علي", "أحمد علي"), ("Von Ute Klee", "Ute Klee")]
)
def test_a_byline_is_still_one(line: str, name: str) -> None:
    cleaned = STAGE.apply(Article(title="", body=f"{line}\n{_LINES[5][1]}"))

    assert isinstance(cleaned, Article)
    assert cleaned.authors == (name,)
