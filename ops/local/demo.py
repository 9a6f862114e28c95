"""What does the product do?  `make demo`: a broker, a worker, samples with bad ones among them, and the proof.

Everything is a command that anyone can run by hand; the demo prints each before it runs it.  It ends what it
started, unless it is told to keep it.
"""

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ops.local.demo_view import dead_letter_lines, metric_lines, reference_lines
from ops.local.kafka import LocalKafka, LocalKafkaError, ensure_jars, free_port

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".local" / "demo"
_READY_S = 60.0
_STOP_S = 45.0


class Demo:
    """Runs `streams` commands against one broker."""

    def __init__(self, kafka: LocalKafka, web_port: int, **settings: str) -> None:
        """*settings* of the worker, `cuts="none"`."""
        self.kafka = kafka
        self.web = f"http://127.0.0.1:{web_port}"
        self._environment = {
            **os.environ,
            "STREAMS_BROKERS": kafka.bootstrap,
            "STREAMS_WEB_PORT": str(web_port),
            "STREAMS_LOG_FORMAT": "text",
            **{f"STREAMS_{name.upper()}": value for name, value in settings.items()},
        }

    def streams(self, *arguments: str, show: bool = True) -> str:
        """Run a command, print it and what it says, and give its standard output."""
        if show:
            say(f"$ streams {' '.join(arguments)}")
        run = subprocess.run(
            [sys.executable, "-m", "streams.cli", *arguments],
            env=self._environment, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=False,
        )  # fmt: skip
        if show:
            print(run.stdout, end="", flush=True)
        if run.returncode:
            raise LocalKafkaError(f"streams {arguments[0]} ended with exit code {run.returncode}")
        return run.stdout

    @contextlib.contextmanager
    def worker(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Run a worker with its log in a file; it is drained at the end."""
        say("$ streams worker &")
        FOLDER.mkdir(parents=True, exist_ok=True)
        log = (FOLDER / "worker.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "worker"],
            env=self._environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
        try:
            self._wait_ready(process)
            yield process
        finally:
            log.close()

    def _wait_ready(self, process: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + _READY_S
        while time.monotonic() < deadline and process.poll() is None:
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                if urllib.request.urlopen(f"{self.web}/readyz", timeout=2).status == 200:  # noqa: S310
                    return
            time.sleep(0.1)
        raise LocalKafkaError(f"the worker did not get ready; its log is {FOLDER / 'worker.log'}")

    def metrics(self) -> str:
        """Read what the worker exports."""
        with urllib.request.urlopen(f"{self.web}/metrics", timeout=5) as answer:  # noqa: S310
            text: str = answer.read().decode()
        return text


def main() -> int:
    """Run the demo; 0 when the audit adds up."""
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave broker and worker running")
    keep = parser.parse_args().keep
    started = time.monotonic()
    try:
        run(keep)
    except LocalKafkaError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    say(f"Done in {time.monotonic() - started:.0f} s.")
    return 0


def run(keep: bool) -> None:
    """Do it all; raises LocalKafkaError with one sentence when a step fails."""
    ensure_jars()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    kafka = LocalKafka(FOLDER / "kafka")
    demo = Demo(kafka, free_port())
    say("Apache Kafka, one process of your own")
    kafka.start()
    print(f"listening on {kafka.bootstrap}")
    try:
        demo.streams("topics", "apply")
        with demo.worker() as worker:
            try:
                show(demo)
            except BaseException:
                keep = False
                raise
            finally:
                if not keep:
                    stop(worker)
    finally:
        if not keep:
            kafka.stop()
    if keep:
        say("Still running")
        print(f"Kafka    {kafka.bootstrap}   (pid {kafka.pid})\nworker   {demo.web}/metrics   (pid {worker.pid})")
        print(f"Use it:  STREAMS_BROKERS={kafka.bootstrap} .venv/bin/streams tail --from-start")
        print(f"End it:  kill {worker.pid} && sleep 5 && kill {kafka.pid}")


def show(demo: Demo) -> None:
    """Send the samples and the bad records, and show what became of them."""
    demo.streams("produce", "--samples")
    demo.streams("produce", "--bad")
    demo.streams("audit", "--json", show=False)  # waits until the group is past what was sent
    tailed = demo.streams("tail", "--from-start", "--no-follow", "--json", show=False)
    enriched = [json.loads(line)["value"] for line in tailed.splitlines()]
    say("The reference article, enriched")
    print("\n".join(reference_lines(_reference(enriched))))
    say("Dead letters: every bad record, with its code")
    print("\n".join(dead_letter_lines(json.loads(demo.streams("dlq", "stats", "--json", show=False)))))
    demo.streams("dlq", "ls", "--code", "too_large", "--limit", "1")
    say(f"Metrics: {demo.web}/metrics")
    print("\n".join(metric_lines(demo.metrics())))
    demo.streams("audit")


def _reference(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Find the reference article: the record whose source line links to the paper it was taken from."""
    found = [record for record in records if "thanhnien.vn" in record.get("source_url", "")]
    if not found:
        raise LocalKafkaError(f"the reference article is not among {len(records)} enriched records")
    return found[0]


def stop(worker: "subprocess.Popen[bytes]") -> None:
    """Drain the worker as an operator would; raises LocalKafkaError when it does not end with 0."""
    worker.send_signal(signal.SIGTERM)
    try:
        code = worker.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        worker.kill()
        raise LocalKafkaError(f"the worker did not drain within {_STOP_S:.0f} s") from None
    if code:
        raise LocalKafkaError(f"the worker ended with exit code {code}; its log is {FOLDER / 'worker.log'}")


def say(title: str) -> None:
    """Print a heading."""
    print(f"\n\033[1m{title}\033[0m" if sys.stdout.isatty() else f"\n{title}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
