"""How do we read a news item of ninjs 3 (IPTC News in JSON)?  Lists of headlines and bodies, each with a role.

Property names from the ninjs 3.0 schema; those of ninjs 2 differ in upper case only and are read alike.  Roles are
the provider's own words: `main` is preferred, then plain text over HTML over other mark-up, then the first.
`uri` names the item and is no link; a link is an alternative id.  `by` is a sentence and stays one author.
"""

from collections.abc import Iterator

from streams.wire.fields import Json
from streams.wire.shapes.languages import bcp47
from streams.wire.shapes.values import address, date, first, is_web, present, text, texts

# Roles that are about the article but are not it.
_ASIDE = frozenset(("abstract", "brief", "caption", "lead", "script", "shotlist", "summary", "synopsis", "teaser"))
_WRITERS = frozenset(("author", "byline", "columnist", "correspondent", "journalist", "reporter", "writer"))
_MARKUP = ("html", "xhtml", "xml")  # in the order of preference after plain text
_LINKS = ("canonicalurl", "canonical", "permalink", "url", "weburl", "link", "web")


def matches(document: Json) -> bool:
    """Say whether one of the two lists is there; ours has neither, and a body instead."""
    item = _lowered(document)
    lists = isinstance(item.get("headlines"), list) or isinstance(item.get("bodies"), list)
    return lists and not isinstance(document.get("body"), str)


def read(document: Json) -> Json:
    """Give the item in our raw shape."""
    item = _lowered(document)
    headline, body = _main(item.get("headlines")), _main(item.get("bodies"))
    return present(
        {
            "title": first(headline, "value") or first(item, "title"),
            "body": first(body, "value"),
            "content_type": "text/html" if _markup(body) else None,
            "url": _url(item.get("altids")),
            "id": text(item.get("uri")),
            "language": bcp47(item.get("language")),
            "published_at": date(item.get("firstcreated")),
            "fetched_at": date(item.get("versioncreated")),
            "source": _source(item.get("infosources")),
            "authors": texts(item.get("by")) or _contributors(item.get("contributors")),
            "description": text(item.get("descriptions"), "value"),
            "tags": texts(item.get("subjects"), "name"),
            "image_url": _image(item.get("associations")),
        }
    )


def _contributors(value: object) -> list[str]:
    """Give who wrote it, where `by` does not say: contributors without a role, or with one of writing."""
    entries = [entry for entry in _entries(value) if entry.get("name")]
    return [
        name
        for entry in entries
        for name in texts(entry.get("name"))
        if not (roles := texts(entry.get("roles") or entry.get("role")))
        or not _WRITERS.isdisjoint(map(str.lower, roles))
    ]


def _lowered(document: Json) -> Json:
    return {key.lower(): value for key, value in document.items()}


def _entries(value: object) -> Iterator[Json]:
    for entry in value if isinstance(value, list) else [value]:
        yield _lowered(entry) if isinstance(entry, dict) else {"value": entry}


def _main(value: object) -> Json:
    """Give the best entry with anything in it; one that holds no text comes last, for the schema to refuse."""
    entries = [entry for entry in _entries(value) if first(entry, "value") is not None]
    return min(entries, key=_rank, default={})


def _rank(entry: Json) -> tuple[bool, int, int]:
    role = _role(entry)
    preferred = 0 if role == "main" else 2 if role in _ASIDE else 1
    markup = _markup(entry)
    return not isinstance(entry["value"], str), preferred, 1 + _MARKUP.index(markup) if markup else 0


def _role(entry: Json) -> str:
    return (text(entry.get("role")) or "").strip().lower()


def _markup(entry: Json) -> str | None:
    """Name the mark-up of an entry, None for plain text; without a content type the value itself tells."""
    stated = (text(entry.get("contenttype")) or "").lower()
    if stated:
        return "xhtml" if "xhtml" in stated else next((name for name in ("html", "xml") if name in stated), None)
    value = entry.get("value")
    return "html" if isinstance(value, str) and value.lstrip().startswith("<") else None


def _url(alternatives: object) -> str | None:
    links = [entry for entry in _entries(alternatives) if is_web(entry.get("value"))]
    named = sorted(links, key=lambda entry: _role(entry) not in _LINKS)
    return text(named[0]["value"]) if named else None


def _source(origins: object) -> Json:
    for origin in _entries(origins):
        if name := text(origin.get("name")) or text(origin.get("literal")):
            return present({"name": name, "uri": address(origin.get("uri"))})
    return {}


def _image(associations: object) -> str | None:
    for other in _entries(associations):
        if other.get("type") == "picture" and (found := address(other.get("renditions"), "href")):
            return found
    return None
