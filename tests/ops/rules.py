"""Rules, their tests and their runbooks as values."""

from collections.abc import Iterator
from typing import Any

import yaml

from tests.ops.compose_file import ROOT

RULES = sorted((ROOT / "ops/prometheus/rules").glob("*.yml"))
RULE_TESTS = sorted((ROOT / "ops/prometheus/rules-tests").glob("*.yml"))
RUNBOOKS = ROOT / "ops/runbooks"


def rules() -> Iterator[dict[str, Any]]:
    """All rules, alerts and recording rules."""
    for file in RULES:
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["groups"]:
            yield from group["rules"]


def alerts() -> dict[str, dict[str, Any]]:
    """The alerts by name."""
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


def looks() -> Iterator[list[tuple[str, bool]]]:
    """What each test of the rules expects, in order of time: (alert, does it fire?)."""
    for file in RULE_TESTS:
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))["tests"]:
            yield [(look["alertname"], bool(look["exp_alerts"])) for look in case["alert_rule_test"]]
