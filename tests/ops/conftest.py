"""What the tests of operations share: one running pipeline under a Prometheus."""

import shutil

import pytest

from tests.ops.observing import observed

__all__ = ["observed"]


@pytest.fixture
def promtool() -> str:
    """Debian's promtool is 2.42: what it accepts, 3.x accepts too."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("promtool is not installed (Debian: apt-get install prometheus)")
    return tool
