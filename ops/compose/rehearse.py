"""Does docker-compose.yml work when it is run, on a machine that cannot pull images?  `make compose-test`

Builds the worker's image and stand-ins for the official ones with an engine of its own, cuts that engine off from
everything but this machine, and plays the life of the system twice: plain, and with the overlays for a broker that
trusts nobody.  Needs root, and Debian's docker.io, mmdebstrap, iproute2, maven and openjdk-17-jre-headless.  About 6
minutes and 2 GB of temporary disk; `--work FOLDER` keeps the images for the next run.

Exit codes: 0 it went through, 1 something failed, 69 NOT RUN: this machine cannot have an engine.
"""

import argparse
import functools
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from ops.compose import plain, secured
from ops.compose.commands import Failed, Project, step
from ops.compose.engine import EngineError, engine, enter
from ops.compose.images import build

MODULE = "ops.compose.rehearse"
PASSED, FAILED, NOT_RUN = 0, 1, 69


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description="Run docker-compose.yml for real.")
    parser.add_argument("--work", type=Path, help="keep images and tools here for the next run")
    parser.add_argument("--only", choices=["plain", "secured"], help="play one of the two lives")
    parser.add_argument("--stage", choices=["build", "run"], help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the folder goes, too, when somebody ends us
    try:
        if options.stage:
            return build(options.work) if options.stage == "build" else run(options.work, options.only)
        if options.work:
            options.work.mkdir(parents=True, exist_ok=True)
            return rehearse(options.work.resolve(), options.only)
        with tempfile.TemporaryDirectory(prefix="rehearsal") as folder:
            return rehearse(Path(folder), options.only)
    except EngineError as reason:
        print(f"\n=== NOT RUN: docker-compose.yml was not tried: {reason} ===\n", file=sys.stderr)
        return NOT_RUN
    except Failed as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return FAILED


def rehearse(work: Path, only: str | None) -> int:
    """Build with the host's network, then run without any."""
    given = ["--work", str(work), *(["--only", only] if only else [])]
    built = enter(MODULE, "--stage", "build", *given, network=True)
    return built or enter(MODULE, "--stage", "run", *given, network=False)


def run(work: Path, only: str | None) -> int:
    with engine(work / "engine", bridge=True):
        if only != "secured":
            play(Project(work, profiles=("ui", "kminion")), plain.ACTS)
        if only != "plain":
            play(secured.make_secrets(work), secured.ACTS)
    print("the rehearsal went through, with stand-ins for the official images")
    return PASSED


def play(project: Project, acts: Sequence[Callable[[Project], None]]) -> None:
    """Play the acts in order; whatever happens, nothing of the project stays."""
    try:
        for act in acts:
            step((act.__doc__ or act.__name__).partition("\n")[0].rstrip("."), functools.partial(act, project))
    except Failed:
        tell(project)
        raise
    finally:
        project.down()


def tell(project: Project) -> None:
    """Show what a person would look at first: which services run, and the last lines of each."""
    lines = project.compose("logs", "--tail", "12").splitlines()
    print("\n", project.compose("ps", "--all"), *(f"{line[:300]}\n" for line in lines), sep="", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
