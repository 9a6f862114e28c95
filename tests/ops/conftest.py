"""What the tests of operations share: one running pipeline under a Prometheus."""

import shutil

import pytest

from tests.ops.observing import observed

__all__ = ["observed"]


@pytest.fixture
def promtool() -> str:
    """Give the program, or skip where it is not installed."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed (Debian: apt-get install prometheus)")
    return tool
