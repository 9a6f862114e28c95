"""Who is an article, and who is an event?  Ids that two runs over one record always agree on.

UUIDv5 of RFC 9562 over names; the content hash is over cleaned NFC text, so an id never depends on clutter.
"""

import hashlib
from uuid import NAMESPACE_URL, UUID, uuid5

from streams.core.article import Article

# Our own namespace: UUIDv5 of the URL namespace over this product's urn.  Changing it changes every id.
NAMESPACE = uuid5(NAMESPACE_URL, "urn:news-streams")


def content_hash(article: Article) -> str:
    """Give `sha256:` and 64 hex digits over title, line feed, body; the article must be cleaned."""
    return "sha256:" + sha256_hex(f"{article.title}\n{article.body}".encode())


def sha256_hex(value: bytes) -> str:
    """Give the SHA-256 of some bytes as 64 hex digits."""
    return hashlib.sha256(value).hexdigest()


def article_id(article: Article, content: str) -> UUID:
    """Give the identity of a cleaned article: by canonical URL, else by source and source id, else by *content*."""
    if article.canonical_url:
        return uuid5(NAMESPACE_URL, article.canonical_url)
    if article.source_id:
        return uuid5(NAMESPACE, f"{article.source.name or ''}\0{article.source_id}")
    return uuid5(NAMESPACE, content)


def event_id(article: UUID, event: str, content: str, stages: tuple[str, ...]) -> UUID:
    """Give the id of an event: *event* is `cleaned`, `tagged` or `enriched`, *stages* the labels so far."""
    return uuid5(NAMESPACE, "\0".join((str(article), event, content, *stages)))
