"""A running pipeline under a real Prometheus, with windows a twentieth as long: ten minutes take half a minute."""

import math
import re
import time
from collections.abc import Iterator

import pytest

from ops.local.observe import Load, Observed
from tests.ops.rules import RULES

FASTER = 20
UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
# Ages that a rule compares with: they are times, too.
AGES_S = (900, 60)


def faster(text: str) -> str:
    """Shorten every window, every wait and every age that an alert allows."""

    def shorter(found: re.Match[str]) -> str:
        return f"{found[1]}{math.ceil(int(found[2]) * UNITS_S[found[3]] / FASTER)}s"

    text = re.sub(r"(\[|for: |offset )(\d+)([smhd])\b", shorter, text)
    for age in AGES_S:
        text = re.sub(rf"> {age}\b", f"> {age // FASTER}", text)
    return text


@pytest.fixture(scope="session")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observed]:
    """Everything running, with records of every kind through and an audit done."""
    folder = tmp_path_factory.mktemp("observe")
    for file in RULES:
        (folder / "rules").mkdir(exist_ok=True)
        (folder / "rules" / file.name).write_text(faster(file.read_text(encoding="utf-8")), encoding="utf-8")
    # One bad record a second is below what any alert minds.
    load = Load(good=10, bad=1, audit_every_s=5, scrape_s=1)
    with Observed(folder=folder, load=load, rules=folder / "rules") as everything:
        once(everything, "produce", "--bad")
        everything.wait_for(
            lambda: value(everything, "count(sum by (code) (news_dead_letters_total) > 0)") >= 6, "codes"
        )
        everything.wait_for(lambda: value(everything, "min(news_audit_last_success_timestamp_seconds)") > 0, "an audit")
        everything.wait_for(
            lambda: value(everything, "count(sum by (type) (news_entities_total) > 0)") >= 3, "entities"
        )
        time.sleep(5)  # a few scrapes more, for rates
        yield everything


def once(observed: Observed, *arguments: str) -> None:
    """Run a `streams` command to its end, which must be a good one."""
    code = observed.streams("once", *arguments).wait()
    del observed.running["once"]  # or it would be started again
    assert code == 0, observed.log("once").read_text(errors="replace")[-1000:]


def value(observed: Observed, expression: str) -> float:
    """Ask for one number; 0 when there is none."""
    result = observed.ask("query", query=expression)["result"]
    return float(result[0]["value"][1]) if result else 0.0


def numbers(observed: Observed, expression: str) -> list[float]:
    """Ask for the last minute; give the finite numbers of all series."""
    now = time.time()
    result = observed.ask("query_range", query=expression, start=now - 60, end=now, step=1)["result"]
    return [number for series in result for _, text in series["values"] if math.isfinite(number := float(text))]
