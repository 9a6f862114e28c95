"""Which people, organisations and places does the article name?

The finding itself is handed in as a callable that has opened its models; this file decides what is asked and
what is published: title and body apart, at most `LIMIT` entities, nothing at all beyond what was found.
"""

from collections.abc import Callable
from typing import Protocol

from streams.core.article import Article
from streams.core.codes import ArticleWarning
from streams.core.stage import Material, Stage
from streams.stages.detect_language import Language
from streams.stages.extract_entities.annotation import Coverage, Entities, Entity

NAME = "extract_entities"
VERSION = 14


class Find(Protocol):
    """Finds the entities of one article.  *language* is a BCP 47 tag or `und`; *trust* its confidence, 0 to 1.

    The entities are those of the title, then of the body, by start, without overlap, with all offsets and ids
    final; never raises for any text.
    """

    def __call__(self, title: str, body: str, language: str, trust: float, /) -> tuple[tuple[Entity, ...], Coverage]:
        """Give the entities, and how well the language is covered."""
        ...


def extract_entities(article: Article, find: Find) -> Entities:
    """Find the entities of *article*, whose text is cleaned and NFC and whose `Language` is known."""
    language = article.get(Language)
    found, coverage = find(article.title, article.body, language.tag, language.confidence)
    return Entities.of(found, article.title, article.body, coverage)


def build(find: Find, *, open: Callable[[], Material]) -> Stage:
    """Make the stage; *open* opens what *find* needs and says what it is.  It never fails: no names, empty list."""

    def apply(article: Article) -> Article:
        note = extract_entities(article, find)
        article = article.having(note)
        return article.warned(ArticleWarning.ENTITIES_TRUNCATED) if note.truncated else article

    return Stage(NAME, VERSION, apply, requires=(Language,), assigns=(Entities,), open=open)
