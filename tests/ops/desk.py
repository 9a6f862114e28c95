"""A person on call at a desk: types the commands of a runbook while its alert fires, with addresses that exist."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ops.local.observe import Observed
from ops.runbook_commands import Command
from tests.ops.compose_file import ROOT

# What goes on until it is ended is ended after so many seconds, as with Ctrl-C but by SIGTERM.
ENDLESS = re.compile(r"streams (worker|audit --watch)\b")
ENDED_AFTER_S = 10
SAID_SOMETHING_WRONG = 1  # doctor, audit and a replay that holds back say so with their exit code
CURL_NOBODY = (7, 28)  # nobody listens, nobody answers: what a person then knows of a process away or frozen


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a command."""

    line: str
    code: int
    said: str

    @property
    def wrong(self) -> str | None:
        """Why this is no command for a person who was woken up; None when it is one."""
        fine = (0, *CURL_NOBODY) if self.line.startswith("curl") else (0, SAID_SOMETHING_WRONG)
        if self.code not in fine or "Traceback" in self.said:
            return f"`{self.line}` ended with {self.code}: {self.said[-500:]}"
        return None


class Desk:
    """A folder of its own, `streams` on the path, the brokers in the environment."""

    def __init__(self, folder: Path, observed: Observed) -> None:
        self._folder = folder
        self._observed = observed
        self._environment = {
            **os.environ,
            "PATH": f"{folder}:{os.environ['PATH']}",
            "STREAMS_BROKERS": observed.kafka.bootstrap,
            "STREAMS_WEB_PORT": "0",
        }
        program = folder / "streams"
        program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m streams.cli "$@"\n')
        program.chmod(0o755)
        shutil.copy(ROOT / "tests/data/samples/reference.json", folder / "sample.json")
        (folder / "sample.jsonl").write_text(json.dumps(json.loads((folder / "sample.json").read_text())) + "\n")

    def type(self, command: Command) -> Typed:
        """Type a command as it stands in the runbook, but for addresses, ports, files and patience."""
        line = self._with_what_is_there(command)
        if ENDLESS.search(line):
            line = re.sub(r"\bstreams\b", f"timeout --preserve-status {ENDED_AFTER_S} streams", line, count=1)
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", line], env=self._environment, cwd=self._folder, timeout=120,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        return Typed(line, done.returncode, done.stdout)

    def _with_what_is_there(self, command: Command) -> str:
        port = self._observed.ports["audit" if command.alert == "NewsAuditBlind" else "worker-2"]
        line = command.line.replace("127.0.0.1:8080", f"127.0.0.1:{port}").replace("FILE", "sample.jsonl")
        if re.search(r"ADDRESS|articles\.\S+/\d+/\d+", line):
            line = re.sub(r"ADDRESS|articles\.\S+/\d+/\d+", self._address_of_a_letter(command), line)
        if "bench stages" in line:
            line += " --rounds 1 --articles 20"
        if re.search(r"streams audit\b(?!.*--watch)", line):  # nobody waits for workers that are stopped on purpose
            line = line.replace("streams audit", "streams audit --timeout 5").replace("--timeout 120", "")
        return line

    def _address_of_a_letter(self, command: Command) -> str:
        code = ["--code", "unexpected"] if "ErrorBudget" in command.alert else []
        listed = subprocess.run(
            ["streams", "dlq", "ls", "--json", *code], env=self._environment, cwd=self._folder,
            capture_output=True, text=True, check=True,
        ).stdout.splitlines()  # fmt: skip
        letter = json.loads(listed[-1])
        return str(letter["origin"] if "articles.raw" in command.line else letter["address"])
