"""How does one get a real Kafka broker on this machine, without Docker?

`LocalKafka` runs Apache Kafka as one Java process of ours on 127.0.0.1: for the broker tests (free ports, a temporary
folder, killed and frozen by pid) and for the one that `make up` leaves running (see `background.py`).  Only the
standard library is used.
"""

import contextlib
import os
import random
import signal
import socket
import string
import struct
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from ops.local.jars import HERE, LocalKafkaError, ensure_jars, java

__all__ = ["LocalKafka", "LocalKafkaError", "answers", "ensure_jars", "free_port", "read_properties"]

CLUSTER_ID = "bmV3cy1zdHJlYW1zLWRldg"  # Kafka wants 16 bytes in base64; these spell news-streams-dev
MAIN_CLASS = "kafka.Kafka"

# C1 alone: up in 1.3 s instead of 1.8 s, and 1.5 s of broker CPU instead of 3.0 s to take and give 150,000 records of
# 2.5 kB (2 cores).  A broker that lives minutes does not earn back what C2 costs.
JVM_FLAGS = ("-XX:TieredStopAtLevel=1",)
DEFAULT_HEAP = "512m"
HEAP = os.environ.get("LOCAL_KAFKA_HEAP", DEFAULT_HEAP)

# Measured: format 0.5 s, start 1.3 s, stop 0.3 s.  The bounds leave room for a loaded machine and for a broker that has
# to check its logs after a SIGKILL.
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 30.0


class LocalKafka:
    """One broker on 127.0.0.1 with its data in a folder; start it again after a stop and port and data are the same.

    *port* 0 picks a free one, once.  *overrides* are laid over `server.properties`.  Whether the broker is ready is
    asked through its listener INTERNAL, so overrides that add SASL or TLS do so to HOST and leave INTERNAL as it is.
    """

    def __init__(
        self, data_dir: Path, *, port: int = 0, overrides: Mapping[str, str] | None = None, heap: str = HEAP
    ) -> None:
        self.data_dir = data_dir.resolve()
        self.port = port or free_port()
        self.internal_port = free_port()
        self.controller_port = free_port()
        self.overrides = dict(overrides or {})
        self.heap = heap
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        return self._running().pid

    @property
    def log_file(self) -> Path:
        """The broker's own log: start, stop and everything from WARN up."""
        return self.data_dir / "server.log"

    @property
    def properties_file(self) -> Path:
        """The broker's settings as started; the path also marks the process as ours in its command line."""
        return self.data_dir / "server.properties"

    def properties(self) -> dict[str, str]:
        template = string.Template((HERE / "server.properties").read_text(encoding="utf-8"))
        ports = {"port": self.port, "internal_port": self.internal_port, "controller_port": self.controller_port}
        filled = template.substitute(ports, log_dirs=self.data_dir / "log")
        return read_properties(filled) | self.overrides

    def start(self) -> Self:
        """Format the folder when it is new, start the broker and wait until it answers.  Raises `LocalKafkaError`."""
        if self.is_running():
            raise LocalKafkaError(f"this broker already runs with pid {self.pid}")
        libs = ensure_jars()
        self.data_dir.mkdir(parents=True, exist_ok=True)
        properties = self.properties()
        lines = [f"{name}={value}\n" for name, value in properties.items()]
        self.properties_file.write_text("".join(lines), encoding="utf-8")
        if not Path(properties["log.dirs"], "meta.properties").exists():
            self._format(libs)
        # A session of its own: Ctrl-C in the terminal of the caller reaches the caller, which then stops the broker.
        with self._console.open("wb") as console:
            self._process = subprocess.Popen(
                self._command(libs, MAIN_CLASS, str(self.properties_file)),
                stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True,
            )  # fmt: skip
        try:
            self._wait_until_ready()
        except BaseException:  # Ctrl-C too: nobody would know this process any more
            self.kill()
            raise
        return self

    def stop(self) -> None:
        """Stop it as an operator would (SIGTERM), after `STOP_TIMEOUT_S` by force.  Does nothing if it does not run."""
        if self._process is None:
            return
        self._signal(signal.SIGCONT)  # a frozen process would never see the SIGTERM
        self._signal(signal.SIGTERM)
        try:
            self._process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it without warning (SIGKILL), as a crash would.

        The next start then takes 9 s more: the controller refuses the broker until the session of its predecessor has
        ended.  Overrides of `broker.session.timeout.ms` and `broker.heartbeat.interval.ms` shorten that.
        """
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def freeze(self) -> None:
        """Stop it in its tracks (SIGSTOP): connections stay open and nothing answers, as in a network cut."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> Self:
        return self if self.is_running() else self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def _console(self) -> Path:
        return self.data_dir / "console.log"

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            raise LocalKafkaError("this broker does not run")
        return self._process

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _command(self, libs: Path, main_class: str, *arguments: str) -> list[str]:
        logging = [f"-Dlog4j2.configurationFile={HERE / 'log4j2.properties'}", f"-Dkafka.log.file={self.log_file}"]
        memory = [f"-Xms{self.heap}", f"-Xmx{self.heap}"]
        return [java(), *memory, *JVM_FLAGS, *logging, "-cp", f"{libs}/*", main_class, *arguments]

    def _format(self, libs: Path) -> None:
        arguments = ["format", "--cluster-id", CLUSTER_ID, "--config", str(self.properties_file)]
        with self._console.open("wb") as console:
            done = subprocess.run(
                self._command(libs, "kafka.tools.StorageTool", *arguments),
                stdin=subprocess.DEVNULL, stdout=console, stderr=console, timeout=START_TIMEOUT_S, check=False,
            )  # fmt: skip
        if done.returncode != 0:
            raise LocalKafkaError(f"Kafka could not format {self.data_dir}:\n{self._last_lines()}")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while not answers(self.internal_port):
            if not self.is_running():
                raise LocalKafkaError(f"Kafka ended while starting:\n{self._last_lines()}")
            if time.monotonic() > deadline:
                raise LocalKafkaError(f"Kafka did not answer within {START_TIMEOUT_S:.0f} s:\n{self._last_lines()}")
            time.sleep(0.05)

    def _last_lines(self) -> str:
        texts = [file.read_text(errors="replace") for file in (self._console, self.log_file) if file.exists()]
        if any("UnsupportedClassVersionError" in text for text in texts):
            return "its Java is older than 17; on Debian: apt-get install openjdk-17-jre-headless"
        without_traces = [[line for line in text.splitlines() if not line.startswith("\tat ")] for text in texts]
        return "\n".join(line for lines in without_traces for line in lines[-8:])


def read_properties(text: str) -> dict[str, str]:
    """Read Java properties of the plain kind used here: `name=value` lines and `#` comments, no escapes."""
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, _, value in pairs}


def free_port() -> int:
    """Pick a free port below the range from which the system takes ports for outgoing connections.

    A port of that range could be taken by a client while the broker is down for a moment; worse, a client that keeps
    reconnecting to it on the same host can end up connected to itself.
    """
    for port in random.sample(range(20_000, 32_000), 200):
        if is_free(port):
            return port
    raise LocalKafkaError("found no free port between 20000 and 32000 on 127.0.0.1")


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the broker does: a connection of its predecessor in TIME_WAIT does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Ask a plaintext listener for the cluster's brokers (Metadata v1): true as soon as one serves clients."""
    api_key, version, correlation_id, no_client, no_topics = 3, 1, 1, -1, 0
    request = struct.pack(">hhihi", api_key, version, correlation_id, no_client, no_topics)
    with contextlib.suppress(OSError, struct.error), socket.create_connection(("127.0.0.1", port), timeout=1) as wire:
        wire.sendall(struct.pack(">i", len(request)) + request)
        with wire.makefile("rb") as reader:
            _, _, brokers = struct.unpack(">iii", reader.read(12))
        return bool(brokers > 0)
    return False
