"""What will one see?  `python -m ops.grafana.draw` draws the dashboards from a running Prometheus.

One SVG a dashboard, its main rows, laid out on Grafana's own grid.  It asks what the panels ask; it is a drawing of
their data, not a screenshot of Grafana.
"""

import argparse
import json
import math
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from ops.grafana.__main__ import DASHBOARDS
from ops.grafana.dashboard import Dashboard
from ops.grafana.marks import CELL_HEIGHT, CELL_WIDTH, Series, panel_mark, text_mark

FOLDER = Path(__file__).parent / "pictures"
# Where pictures go unless somebody says otherwise: those in FOLDER stand in the README.
BUILT = Path(__file__).parents[2] / ".build" / "pictures"
# Rows whose panels are drawn; the rest is found in Grafana.
MAIN_ROWS = {
    "news-overview": ("Is the promise kept?", "Now", "Flow"),
    "news-stages": ("Stages", "Hops"),
    "news-content": ("Language", "Text"),
}
_POINTS = 72


class Asked(Protocol):
    """What we need of Prometheus."""

    def series(self, expression: str) -> Iterator[tuple[dict[str, str], Series]]:
        """Give labels and points, x from 0 to 1, of every series of an expression."""
        ...


@dataclass(frozen=True, slots=True)
class Prometheus:
    """Where to ask, and for which time: so many seconds until *end* (seconds since 1970)."""

    url: str
    seconds: float
    end: float

    def series(self, expression: str) -> Iterator[tuple[dict[str, str], Series]]:
        """Ask for a range; give labels and the finite points, x from 0 to 1."""
        step = max(1.0, self.seconds / _POINTS)
        asked = {"query": _filled(expression), "start": self.end - self.seconds, "end": self.end, "step": step}
        url = f"{self.url}/api/v1/query_range?{urllib.parse.urlencode(asked)}"
        with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
            result = json.load(answer)["data"]["result"]
        for one in result:
            points = [((at - self.end) / self.seconds + 1, float(value)) for at, value in one["values"]]
            yield one["metric"], [(x, y) for x, y in points if math.isfinite(y)]


def _filled(expression: str) -> str:
    for name in ("$job", "$instance", "$topic"):
        expression = expression.replace(name, ".*")
    return expression.replace("$__rate_interval", "1m")


def draw(dashboard: Dashboard, prometheus: Asked) -> str:
    """Draw the main rows of one dashboard."""
    marks, shift, height, wanted = [], 0, 0, False
    for panel in dashboard.to_json()["panels"]:
        place = panel["gridPos"]
        if panel["type"] == "row":
            wanted = panel["title"] in MAIN_ROWS[dashboard.uid]
            shift = height - place["y"]
            if wanted:
                marks.append(text_mark(panel["title"], 8, (place["y"] + shift) * CELL_HEIGHT + 22, size=14, weight=600))
                height = place["y"] + shift + 1
        elif wanted:
            place = {**place, "y": place["y"] + shift}
            marks.append(panel_mark(panel, place, list(_asked(panel, prometheus))))
            height = max(height, place["y"] + place["h"])
    size = f'width="{24 * CELL_WIDTH}" height="{height * CELL_HEIGHT + 8}"'
    style = 'font-family="sans-serif" font-size="11"'
    background = '<rect width="100%" height="100%" fill="#f4f5f5"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{background}{"".join(marks)}</svg>\n'


def _asked(panel: dict[str, Any], prometheus: Asked) -> Iterator[tuple[str, Series]]:
    for target in panel["targets"]:
        for labels, points in prometheus.series(target["expr"]):
            legend = target["legendFormat"]
            for name, value in labels.items():
                legend = legend.replace("{{" + name + "}}", value)
            if points:
                yield legend, points


def main() -> None:
    """Draw all."""
    parser = argparse.ArgumentParser(prog="python -m ops.grafana.draw", description=__doc__)
    parser.add_argument("prometheus", nargs="?", default="http://127.0.0.1:9090", help="address of Prometheus")
    parser.add_argument("--minutes", type=float, default=10, help="how much time to show")
    parser.add_argument("--ago", type=float, default=0, help="minutes between its end and now")
    parser.add_argument("--folder", type=Path, default=BUILT, help="where to write the pictures")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    prometheus = Prometheus(options.prometheus, options.minutes * 60, time.time() - options.ago * 60)
    for dashboard in DASHBOARDS:
        file = options.folder / f"{dashboard.uid}.svg"
        file.write_text(draw(dashboard, prometheus), encoding="utf-8")
        print(file)


if __name__ == "__main__":
    main()
