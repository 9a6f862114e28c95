"""What a surface stands for is remembered: for its language alone, and not without bound."""

from pathlib import Path

import pytest

import streams
from streams.stages.extract_entities import resolve
from streams.stages.extract_entities.kit import ENDINGS, NAMES, inflections_of
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.resolve import Resolver

MODELS = Path(streams.__file__).parent / "models"
TABLE = Names((MODELS / NAMES).read_bytes())
SURFACES = ("Paris", "Россия", "Deutschland", "Pariisissa", "nowhere at all", "x" * 200)


def _resolver() -> Resolver:
    return Resolver(TABLE, inflections_of((MODELS / ENDINGS).read_bytes()))


def test_a_surface_asked_for_in_one_language_says_nothing_about_another() -> None:
    asked = _resolver()

    assert [place.norm for place in asked.candidates("Pariisissa", "fi")][:1] == ["Paris"]
    assert asked.candidates("Pariisissa", "de") == ()


def test_what_was_forgotten_has_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolve, "_KEPT", 2)
    asked = _resolver()
    before = [asked.candidates(exact, "fi") for exact in SURFACES]

    assert [asked.candidates(exact, "fi") for exact in SURFACES] == before
    assert len(asked._asked) <= 2


def test_long_surfaces_are_not_kept() -> None:
    asked = _resolver()
    asked.candidates("x" * 200, "en")

    assert not asked._asked
