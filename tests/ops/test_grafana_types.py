"""Would Grafana load the dashboards?  Its own types (Foundation SDK, made from its schemas) know all that is in them.

Grafana itself cannot be had where this is built.  A file is read into the types and written again: a key that they do
not know is lost on the way, and a value of another kind, or of no option of a choice, is found by their annotations.
"""

import copy
import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard

from tests.ops.test_dashboards import DASHBOARDS, read

# What belongs to a data source or to the editor: kept by Grafana as it is, and by the types not at all.
NOT_TYPED = {
    *(f".annotations.list[].{key}" for key in ("step", "titleFormat", "textFormat", "useValueForTime")),
    ".templating.list[].definition",
}


@pytest.fixture(scope="module", autouse=True)
def panel_types() -> None:
    """Make the types of panels and of Prometheus queries known, which Grafana's core has not."""
    plugins.register_default_plugins()


def lost(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """Name what is in *before* and not, or differently, in *after*."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            yield from lost(value, after[key], f"{place}.{key}") if key in after else [f"{place}.{key}"]
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from lost(one, other, f"{place}[]")
    elif before != after:
        yield f"{place}: {before!r} became {after!r}"


def unfit(value: Any, place: str = "") -> Iterator[str]:
    """Name values that do not fit the annotations of the types."""
    if isinstance(value, list):
        for one in value:
            yield from unfit(one, f"{place}[]")
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from unfit(one, f"{place}.{key}")
    elif type(value).__module__.startswith("grafana_foundation_sdk") and not isinstance(value, Enum):
        for name, hint in get_type_hints(type(value)).items():
            one = getattr(value, name, None)
            if one is not None and not fits(one, hint):
                yield f"{place}.{name}: {one!r}"
            yield from unfit(one, f"{place}.{name}")


def fits(value: Any, hint: Any) -> bool:
    """Whether a value fits an annotation; where the annotation says nothing, everything does."""
    origin = get_origin(hint)
    if origin is Union or origin is type(int | None):
        return any(fits(value, one) for one in get_args(hint))
    if origin is Literal:
        return value in get_args(hint)
    if origin is list:
        return isinstance(value, list)
    if origin is dict:
        return isinstance(value, dict)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return value in [one.value for one in hint]
    if hint in (int, float):
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, hint) if hint in (str, bool) else True


def check(dashboard: dict[str, Any]) -> list[str]:
    read_in = Dashboard.from_json(copy.deepcopy(dashboard))
    again = json.loads(JSONEncoder().encode(read_in))
    return [*(it for it in lost(dashboard, again) if it not in NOT_TYPED), *unfit(read_in)]


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_grafanas_types_know_every_key_and_value(file: Path) -> None:
    assert check(read(file)) == []


def panel(dashboard: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(it for it in dashboard["panels"] if it["type"] == kind)
    return found


def test_a_key_that_grafana_does_not_know_is_noticed() -> None:
    dashboard = read(DASHBOARDS[1])
    panel(dashboard, "timeseries")["fieldConfig"]["defaults"]["custom"]["lineWidht"] = 2

    assert check(dashboard) == [".panels[].fieldConfig.defaults.custom.lineWidht"]


def test_an_option_that_is_none_is_noticed() -> None:
    dashboard = read(DASHBOARDS[1])
    panel(dashboard, "timeseries")["options"]["tooltip"]["mode"] = "many"

    assert [it.rpartition(".")[2] for it in check(dashboard)] == ["mode: 'many'"]


def test_a_number_that_is_text_is_noticed() -> None:
    dashboard = read(DASHBOARDS[1])
    panel(dashboard, "timeseries")["gridPos"]["w"] = "12"

    assert [it.rpartition(".")[2] for it in check(dashboard)] == ["w: '12'"]
