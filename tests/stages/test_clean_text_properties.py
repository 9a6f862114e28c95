"""What must hold of clean_text for every text: nothing changes twice, and every removal can be undone."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from streams import resources
from streams.core.article import Article
from streams.stages.clean_text.page import restore
from streams.stages.clean_text.walk import walk
from streams.text.repair import repair
from tests.quality.clean_pairs import FRESH, SHARED, read_pairs
from tests.stages.cleaning import STAGE

PATIENT = settings(deadline=None)  # the machine may be busy; time has tests of its own
PIECES = (
    "The old mill turned again on Sunday, and nobody could say why.",
    "Short line",
    "Ana Ruiz",
    "12.06.2024",
    "Foto: dpa",
    "[ad_2]",
    "Source: https://a.example/x?utm_source=b",
    "Comments (3)",
    "Related",
    "Read more: A bridge falls",
    "***",
    "Baca juga: Harga kopi naik",
    "क्या हुआ?",
    "सूत्रों ने बताया कि पुल अगले साल खुलेगा और किराया कम होगा।",
    "广告",
    "来源：新华社",
    "© 2024 A. All rights reserved.",
    "Follow us on Facebook",
    "&lt;p&gt;x&amp;amp;lt;",
    "<b>bold</b> < 3",
    "â€œquoteâ€",
    "e\u0301 \u200b\u202e",
    "ข่าวที่เกี่ยวข้อง",
    "اقرأ أيضاً: خبر",
    "PARIS (Reuters) - It rained on the fair all day long.",
    "#tag #other",
    "a > b > c",
    "",
)


@PATIENT
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=60), max_size=14).map("\n".join))
@example("<<b>p>x</p>")
@example("&#38;lt;b>")
@example("<[x_1]p>")
def test_cleaning_a_clean_text_changes_nothing(body: str) -> None:
    once = STAGE.apply(Article("", body))
    assert isinstance(once, Article)

    again = STAGE.apply(Article(once.title, once.body))

    assert isinstance(again, Article)
    assert (again.title, again.body) == (once.title, once.body)


@PATIENT
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=60), max_size=14).map("\n".join))
def test_what_was_removed_and_what_was_kept_give_the_repaired_text(body: str) -> None:
    repaired = repair(body).text
    page, _ = walk(repaired, resources.lexicon())

    back = restore(page.text(), [line.number for line in page.standing()], page.cuts)

    assert back == repaired


@pytest.mark.parametrize("pair", [*read_pairs(SHARED), *read_pairs(FRESH)], ids=lambda pair: pair.id)
def test_every_removal_of_a_worked_pair_can_be_undone(pair) -> None:  # type: ignore[no-untyped-def]
    repaired = repair(pair.raw).text
    page, _ = walk(repaired, resources.lexicon())

    assert restore(page.text(), [line.number for line in page.standing()], page.cuts) == repaired
