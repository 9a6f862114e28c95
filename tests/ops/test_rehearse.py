"""Does the rehearsal of docker-compose.yml tell `not run` from `failed`, so that CI can?"""

import os
import shutil
from pathlib import Path

import pytest

from ops.compose import plain, rehearse, secured
from ops.compose.commands import Failed, Project
from tests.ops.compose_file import ROOT


def test_without_root_it_is_not_run_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    assert rehearse.main(["--work", str(tmp_path)]) == rehearse.NOT_RUN == 69
    assert (
        "=== NOT RUN: docker-compose.yml was not tried: an engine of its own needs root ===" in capsys.readouterr().err
    )


def test_without_an_engine_it_names_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: None)

    assert rehearse.main(["--work", str(tmp_path)]) == rehearse.NOT_RUN
    assert "dockerd is missing; on Debian: apt-get install docker.io" in capsys.readouterr().err


def test_a_step_that_fails_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(work: Path, only: str | None) -> int:
        raise Failed("a worker did not drain")

    monkeypatch.setattr(rehearse, "rehearse", fail)

    assert rehearse.main(["--work", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "FAILED: a worker did not drain\n"


def test_ci_lets_only_not_run_pass() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")

    assert "python -m ops.compose.rehearse || rehearsal=$?" in script
    assert '[ "$rehearsal" = 0 ] || [ "$rehearsal" = 69 ] || exit 1' in script


def test_every_act_has_a_title() -> None:
    for act in (*plain.ACTS, *secured.ACTS):
        assert act.__doc__


def test_a_project_is_called_as_a_user_calls_it(tmp_path: Path) -> None:
    project = Project(tmp_path, ("ops/compose/secure.yml",), ("load",), {"KAFKA_CPUS": "1"})
    words = project.command("config")

    assert words[:2] == ["env", "KAFKA_CPUS=1"]
    assert [words[at + 1] for at, word in enumerate(words) if word == "-f"] == [
        str(ROOT / "docker-compose.yml"),
        str(ROOT / "ops/compose/secure.yml"),
    ]
    assert words[-2:] == ["--profile=load", "config"]
