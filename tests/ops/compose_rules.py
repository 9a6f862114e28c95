"""What must hold for every service of docker-compose.yml?  One function a rule; it yields what breaks it."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.ops.compose_file import ours

Compose = dict[str, Any]
Rule = Callable[[Compose], Iterator[str]]

# What a person opens on this machine without asking for a profile: Kafka, Prometheus, Grafana.
HOST_PORTS = {"127.0.0.1:9092:9092", "127.0.0.1:9090:9090", "127.0.0.1:3000:3000"}
GRACE_OVER_DRAIN_S = 45


def no_version_key(compose: Compose) -> Iterator[str]:
    if "version" in compose:
        yield "version is obsolete and warned about"


def can_be_scaled(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        if "container_name" in service:
            yield f"{name} has a container_name"
    for name, service in ours(compose).items():
        if service.get("ports"):
            yield f"{name} publishes ports: two replicas cannot share one"


def tags_are_named(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        tag = service["image"].rpartition(":")[2]
        if "/" in tag or tag == service["image"] or tag.startswith("latest"):
            yield f"{name} runs {service['image']}"


def ports_are_on_loopback(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        allowed = HOST_PORTS if "profiles" not in service else {*HOST_PORTS, "127.0.0.1:8081:8080"}
        for port in service.get("ports", []):
            if port not in allowed:
                yield f"{name} publishes {port}"


def ours_are_locked_down(compose: Compose) -> Iterator[str]:
    for name, service in ours(compose).items():
        wanted = {"read_only": True, "init": True, "user": "999:999", "networks": ["internal"]}
        for key, value in wanted.items():
            if service.get(key) != value:
                yield f"{name} has {key} {service.get(key)!r}, not {value!r}"
        if not any(mount.startswith("/tmp:") for mount in service.get("tmpfs", [])):
            yield f"{name} has no tmpfs on /tmp"


def nobody_has_rights(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        if service.get("cap_drop") != ["ALL"] or service.get("cap_add"):
            yield f"{name} keeps capabilities"
        if service.get("security_opt") != ["no-new-privileges:true"]:
            yield f"{name} can gain privileges"
        if service.get("privileged") or service.get("network_mode") or service.get("pid"):
            yield f"{name} leaves its container"
        if any("docker.sock" in volume for volume in service.get("volumes", [])):
            yield f"{name} holds the engine's socket"


def everybody_is_limited(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        for limit in ("mem_limit", "cpus", "pids_limit"):
            if not service.get(limit):
                yield f"{name} has no {limit}"
        if service.get("logging", {}).get("options") != {"max-size": "5m", "max-file": "2"}:
            yield f"{name} may fill the disk with its log"


def stop_and_restart(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        wanted = "no" if name == "topics" else "unless-stopped"
        if service.get("restart") != wanted:
            yield f"{name} has restart {service.get('restart')!r}, not {wanted!r}"
    for name, service in ours(compose).items():
        if service.get("stop_grace_period") != f"{GRACE_OVER_DRAIN_S}s":
            yield f"{name} is killed before it has drained"
        if service.get("entrypoint") or isinstance(service.get("command"), str):
            yield f"{name} hides behind a shell, which does not pass SIGTERM on"


def health_is_asked(compose: Compose) -> Iterator[str]:
    for name in ("worker", "audit"):
        test = compose["services"][name].get("healthcheck", {}).get("test", [])
        if test[:1] != ["CMD"] or not test[-1].endswith("/probe.py"):
            yield f"{name} has no probe of its own"
    kafka = " ".join(compose["services"]["kafka"].get("healthcheck", {}).get("test", []))
    if "kafka-broker-api-versions.sh" not in kafka or "KAFKA_HEAP_OPTS='-Xmx64m'" not in kafka:
        yield "kafka is not asked, or with the broker's own heap"
    for name in ("prometheus", "grafana"):
        if not compose["services"][name].get("healthcheck", {}).get("test"):
            yield f"{name} is not asked"


def order_is_waited_for(compose: Compose) -> Iterator[str]:
    after_topics = {"topics": {"condition": "service_completed_successfully"}}
    wanted = {"topics": {"kafka": {"condition": "service_healthy"}}}
    wanted |= {name: after_topics for name in ours(compose) if name != "topics"}
    for name, condition in wanted.items():
        if compose["services"][name].get("depends_on") != condition:
            yield f"{name} does not wait for {condition}"


def networks_are_closed(compose: Compose) -> Iterator[str]:
    if compose["networks"]["internal"] != {"internal": True}:
        yield "the internal network has a way out"
    for name, service in compose["services"].items():
        if ("edge" in service["networks"]) != bool(service.get("ports")):
            yield f"{name} is on the edge without a port, or has a port without it"


def mounts_are_read_only(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            if volume.startswith((".", "/")) and not volume.endswith(":ro"):
                yield f"{name} may write to {volume}"


def kafka_keeps_its_data(compose: Compose) -> Iterator[str]:
    kafka = compose["services"]["kafka"]
    folder = kafka["environment"].get("KAFKA_LOG_DIRS")
    if f"kafka-data:{folder}" not in kafka["volumes"]:
        yield f"kafka writes to {folder}, which is no volume"
    if kafka.get("read_only"):
        yield "kafka's start script cannot write its configuration"


def no_secret_is_written_down(compose: Compose) -> Iterator[str]:
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            if any(word in variable for word in ("PASSWORD", "SECRET", "TOKEN")) and not variable.endswith("_FILE"):
                yield f"{name} has {variable}={value}"


def grafana_lets_everybody_look_and_nobody_change(compose: Compose) -> Iterator[str]:
    environment = compose["services"]["grafana"]["environment"]
    wanted = {
        "GF_AUTH_ANONYMOUS_ENABLED": "true",
        "GF_AUTH_ANONYMOUS_ORG_ROLE": "Viewer",
        "GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION": "true",
        "GF_AUTH_BASIC_ENABLED": "false",
    }
    for variable, value in wanted.items():
        if environment.get(variable) != value:
            yield f"grafana has {variable}={environment.get(variable)}"


RULES: tuple[Rule, ...] = (
    no_version_key,
    can_be_scaled,
    tags_are_named,
    ports_are_on_loopback,
    ours_are_locked_down,
    nobody_has_rights,
    everybody_is_limited,
    stop_and_restart,
    health_is_asked,
    order_is_waited_for,
    networks_are_closed,
    mounts_are_read_only,
    kafka_keeps_its_data,
    no_secret_is_written_down,
    grafana_lets_everybody_look_and_nobody_change,
)
