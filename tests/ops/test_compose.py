"""Is docker-compose.yml what it promises, as far as that can be seen without an engine?"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.settings import Settings
from tests.ops import compose_rules
from tests.ops.compose_file import COMPOSE, ROOT, env_file, handed_on, load, merged, ours
from tests.ops.compose_rules import RULES, Rule

OVERLAYS = sorted((ROOT / "ops/compose").glob("*.yml"))


def check_schema(*files: Path) -> subprocess.CompletedProcess[str]:
    """Validate against the schema of the compose specification, which the checker carries with it."""
    tool = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    return subprocess.run([*tool, *map(str, files)], capture_output=True, text=True, check=False)


def test_files_fit_the_schema_of_compose() -> None:
    checked = check_schema(COMPOSE, *OVERLAYS)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_schema_check_notices_a_misspelt_key(tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(COMPOSE.read_text().replace("    read_only: true\n", "    readonly: true\n", 1))

    assert "readonly" in check_schema(broken).stdout


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_holds(rule: Rule) -> None:
    assert list(rule(load())) == []


def service(name: str, **keys: Any) -> dict[str, Any]:
    return {"services": {name: keys}}


BROKEN: list[tuple[Rule, dict[str, Any]]] = [
    (compose_rules.no_version_key, {"version": "3.8"}),
    (compose_rules.can_be_scaled, service("worker", container_name="worker")),
    (compose_rules.can_be_scaled, service("worker", ports=["127.0.0.1:8080:8080"])),
    (compose_rules.tags_are_named, service("kafka", image="apache/kafka:latest")),
    (compose_rules.tags_are_named, service("kafka", image="apache/kafka")),
    (compose_rules.ports_are_on_loopback, service("grafana", ports=["3000:3000"])),
    (compose_rules.ports_are_on_loopback, service("prometheus", ports=["0.0.0.0:9090:9090"])),
    (compose_rules.ours_are_locked_down, service("worker", read_only=False)),
    (compose_rules.ours_are_locked_down, service("audit", user="0:0")),
    (compose_rules.ours_are_locked_down, service("worker", networks=["internal", "edge"])),
    (compose_rules.nobody_has_rights, service("worker", cap_add=["NET_ADMIN"])),
    (compose_rules.nobody_has_rights, service("kafka", privileged=True)),
    (compose_rules.nobody_has_rights, service("grafana", security_opt=[])),
    (compose_rules.everybody_is_limited, service("worker", mem_limit=None)),
    (compose_rules.everybody_is_limited, service("kafka", logging={"options": {"max-size": "5g"}})),
    (compose_rules.stop_and_restart, service("worker", stop_grace_period="10s")),
    (compose_rules.stop_and_restart, service("worker", restart="no")),
    (compose_rules.stop_and_restart, service("worker", command="worker --cuts none")),
    (compose_rules.health_is_asked, service("worker", healthcheck={"test": ["CMD", "true"]})),
    (compose_rules.health_is_asked, service("kafka", healthcheck={"test": ["CMD-SHELL", "exit 0"]})),
    (compose_rules.order_is_waited_for, service("worker", depends_on={"topics": {"condition": "service_started"}})),
    (compose_rules.networks_are_closed, {"networks": {"internal": {"internal": False}}}),
    (compose_rules.mounts_are_read_only, service("prometheus", volumes=["./ops:/etc/prometheus"])),
    (compose_rules.kafka_keeps_its_data, service("kafka", environment={"KAFKA_LOG_DIRS": "/tmp/kafka-logs"})),
    (compose_rules.no_secret_is_written_down, service("grafana", environment={"GF_SECURITY_ADMIN_PASSWORD": "admin"})),
    (
        compose_rules.grafana_lets_everybody_look_and_nobody_change,
        service("grafana", environment={"GF_AUTH_ANONYMOUS_ORG_ROLE": "Admin"}),
    ),
]


@pytest.mark.parametrize(("rule", "override"), BROKEN)
def test_a_broken_override_is_noticed(rule: Rule, override: dict[str, Any]) -> None:
    assert list(rule(merged(load(), override)))


def test_every_rule_has_been_seen_to_fail() -> None:
    assert {rule for rule, _ in BROKEN} == set(RULES)


def test_default_services_and_profiles() -> None:
    services = load()["services"]

    assert [name for name, it in services.items() if "profiles" not in it] == [
        *("kafka", "topics", "worker", "audit", "prometheus", "grafana"),
    ]
    assert sorted(it["profiles"][0] for it in services.values() if "profiles" in it) == ["kminion", "load", "ui"]


def test_every_image_takes_its_tag_from_the_env_file() -> None:
    images = re.findall(r"^ +image: (.+)$", COMPOSE.read_text(encoding="utf-8"), re.MULTILINE)

    assert images
    for image in images:
        assert re.fullmatch(r"[\w./-]+:\$\{\w+_TAG\}", image), image


def test_the_env_file_holds_nothing_unused() -> None:
    text = COMPOSE.read_text(encoding="utf-8")

    assert [name for name in env_file() if f"${{{name}}}" not in text] == []


def test_our_variables_are_settings_and_hold_their_values() -> None:
    for name, it in ours(load()).items():
        named = {key.removeprefix("STREAMS_").lower(): value for key, value in it["environment"].items()}
        assert named.keys() <= Settings.model_fields.keys(), name

        settings = Settings.model_validate(named)
        assert settings.drain_s < compose_rules.GRACE_OVER_DRAIN_S
        assert settings.brokers == "kafka:19092"
        assert (settings.web_host, settings.web_port) == ("0.0.0.0", 8080)  # noqa: S104  (inside its own network)


# Settings that nobody changes in a container from outside, and why.
KEPT = {
    "web_host": "the network decides",
    "web_port": "probe and Prometheus ask this port",
    "brokers": "the service kafka, or what an overlay says",
    "cuts": "set in .env",
    "drain_s": "belongs to stop_grace_period",
    "datadir": "/tmp is the one place to write to",
    "revision": "the build says it",
    "taggers": "needs packages that the image has not",
    "spans": "needs a package that the image has not",
    **dict.fromkeys(("security_protocol", "sasl_mechanism", "sasl_username", "sasl_password_file"), "secure.yml"),
    **dict.fromkeys(("tls_ca_file", "tls_cert_file", "tls_key_file"), "secure.yml"),
}


def test_every_other_setting_is_handed_on_to_our_containers() -> None:
    named = {name.removeprefix("STREAMS_").lower() for name in handed_on(load())}

    assert sorted(named) == sorted(Settings.model_fields.keys() - KEPT.keys())
    assert KEPT.keys() <= Settings.model_fields.keys()


def test_one_service_builds_the_image_and_the_others_never_pull_it() -> None:
    services = ours(load())

    assert [name for name, it in services.items() if "build" in it] == ["topics"]
    assert {it.get("pull_policy") for name, it in services.items() if name != "topics"} == {"never"}


def test_the_administrators_password_comes_from_a_file() -> None:
    overlay = yaml.safe_load((ROOT / "ops/compose/grafana-admin.yml").read_text(encoding="utf-8"))

    assert list(compose_rules.no_secret_is_written_down(merged(load(), overlay))) == []
    assert overlay["services"]["grafana"]["environment"]["GF_SECURITY_ADMIN_PASSWORD__FILE"].startswith("/run/secrets/")
    assert overlay["secrets"]["grafana-password"]["file"].startswith("${GRAFANA_PASSWORD_FILE:?")


def test_mounted_files_exist() -> None:
    for name, it in load()["services"].items():
        for volume in it.get("volumes", []):
            source = volume.split(":")[0]
            assert not source.startswith(".") or (ROOT / source).exists(), f"{name} mounts {source}"
