"""How are Docker and Docker Compose called, and how is a failure told?  The words that the rehearsal is written in."""

import functools
import json
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60
# The first start of everything on 2 cores takes 30 s.
UP_TIMEOUT_S = 180


class Failed(Exception):  # noqa: N818  (reads as the sentence a person sees)
    """A step did not end as it should."""


@dataclass(frozen=True, slots=True)
class Project:
    """docker-compose.yml as a user runs it: *overlays* (paths from the root), *profiles*, shell *variables*, .env."""

    work: Path
    overlays: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    env_file: Path = ROOT / ".env"

    def command(self, *arguments: str) -> list[str]:
        """Give the whole command line; Docker Compose lies beside this Python (a development dependency)."""
        files = [str(ROOT / name) for name in ("docker-compose.yml", *self.overlays)]
        options = ["--project-directory", str(ROOT), "--env-file", str(self.env_file)]
        options += [word for file in files for word in ("-f", file)]
        options += [f"--profile={it}" for it in self.profiles]
        program = str(Path(sys.executable).with_name("docker-compose"))
        return ["env", *(f"{name}={value}" for name, value in self.variables.items()), program, *options, *arguments]

    def compose(self, *arguments: str) -> str:
        """Run it and give what it prints; raises Failed."""
        return output(*self.command(*arguments))

    def up(self, *arguments: str) -> None:
        """Start services, all by default, and wait until they are healthy; nothing is built."""
        self.compose("up", "--detach", "--no-build", "--wait", "--wait-timeout", str(UP_TIMEOUT_S), *arguments)

    def down(self) -> None:
        """Remove containers, networks and volumes."""
        self.compose("down", "--volumes", "--timeout", "5")

    def audit(self) -> dict[str, int]:
        """Audit from inside the network until nothing is in flight; every accepted record must be accounted for."""
        deadline = time.monotonic() + PATIENCE_S
        once = ("run", "--rm", "--no-deps", "-T", "audit", "audit", "--json")
        while True:
            audit: dict[str, Any] = json.loads(self.compose(*once))
            if not audit["in_flight"] or time.monotonic() > deadline:
                break
        accounted = audit["enriched"] + audit["dead_lettered"] + audit["tombstone"]
        expect(not audit["unaccounted"] and audit["accepted"] == accounted, f"the audit says {audit}")
        return audit


def streams(*what: str, **settings: object) -> str:
    """Run `streams` on this machine, through the published port; *settings* are STREAMS_* in lower case."""
    environment = {"brokers": "localhost:9092", **settings}
    pairs = [f"STREAMS_{name.upper()}={value}" for name, value in environment.items()]
    return output("env", *pairs, sys.executable, "-m", "streams.cli", *what)


def send(*what: str, **settings: object) -> int:
    """Produce from this machine; give the number of records that the broker confirmed."""
    return len(streams("produce", "--json", *what, **settings).splitlines())


def value_of(query: str) -> float | None:
    """Ask the Prometheus of the rehearsal for one number."""
    url = "http://127.0.0.1:9090/api/v1/query?" + urllib.parse.urlencode({"query": query})
    with urllib.request.urlopen(url, timeout=5) as answer:
        results = json.load(answer)["data"]["result"]
    return float(results[0]["value"][1]) if results else None


def await_value(query: str, wanted: float) -> None:
    """Wait until Prometheus says *wanted*."""
    until(lambda: value_of(query) == wanted, f"{query} is not {wanted}")


def until(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        expect(time.monotonic() < deadline, f"{otherwise} after {PATIENCE_S} s")
        time.sleep(0.5)


def expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise Failed(otherwise)


def step(title: str, act: Callable[[], object]) -> None:
    """Run a step and say how long it took, on one line whatever else runs meanwhile."""
    began = time.monotonic()
    try:
        act()
    except Exception:
        print(f"{title} ... FAILED after {time.monotonic() - began:.1f} s", flush=True)
        raise
    print(f"{title} ... {time.monotonic() - began:.1f} s", flush=True)


def together(*steps: tuple[str, Callable[[], object]]) -> None:
    """Run steps at the same time; they wait for the network more than for a core."""
    with ThreadPoolExecutor(len(steps)) as pool:
        for running in [pool.submit(functools.partial(step, *one)) for one in steps]:
            running.result()


def inspect(container: str, template: str) -> str:
    return output("docker", "inspect", "--format", template, container).strip()


def sh(*command: str) -> None:
    output(*command)


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise Failed(f"`{' '.join(command)}` ended with {done.returncode}:\n{last}")
    return done.stdout
