"""How does a test run a worker?  As a process of its own, the way a person starts it, ended by its pid."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from ops.local.kafka import free_port

ROOT = Path(__file__).parents[2]
# A worker answers in 3 s on an idle machine; tests share two cores with others.
START_S = 60.0


@dataclass(slots=True)
class Worker:
    """A running `streams worker`, or the build of `tests/faults/builds.py` that it was started as.

    *torn* counts how often its work was torn off: killed, frozen, or ended un-acked by itself.
    """

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    ended: bool = False
    torn: int = 0

    def get(self, path: str, *, timeout_s: float = 3.0) -> tuple[int, str]:
        """Ask the web port; status 0 when nothing answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=timeout_s) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def reasons(self, path: str) -> list[str]:
        """Give the reasons of a probe, `silent` when nothing answers."""
        status, body = self.get(path)
        return list(json.loads(body)["reasons"]) if status else ["silent"]

    def metric(self, series: str) -> float:
        """Read the value of one series, written as in the text format; 0 when there is none."""
        lines = self.get("/metrics")[1].splitlines()
        return next((float(line.rpartition(" ")[2]) for line in lines if line.startswith(f"{series} ")), 0.0)

    def wait_ready(self, *, within_s: float = START_S) -> "Worker":
        """Wait until `/readyz` says yes."""
        deadline = time.monotonic() + within_s
        while self.get("/readyz")[0] != 200:
            assert self.running, f"the worker ended with {self.process.returncode}:\n{self.said()}"
            assert time.monotonic() < deadline, f"not ready after {within_s} s: {self.reasons('/readyz')}"
            time.sleep(0.1)
        return self

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self.process.poll() is None

    @property
    def fell(self) -> bool:
        """Whether it ended without being asked to."""
        return not (self.running or self.ended)

    def kill(self) -> None:
        """End it without warning."""
        self.torn += self.running
        self.ended = True
        self.thaw()
        self.process.kill()
        self.process.wait()

    def terminate(self, *, within_s: float = 60.0) -> int:
        """Send SIGTERM and give the exit code."""
        self.process.terminate()
        return self.wait(within_s=within_s)

    def wait(self, *, within_s: float = 60.0) -> int:
        """Wait for the end that comes by itself and give the exit code."""
        self.ended = True
        code = self.process.wait(within_s)
        self.torn += code != 0
        return code

    def freeze(self) -> None:
        """Stop it in its tracks."""
        self.torn += 1
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        if self.running:
            self.process.send_signal(signal.SIGCONT)

    def said(self) -> str:
        """Give what it wrote on standard output and error."""
        return self.log.read_text(errors="replace")


def start_worker(
    folder: Path, *arguments: str, build: str | None = None, port: int | None = None, **settings: object
) -> Worker:
    """Start one; *settings* are STREAMS_* in lower case, *build* a behaviour of `tests/faults/builds.py`."""
    port = port or free_port()
    program = ["-m", "tests.faults.builds", build] if build else ["-m", "streams.cli"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STREAMS_")}
    environment |= {f"STREAMS_{name.upper()}": str(value) for name, value in settings.items()}
    log = folder / f"worker-{port}.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, *program, "worker", *arguments, "--web-port", str(port)],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
        )  # fmt: skip
    return Worker(process, port, log)
