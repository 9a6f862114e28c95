"""What extract_entities finds with the shipped models, for tests that look at names in a text."""

from streams.resources import find_entities
from streams.stages.extract_entities import Entity


def found_in(text: str, language: str, title: str = "") -> list[Entity]:
    """Give the entities of an article whose language is sure."""
    return list(find_entities(title, text, language, 1.0)[0])
