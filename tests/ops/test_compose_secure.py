"""Is compose with ops/compose/secure.yml as closed as the local secure broker, as far as that can be seen offline?"""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ops import access
from ops.local.kafka import LocalKafka, free_port, read_properties
from ops.local.secure import SECURE_PROPERTIES, Authority, SecureKafka, make_passwords
from streams.core.outcome import Unavailable
from streams.kafka.apply import apply_topics, plan_topics
from streams.settings import read_settings
from tests.ops import compose_rules
from tests.ops.compose_file import ROOT, env_file, load, merged
from tests.ops.compose_rules import RULES
from tests.ops.test_compose import check_schema
from tests.ops.test_compose_is_local import properties_from

OVERLAY = ROOT / "ops/compose/secure.yml"
SECRETS = "/secrets"
# One-shot beside the broker: it shares the broker's loopback, runs a file of its own, and goes before `topics`.
EXPECTED = {
    "access leaves its container",
    "access hides behind a shell, which does not pass SIGTERM on",
    "access has restart 'no', not 'unless-stopped'",
    "access has networks None, not ['internal']",
    "access does not wait for {'topics': {'condition': 'service_completed_successfully'}}",
    "topics does not wait for {'kafka': {'condition': 'service_healthy'}}",
}


def secure() -> dict[str, Any]:
    text = re.sub(r"\$\{NEWS_STREAMS_SECRETS[^}]*\}", SECRETS, OVERLAY.read_text(encoding="utf-8"))
    text = re.sub(r"\$\{(\w+)\}", lambda found: env_file()[found[1]], text)
    both = merged(load(), yaml.safe_load(text))
    assert isinstance(both, dict)
    return both


def test_both_files_together_fit_the_schema_of_compose(tmp_path: Path) -> None:
    file = tmp_path / "docker-compose.yml"
    file.write_text(yaml.safe_dump(secure()))

    assert check_schema(file).returncode == 0


def broken_rules(compose: dict[str, Any]) -> set[str]:
    for service in compose["services"].values():
        service.setdefault("networks", [])  # the rule about networks reads it of every service
    compose["services"]["access"].pop("networks")
    rules = [rule for rule in RULES if rule is not compose_rules.networks_are_closed]
    return {broken for rule in rules for broken in rule(compose)}


def test_every_rule_of_the_plain_file_holds_but_for_the_one_that_needs_the_brokers_loopback() -> None:
    assert broken_rules(secure()) == EXPECTED


def test_a_password_in_a_variable_is_noticed() -> None:
    override = {"services": {"worker": {"environment": {"STREAMS_SASL_PASSWORD": "hunter2"}}}}

    assert broken_rules(merged(secure(), override)) - EXPECTED


def listeners(compose: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Give protocol and bind address of every listener."""
    properties = properties_from(compose["services"]["kafka"]["environment"])
    protocols = dict(pair.split(":") for pair in properties["listener.security.protocol.map"].split(","))
    found = re.findall(r"(\w+)://([^:]*):\d+", properties["listeners"])
    return {name: (protocols[name], address) for name, address in found}


def open_plaintext(compose: dict[str, Any]) -> list[str]:
    return [
        name
        for name, (protocol, address) in listeners(compose).items()
        if protocol != "SASL_SSL" and address != "127.0.0.1"
    ]


def test_what_can_be_reached_from_outside_the_broker_asks_for_a_login() -> None:
    assert open_plaintext(secure()) == []
    assert sorted(listeners(secure())) == ["CLIENTS", "CONTROLLER", "HOST", "INTERNAL"]


def test_an_open_plaintext_listener_is_noticed() -> None:
    assert sorted(open_plaintext(load())) == ["CONTROLLER", "HOST", "INTERNAL"]


def test_the_same_broker_as_the_local_one() -> None:
    compose = properties_from(secure()["services"]["kafka"]["environment"])
    plain = properties_from(load()["services"]["kafka"]["environment"])
    added = {name: value for name, value in compose.items() if plain.get(name) != value}
    places = {"listeners", "advertised.listeners", "controller.quorum.voters", "listener.security.protocol.map"}
    logins = {name: value for name, value in added.items() if name.endswith("sasl.jaas.config")}

    assert {name: added[name] for name in added.keys() - places - logins.keys() - {"ssl.keystore.location"}} == (
        SECURE_PROPERTIES
    )
    assert {name.split(".")[2] for name in logins} == {"host", "clients"}


def test_the_local_one_lets_nobody_in_without_a_name(tmp_path: Path) -> None:
    broker = SecureKafka(tmp_path)
    properties = broker.properties()
    lines = "\n".join(f"{name}={value}" for name, value in properties.items())

    assert read_properties(lines) == properties
    assert properties.items() >= SECURE_PROPERTIES.items()
    assert all(address.split("://")[1].startswith("127.0.0.1:") for address in properties["listeners"].split(","))


def test_the_images_own_checks_of_ssl_are_not_woken() -> None:
    """Its start script looks for `SSL://` and `SASL_..://` and then wants key stores with password files."""
    environment = secure()["services"]["kafka"]["environment"]

    assert "SSL://" not in environment["KAFKA_ADVERTISED_LISTENERS"]
    assert "SASL" not in environment["KAFKA_LISTENERS"]


@pytest.mark.parametrize(
    ("service", "role"), [("topics", "topics"), ("worker", "worker"), ("audit", "audit"), ("load", "producer")]
)
def test_each_service_logs_in_as_its_role_and_holds_no_other_password(service: str, role: str, tmp_path: Path) -> None:
    found = secure()["services"][service]
    held = [name for name in found["secrets"] if name != "ca"]
    environment = {}
    for name, value in found["environment"].items():
        file = tmp_path / str(value).rpartition("/")[2]
        environment[name] = str(file) if str(value).startswith("/run/secrets/") else str(value)
        if str(value).startswith("/run/secrets/"):
            assert file.name in found["secrets"]
            file.write_text("-")
    settings = read_settings(environment)

    assert held == [f"{role}-password"]
    assert settings.sasl_username == role
    assert (settings.security_protocol, settings.brokers) == ("SASL_SSL", "kafka:19094")
    assert settings.sasl_password_file == tmp_path / f"{role}-password"


def test_the_rules_are_granted_to_every_role_before_topics_are_made() -> None:
    services = secure()["services"]
    granted = {entry["target"].rpartition("/")[2]: entry["source"] for entry in services["access"]["secrets"]}

    assert granted == {role: f"{role}-password" for role in access.load()}
    assert services["topics"]["depends_on"]["access"] == {"condition": "service_completed_successfully"}
    assert services["access"]["network_mode"] == "service:kafka"
    for volume in services["access"]["volumes"]:
        assert (ROOT / volume.split(":")[0]).is_file()


def test_every_secret_is_a_file_that_the_helper_makes() -> None:
    files = {name: entry["file"] for name, entry in secure()["secrets"].items()}

    assert files.pop("ca") == f"{SECRETS}/ca.pem"
    assert files.pop("kafka") == f"{SECRETS}/kafka.pem"
    assert files == {f"{role}-password": f"{SECRETS}/passwords/{role}" for role in access.load()}


def test_only_the_broker_holds_its_key() -> None:
    holders = [name for name, it in secure()["services"].items() if "kafka" in it.get("secrets", [])]

    assert holders == ["kafka"]


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    """The broker that the variables describe, on ports and paths of this machine."""
    folder = tmp_path_factory.mktemp("compose")
    local = LocalKafka(folder / "kafka", heap="256m")
    ports = {"19092": local.internal_port, "9092": local.port, "9093": local.controller_port, "19094": free_port()}
    properties = properties_from(secure()["services"]["kafka"]["environment"])
    for name in ("listeners", "advertised.listeners", "controller.quorum.voters"):
        # An address that is none is all of them; here nothing may listen beyond the loopback.
        placed = re.sub(
            r"(://|@)[^:,]*:(\d+)", lambda found: f"{found[1]}127.0.0.1:{ports[found[2]]}", properties[name]
        )
        properties[name] = placed
    properties["log.dirs"] = str(folder / "kafka/log")
    properties["ssl.keystore.location"] = str(Authority(folder / "ca").server(folder / "kafka.pem", ["127.0.0.1"]))
    local.overrides = properties
    make_passwords(folder / "passwords")
    with local:
        yield local


@pytest.mark.kafka
def test_the_broker_of_these_variables_starts_and_lets_in_who_access_lets_in(broker: LocalKafka) -> None:
    folder = broker.data_dir.parent
    addresses = dict(re.findall(r"(\w+)://([^,]+)", broker.overrides["advertised.listeners"]))
    command = secure()["services"]["access"]["command"]
    placed = {"127.0.0.1:19092": addresses["INTERNAL"], "/run/passwords": str(folder / "passwords")}
    login: dict[str, object] = {
        "security_protocol": "SASL_SSL",
        "sasl_username": "topics",
        "sasl_password_file": folder / "passwords/topics",
        "tls_ca_file": folder / "ca/ca.pem",
    }

    with pytest.raises(Unavailable, match="refuses the login"):
        asyncio.run(plan_topics(read_settings({}, brokers=addresses["CLIENTS"], **login)))
    assert access.main([placed.get(word, word) for word in command]) == 0
    for name in ("CLIENTS", "HOST"):
        asyncio.run(apply_topics(read_settings({}, brokers=addresses[name], **login)))
        with pytest.raises(Unavailable):
            asyncio.run(plan_topics(read_settings({}, brokers=addresses[name])))
