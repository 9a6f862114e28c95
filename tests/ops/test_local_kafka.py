"""Does the local Kafka start, stop, crash, freeze and come back, and say what is missing in one sentence?"""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from ops.local import background, jars
from ops.local.kafka import LocalKafka, LocalKafkaError, answers, ensure_jars, free_port, read_properties


def test_properties_are_read_without_comments() -> None:
    text = "# a comment\n\nnode.id=1\nlisteners = HOST://:9092\nempty=\n"

    assert read_properties(text) == {"node.id": "1", "listeners": "HOST://:9092", "empty": ""}


def test_free_ports_lie_below_those_of_outgoing_connections() -> None:
    first_outgoing = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])

    assert 20_000 <= free_port() < first_outgoing


def test_nothing_answers_on_a_free_port_or_from_a_stranger() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        assert not answers(free_port())
        assert not answers(stranger.getsockname()[1])


def test_missing_java_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(LocalKafkaError, match="openjdk-17-jre-headless"):
        jars.java()


def test_missing_maven_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(jars, "LOCAL", tmp_path)

    with pytest.raises(LocalKafkaError, match="apt-get install maven"):
        ensure_jars()


def test_overrides_win_over_the_template(tmp_path: Path) -> None:
    broker = LocalKafka(tmp_path, port=19092, overrides={"num.partitions": "3", "node.id": "7"})

    settings = broker.properties()
    assert settings["num.partitions"] == "3"
    assert settings["node.id"] == "7"
    assert "HOST://127.0.0.1:19092" in settings["listeners"]
    assert settings["log.dirs"] == str(tmp_path / "log")
    assert broker.bootstrap == "127.0.0.1:19092"


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    quick_return = {"broker.session.timeout.ms": "1000", "broker.heartbeat.interval.ms": "200"}
    with LocalKafka(tmp_path_factory.mktemp("kafka"), overrides=quick_return) as running:
        yield running


@pytest.mark.kafka
def test_it_comes_back_on_the_same_port_and_data_after_a_stop_and_a_crash(broker: LocalKafka) -> None:
    formatted = broker.data_dir / "log" / "meta.properties"
    port, identity, pid = broker.port, formatted.read_text(), broker.pid

    for end in (broker.stop, broker.kill):
        end()
        assert not broker.is_running()
        assert not answers(broker.port)
        broker.start()
        assert answers(port)

    assert broker.pid != pid
    assert formatted.read_text() == identity


@pytest.mark.kafka
def test_a_frozen_broker_is_silent_until_it_thaws(broker: LocalKafka) -> None:
    broker.freeze()
    silent = not answers(broker.port)
    broker.thaw()

    assert silent
    assert answers(broker.port)


@pytest.mark.kafka
def test_a_frozen_broker_can_be_stopped(tmp_path: Path) -> None:
    broker = LocalKafka(tmp_path).start()
    broker.freeze()

    broker.stop()

    assert not broker.is_running()


@pytest.mark.kafka
def test_a_setting_that_kafka_refuses_is_shown(tmp_path: Path) -> None:
    broken = LocalKafka(tmp_path, overrides={"log.segment.bytes": "many"})

    with pytest.raises(LocalKafkaError, match=r"log\.segment\.bytes"):
        broken.start()
    assert not broken.is_running()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A state of its own, so that a broker which the developer started with `make up` is left alone."""
    for name, file in (("STATE", "up.json"), ("LOCK", "up.lock"), ("DATA", "data")):
        monkeypatch.setattr(background, name, tmp_path / file)
    yield tmp_path
    background.main(["down", "--wipe"])


@pytest.mark.kafka
def test_up_is_idempotent_and_down_leaves_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    assert background.main(["up", "--port", str(port)]) == 0
    first = background.find()

    assert background.main(["up"]) == 0
    assert background.find() == first
    assert background.main(["status"]) == 0
    assert background.main(["up", "--port", str(port + 1)]) == 1
    assert f"already runs on 127.0.0.1:{port}" in capsys.readouterr().err

    assert background.main(["down"]) == 0
    assert not answers(port)
    assert background.main(["status"]) == 1
    assert (place / "data" / "log" / "meta.properties").exists()


def test_up_says_that_the_port_is_taken(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not background.STATE.is_relative_to(jars.LOCAL)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert background.main(["up", "--port", str(port)]) == 1

    assert f"Port {port} on 127.0.0.1 is taken" in capsys.readouterr().err
    assert list(place.iterdir()) == [place / "up.lock"]


def test_down_does_not_touch_a_process_that_is_not_the_broker(place: Path) -> None:
    """A pid is used again by the system after a reboot or a crash."""
    background.STATE.write_text('{"pid": 1, "port": 9092, "internal_port": 1, "data_dir": "/nowhere"}')

    assert background.find() is None
    assert background.main(["down"]) == 0
    assert not (place / "up.json").exists()
