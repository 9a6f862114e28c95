"""How does a broker keep running after the command that started it?  `python -m ops.local.background up|down|status`.

A small state file says which process is ours; before anything is done to a pid, its command line must name our
settings file.  Data stays in `.local/kafka/data` from one `up` to the next, like a volume of docker-compose.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from ops.local.jars import LOCAL, LocalKafkaError, kafka_version, locked
from ops.local.kafka import MAIN_CLASS, STOP_TIMEOUT_S, LocalKafka, answers, is_free

STATE = LOCAL / "kafka" / "up.json"
LOCK = LOCAL / "kafka" / "up.lock"
DATA = LOCAL / "kafka" / "data"


@dataclass(frozen=True, slots=True)
class Up:
    """The broker that `up` started."""

    pid: int
    port: int
    internal_port: int
    data_dir: str

    @property
    def bootstrap(self) -> str:
        return f"127.0.0.1:{self.port}"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; exit code 0 is fine, 1 is not (or, for `status`, not up)."""
    options = _parser().parse_args(arguments)
    try:
        with locked(LOCK):
            return int(options.command(options))
    except LocalKafkaError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops.local.background", description="A local Apache Kafka broker.")
    commands = parser.add_subparsers(required=True)
    up = commands.add_parser("up", help="start it, or say that it runs already")
    up.add_argument("--port", type=int, default=None, help="where clients connect on 127.0.0.1 (default 9092)")
    up.set_defaults(command=_up)
    down = commands.add_parser("down", help="stop it; the records stay")
    down.add_argument("--wipe", action="store_true", help="delete the records too")
    down.set_defaults(command=_down)
    commands.add_parser("status", help="say whether it runs, and where").set_defaults(command=_status)
    return parser


def _up(options: argparse.Namespace) -> int:
    running = find()
    if running is not None:
        if options.port not in (None, running.port):
            raise LocalKafkaError(f"Kafka already runs on {running.bootstrap}; stop it first (make down)")
        return _status(options)
    port = options.port or 9092
    if not is_free(port):
        raise LocalKafkaError(
            f"Port {port} on 127.0.0.1 is taken by another program; choose another one with --port (make up PORT=19092)"
        )
    began = time.monotonic()
    broker = LocalKafka(DATA, port=port).start()
    state = Up(broker.pid, broker.port, broker.internal_port, str(broker.data_dir))
    STATE.write_text(json.dumps(asdict(state)), encoding="utf-8")
    took_s = time.monotonic() - began
    print(f"Kafka {kafka_version()} is up on {state.bootstrap} after {took_s:.1f} s (pid {state.pid})")
    return 0


def _down(options: argparse.Namespace) -> int:
    running = find()
    if running is not None:
        _end(running.pid)
    STATE.unlink(missing_ok=True)
    print("Kafka is down" if running else "Kafka was not up")
    if options.wipe:
        shutil.rmtree(DATA, ignore_errors=True)
    return 0


def _status(_: argparse.Namespace) -> int:
    running = find()
    if running is None:
        print("Kafka is not up (make up)")
        return 1
    answering = answers(running.internal_port)
    state = "up" if answering else "running but not answering"
    print(f"Kafka {kafka_version()} is {state} on {running.bootstrap} (pid {running.pid})")
    return 0 if answering else 1


def find() -> Up | None:
    """Return the broker that `up` started, if that very process still runs."""
    try:
        state = Up(**json.loads(STATE.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    return state if _is_ours(state) else None


def _is_ours(state: Up) -> bool:
    try:
        command_line = Path(f"/proc/{state.pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError):
        return False
    settings = os.fsencode(Path(state.data_dir, "server.properties"))
    return MAIN_CLASS.encode() in command_line and settings in command_line


def _end(pid: int) -> None:
    deadline = time.monotonic() + STOP_TIMEOUT_S
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGCONT)  # a frozen process would never see the SIGTERM
        os.kill(pid, signal.SIGTERM)
        while _exists(pid):
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.05)


def _exists(pid: int) -> bool:
    """Whether the process still runs.  One that has ended but that nobody has collected yet does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


if __name__ == "__main__":
    sys.exit(main())
