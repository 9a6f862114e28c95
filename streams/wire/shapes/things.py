"""Which things does a published record name?  Its mentions of people, organisations and places, one thing each."""

from collections.abc import Mapping
from dataclasses import dataclass

from streams.wire.fields import Json


@dataclass(frozen=True, slots=True)
class Thing:
    """One named thing.  *name* is its longest mention, *norm* its English name, *uri* what it stands for."""

    type: str
    name: str
    uri: str | None = None
    norm: str | None = None


def things(record: Json) -> tuple[Thing, ...]:
    """Give the things in the order of their first mention; *record* passed its schema, entities or none."""
    found: dict[tuple[object, object], list[Mapping[str, object]]] = {}
    entities = record.get("entities")
    for entity in entities if isinstance(entities, list) else ():
        found.setdefault((entity["type"], entity["id"]), []).append(entity)
    return tuple(_thing(mentions) for mentions in found.values())


def _thing(mentions: list[Mapping[str, object]]) -> Thing:
    def known(name: str) -> str | None:
        return next((str(mention[name]) for mention in mentions if name in mention), None)

    name = max((str(mention["exact"]) for mention in mentions), key=len)  # "Rina Wulandari" rather than "Rina"
    return Thing(str(mentions[0]["type"]), name, known("uri"), known("norm"))
