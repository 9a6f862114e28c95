"""How are the dashboards written?  `python -m ops.grafana` makes their JSON from the descriptions beside this file."""

import json
from pathlib import Path

from ops.grafana.content import CONTENT
from ops.grafana.dashboard import Dashboard
from ops.grafana.overview import OVERVIEW
from ops.grafana.stages import STAGES

FOLDER = Path(__file__).parent / "dashboards"
DASHBOARDS: tuple[Dashboard, ...] = (OVERVIEW, STAGES, CONTENT)


def text(dashboard: Dashboard) -> str:
    """Give the file of a dashboard."""
    return json.dumps(dashboard.to_json(), indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all files."""
    for dashboard in DASHBOARDS:
        (FOLDER / f"{dashboard.uid}.json").write_text(text(dashboard), encoding="utf-8")


if __name__ == "__main__":
    main()
