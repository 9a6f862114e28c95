"""A worker that may not do its work says so in one sentence and ends with 69 at once, at the start and later."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ops import access
from ops.access import Rule
from ops.local.secure import Authority, SecureKafka
from tests.security.commands import Start, streams

GROUP = "news-streams"
# A check every 5 s, 10 s for an end that hangs, and a machine that tests share.
STOPPED_WITHIN_S = 30


def topic_rule(name: str, operation: str) -> Rule:
    return Rule("worker", "topics", f"articles.{name}.v1", operation)


RULES = [
    Rule("worker", "groups", GROUP, "Read"),
    topic_rule("raw", "Read"),
    topic_rule("tagged", "Read"),
    topic_rule("cleaned", "Write"),
    topic_rule("enriched", "Write"),
    topic_rule("dead-letter", "Write"),
]


@contextmanager
def taken_away(secure: SecureKafka, rule: Rule) -> Iterator[None]:
    asyncio.run(access.forbid(secure.door, [rule]))
    try:
        yield
    finally:
        asyncio.run(access.allow(secure.door, [rule]))


def one_sentence(stderr: str) -> str:
    (line,) = stderr.splitlines()
    assert line.startswith("streams: ")
    return line


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_worker_without_a_right_does_not_start(secure: SecureKafka, rule: Rule) -> None:
    with taken_away(secure, rule):
        refused = streams(secure.login("worker"), "worker", "--web-port", "0")

    assert refused.returncode == 69
    said = one_sentence(refused.stderr)
    assert f"{rule.operation} on {rule.kind.removesuffix('s')} {rule.name}" in said
    assert "ops/access.yaml" in said


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_running_worker_that_loses_a_right_ends(secure: SecureKafka, start: Start, rule: Rule) -> None:
    """Nothing arrives meanwhile in half of the cases: it must not take a record to find out."""
    worker = start(secure.login("worker")).wait_ready()

    with taken_away(secure, rule):
        began = time.monotonic()
        if rule.operation == "Write":
            assert streams(secure.login("producer"), "produce", "--bad").returncode == 0
        assert worker.wait(within_s=STOPPED_WITHIN_S) == 69, worker.said()
        assert time.monotonic() - began < STOPPED_WITHIN_S

    last = worker.said().splitlines()[-1]
    assert last.startswith("streams: ")
    assert rule.name in last


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_nothing_is_lost_when_a_right_is_taken_away_and_given_back(secure: SecureKafka, start: Start) -> None:
    producer, worker = secure.login("producer"), secure.login("worker")
    first = start(worker, "--cuts", "none").wait_ready()
    with taken_away(secure, topic_rule("dead-letter", "Write")):
        assert streams(producer, "produce", "--bad", "--samples").returncode == 0
        assert first.wait(within_s=STOPPED_WITHIN_S) == 69

    start(worker, "--cuts", "none").wait_ready()
    audit = streams(secure.login("audit"), "audit", "--json")

    assert audit.returncode == 0, audit.stdout
    assert '"unaccounted":0' in audit.stdout


@pytest.mark.kafka
@pytest.mark.parametrize("job", ["worker", "produce --reference", "audit", "lag", "topics plan", "dlq ls", "tail"])
def test_a_wrong_password_is_told_without_the_password(secure: SecureKafka, tmp_path: Path, job: str) -> None:
    wrong = tmp_path / "password"
    wrong.write_text("not-the-right-one")

    refused = streams(secure.login("worker", sasl_password_file=wrong), *job.split())

    assert refused.returncode == 69
    assert "refuses the login" in one_sentence(refused.stderr)
    assert "not-the-right-one" not in refused.stdout + refused.stderr


@pytest.mark.kafka
@pytest.mark.parametrize("job", ["worker", "produce --reference", "lag"])
def test_a_broker_of_another_authority_is_not_spoken_to(secure: SecureKafka, tmp_path: Path, job: str) -> None:
    other = Authority(tmp_path / "other").certificate

    refused = streams(secure.login("worker", tls_ca_file=other), *job.split())

    assert refused.returncode == 69
    assert "fails in TLS (unable to get local issuer certificate); see the STREAMS_TLS_" in one_sentence(refused.stderr)


@pytest.mark.kafka
def test_a_broker_under_another_name_is_not_spoken_to(secure: SecureKafka) -> None:
    elsewhere = secure.bootstrap.replace("127.0.0.1", "127.0.0.2")
    with forwarded(elsewhere, secure.port):
        refused = streams(secure.login("audit", brokers=elsewhere), "lag")

    assert refused.returncode == 69
    assert "fails in TLS (IP address mismatch" in one_sentence(refused.stderr)


@contextmanager
def forwarded(address: str, port: int) -> Iterator[None]:
    """Put the broker under an address that its certificate does not name."""
    import socket
    import threading

    host, _, number = address.rpartition(":")
    server = socket.create_server((host, int(number)))

    def serve() -> None:
        while True:
            try:
                near, _ = server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", port))
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=pump, args=(source, sink), daemon=True).start()

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        finally:
            sink.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield
    finally:
        server.close()


@pytest.mark.kafka
def test_a_client_without_a_login_or_certificate_gets_nothing(secure: SecureKafka) -> None:
    plain: dict[str, object] = {"brokers": secure.bootstrap}
    nameless = {**secure.certificate("audit"), "tls_cert_file": "", "tls_key_file": ""}

    for login in (plain, nameless):
        assert streams(login, "lag").returncode == 69
