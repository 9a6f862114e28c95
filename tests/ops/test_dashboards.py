"""Can every dashboard be read by a stranger: unit and description on every panel, one data source, no free hand?"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops.grafana.__main__ import DASHBOARDS as DESCRIBED
from ops.grafana.__main__ import text
from tests.ops.compose_file import ROOT, load

DASHBOARDS = sorted((ROOT / "ops/grafana/dashboards").glob("*.json"))
VARIABLES = ["datasource", "job", "instance", "topic"]
SCHEMA_VERSION = 41  # Grafana 13 reads it and shows no upgrade notice

each_dashboard = pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)


def read(file: Path) -> dict[str, Any]:
    value = json.loads(file.read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def panels(dashboard: dict[str, Any]) -> list[dict[str, Any]]:
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def expressions(dashboard: dict[str, Any]) -> Iterator[str]:
    """Every PromQL expression: of panels and of annotations."""
    for panel in panels(dashboard):
        yield from (target["expr"] for target in panel["targets"])
    yield from (annotation["expr"] for annotation in dashboard["annotations"]["list"] if "expr" in annotation)


def filled(expression: str) -> str:
    """Fill in the variables as Grafana does for `All`, at the default zoom."""
    for name, value in {"$__rate_interval": "1m", "$job": ".*", "$instance": ".*", "$topic": ".*"}.items():
        expression = expression.replace(name, value)
    return expression


def test_all_three_are_there_and_the_overview_is_the_home_page() -> None:
    home = load()["services"]["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]

    assert [file.stem for file in DASHBOARDS] == ["news-content", "news-overview", "news-stages"]
    assert Path(home).name == "news-overview.json"


def test_the_files_are_as_described() -> None:
    for dashboard in DESCRIBED:
        file = ROOT / f"ops/grafana/dashboards/{dashboard.uid}.json"

        assert file.read_text(encoding="utf-8") == text(dashboard), f"{file.name} is stale: make docs"


@each_dashboard
def test_head(file: Path) -> None:
    dashboard = read(file)

    assert dashboard["uid"] == file.stem
    assert dashboard["schemaVersion"] == SCHEMA_VERSION
    assert dashboard["tags"] == ["news"]
    assert dashboard["editable"] is False
    assert "id" not in dashboard  # given by the Grafana that loads it
    assert [variable["name"] for variable in dashboard["templating"]["list"]] == VARIABLES
    assert [link["tags"] for link in dashboard["links"]] == [["news"]]


@each_dashboard
def test_every_panel_has_a_unit_and_a_description(file: Path) -> None:
    for panel in panels(read(file)):
        assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]
        assert panel["description"].endswith("."), panel["title"]


@each_dashboard
def test_ids_and_titles_are_unique_and_panels_do_not_overlap(file: Path) -> None:
    everything = read(file)["panels"]
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in everything)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]

    assert len({panel["id"] for panel in everything}) == len(everything)
    assert len({panel["title"] for panel in everything}) == len(everything)
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


@each_dashboard
def test_every_query_asks_the_chosen_data_source(file: Path) -> None:
    dashboard = read(file)
    chosen = {"type": "prometheus", "uid": "${datasource}"}

    for panel in panels(dashboard):
        assert panel["datasource"] == chosen, panel["title"]
        assert all(target["datasource"] == chosen for target in panel["targets"]), panel["title"]
        assert len({target["refId"] for target in panel["targets"]}) == len(panel["targets"]), panel["title"]


@each_dashboard
def test_rates_fit_the_zoom_and_filters_are_obeyed(file: Path) -> None:
    for expression in expressions(read(file)):
        assert not re.search(r"\brate\([^)]*\[(?!\$__rate_interval)", expression), expression
        for selector in re.findall(r"\bnews_\w+(?:\{[^}]*\})?", re.sub(r"job:\S+?\{", "{", expression)):
            assert 'job=~"$job"' in selector, expression
        assert "$" not in filled(expression), expression


def test_provisioning_reads_what_compose_mounts() -> None:
    folder = ROOT / "ops/grafana/provisioning"
    provider = yaml.safe_load((folder / "dashboards/news.yml").read_text(encoding="utf-8"))["providers"][0]
    source = yaml.safe_load((folder / "datasources/prometheus.yml").read_text(encoding="utf-8"))["datasources"][0]
    mounts = load()["services"]["grafana"]["volumes"]

    assert f"./ops/grafana/dashboards:{provider['options']['path']}:ro" in mounts
    assert (provider["allowUiUpdates"], provider["disableDeletion"]) == (False, True)
    assert source["url"] == "http://prometheus:9090"
    assert source["editable"] is False
