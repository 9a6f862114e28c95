"""Which alerts are there?  `python -m ops.runbooks_docs` writes the index of the runbooks from the rules."""

from pathlib import Path
from typing import Any

import yaml

OPS = Path(__file__).parent
FILE = OPS / "runbooks" / "README.md"
_INTRODUCTION = """# Runbooks

One page an alert: what it means, where to look first, causes (the likeliest first), fix, and how to see it is over.
Made from `ops/prometheus/rules/` by `make docs`; the pages are written by hand.  `critical` wakes somebody, `warning`
waits for the day.

Each has been tried: `tests/ops/trials.py` brings every alert about on a real broker and Prometheus, with windows a
twentieth as long, types the commands of its page while it fires, and sees it end (`make trials`).  The `docker compose`
commands are typed in the rehearsal of the compose file (`make compose-test`).
"""


def text() -> str:
    """Give the whole page."""
    rows = ["| alert | severity | says | fires after |", "|---|---|---|---|"]
    return _INTRODUCTION + "\n" + "\n".join([*rows, *(_row(alert) for alert in _alerts())]) + "\n"


def _alerts() -> list[dict[str, Any]]:
    files = sorted((OPS / "prometheus/rules").glob("*.yml"))
    groups = [group for file in files for group in yaml.safe_load(file.read_text("utf-8"))["groups"]]
    return [rule for group in groups for rule in group["rules"] if "alert" in rule]


def _row(alert: dict[str, Any]) -> str:
    name = alert["alert"]
    after = alert.get("for", "at once, in its windows")
    return f"| [{name}]({name}.md) | {alert['labels']['severity']} | {alert['annotations']['summary']} | {after} |"


def main() -> None:
    """Write the page."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
