"""What is a panel?  A title, a sentence, a unit, queries and thresholds; from these few words Grafana's JSON is made.

In expressions `@worker` stands for the filters of a worker's series, `@audit` for those of the audit's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

RUNBOOKS = "https://github.com/news-streams/news-streams/blob/main/ops/runbooks"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
_FILTERS = {"@worker": 'job=~"$job", instance=~"$instance"', "@audit": 'job=~"$job"'}
_LEGEND = {"calcs": ["lastNotNull", "max"], "displayMode": "table", "placement": "bottom", "showLegend": True}
_NO_LEGEND = {"calcs": [], "displayMode": "list", "placement": "bottom", "showLegend": False}
_TOOLTIP = {"mode": "multi", "sort": "desc"}
_REDUCED = {"calcs": ["lastNotNull"], "fields": "", "values": False}

Steps = tuple[tuple[float | None, str], ...]
"""Thresholds: from which value on which colour; the first begins at None."""

GREEN: Steps = ((None, "green"),)


def at_most(yellow: float, red: float) -> Steps:
    """Thresholds of a value that is good when small."""
    return (None, "green"), (yellow, "yellow"), (red, "red")


def at_least(red_below: float) -> Steps:
    """Thresholds of a value that is good when large."""
    return (None, "red"), (red_below, "green")


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel.  *queries* are expressions by legend; *runbooks* are names of alerts; *quiet* means normally empty."""

    title: str
    about: str
    unit: str
    queries: Mapping[str, str]
    kind: str = "timeseries"
    steps: Steps = GREEN
    width: int = 12
    height: int = 8
    runbooks: tuple[str, ...] = ()
    quiet: bool = False
    empty: str = "nothing"
    defaults: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    overrides: tuple[Mapping[str, Any], ...] = ()
    transformations: tuple[Mapping[str, Any], ...] = ()

    @property
    def expressions(self) -> dict[str, str]:
        """The queries with their filters written out, by legend."""
        return {legend: _filtered(expression) for legend, expression in self.queries.items()}

    def to_json(self, number: int, x: int, y: int) -> dict[str, Any]:
        """Give the panel as Grafana stores it, at its place on the grid of 24 columns."""
        defaults = {
            "unit": self.unit,
            "color": {"mode": "palette-classic"},
            "mappings": [],
            "noValue": self.empty,
            "thresholds": {"mode": "absolute", "steps": [{"color": c, "value": v} for v, c in self.steps]},
        }
        panel = {
            "id": number,
            "type": self.kind,
            "title": self.title,
            "description": self.about,
            "datasource": SOURCE,
            "gridPos": {"h": self.height, "w": self.width, "x": x, "y": y},
            "links": [_runbook(alert) for alert in self.runbooks],
            "fieldConfig": {"defaults": defaults | dict(self.defaults), "overrides": list(self.overrides)},
            "options": dict(self.options),
            "targets": [self._target(n, legend, it) for n, (legend, it) in enumerate(self.expressions.items())],
        }
        return panel | ({"transformations": list(self.transformations)} if self.transformations else {})

    def _target(self, number: int, legend: str, expression: str) -> dict[str, Any]:
        instant = self.kind in ("table", "bargauge")
        target = {
            "refId": chr(ord("A") + number),
            "datasource": SOURCE,
            "editorMode": "code",
            "expr": expression,
            "legendFormat": legend,
            "instant": instant,
            "range": not instant,
        }
        formats = {"table": "table", "heatmap": "heatmap"}
        return target | ({"format": formats[self.kind]} if self.kind in formats else {})


def _filtered(expression: str) -> str:
    for short, filters in _FILTERS.items():
        expression = expression.replace(short, filters)
    return expression


def _runbook(alert: str) -> dict[str, Any]:
    return {"title": f"Runbook: {alert}", "url": f"{RUNBOOKS}/{alert}.md", "targetBlank": True}


def stat(title: str, about: str, unit: str, query: str, **more: Any) -> Panel:
    """Make a single number with a small curve behind it."""
    shown = {"colorMode": "value", "graphMode": more.pop("curve", "area"), "justifyMode": "auto"}
    options = {**shown, "orientation": "auto", "reduceOptions": _REDUCED, "textMode": "auto"}
    defaults = {"color": {"mode": "thresholds"}, **more.pop("defaults", {})}
    size = {"width": 4, "height": 4}
    return Panel(title, about, unit, {"__auto": query}, "stat", options=options, defaults=defaults, **{**size, **more})


def lines(title: str, about: str, unit: str, queries: Mapping[str, str], **more: Any) -> Panel:
    """Make curves over time.  With thresholds the area above them is tinted; `stacked=True` piles the curves up."""
    stacking = {"mode": "normal" if more.pop("stacked", False) else "none", "group": "A"}
    style = {
        "drawStyle": "line", "lineInterpolation": "linear", "lineWidth": 1, "fillOpacity": 10, "showPoints": "never",
        "spanNulls": False, "axisSoftMin": 0, "stacking": stacking,
    }  # fmt: skip
    if len(more.get("steps", GREEN)) > 1:
        style["thresholdsStyle"] = {"mode": "line"}
    options = {"legend": _LEGEND, "tooltip": _TOOLTIP}
    return Panel(title, about, unit, queries, options=options, defaults={"custom": style}, **more)


def bars(title: str, about: str, unit: str, queries: Mapping[str, str], **more: Any) -> Panel:
    """Make one bar a series, of the value now."""
    options = {
        "displayMode": "basic", "orientation": "horizontal", "reduceOptions": _REDUCED, "showUnfilled": True,
        "valueMode": "color", "minVizHeight": 10, "minVizWidth": 0,
    }  # fmt: skip
    return Panel(title, about, unit, queries, "bargauge", options=options, **more)


def heatmap(title: str, about: str, unit: str, query: str, **more: Any) -> Panel:
    """Make a heatmap of a histogram: time across, buckets upwards, colour for how many."""
    options = {
        "calculate": False, "cellGap": 1, "legend": {"show": True}, "tooltip": {"mode": "single", "yHistogram": False},
        "color": {"mode": "scheme", "scheme": "Oranges", "steps": 64, "reverse": False, "exponent": 0.5},
        "yAxis": {"axisPlacement": "left", "unit": unit}, "rowsFrame": {"layout": "auto"}, "showValue": "never",
    }  # fmt: skip
    return Panel(title, about, unit, {"{{le}}": query}, "heatmap", options=options, **more)


def timeline(
    title: str, about: str, queries: Mapping[str, str], words: Mapping[int, tuple[str, str]], **m: Any
) -> Panel:
    """Make bands of states over time; *words* gives text and colour of each value."""
    mapping = {str(value): {"text": text, "color": color} for value, (text, color) in words.items()}
    defaults = {"color": {"mode": "thresholds"}, "mappings": [{"type": "value", "options": mapping}]}
    options = {"showValue": "never", "rowHeight": 0.8, "mergeValues": True, "legend": _NO_LEGEND, "tooltip": _TOOLTIP}
    return Panel(title, about, "short", queries, "state-timeline", defaults=defaults, options=options, **m)


def table(title: str, about: str, query: str, columns: tuple[str, ...], value: str, **more: Any) -> Panel:
    """Make a table of the value now: *columns* are labels, *value* heads the number."""
    order = {name: place for place, name in enumerate((*columns, "Value"))}
    organize = {"excludeByName": {"Time": True}, "indexByName": order, "renameByName": {"Value": value}}
    transformations = ({"id": "organize", "options": organize},)
    options, defaults = {"cellHeight": "sm", "showHeader": True}, {"custom": {"align": "auto"}}
    shape: dict[str, Any] = {"options": options, "defaults": defaults, "transformations": transformations}
    return Panel(title, about, "short", {"__auto": query}, "table", **shape, **more)
