"""A pipeline of three stages that do nothing, on the real topics: what the audit needs to know of ours."""

from streams.core.article import Article
from streams.core.stage import Stage
from streams.core.topology import Step, Topology

RAW, CLEANED, ENRICHED, DEAD = (f"articles.{name}.v1" for name in ("raw", "cleaned", "enriched", "dead-letter"))
STAGED = ("make_cleaned", "make_tagged")


def same(article: Article) -> Article:
    return article


TOPOLOGY = Topology(
    RAW,
    tuple(
        Step(Stage(f"make_{name}", 1, same), f"articles.{name}.v1", name) for name in ("cleaned", "tagged", "enriched")
    ),
    DEAD,
)
