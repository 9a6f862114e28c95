"""What is a published record as a news item of ninjs 3?  Entities stand as people, organisations and places."""

from streams.wire.fields import Json, section
from streams.wire.shapes.things import Thing, things
from streams.wire.shapes.values import present

_STANDARD = {"name": "ninjs", "version": "3.0", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json"}
_LISTS = {"PER": "people", "ORG": "organisations", "LOC": "places"}  # dates and open types have no place here


def news_item(record: Json) -> Json:
    """Give the news item of a cleaned, tagged or enriched *record*, which passed its schema."""
    language = section(record, "language").get("tag")
    by = record.get("authors")
    tags = record.get("tags")
    return {
        "uri": f"urn:uuid:{section(record, 'meta')['article_id']}",
        "standard": dict(_STANDARD),
        "type": "text",
        "representationType": "full",
        **present(
            {
                "firstCreated": record.get("published_at"),
                "versionCreated": record.get("fetched_at") or record.get("modified_at"),
                "language": None if language == "und" else language,
                "headlines": _written(record["title"]),
                "bodies": _written(record["body"], charCount=record["body_chars"]),
                "descriptions": _written(record.get("description")),
                "by": ", ".join(by) if isinstance(by, list) else None,
                "located": record.get("dateline"),
                "infoSources": _origin(section(record, "source")),
                "subjects": [{"name": tag} for tag in tags] if isinstance(tags, list) else None,
                **{name: _named(record, kind) for kind, name in _LISTS.items()},
                "altIds": _alternatives(record),
                "associations": _picture(record.get("image_url")),
            }
        ),
    }


def _written(value: object, **facts: object) -> list[Json]:
    return [{"role": "main", "contentType": "text/plain", **facts, "value": value}] if value else []


def _origin(source: Json) -> list[Json]:
    domain = source.get("domain")
    uri = source.get("uri") or (f"https://{domain}/" if domain else None)
    return [present({"name": source.get("name") or domain or uri, "uri": uri})] if source.get("name") or uri else []


def _named(record: Json, kind: str) -> list[Json]:
    return [_mention(thing) for thing in things(record) if thing.type == kind]


def _mention(thing: Thing) -> Json:
    return {"name": thing.name, "rel": "mentions", **present({"uri": thing.uri})}


def _alternatives(record: Json) -> list[Json]:
    known = {
        "canonicalUrl": record.get("canonical_url"),
        "url": record.get("url"),
        "sourceId": record.get("source_id"),
    }
    return [{"role": role, "value": value} for role, value in known.items() if value]


def _picture(address: object) -> list[Json]:
    if not address:
        return []
    return [{"name": "image", "uri": address, "type": "picture", "renditions": [{"name": "original", "href": address}]}]
