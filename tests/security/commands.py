"""How does a test run a command as one of the broker's users?  As a process of its own, with settings and no others."""

import os
import subprocess
import sys
from collections.abc import Callable

from tests.faults.worker import ROOT, Worker

COMMAND_S = 60
Command = subprocess.CompletedProcess[str]
Start = Callable[..., Worker]


def streams(login: dict[str, object], *arguments: str) -> Command:
    """Run a command of ours to its end with these settings."""
    return subprocess.run(
        [sys.executable, "-m", "streams.cli", *arguments],
        cwd=ROOT, env=environment(login), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=COMMAND_S, check=False,
    )  # fmt: skip


def environment(login: dict[str, object]) -> dict[str, str]:
    """Give the environment of a process with these settings and no others of ours."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("STREAMS_")}
    return plain | {f"STREAMS_{name.upper()}": str(value) for name, value in login.items()}
