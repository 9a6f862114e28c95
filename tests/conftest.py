"""What every test may ask for: a real broker (marker `kafka`) and topics on it."""

import os

import pytest
from hypothesis import settings as hypothesis_settings

from tests.kafka_broker import kafka, settings, topics

__all__ = ["kafka", "settings", "topics"]

# Forty inputs a property keep the unit suite short; `make fuzz` sets many more.
hypothesis_settings.register_profile("unit", max_examples=int(os.environ.get("EXAMPLES", "40")), deadline=None)
hypothesis_settings.load_profile("unit")


# Minutes on a real broker: `.ci/run` and `make long` run these, `make test` stays under ten minutes without them.
LONG = (
    "tests/security/",
    "tests/ops/test_observe.py",
    "tests/faults/test_broken_world.py",
    "tests/faults/test_scale.py",
)

# A quarter of an hour of alerts brought about: `make trials`.
TRIALS = "tests/ops/test_trials.py"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place: what asks for `promtool` or a file in LONG costs a tool or minutes, ops only compares files."""
    for item in items:
        if "promtool" in getattr(item, "fixturenames", ()):
            item.add_marker("promtool")
        if item.get_closest_marker("kafka") and item.nodeid.startswith(LONG):
            item.add_marker("long")
        if item.get_closest_marker("kafka") and item.nodeid.startswith(TRIALS):
            item.add_marker("slow")
        if item.nodeid.startswith("tests/ops/"):
            item.add_marker("agreement")
