"""Does docker-compose.yml work when it is run, on a machine that cannot pull images?  `make compose-test`

Builds the worker's image and stand-ins for the official ones with an engine of its own, cuts that engine off from
everything but this machine, and plays the life of the system: start, input, metrics, a crash, more workers, a broker
restart, a drain, the end.  Needs root, and Debian's docker.io, mmdebstrap, maven and openjdk-17-jre-headless.  About 5
minutes and 2 GB of temporary disk; `--work FOLDER` keeps the images for the next run.
"""

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ops.compose.commands import (
    PATIENCE_S,
    Failed,
    compose,
    compose_command,
    expect,
    inspect,
    output,
    step,
    until,
)
from ops.compose.engine import EngineError, engine, enter
from ops.compose.images import build

MODULE = "ops.compose.rehearse"

# The first start of everything on 2 cores takes 30 s.
UP_TIMEOUT_S = 180


def main() -> int:
    parser = argparse.ArgumentParser(prog=f"python -m {MODULE}", description="Run docker-compose.yml for real.")
    parser.add_argument("--work", type=Path, help="keep images and tools here for the next run")
    parser.add_argument("--stage", choices=["build", "run"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    try:
        if options.stage:
            return STAGES[options.stage](options.work)
        if options.work:
            options.work.mkdir(parents=True, exist_ok=True)
            return rehearse(options.work.resolve())
        with tempfile.TemporaryDirectory(prefix="rehearsal") as folder:
            return rehearse(Path(folder))
    except (Failed, EngineError) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1


def rehearse(work: Path) -> int:
    """Build with the host's network, then run without any."""
    built = enter(MODULE, "--stage", "build", "--work", str(work), network=True)
    return built or enter(MODULE, "--stage", "run", "--work", str(work), network=False)


def run(work: Path) -> int:
    with engine(work / "engine", bridge=True):
        try:
            for act in ACTS:
                step((act.__doc__ or act.__name__).rstrip("."), functools.partial(act, work))
        except Failed:
            tell(work)
            raise
        finally:
            compose(work, "down", "--volumes", "--timeout", "5")
    print("the rehearsal went through, with stand-ins for the official images")
    return 0


def tell(work: Path) -> None:
    """Show what a person would look at first: which services run, and the last lines of each."""
    lines = compose(work, "logs", "--tail", "8").splitlines()
    print("\n", compose(work, "ps", "--all"), *(f"{line[:300]}\n" for line in lines), sep="", file=sys.stderr)


def refuses_nonsense(work: Path) -> None:
    """An override with a misspelt key is refused."""
    broken = work / "broken.json"
    broken.write_text(json.dumps({"services": {"worker": {"readonly": True}}}))
    command = [*compose_command(work), "-f", str(broken), "config", "--quiet"]
    expect(subprocess.run(command, capture_output=True, check=False).returncode != 0, "it was accepted")


def comes_up(work: Path) -> None:
    """All services come up, in order, and are healthy."""
    compose(work, "up", "--detach", "--no-build", "--wait", "--wait-timeout", str(UP_TIMEOUT_S))
    topics = json.loads(compose(work, "ps", "--all", "--format", "json", "topics"))
    expect(topics["ExitCode"] == 0, f"topics ended with {topics['ExitCode']}")


def is_locked_down(work: Path) -> None:
    """The worker has no rights, no installer, no way out of its network, and nothing to write to but /tmp."""
    kafka = compose(work, "ps", "--quiet", "kafka").strip()
    # Kafka also stands on the other network; seen from there it is an address outside like any other.
    outside = inspect(kafka, '{{(index .NetworkSettings.Networks "news-streams_edge").IPAddress}}')
    seen = json.loads(compose(work, "exec", "-T", "worker", "python", "-c", LOOK_AROUND, outside))
    wanted = {
        "uid": 999, "capabilities": 0, "no_new_privileges": True, "writable": ["/tmp"], "installer": False,
        "reaches": ["kafka"], "memory_bytes": 1 << 30,
    }  # fmt: skip
    expect(seen == wanted, f"it sees {seen}")


LOOK_AROUND = """
import importlib.util, json, os, pathlib, socket, sys
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
def may_write(folder):
    try:
        (pathlib.Path(folder) / "probe").touch()
    except OSError:
        return False
    return True
def reaches(host):
    try:
        socket.create_connection((host, 9092), timeout=2).close()
    except OSError:
        return False
    return True
limits = [p for p in map(pathlib.Path, ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"))
          if p.exists()]
print(json.dumps({
    "uid": os.getuid(),
    "capabilities": int(status["CapEff"], 16) | int(status["CapBnd"], 16),
    "no_new_privileges": status["NoNewPrivs"].strip() == "1",
    "writable": [f for f in ("/", "/tmp", "/opt/news-streams", "/var/tmp", "/home") if may_write(f)],
    "installer": importlib.util.find_spec("pip") is not None,
    "reaches": [host for host in ("kafka", sys.argv[1]) if reaches(host)],
    "memory_bytes": int(limits[0].read_text()),
}))
"""


def processes(work: Path) -> None:
    """Samples sent from this machine are enriched, bad ones dead-lettered, and the audit adds up."""
    sent = [send("--samples"), send("--bad")]
    audit = adds_up(work)
    expect(audit["accepted"] == sum(sent), f"{sum(sent)} were sent, {audit['accepted']} accepted")
    expect(audit["enriched"] >= sent[0] and audit["dead_lettered"] > 0, f"the audit says {audit}")


def is_watched(work: Path) -> None:
    """Prometheus scrapes worker and audit by name, and what it has adds up."""
    await_value('sum(up{job="news-worker"})', 1)
    await_value('sum(up{job="news-audit"})', 1)
    await_value("sum(news_worker_ready)", 1)
    enriched = adds_up(work)["enriched"]
    await_value('sum(news_published_records_total{topic="articles.enriched.v1"})', enriched)
    await_value('sum(news_audit_records{state="unaccounted"})', 0)


def survives_a_crash(work: Path) -> None:
    """A killed worker is started again by the engine and loses nothing."""
    container = compose(work, "ps", "--quiet", "worker").strip()
    started = inspect(container, "{{.State.StartedAt}}")
    send("--samples", "--repeat", "20")
    os.kill(int(inspect(container, "{{.State.Pid}}")), 9)
    until(lambda: inspect(container, "{{.State.StartedAt}}") != started, "it was not started again")
    until(lambda: inspect(container, "{{.State.Health.Status}}") == "healthy", "it did not become healthy")
    adds_up(work)


def takes_more_workers(work: Path) -> None:
    """Three workers share the work, and Prometheus finds all of them."""
    compose(work, "up", "--detach", "--no-build", "--wait", "--wait-timeout", str(UP_TIMEOUT_S), "--scale", "worker=3")
    send("--samples", "--repeat", "20")
    await_value("sum(news_worker_ready)", 3)
    await_value('sum(news_assigned_partitions{topic="articles.raw.v1"})', 12)
    adds_up(work)


def survives_a_broker_restart(work: Path) -> None:
    """The workers outlive a restart of the broker."""
    before = compose(work, "ps", "--quiet", "worker").split()
    restarts = [inspect(container, "{{.RestartCount}}") for container in before]
    compose(work, "restart", "kafka")
    compose(work, "up", "--detach", "--no-build", "--no-recreate", "--wait", "--scale", "worker=3")
    send("--samples")
    adds_up(work)
    expect([inspect(container, "{{.RestartCount}}") for container in before] == restarts, "a worker was restarted")


def drains(work: Path) -> None:
    """Stopped under load, every worker drains and ends with 0; started again, nothing is missing."""
    containers = compose(work, "ps", "--quiet", "worker").split()
    send("--samples", "--repeat", "20")
    compose(work, "stop", "worker")
    codes = [inspect(container, "{{.State.ExitCode}}") for container in containers]
    expect(codes == ["0"] * 3, f"they ended with {codes}")
    compose(work, "start", "--wait", "worker")
    adds_up(work)


def leaves_nothing(work: Path) -> None:
    """`down -v` removes containers, networks and volumes."""
    compose(work, "down", "--volumes", "--timeout", "5")
    ours = ["--filter", "label=com.docker.compose.project=news-streams", "--quiet"]
    left = [output("docker", *what, *ours) for what in (["ps", "--all"], ["volume", "ls"], ["network", "ls"])]
    expect(not any(left), f"there is still {left}")


ACTS: tuple[Callable[[Path], None], ...] = (
    refuses_nonsense,
    comes_up,
    is_locked_down,
    processes,
    is_watched,
    survives_a_crash,
    takes_more_workers,
    survives_a_broker_restart,
    drains,
    leaves_nothing,
)
STAGES: dict[str, Callable[[Path], int]] = {"build": build, "run": run}


def send(*what: str) -> int:
    """Produce from this machine, through the published port; return how many records the broker confirmed."""
    program = [sys.executable, "-m", "streams.cli", "produce", "--json", "--brokers", "localhost:9092", *what]
    return len(output(*program).splitlines())


def adds_up(work: Path) -> dict[str, int]:
    """Audit from inside the network until nothing is in flight; every accepted record must then be accounted for."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        audit: dict[str, Any] = json.loads(compose(work, "run", "--rm", "--no-deps", "-T", "audit", "audit", "--json"))
        if not audit["in_flight"] or time.monotonic() > deadline:
            break
    accounted = audit["enriched"] + audit["dead_lettered"] + audit["tombstone"]
    expect(not audit["unaccounted"] and audit["accepted"] == accounted, f"the audit says {audit}")
    return audit


def await_value(query: str, wanted: float) -> None:
    url = "http://127.0.0.1:9090/api/v1/query?" + urllib.parse.urlencode({"query": query})

    def value() -> float | None:
        with urllib.request.urlopen(url, timeout=5) as answer:
            results = json.load(answer)["data"]["result"]
        return float(results[0]["value"][1]) if results else None

    until(lambda: value() == wanted, f"{query} is not {wanted}")


if __name__ == "__main__":
    sys.exit(main())
