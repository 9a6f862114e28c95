"""Is the configuration of `make observe` ours with other targets, and does it say what is missing?"""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from ops.local import observe
from ops.local.kafka import LocalKafkaError
from ops.local.observe import CONFIG, Observed, adapted
from tests.ops.rules import RULES

TARGETS = {"news-worker": ["127.0.0.1:20001", "127.0.0.1:20002"], "news-audit": ["127.0.0.1:20003"]}


def test_jobs_are_kept_and_targets_are_the_ports_in_use() -> None:
    config = yaml.safe_load(adapted(TARGETS))
    found = {job["job_name"]: job["static_configs"][0]["targets"] for job in config["scrape_configs"]}

    assert found == TARGETS
    assert found.keys() == {job["job_name"] for job in yaml.safe_load(CONFIG.read_text("utf-8"))["scrape_configs"]}


def test_all_rules_are_loaded_from_wherever_the_file_stands() -> None:
    (pattern,) = yaml.safe_load(adapted(TARGETS))["rule_files"]

    assert sorted(Path(pattern).parent.glob(Path(pattern).name)) == RULES


@pytest.mark.skipif(not shutil.which("promtool"), reason="needs promtool (Debian: apt-get install prometheus)")
def test_prometheus_takes_it(tmp_path: Path) -> None:
    file = tmp_path / "prometheus.yml"
    file.write_text(adapted(TARGETS, scrape_s=1), encoding="utf-8")
    checked = subprocess.run(["promtool", "check", "config", str(file)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_without_prometheus_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)

    with pytest.raises(LocalKafkaError, match="apt-get install prometheus"), Observed(folder=tmp_path):
        pytest.fail("it started")


def test_two_do_not_share_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(observe, "FOLDER", tmp_path / "observe")

    with observe._alone(), pytest.raises(LocalKafkaError, match="another"), observe._alone():
        pytest.fail("it started")
