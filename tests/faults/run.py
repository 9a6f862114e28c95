"""What has been survived?  Breaks everything on the list, staged and chained, and prints the table.

    python -m tests.faults.run                     all of it, on a broker of its own
    python -m tests.faults.run --only killed       what has this in its name
    python -m tests.faults.run --large             200,000 records, killed every few seconds, two rebalances

Exit code 1 when something was not survived; the reason stands below the table.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ops.local.kafka import LocalKafka
from ops.local.secure import SecureKafka
from tests.faults.conftest import OWN_HEAP, QUICK_RESTART
from tests.faults.faults import FAULTS, LARGE, Fault
from tests.faults.judge import Verdict
from tests.faults.world import CHAINED, STAGED, NotHereError, a_world, allowed_duplicates

_FORM = "{:<36} {:<8} {:>8} {:>6} {:>5} {:>11} {:>8} {:>11} {:>8}"
_HEAD = ("fault", "cuts", "records", "lost", "torn", "duplicated", "allowed", "recovered s", "took s")
# Room for the topics of one world (their empty indexes are sparse) and not much more.
DISK = "size=128m"
NAMES = {STAGED: "staged", CHAINED: "chained"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; *verdict* None when the scenario itself failed, for the *reason*."""

    fault: str
    cuts: str
    verdict: Verdict | None
    recovered_s: float
    took_s: float
    reason: str = ""
    torn: int = 0
    skipped: bool = False

    @property
    def survived(self) -> bool:
        """Whether the promise was kept and the scenario went as it must."""
        return self.verdict is not None

    def __str__(self) -> str:
        if self.verdict is None:
            said = "not here" if self.skipped else "FAILED"
            return _FORM.format(self.fault, NAMES[self.cuts], "-", "?", "-", "-", "-", said, f"{self.took_s:.0f}")
        lost = len(self.verdict.problems.get("missing", ()))
        numbers = (
            self.verdict.accepted,
            lost,
            self.torn,
            self.verdict.duplicated,
            allowed_duplicates(self.verdict, self.torn, self.cuts),
            f"{self.recovered_s:.1f}",
            f"{self.took_s:.0f}",
        )
        return _FORM.format(self.fault, NAMES[self.cuts], *numbers)


@contextmanager
def broker_of(fault: Fault, kafka: LocalKafka, folder: Path) -> Iterator[LocalKafka]:
    """Give the broker of the run, or for a fault that needs a small disk one of its own on one."""
    if fault.rules:
        with SecureKafka(folder / "rules", heap=OWN_HEAP) as secure:
            yield secure
        return
    if not fault.small_disk:
        yield kafka
        return
    disk = folder / "disk"
    disk.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", DISK, "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        raise NotHereError(f"a small disk cannot be mounted here (root can): {mounted.stderr.strip()}")
    try:
        with LocalKafka(disk / "kafka", overrides=QUICK_RESTART, heap=OWN_HEAP) as own:
            yield own
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def survive(fault: Fault, cuts: str, kafka: LocalKafka, folder: Path) -> Row:
    """Break one world and let checker and audit judge what is left."""
    began = time.monotonic()
    try:
        with broker_of(fault, kafka, folder) as its_kafka, a_world(its_kafka, folder) as world:
            recovered_s = fault.scenario(world, cuts)
            verdict, torn = world.prove(cuts), world.torn
    except NotHereError as error:
        return Row(fault.name, cuts, None, 0, time.monotonic() - began, str(error), skipped=True)
    except Exception as error:
        if not kafka.is_running():
            kafka.start()
        reason = "".join(traceback.format_exception(error))
        return Row(fault.name, cuts, None, 0, time.monotonic() - began, reason)
    return Row(fault.name, cuts, verdict, recovered_s, time.monotonic() - began, torn=torn)


def main(arguments: list[str] | None = None) -> int:
    """Run from a shell."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.run", description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="faults with this in their name")
    parser.add_argument("--cuts", choices=list(NAMES.values()), help="only these cuts")
    parser.add_argument("--large", action="store_true", help="only the 200,000 records that are not on the list")
    options = parser.parse_args(arguments)
    if not any(options.only in fault.name for fault in FAULTS):
        parser.error(f"--only names no fault; there are: {'; '.join(fault.name for fault in FAULTS)}")
    rows = []
    print(_FORM.format(*_HEAD), flush=True)
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        with LocalKafka(folder / "kafka", overrides=QUICK_RESTART, heap=OWN_HEAP) as kafka:
            for fault in (LARGE,) if options.large else FAULTS:
                for cuts, name_of_cuts in NAMES.items():
                    if options.only in fault.name and options.cuts in (None, name_of_cuts):
                        rows.append(survive(fault, cuts, kafka, folder))
                        print(rows[-1], flush=True)
    failed = [row for row in rows if not (row.survived or row.skipped)]
    for row in rows:
        if row.reason:
            print(f"\n{row.fault}, {NAMES[row.cuts]}:\n{row.reason}")
    survived = sum(row.survived for row in rows)
    print(f"\n{survived} of {len(rows)} survived in {sum(row.took_s for row in rows) / 60:.1f} min")
    return int(bool(failed) or not rows)


if __name__ == "__main__":
    sys.exit(main())
