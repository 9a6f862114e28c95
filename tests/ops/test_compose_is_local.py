"""Do docker-compose and the local run start the same broker?  They differ in hosts, ports and paths only."""

import re

from ops.local import kafka
from ops.local.jars import HERE, kafka_version
from tests.ops.compose_file import env_file, load

# Read by the image's start script, not by the broker.
NOT_A_PROPERTY = {"KAFKA_HEAP_OPTS"}


def properties_from(environment: dict[str, object]) -> dict[str, str]:
    """Turn KAFKA_* variables into broker properties as the image does: `___` is `-`, `__` is `_`, `_` is `.`."""
    marks = {"___": "-", "__": "_", "_": "."}
    names = [name for name in environment if name.startswith("KAFKA_") and name not in NOT_A_PROPERTY]
    spelt = {name: re.sub("_{1,3}", lambda run: marks[run[0]], name.removeprefix("KAFKA_").lower()) for name in names}
    return {spelt[name]: str(environment[name]) for name in names}


def without_places(properties: dict[str, str]) -> dict[str, str]:
    """Hide hosts and ports of listeners and voters, and the path of the data."""
    hidden = {name: re.sub(r"(://|@)[^,]*", r"\1ADDRESS", value) for name, value in properties.items()}
    return {**hidden, "log.dirs": "PATH"} if "log.dirs" in hidden else hidden


def test_naming_rule() -> None:
    variables: dict[str, object] = {
        "KAFKA_NODE_ID": 1,
        "KAFKA_A__B_C___D": "x",
        "KAFKA_HEAP_OPTS": "-Xmx1g",
        "PATH": "/",
    }

    assert properties_from(variables) == {"node.id": "1", "a_b.c-d": "x"}


def test_the_same_broker_properties() -> None:
    compose = properties_from(load()["services"]["kafka"]["environment"])
    local = kafka.read_properties((HERE / "server.properties").read_text(encoding="utf-8"))

    assert without_places(local) == without_places(compose)


def test_the_same_version_heap_and_cluster() -> None:
    environment = load()["services"]["kafka"]["environment"]

    assert kafka_version() == env_file()["KAFKA_TAG"].partition("@")[0]
    assert kafka.DEFAULT_HEAP == "512m"
    assert environment["KAFKA_HEAP_OPTS"] == f"-Xms{kafka.DEFAULT_HEAP} -Xmx{kafka.DEFAULT_HEAP}"
    assert environment["CLUSTER_ID"] == kafka.CLUSTER_ID
