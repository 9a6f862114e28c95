"""Which people, organisations and places does the article name?

The finding itself is handed in as something that has opened its models; this file decides what is asked and
what is published: title and body apart, at most `LIMIT` entities, nothing at all beyond what was found.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from streams.core.article import Article
from streams.core.codes import ArticleWarning
from streams.core.stage import Material, Stage
from streams.stages.detect_language import Language
from streams.stages.extract_entities.annotation import Coverage, Entities, Entity

NAME = "extract_entities"
VERSION = 16


class Asked(NamedTuple):
    """The text of one article, cleaned and NFC; *language* is a BCP 47 tag or `und`, *trust* its confidence, 0 to 1."""

    title: str
    body: str
    language: str
    trust: float


Answer = tuple[tuple[Entity, ...], Coverage]
"""The entities of an article, and how well its language is covered.

They are those of the title, then of the body, by start, without overlap, with all offsets and ids final.
"""


class Find(Protocol):
    """Finds the entities of articles, each as if alone; never raises for any text."""

    def many(self, asked: Sequence[Asked], /) -> Sequence[Answer]:
        """Give an answer for each."""
        ...


def extract_entities(articles: Sequence[Article], find: Find) -> list[Entities]:
    """Find the entities of *articles*, whose text is cleaned and NFC and whose `Language` is known."""
    languages = [article.get(Language) for article in articles]
    asked = [
        Asked(article.title, article.body, language.tag, language.confidence)
        for article, language in zip(articles, languages, strict=True)
    ]
    return [
        Entities.of(found, article.title, article.body, coverage)
        for article, (found, coverage) in zip(articles, find.many(asked), strict=True)
    ]


def build(find: Find, *, open: Callable[[], Material]) -> Stage:
    """Make the stage; *open* opens what *find* needs and says what it is.  It never fails: no names, empty list."""

    def apply_many(articles: Sequence[Article]) -> list[Article]:
        return [
            _having(article, note) for article, note in zip(articles, extract_entities(articles, find), strict=True)
        ]

    def apply(article: Article) -> Article:
        return apply_many([article])[0]

    return Stage(NAME, VERSION, apply, requires=(Language,), assigns=(Entities,), apply_many=apply_many, open=open)


def _having(article: Article, note: Entities) -> Article:
    article = article.having(note)
    return article.warned(ArticleWarning.ENTITIES_TRUNCATED) if note.truncated else article
