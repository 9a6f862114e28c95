"""What does a person on call see?  `make observe`: broker, two workers, audit, steady good and bad input, Prometheus.

Prometheus is Debian's, with the rules of `ops/prometheus/` and the configuration of this folder, its targets replaced
by the ports in use.  Ctrl-C ends all that was started, the broker last.
"""

import argparse
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from ops.local.kafka import LocalKafka, LocalKafkaError, ensure_jars, free_port, is_free

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".local" / "observe"
CONFIG = ROOT / "ops/local/prometheus.yml"
RULES = ROOT / "ops/prometheus/rules"
_READY_S = 90.0
_STOP_S = 45.0


@dataclass(frozen=True, slots=True)
class Load:
    """What is sent, records a second, and how often lag and loss are looked at."""

    good: float = 10
    bad: float = 0.4
    workers: int = 2
    audit_every_s: float = 15
    scrape_s: int = 5


@dataclass(slots=True)
class Observed:
    """Everything that runs.  *rules* is a folder; a test brings copies with shorter windows."""

    folder: Path = FOLDER
    load: Load = field(default_factory=Load)
    rules: Path = RULES
    fixed_ports: bool = False
    kafka: LocalKafka = field(init=False)
    prometheus: str = field(init=False, default="")
    running: dict[str, "subprocess.Popen[bytes]"] = field(init=False, default_factory=dict)
    ports: dict[str, int] = field(init=False, default_factory=dict)
    _commands: dict[str, list[str]] = field(init=False, default_factory=dict)
    _up: bool = field(init=False, default=False)

    def __enter__(self) -> Self:
        try:
            self._start()
        except BaseException:  # Ctrl-C too
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _start(self) -> None:
        if shutil.which("prometheus") is None:
            raise LocalKafkaError("prometheus is not installed (Debian: apt-get install prometheus)")
        ensure_jars()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.kafka = LocalKafka(self.folder / "kafka")
        self.kafka.start()
        if self.streams("topics", "topics", "apply").wait():
            raise LocalKafkaError(f"topics apply failed; its log is {self.log('topics')}")
        for number in range(self.load.workers):
            self.start_worker(f"worker-{number + 1}", 8080 + number)
        self.ports["audit"] = self._port(8090)
        every = f"{self.load.audit_every_s:g}"
        self.streams("audit", "audit", "--watch", "--every", every, "--web-port", str(self.ports["audit"]))
        self._start_prometheus()
        for name in self.ports:
            self.wait_for(partial(self.is_ready, name), f"{name} is ready")
        self.streams("good input", "produce", "--samples", "--rate", f"{self.load.good:g}")
        if self.load.bad:
            self.streams("bad input", "produce", "--bad", "--rate", f"{self.load.bad:g}")
        self._up = True

    def start_worker(self, name: str, port: int = 0) -> None:
        """Start a worker; the port that it had before is kept."""
        self.ports.setdefault(name, self._port(port))
        self.streams(name, "worker", "--web-port", str(self.ports[name]))

    def streams(self, name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a `streams` command with its output in a file."""
        return self.run(name, [sys.executable, "-m", "streams.cli", *arguments])

    def _start_prometheus(self) -> None:
        port = self._port(9090)
        workers = [f"127.0.0.1:{self.ports[name]}" for name in self.ports if name.startswith("worker")]
        targets = {"news-worker": workers, "news-audit": [f"127.0.0.1:{self.ports['audit']}"]}
        config = self.folder / "prometheus.yml"
        config.write_text(adapted(targets, rules=self.rules, scrape_s=self.load.scrape_s), encoding="utf-8")
        data = ["--config.file", str(config), "--storage.tsdb.path", str(self.folder / "prometheus")]
        self.run("prometheus", ["prometheus", *data, "--web.listen-address", f"127.0.0.1:{port}"])
        self.ports["prometheus"] = port
        self.prometheus = f"http://127.0.0.1:{port}"

    def run(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        environment = {**os.environ, "STREAMS_BROKERS": self.kafka.bootstrap, "STREAMS_LOG_FORMAT": "text"}
        self._commands[name] = command
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # Ctrl-C reaches us, and we end them in order
            )  # fmt: skip
        return self.running[name]

    def log(self, name: str) -> Path:
        """The file with all that a process said."""
        return self.folder / f"{name.replace(' ', '-')}.log"

    def stop(self, *names: str) -> None:
        """End processes as an operator would, all at once; by force those that take too long."""
        processes = [self.running.pop(name) for name in names]
        for process in processes:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_S
        for process in processes:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def close(self) -> None:
        """End everything that was started: inputs and readers first, the broker last."""
        self.stop(*reversed(list(self.running)))
        if hasattr(self, "kafka"):
            self.kafka.stop()

    def ask(self, path: str, **parameters: object) -> Any:
        """Ask Prometheus and give the data; raises LocalKafkaError with its words when it refuses."""
        url = f"{self.prometheus}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise LocalKafkaError(f"Prometheus refuses {parameters}: {error.read().decode()}") from error

    def targets(self) -> dict[str, str]:
        """Give the health of every target of ours by address."""
        active = self.ask("targets", state="active")["activeTargets"]
        return {target["labels"]["instance"]: target["health"] for target in active}

    def firing(self) -> set[str]:
        """Give the names of the alerts that fire."""
        return {alert["labels"]["alertname"] for alert in self.ask("alerts")["alerts"] if alert["state"] == "firing"}

    def wait_for(self, done: Callable[[], object], what: str, *, within_s: float = _READY_S) -> float:
        """Wait until *done* and give the seconds it took; raises LocalKafkaError naming *what* when it is late.

        What ends by itself meanwhile is started again.
        """
        began = time.monotonic()
        while not done():
            self._tend()
            if time.monotonic() - began > within_s:
                raise LocalKafkaError(f"not within {within_s:.0f} s: {what}; see {self.folder}")
            time.sleep(0.5)
        return time.monotonic() - began

    def _tend(self) -> None:
        """Start again what ended by itself, as compose does; what does not even start is an error."""
        ended = [name for name, process in self.running.items() if process.poll() is not None and name != "topics"]
        if ended and not self._up:
            raise LocalKafkaError(f"{ended[0]} ended by itself; its log is {self.log(ended[0])}")
        for name in ended:
            self.run(name, self._commands[name])

    def is_ready(self, name: str) -> bool:
        """Whether a process says that it is."""
        path = "/-/ready" if name == "prometheus" else "/readyz"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[name]}{path}", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _port(self, wished: int) -> int:
        return wished if self.fixed_ports and wished and is_free(wished) else free_port()


def adapted(targets: Mapping[str, Iterable[str]], *, rules: Path = RULES, scrape_s: int = 5) -> str:
    """Give the configuration of this folder with other targets, for a file that stands anywhere."""
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    config["global"] |= {
        "scrape_interval": f"{scrape_s}s",
        "scrape_timeout": f"{scrape_s}s",
        "evaluation_interval": f"{scrape_s}s",
    }
    config["rule_files"] = [str(rules / "*.yml")]
    for job in config["scrape_configs"]:
        job["static_configs"] = [{"targets": list(targets[job["job_name"]])}]
    return str(yaml.safe_dump(config, sort_keys=False))


def main() -> int:
    """Run until Ctrl-C; 0 when it ran at all."""
    usual = Load()
    parser = argparse.ArgumentParser(prog="make observe", description=__doc__)
    parser.add_argument("--rate", type=float, default=usual.good, help="good articles a second")
    parser.add_argument("--bad", type=float, default=usual.bad, help="bad records a second; 0 for none")
    options = parser.parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell that starts us in the background has SIGINT ignored
        signal.signal(number, signal.default_int_handler)
    print("Starting Kafka, topics, workers, audit, Prometheus and producers ...", flush=True)
    try:
        with _alone(), Observed(load=Load(good=options.rate, bad=options.bad), fixed_ports=True) as observed:
            tell(observed)
            while True:
                observed.wait_for(lambda: False, "the end", within_s=float("inf"))
    except KeyboardInterrupt:
        print("\nAll ended.")
    except LocalKafkaError as error:
        print(f"observe: {error}", file=sys.stderr)
        return 1
    return 0


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the folder, emptied; raises LocalKafkaError when another `make observe` has it."""
    FOLDER.parent.mkdir(exist_ok=True)
    with FOLDER.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LocalKafkaError("another `make observe` runs; end it with Ctrl-C first") from None
        shutil.rmtree(FOLDER, ignore_errors=True)
        yield


def _answers(url: str) -> bool:
    """Tell whether there is such a page: Debian's Prometheus has its pages under /classic only."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  (our own Prometheus)
            return True
    except OSError:
        return False


def tell(observed: Observed) -> None:
    """Print where everything is."""
    pages = observed.prometheus + ("" if _answers(f"{observed.prometheus}/alerts") else "/classic")
    print(f"\nPrometheus     {pages}/alerts   {pages}/targets")
    for name, port in observed.ports.items():
        if name != "prometheus":
            print(f"{name:<14} http://127.0.0.1:{port}/metrics   pid {observed.running[name].pid}")
    print(f"Kafka          {observed.kafka.bootstrap}   pid {observed.kafka.pid}")
    print(f"logs           {observed.folder}")
    print(f"elsewhere      export STREAMS_BROKERS={observed.kafka.bootstrap}   (then: streams doctor, lag, audit)")
    print(f"pictures       .venv/bin/python -m ops.grafana.draw {observed.prometheus}")
    print("\nBreak something (kill -STOP a pid) and watch the alerts.  Ctrl-C ends everything.", flush=True)


if __name__ == "__main__":
    sys.exit(main())
