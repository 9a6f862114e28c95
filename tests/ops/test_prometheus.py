"""Does Prometheus find every replica, under the same job names everywhere, and does it accept rules and panels?"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ops.compose_file import ROOT, load
from tests.ops.test_dashboards import DASHBOARDS, expressions, filled, read

CONFIG = ROOT / "ops/prometheus/prometheus.yml"
LOCAL_CONFIG = ROOT / "ops/local/prometheus.yml"
RULES = sorted((ROOT / "ops/prometheus/rules").glob("*.yml"))


def jobs(config: Path) -> dict[str, dict[str, Any]]:
    scraped = yaml.safe_load(config.read_text(encoding="utf-8"))["scrape_configs"]
    return {job["job_name"]: job for job in scraped}


def test_replicas_are_found_by_name_at_the_port_they_listen_on() -> None:
    services = load()["services"]
    for job, service in (("news-worker", "worker"), ("news-audit", "audit"), ("kminion", "kminion")):
        (lookup,) = jobs(CONFIG)[job]["dns_sd_configs"]
        port = services[service]["environment"].get("STREAMS_WEB_PORT", "8080")

        assert lookup["names"] == [service]
        assert lookup["type"] == "A"
        assert str(lookup["port"]) == port


def test_the_local_run_has_the_same_jobs_on_this_machine() -> None:
    local = jobs(LOCAL_CONFIG)

    assert local.keys() == {"news-worker", "news-audit"} < jobs(CONFIG).keys()
    for job in local.values():
        for targets in job["static_configs"]:
            assert all(target.startswith("127.0.0.1:") for target in targets["targets"])


@pytest.mark.parametrize("config", [CONFIG, LOCAL_CONFIG], ids=["compose", "local"])
def test_it_says_once_where_grafana_is(config: Path) -> None:
    labels = yaml.safe_load(config.read_text(encoding="utf-8"))["global"]["external_labels"]

    assert labels == {"grafana": "http://localhost:3000"}
    assert "127.0.0.1:3000:3000" in load()["services"]["grafana"]["ports"]


def test_recording_rules_say_level_metric_and_operations() -> None:
    for file in RULES:
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["groups"]:
            for rule in group["rules"]:
                assert "alert" in rule or rule["record"].count(":") == 2


def check(promtool: str, what: str, file: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([promtool, "check", what, str(file)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("config", [CONFIG, LOCAL_CONFIG], ids=["compose", "local"])
def test_prometheus_accepts_the_configuration(promtool: str, config: Path) -> None:
    checked = check(promtool, "config", config)

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_prometheus_can_read_every_expression_of_a_dashboard(promtool: str, file: Path, tmp_path: Path) -> None:
    rules = [{"record": f"panel:{n}", "expr": filled(it)} for n, it in enumerate(expressions(read(file)))]
    as_rules = tmp_path / "panels.yml"
    as_rules.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))

    checked = check(promtool, "rules", as_rules)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_panel_with_a_typing_error_is_noticed(promtool: str, tmp_path: Path) -> None:
    broken = tmp_path / "panels.yml"
    broken.write_text('{"groups": [{"name": "panels", "rules": [{"record": "a:b:c", "expr": "sum(rate(x[1m])"}]}]}')

    assert check(promtool, "rules", broken).returncode == 1
