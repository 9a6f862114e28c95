"""What does docker-compose.yml do in its life?  Input, metrics, a crash, more workers, an outage, a drain, the end.

One function an act, in order; its first line is the title that is printed.
"""

import json
import os
import shlex
import socket
import subprocess
from collections.abc import Callable
from dataclasses import replace

from ops.compose.commands import (
    ROOT,
    Project,
    await_value,
    expect,
    inspect,
    output,
    send,
    sh,
    streams,
    until,
    value_of,
)
from ops.runbook_commands import commands

SCALED = ("--scale", "worker=3")


def refuses_nonsense(project: Project) -> None:
    """An override with a misspelt key is refused."""
    broken = project.work / "broken.json"
    broken.write_text(json.dumps({"services": {"worker": {"readonly": True}}}))
    command = [*project.command("-f", str(broken)), "config", "--quiet"]
    expect(subprocess.run(command, capture_output=True, check=False).returncode != 0, "it was accepted")


def says_what_is_wrong(project: Project) -> None:
    """A port in use, and more cores than there are, are said in the words that the README answers."""
    with socket.create_server(("127.0.0.1", 9090)):
        fails_with(project, "prometheus", "address already in use", "port is already allocated")
    fails_with(replace(project, variables={"KAFKA_CPUS": "99"}), "kafka", "Range of CPUs is from 0.01 to")
    project.down()


def fails_with(project: Project, service: str, *words: str) -> None:
    command = [*project.command(), "up", "--detach", "--no-build", "--no-deps", service]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    expect(done.returncode != 0 and any(word in done.stderr for word in words), f"it said {done.stderr!r}")


def comes_up(project: Project) -> None:
    """All services come up, in order, and are healthy, those of the profiles ui and kminion too."""
    project.up()
    topics = json.loads(project.compose("ps", "--all", "--format", "json", "topics"))
    expect(topics["ExitCode"] == 0, f"topics ended with {topics['ExitCode']}")


def is_locked_down(project: Project) -> None:
    """The worker has no rights, no installer, no way out of its network, and nothing to write to but /tmp."""
    kafka = project.compose("ps", "--quiet", "kafka").strip()
    # Kafka also stands on the other network; seen from there it is an address outside like any other.
    outside = inspect(kafka, '{{(index .NetworkSettings.Networks "news-streams_edge").IPAddress}}')
    seen = json.loads(project.compose("exec", "-T", "worker", "python", "-c", LOOK_AROUND, outside))
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


def processes(project: Project) -> None:
    """Samples sent from this machine are enriched, bad ones dead-lettered, and the audit adds up."""
    sent = [send("--samples"), send("--bad")]
    audit = project.audit()
    expect(audit["accepted"] == sum(sent), f"{sum(sent)} were sent, {audit['accepted']} accepted")
    expect(audit["enriched"] >= sent[0] and audit["dead_lettered"] > 0, f"the audit says {audit}")


def is_watched(project: Project) -> None:
    """Prometheus scrapes worker and audit by name, and what it has adds up."""
    for job in ("news-worker", "news-audit"):
        await_value(f'sum(up{{job="{job}"}})', 1)
    await_value("sum(news_worker_ready)", 1)
    enriched = project.audit()["enriched"]
    await_value('sum(news_published_records_total{topic="articles.enriched.v1"})', enriched)
    await_value('sum(news_audit_records{state="unaccounted"})', 0)


def survives_a_crash(project: Project) -> None:
    """A killed worker is started again by the engine and loses nothing."""
    container = project.compose("ps", "--quiet", "worker").strip()
    started = inspect(container, "{{.State.StartedAt}}")
    send("--samples", "--repeat", "20")
    os.kill(int(inspect(container, "{{.State.Pid}}")), 9)
    until(lambda: inspect(container, "{{.State.StartedAt}}") != started, "it was not started again")
    until(lambda: inspect(container, "{{.State.Health.Status}}") == "healthy", "it did not become healthy")
    project.audit()


def takes_more_workers(project: Project) -> None:
    """Three workers share the work, and Prometheus finds all of them."""
    project.up(*SCALED)
    send("--samples", "--repeat", "20")
    await_value("sum(news_worker_ready)", 3)
    await_value('sum(news_assigned_partitions{topic="articles.raw.v1"})', 12)
    project.audit()


def survives_a_broker_restart(project: Project) -> None:
    """The workers outlive a restart of the broker."""
    before = project.compose("ps", "--quiet", "worker").split()
    restarts = [inspect(container, "{{.RestartCount}}") for container in before]
    project.compose("restart", "kafka")
    project.up("--no-recreate", *SCALED)
    send("--samples")
    project.audit()
    expect([inspect(container, "{{.RestartCount}}") for container in before] == restarts, "a worker was restarted")


def drains(project: Project) -> None:
    """Stopped under load, every worker drains and ends with 0; started again, nothing is missing."""
    containers = project.compose("ps", "--quiet", "worker").split()
    send("--samples", "--repeat", "20")
    project.compose("stop", "worker")
    codes = [inspect(container, "{{.State.ExitCode}}") for container in containers]
    expect(codes == ["0"] * 3, f"they ended with {codes}")
    project.compose("start", "--wait", "worker")
    project.audit()


def is_fed(project: Project) -> None:
    """`--profile load` sends samples at a steady rate; stopped, it ends, and the audit adds up; kminion is scraped."""
    await_value('sum(up{job="kminion"})', 1)  # its name is looked up once a minute
    accepted = "sum(increase(news_received_records_total{topic='articles.raw.v1'}[30s])) > 0 or vector(0)"
    loaded = replace(project, profiles=(*project.profiles, "load"))
    loaded.up("--no-recreate", "load")
    until(lambda: (value_of(accepted) or 0) > 100, "no load arrives")
    loaded.compose("stop", "--timeout", "10", "load")
    project.audit()


def takes_settings(project: Project) -> None:
    """A setting in .env and one in the shell reach the worker: what is in quarantine becomes a dead letter, unread."""
    ends = [it for it in json.loads(streams("lag", "--json")) if it["topic"] == "articles.raw.v1"]
    following = ",".join(f"{it['topic']}/{it['partition']}/{it['end']}" for it in ends)
    file = project.work / "settings.env"
    file.write_text((ROOT / ".env").read_text() + "STREAMS_BATCH_RECORDS=7\n")
    changed = replace(project, variables={"STREAMS_QUARANTINE": following}, env_file=file)
    changed.up("--no-deps", "worker")
    has = changed.compose("exec", "-T", "worker", "printenv").splitlines()
    for line in ("STREAMS_BATCH_RECORDS=7", f"STREAMS_QUARANTINE={following}"):
        expect(line in has, f"the worker lacks {line}")
    send("--reference")
    audit = project.audit()
    letters = streams("dlq", "ls", "--code", "quarantined", "--json").splitlines()
    expect(len(letters) == 1, f"{len(letters)} dead letters are quarantined, 1 was sent; the audit says {audit}")
    project.up()
    has = project.compose("exec", "-T", "worker", "printenv").splitlines()
    expect(not any(line.startswith("STREAMS_QUARANTINE") for line in has), "the quarantine goes on")


def answers_the_runbooks(project: Project) -> None:
    """Every `docker compose` command of the runbooks runs as it stands there."""
    program = shlex.join(project.command())
    for line in dict.fromkeys(command.line for command in commands() if command.program == "docker"):
        sh("bash", "-c", line.replace("docker compose", program))
    project.up()
    project.audit()


def leaves_nothing(project: Project) -> None:
    """`down -v` removes containers, networks and volumes."""
    replace(project, profiles=("*",)).down()
    ours = ["--filter", "label=com.docker.compose.project=news-streams", "--quiet"]
    left = [output("docker", *what, *ours) for what in (["ps", "--all"], ["volume", "ls"], ["network", "ls"])]
    expect(not any(left), f"there is still {left}")


ACTS: tuple[Callable[[Project], None], ...] = (
    refuses_nonsense,
    says_what_is_wrong,
    comes_up,
    is_locked_down,
    processes,
    is_watched,
    survives_a_crash,
    takes_more_workers,
    survives_a_broker_restart,
    drains,
    is_fed,
    takes_settings,
    answers_the_runbooks,
    leaves_nothing,
)
