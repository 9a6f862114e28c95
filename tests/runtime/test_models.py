"""models: opened before the first record, and left alone by the garbage collector."""

import gc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from streams.core.stage import Material, Stage
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.runtime.models import open_models


@pytest.fixture
def unfrozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_every_stage_is_opened_and_what_is_there_is_frozen() -> None:
    opened: list[str] = []

    def noting(stage: Stage) -> Stage:
        def note() -> Material:
            opened.append(stage.name)
            return Material()

        return replace(stage, open=note)

    topology = news_pipeline()
    steps = tuple(replace(step, stage=noting(step.stage)) for step in topology.steps)
    open_models(cut(replace(topology, steps=steps), after=("clean_text",)))

    assert opened == ["clean_text", "detect_language", "extract_entities"]
    assert gc.get_freeze_count() > 10_000
