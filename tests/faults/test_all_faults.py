"""Is every fault of the list survived, staged and chained?  The table comes from `python -m tests.faults.run`."""

from pathlib import Path

import pytest

from ops.local.kafka import LocalKafka
from tests.faults.faults import FAULTS, Fault
from tests.faults.run import survive
from tests.faults.world import CHAINED, STAGED


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("cuts", [STAGED, CHAINED], ids=["staged", "chained"])
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_it_is_survived(own_kafka: LocalKafka, tmp_path: Path, fault: Fault, cuts: str) -> None:
    row = survive(fault, cuts, own_kafka, tmp_path)
    if row.skipped:
        pytest.skip(row.reason)

    assert row.survived, row.reason
