"""Are the pictures well-formed, whatever Prometheus says, and do they show what it said?"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

from ops.grafana.__main__ import DASHBOARDS
from ops.grafana.dashboard import Dashboard
from ops.grafana.draw import FOLDER, MAIN_ROWS, draw
from ops.grafana.marks import Series

SVG = "{http://www.w3.org/2000/svg}"
each_dashboard = pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda dashboard: dashboard.uid)


@dataclass(frozen=True)
class Says:
    """A Prometheus that says the same to every question."""

    points: Series

    def series(self, expression: str) -> Iterator[tuple[dict[str, str], Series]]:
        del expression
        yield {"topic": "<articles>", "le": "0.5", "stage": "clean_text", "language": "ไทย & 中文"}, self.points
        yield {"topic": "b", "le": "+Inf", "stage": "publish", "language": "العربية"}, self.points[:-1]


def texts(picture: str) -> list[str]:
    return [mark.text or "" for mark in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314  (made by ourselves)


@each_dashboard
@pytest.mark.parametrize("points", [[(0.0, 0.0), (1.0, 0.0)], [(0.2, 1e9), (0.9, 1e-9)], [(0.5, 3.0), (0.6, 2.0)]])
def test_every_main_panel_is_drawn(dashboard: Dashboard, points: Series) -> None:
    titles = [panel.title for row in dashboard.rows if row.title in MAIN_ROWS[dashboard.uid] for panel in row.panels]
    said = texts(draw(dashboard, Says(points)))

    assert set(titles) <= set(said)
    assert "nothing" not in said


@each_dashboard
def test_without_data_a_panel_says_so(dashboard: Dashboard) -> None:
    said = texts(draw(dashboard, Says([])))

    assert "nothing" in said


def test_the_rows_that_are_drawn_exist() -> None:
    for dashboard in DASHBOARDS:
        assert set(MAIN_ROWS[dashboard.uid]) <= {row.title for row in dashboard.rows}


@each_dashboard
def test_the_pictures_in_the_tree_are_of_these_panels(dashboard: Dashboard) -> None:
    picture = (FOLDER / f"{dashboard.uid}.svg").read_text(encoding="utf-8")
    titles = [panel.title for row in dashboard.rows if row.title in MAIN_ROWS[dashboard.uid] for panel in row.panels]

    assert set(titles) <= set(texts(picture)), f"{dashboard.uid}.svg: draw it again (python -m ops.grafana.draw)"
    assert len(picture) < 100_000
