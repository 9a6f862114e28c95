"""How much memory does a real worker have resident?  Before the first record, and at most, over a backlog of articles.

    python -m ops.bench.articles bn da de en fi fr hi hr hu id it ja kk ko lv nb nl nn pt ro ru sk sr sv th tr zh
    python -m ops.bench.memory

A broker of its own, all topics, the articles of `.build/bench` shuffled over all languages and waiting in the raw
topic, then one worker until it rests.  A worker may have 400 MB.  Linux only: the figures are those of `/proc`.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ops.bench.articles import INTO
from ops.local.demo import Demo
from ops.local.kafka import LocalKafka, ensure_jars, free_port

BAR_MB = 400
_LOOK_S, _REST_S, _TIMEOUT_S = 1.0, 6.0, 900.0
_IDLE = 0.15  # processor seconds a second; a worker with nothing to do takes less


def main() -> int:
    """Measure, print, and say by the exit code whether the bar holds."""
    parser = argparse.ArgumentParser(prog="python -m ops.bench.memory", description=__doc__)
    parser.add_argument("--count", type=int, default=4_000, help="articles, at most")
    parser.add_argument("--cuts", default="clean_text,detect_language", help="as in STREAMS_CUTS; none: one hop")
    asked = parser.parse_args()
    records = [line for path in sorted(INTO.glob("??.*jsonl")) for line in path.read_bytes().splitlines()]
    if not records:
        raise SystemExit(f"{INTO}: no articles; python -m ops.bench.articles writes them")
    records = random.Random(1).sample(records, min(asked.count, len(records)))
    ensure_jars()
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        kafka = LocalKafka(Path(folder) / "kafka")
        kafka.start()
        try:
            start, most = _measured(Demo(kafka, free_port(), cuts=asked.cuts), Path(folder) / "raw.jsonl", records)
        finally:
            kafka.stop()
    print(f"{len(records)} articles, cuts {asked.cuts}: {start} MB when ready, {most} MB at most (bar {BAR_MB})")
    return int(most > BAR_MB)


def _measured(demo: Demo, path: Path, records: list[bytes]) -> tuple[int, int]:
    path.write_bytes(b"".join(record + b"\n" for record in records))
    demo.streams("topics", "apply", show=False)
    with demo.worker() as worker:
        start = _figure(worker.pid, "VmRSS")
        try:
            demo.streams("produce", str(path), show=False)
            _until_at_rest(worker)
            return start, _figure(worker.pid, "VmHWM")
        finally:
            worker.send_signal(signal.SIGTERM)
            worker.wait()


def _until_at_rest(worker: "subprocess.Popen[bytes]") -> None:
    deadline, rested, before = time.monotonic() + _TIMEOUT_S, 0.0, _processor_s(worker.pid)
    while rested < _REST_S:
        time.sleep(_LOOK_S)
        if worker.poll() is not None:
            raise SystemExit(f"the worker ended with exit code {worker.returncode}; its log is in .local/demo")
        now = _processor_s(worker.pid)
        rested, before = (rested + _LOOK_S if now - before < _IDLE * _LOOK_S else 0.0), now
        if time.monotonic() > deadline:
            raise SystemExit("the worker did not come to rest")


def _figure(pid: int, name: str) -> int:
    """Give a figure of the process in MB (of 1024 kB)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) // 1024


def _processor_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    sys.exit(main())
