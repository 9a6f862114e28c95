"""Which people, organisations and places does the article name?  The stage, its annotation and its methods."""

from streams.stages.extract_entities.annotation import LIMIT, Coverage, Entities, Entity, Field, Kind, Tier
from streams.stages.extract_entities.stage import Answer, Asked, Find, build, extract_entities

__all__ = [
    "LIMIT",
    "Answer",
    "Asked",
    "Coverage",
    "Entities",
    "Entity",
    "Field",
    "Find",
    "Kind",
    "Tier",
    "build",
    "extract_entities",
]
