"""What is a published record as a schema.org NewsArticle?  JSON-LD with the entities as `mentions`, no offsets."""

from streams.wire.fields import Json, section
from streams.wire.shapes.things import Thing, things
from streams.wire.shapes.values import present

_TYPES = {"PER": "Person", "ORG": "Organization", "LOC": "Place"}  # dates and open types have no place here


def news_article(record: Json) -> Json:
    """Give the NewsArticle of a cleaned, tagged or enriched *record*, which passed its schema."""
    language = section(record, "language").get("tag")
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": f"urn:uuid:{section(record, 'meta')['article_id']}",
        **present(
            {
                "identifier": record.get("source_id"),
                "url": record.get("canonical_url") or record.get("url"),
                "headline": record["title"] or None,
                "articleBody": record["body"] or None,
                "inLanguage": None if language == "und" else language,
                "datePublished": record.get("published_at"),
                "dateModified": record.get("modified_at"),
                "dateline": record.get("dateline"),
                "author": [{"@type": "Person", "name": name} for name in _list(record, "authors")],
                "publisher": _publisher(section(record, "source")),
                "description": record.get("description"),
                "articleSection": record.get("section"),
                "keywords": _list(record, "tags"),
                "image": record.get("image_url"),
                "isBasedOn": record.get("source_url"),
                "mentions": [_mention(thing) for thing in things(record) if thing.type in _TYPES],
            }
        ),
    }


def _list(record: Json, name: str) -> list[object]:
    value = record.get(name)
    return value if isinstance(value, list) else []


def _publisher(source: Json) -> Json | None:
    domain = source.get("domain")
    name = source.get("name") or domain or source.get("uri")
    if not name:
        return None
    country = source.get("country")
    facts = {
        "name": name,
        "url": source.get("uri") or (f"https://{domain}/" if domain else None),
        "address": {"@type": "PostalAddress", "addressCountry": country} if country else None,
    }
    return {"@type": "Organization", **present(facts)}


def _mention(thing: Thing) -> Json:
    other = thing.norm if thing.norm != thing.name else None
    facts = {"name": thing.name, "alternateName": other, "sameAs": thing.uri}
    return {"@type": _TYPES[thing.type], **present(facts)}
