"""A package that could not be looked up must never count as one without vulnerabilities."""

import subprocess
import sys
from pathlib import Path

import pytest

from ops import audit_dependencies
from ops.audit_dependencies import Audit, ask, main, read, verdict

CLEAN = {"name": "orjson", "version": "3.13.0", "vulns": []}
SKIPPED = {"name": "aiokafka", "skip_reason": "Dependency not found and could not be audited: aiokafka (0.14.0)"}
BAD = {
    "name": "click",
    "version": "8.0.0",
    "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["8.0.1"], "aliases": [], "description": ""}],
}


@pytest.mark.parametrize(
    ("packages", "code"),
    [([CLEAN], 0), ([CLEAN, BAD], 1), ([SKIPPED, BAD], 1), ([CLEAN, SKIPPED], 69), ([SKIPPED], 69), ([], 69)],
)
def test_only_a_full_look_without_a_find_is_good(packages: list[dict[str, object]], code: int) -> None:
    assert verdict("requirements.txt", read({"dependencies": packages}))[0] == code


def test_a_find_names_package_version_id_and_fix() -> None:
    assert read({"dependencies": [BAD]}).known == ["click 8.0.0: PYSEC-0000-1, fixed in 8.0.1"]


def test_what_could_not_be_looked_up_is_said_loudly() -> None:
    _, text = verdict("requirements.txt", Audit(1, ["aiokafka"]))

    assert "NOT AUDITED: 1 packages could not be looked up (aiokafka)" in text


def answer(monkeypatch: pytest.MonkeyPatch, stdout: str, stderr: str = "") -> None:
    done = subprocess.CompletedProcess([], 0, stdout, stderr)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)


def test_no_report_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "", "pip_audit: connection refused\n")

    assert ask(Path("requirements.txt")) == (
        69,
        "requirements.txt: NOT AUDITED: pip-audit gave no report: pip_audit: connection refused",
    )


def test_silence_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip_audit", 300)

    monkeypatch.setattr(subprocess, "run", late)

    assert main([]) == 69


def test_a_find_in_one_file_outweighs_silence_about_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"requirements.txt": (69, "silence"), "requirements-dev.txt": (1, "found")}
    monkeypatch.setattr(audit_dependencies, "ask", lambda file: answers[file.name])

    assert main([]) == 1


def test_an_interpreter_without_pip_audit_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No advisory is asked for here: the module is missing for the interpreter that is called."""
    bare = tmp_path / "python"
    bare.write_text(f'#!/bin/sh\nexec {sys.executable} -S -I "$@"\n')
    bare.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bare))

    code, text = ask(Path("requirements.txt"))

    assert code == 69
    assert "No module named pip_audit" in text
