"""Is a vulnerability known in a version that is pinned?  pip-audit asks the package index; this reads its answer.

    python -m ops.audit_dependencies [requirements.txt ...]

Alone it cannot be trusted with the verdict: an index without the advisory part of the API makes pip-audit 2.10 skip
every package, say "No known vulnerabilities found" and end with 0 (run).  Here a package that could not be looked up
is not one without vulnerabilities.  Exit code 0 all looked up and none known, 1 known ones, 69 not all looked up.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
TIMEOUT_S = 300
EX_FOUND, EX_UNAVAILABLE = 1, 69
_NAMED = 5


@dataclass(slots=True)
class Audit:
    """What became of the packages of one file: how many were looked up, which could not be, which have what."""

    looked_up: int = 0
    skipped: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def read(report: Mapping[str, Any]) -> Audit:
    """Read a JSON report of pip-audit."""
    audit = Audit()
    for package in report["dependencies"]:
        if "skip_reason" in package:
            audit.skipped.append(package["name"])
            continue
        audit.looked_up += 1
        for one in package["vulns"]:
            fixed = ", ".join(one.get("fix_versions") or ()) or "no version yet"
            audit.known.append(f"{package['name']} {package['version']}: {one['id']}, fixed in {fixed}")
    return audit


def verdict(name: str, audit: Audit) -> tuple[int, str]:
    """Give exit code and text for a person."""
    lines = [f"{name}: {audit.looked_up} packages looked up, {len(audit.known)} vulnerabilities known"]
    lines += [f"  {line}" for line in audit.known]
    unknown = len(audit.skipped)
    if unknown or not audit.looked_up:
        some = ", ".join(audit.skipped[:_NAMED]) + (" ..." if unknown > _NAMED else "")
        lines.append(
            f"{name}: NOT AUDITED: {unknown} packages could not be looked up ({some}); "
            "the package index here has no advisories, run this where it does"
        )
    code = EX_FOUND if audit.known else EX_UNAVAILABLE if unknown or not audit.looked_up else 0
    return code, "\n".join(lines)


def ask(file: Path) -> tuple[int, str]:
    """Let pip-audit look up the pins of *file*, without installing or resolving anything."""
    options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pip_audit", *options, "-r", str(file)],
            capture_output=True, text=True, timeout=TIMEOUT_S, check=False,
        )  # fmt: skip
        report = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return EX_UNAVAILABLE, f"{file.name}: NOT AUDITED: the package index did not answer in {TIMEOUT_S} s"
    except json.JSONDecodeError:
        last = (done.stderr.strip().splitlines() or ["no output"])[-1]
        return EX_UNAVAILABLE, f"{file.name}: NOT AUDITED: pip-audit gave no report: {last}"
    return verdict(file.name, read(report))


def main(arguments: Sequence[str]) -> int:
    """Audit the files given, or both of the project; known vulnerabilities outweigh what could not be looked up."""
    answers = [ask(ROOT / name) for name in arguments or FILES]
    for _, text in answers:
        print(text)
    codes = {code for code, _ in answers}
    return next((code for code in (EX_FOUND, EX_UNAVAILABLE) if code in codes), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
