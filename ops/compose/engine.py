"""How does one get a Docker engine for an hour, beside no other and leaving nothing behind?

`enter` starts this program again in namespaces of its own (processes, mounts, and a network without a way out unless
it needs one); `engine` runs a private dockerd there with its own socket and data folder.  When the program ends, the
kernel ends everything in its process namespace.  Needs root and Debian's docker.io; an engine that runs already is
left alone.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

START_TIMEOUT_S = 60
PROGRAMS = {"dockerd": "docker.io", "ip": "iproute2", "mmdebstrap": "mmdebstrap", "mvn": "maven"}
RUN = "REHEARSAL_RUN"  # the folder for socket, pid file and log, handed from `enter` to `engine`


class EngineError(Exception):
    """There is no engine.  The text is for a person."""


def enter(module: str, *arguments: str, network: bool) -> int:
    """Run `python -m MODULE ARGUMENTS` in new namespaces; return its exit code.

    Without *network* it has a loopback interface and nothing else: no address outside can be reached.
    """
    if os.geteuid() != 0:
        raise EngineError("an engine of its own needs root")
    for program, package in PROGRAMS.items():
        if shutil.which(program) is None:
            raise EngineError(f"{program} is missing; on Debian: apt-get install {package}")
    namespaces = ["--pid", "--mount", "--fork", "--kill-child", "--mount-proc", *([] if network else ["--net"])]
    tried = subprocess.run(["unshare", *namespaces, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        raise EngineError(f"no namespaces are to be had here: {tried.stderr.strip()}")
    command = ["unshare", *namespaces, sys.executable, "-m", module, *arguments]
    # A fresh folder each time: a pid file or socket of an earlier engine would stop this one.  A short path, because
    # that of a socket has at most 108 bytes.  Removed out here, where nothing is mounted in it any more.
    with tempfile.TemporaryDirectory(prefix="engine", dir="/tmp") as run:
        return subprocess.run(command, env={**os.environ, RUN: run}, check=False).returncode


@contextlib.contextmanager
def engine(data_root: Path, *, bridge: bool) -> Iterator[None]:
    """Run dockerd and point DOCKER_HOST at it.

    With *bridge* containers get networks of their own; without, builds use the network of the host.
    """
    run = Path(os.environ[RUN])
    if bridge:
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    options = [
        *("--data-root", str(data_root), "--exec-root", str(run / "exec"), "--pidfile", str(run / "pid")),
        *("--host", f"unix://{run}/docker.sock", "--log-level", "error"),
        *([] if bridge else ["--bridge=none", "--iptables=false", "--ip-forward=false"]),
    ]
    os.environ["DOCKER_HOST"] = f"unix://{run}/docker.sock"
    with (run / "log").open("wb") as log:
        daemon = subprocess.Popen(["dockerd", *options], stdout=log, stderr=log)
    try:
        _wait(daemon, run / "log")
        yield
    finally:
        daemon.terminate()
        daemon.wait(60)


def _wait(daemon: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while subprocess.run(["docker", "version"], capture_output=True, check=False).returncode != 0:
        if daemon.poll() is not None or time.monotonic() > deadline:
            raise EngineError("dockerd did not start:\n" + log.read_text(errors="replace")[-2000:])
        time.sleep(0.2)
