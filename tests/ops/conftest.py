"""What the tests of operations share: one running pipeline under a Prometheus."""

from tests.ops.observing import observed

__all__ = ["observed"]
