"""clean_text with the shipped word lists, for tests that look at what it leaves of a text."""

from streams import resources
from streams.core.article import Article
from streams.stages.clean_text import build

STAGE = build(resources.lexicon, open=resources.lexicon.open)
# Running text for lines to stand above or below.
BODY = "The ferry will cross the bay again on Monday, the harbour office said.\nIt carries a dog and forty people."


def clean(body: str, title: str = "") -> Article:
    """Clean a text of which nothing else is known."""
    return clean_article(Article(title, body))


def clean_article(article: Article) -> Article:
    """Clean an article that the stage does not refuse."""
    result = STAGE.apply(article)
    assert isinstance(result, Article)
    return result
