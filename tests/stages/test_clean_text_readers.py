"""clean_text: what readers wrote below the counter of their comments, and what only looks like it."""

import pytest

from streams.core.article import Article
from streams.stages.clean_text import Cleaned
from tests.stages.cleaning import BODY, clean, clean_article


@pytest.mark.parametrize(
    "lines",
    [
        "Komentarze (2)\ngosc: a żubr miał bilet?\nhania77: dobre pytanie",
        "Comments (12)\nMillfan: who paid for the bus?\nJoan P.: the parish did, ask them.",
        "2 Kommentare\nElbfischer: Das wurde aber auch Zeit!\nUschi K.: Endlich wieder Brötchen!",
        "Yorumlar (1)\nbalıkçı61: vapur ne zaman kalkıyor?",
        "Комментарии (3)\nмоторист: а собаку взяли?\nЛида: Взяли, она и рулила.",
        "コメント (1)\n渡し守：犬も乗るのですか？",
    ],
)
def test_the_comments_that_a_counter_announces_go(lines: str) -> None:
    cleaned = clean_article(Article(title="", body=f"{BODY}\n{lines}"))

    assert cleaned.body == BODY
    assert {piece.rule for piece in cleaned.get(Cleaned).removed} == {"counter", "comment"}


@pytest.mark.parametrize(
    "lines",
    [
        "Comments (1)\nMillfan: who paid for the bus?\nJoan P.: the parish did, ask them.",  # more than were counted
        "Comments (8)\nQuestion: Who paid?\nMayor: We did.\nQuestion: And the dog?\nMayor: It went free.",
        "120 views\nMillfan: who paid for the bus?",  # counts no comments
        "Comments (8)\nTickets: 10 pounds\nParking: behind the mill",  # a box
        "Comments (8)\nMillfan: who paid for the bus?\nNobody answered that question on the day.",
    ],
)
def test_below_a_counter_other_lines_stay(lines: str) -> None:
    cleaned = clean(f"{BODY}\n{lines}")

    assert cleaned.body == "\n".join((BODY, *lines.split("\n")[1:]))


def test_who_speaks_above_the_counter_speaks_in_the_article() -> None:
    above = f"{BODY}\nMayor: The dog went free, of course."

    assert clean(f"{above}\nComments (8)\nMayor: So did I.").body == f"{above}\nMayor: So did I."


def test_a_counter_above_the_article_announces_nothing_at_once_below() -> None:
    talk = "Ann: Who paid for the dog on the ferry?\nBob: The parish paid for it, I believe."

    assert clean(f"The dog on the ferry\nComments (8)\n{talk}").body == f"The dog on the ferry\n{talk}"
