"""What the fault tests ask for: a world on the session's broker, or one with a broker of its own to break."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.local.kafka import LocalKafka
from tests.faults.world import World, a_world

# Small, because the session's broker runs beside it; and 9 s less to wait after a kill (ops/local/kafka.py).
OWN_HEAP = "256m"
QUICK_RESTART = {"broker.session.timeout.ms": "1000", "broker.heartbeat.interval.ms": "200"}


@pytest.fixture
def world(kafka: LocalKafka, tmp_path: Path) -> Iterator[World]:
    """A world on the broker of the session."""
    with a_world(kafka, tmp_path) as found:
        yield found


@pytest.fixture
def own_kafka(tmp_path: Path) -> Iterator[LocalKafka]:
    """A broker that the test may kill."""
    broker = LocalKafka(tmp_path / "own-kafka", overrides=QUICK_RESTART, heap=OWN_HEAP)
    with broker:
        yield broker


@pytest.fixture
def own_world(own_kafka: LocalKafka, tmp_path: Path) -> Iterator[World]:
    """A world on a broker that the test may kill."""
    with a_world(own_kafka, tmp_path) as found:
        yield found
