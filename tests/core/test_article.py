"""Articles carry typed notes and warnings."""

from dataclasses import dataclass

import pytest

from streams.core.article import Article
from streams.core.codes import ArticleWarning


@dataclass(frozen=True, slots=True)
class Mood:
    word: str


def test_a_note_is_found_by_its_type() -> None:
    article = Article("Заголовок", "نص").having(Mood("ciang"))

    assert article.get(Mood) == Mood("ciang")


def test_a_later_note_of_a_type_replaces_the_earlier() -> None:
    article = Article("", "").having(Mood("a")).having(Mood("b"))

    assert article.annotations == (Mood("b"),)


def test_a_missing_note_says_which_stage_is_missing() -> None:
    with pytest.raises(LookupError, match="no Mood annotation"):
        Article("", "").get(Mood)


def test_a_warning_is_carried_once_and_in_order() -> None:
    article = Article("", "").warned(ArticleWarning.NO_BODY).warned(ArticleWarning.NO_TITLE, ArticleWarning.NO_BODY)

    assert article.warnings == (ArticleWarning.NO_BODY, ArticleWarning.NO_TITLE)
