"""What is a dashboard?  A name, a question, and rows of panels that flow from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ops.grafana.panels import SOURCE, Panel

SCHEMA_VERSION = 41
_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A heading and the panels below it."""

    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One dashboard; *uid* is also the name of its file."""

    uid: str
    title: str
    about: str
    rows: tuple[Row, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All panels, in reading order."""
        return tuple(panel for row in self.rows for panel in row.panels)

    def to_json(self) -> dict[str, Any]:
        """Give the dashboard as Grafana's file provider reads it."""
        return {
            "uid": self.uid,
            "title": self.title,
            "description": self.about,
            "tags": ["news"],
            "schemaVersion": SCHEMA_VERSION,
            "version": 1,
            "editable": False,
            "graphTooltip": 1,
            "refresh": "10s",
            "time": {"from": "now-1h", "to": "now"},
            "timepicker": {},
            "timezone": "browser",
            "weekStart": "",
            "fiscalYearStartMonth": 0,
            "links": [_LINK],
            "annotations": {"list": [_BUILT_IN, _DEPLOYS]},
            "templating": {"list": [_DATASOURCE, *_VARIABLES]},
            "panels": list(self._placed()),
        }

    def _placed(self) -> Iterator[dict[str, Any]]:
        number, y = 1, 0
        for row in self.rows:
            place = {"h": 1, "w": _COLUMNS, "x": 0, "y": y}
            yield {"id": number, "type": "row", "title": row.title, "collapsed": False, "gridPos": place, "panels": []}
            number, x, y, height = number + 1, 0, y + 1, 0
            for panel in row.panels:
                if x + panel.width > _COLUMNS:
                    x, y, height = 0, y + height, 0
                yield panel.to_json(number, x, y)
                number, x, height = number + 1, x + panel.width, max(height, panel.height)
            y += height


_LINK = {
    "title": "News dashboards",
    "type": "dashboards",
    "tags": ["news"],
    "asDropdown": True,
    "includeVars": True,
    "keepTime": True,
    "targetBlank": False,
    "icon": "external link",
    "tooltip": "",
    "url": "",
}
_BUILT_IN = {
    "name": "Annotations & Alerts",
    "type": "dashboard",
    "builtIn": 1,
    "datasource": {"type": "grafana", "uid": "-- Grafana --"},
    "enable": True,
    "hide": True,
    "iconColor": "rgba(0, 211, 255, 1)",
}
_BUILDS = 'count by (version, revision) (news_build_info{job=~"$job"}'
_DEPLOYS = {
    "name": "Deploys",
    "datasource": SOURCE,
    "enable": True,
    "iconColor": "blue",
    "expr": f"{_BUILDS}) unless {_BUILDS} offset 5m)",
    "step": "60s",
    "titleFormat": "Deploy",
    "textFormat": "{{version}} {{revision}}",
    "useValueForTime": False,
}
_DATASOURCE = {
    "name": "datasource",
    "label": "Data source",
    "type": "datasource",
    "query": "prometheus",
    "current": {},
    "hide": 0,
    "includeAll": False,
    "multi": False,
    "options": [],
    "refresh": 1,
    "regex": "",
    "skipUrlSync": False,
}


def _variable(name: str, label: str, query: str) -> dict[str, Any]:
    """A choice among the values of a label; All is the default."""
    return {
        "name": name,
        "label": label,
        "type": "query",
        "datasource": SOURCE,
        "query": {"qryType": 1, "query": query, "refId": name},
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
        "hide": 0,
        "options": [],
        "regex": "",
        "skipUrlSync": False,
    }


_VARIABLES = (
    _variable("job", "Job", 'label_values(up{job=~"news-.*"}, job)'),
    _variable("instance", "Worker", 'label_values(news_build_info{job=~"$job"}, instance)'),
    _variable("topic", "Topic", 'label_values(news_group_lag_records{job=~"$job"}, topic)'),
)
