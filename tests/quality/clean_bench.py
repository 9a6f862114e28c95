"""How fast is clean_text on one core?  `python -m tests.quality.clean_bench` prints articles and pages a second.

Plain articles are the worked pairs, padded with their own sentences to 2.5 kB; every article is different, so that
nothing is remembered from one to the next.  Pages wrap those sentences in 100 kB of navigation and teasers.
Processor time is counted, so other load on the machine disturbs little.
"""

import time
from collections.abc import Callable, Sequence

from streams import resources
from streams.core.article import Article
from streams.core.outcome import Drop, Fail
from streams.stages.clean_text import build
from tests.quality.clean_pairs import SHARED, Pair, read_pairs

ARTICLE_BYTES = 2_500
PAGE_BYTES = 100_000
Apply = Callable[[Article], Article | Drop | Fail]


def plain_articles(pairs: Sequence[Pair], rounds: int) -> list[Article]:
    """Give articles of about 2.5 kB, all different."""
    return [Article(f"{pair.id} {number}", _padded(pair, number)) for number in range(rounds) for pair in pairs]


def pages(pairs: Sequence[Pair], rounds: int) -> list[Article]:
    """Give pages of about 100 kB, all different."""
    return [Article("", _page(pair, number), "text/html") for number in range(rounds) for pair in pairs]


def rate(apply: Apply, articles: Sequence[Article]) -> float:
    """Give articles a second of processor time."""
    started = time.process_time()
    for article in articles:
        apply(article)
    return len(articles) / (time.process_time() - started)


def main() -> None:
    """Print both rates beside the bars."""
    pairs = [pair for pair in read_pairs(SHARED) if pair.content_type == "text/plain"]
    stage = build(resources.lexicon, open=resources.lexicon.open)
    stage.open()
    rate(stage.apply, pages(pairs[:1], 1))  # the first page imports the extraction libraries
    print(f"plain articles of 2.5 kB: {rate(stage.apply, plain_articles(pairs, 20)):7.0f}/s   (bar 500)")
    print(f"pages of 100 kB:          {rate(stage.apply, pages(pairs, 2)):7.0f}/s   (bar 40)")


def _padded(pair: Pair, number: int) -> str:
    sentences = [line for line in pair.clean.split("\n") if line]
    body, copy = pair.raw, 0
    while len(body.encode()) < ARTICLE_BYTES:
        copy += 1
        body = "\n".join(f"({number}-{copy}) {line}" for line in sentences) + "\n" + body
    return body


def _page(pair: Pair, number: int) -> str:
    paragraphs = "".join(f"<p>({number}) {line}</p>\n" for line in _padded(pair, number).split("\n"))
    item = (
        '<li class="teaser"><a href="/story/{0}"><img src="/i/{0}.jpg" alt=""><span>Story number {0}</span></a></li>\n'
    )
    chrome = "".join(item.format(f"{number}{place}") for place in range(PAGE_BYTES // 2 // len(item)))
    return (
        f"<!DOCTYPE html><html><head><title>{pair.id} {number}</title><script>{'var x = 1; ' * 500}</script></head>"
        f"<body><nav><ul>{chrome}</ul></nav><main><article><h1>{pair.id}</h1>{paragraphs}</article></main>"
        f"<aside><ul>{chrome}</ul></aside><footer>© 2024</footer></body></html>"
    )


if __name__ == "__main__":
    main()
