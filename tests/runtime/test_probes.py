"""Does the web port answer what it should and nothing else, also to the ill-mannered?"""

import http.client
import json
import socket
import threading
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Counter

from streams.core.outcome import Unavailable
from streams.runtime.probes import ProbeServer, as_json, metrics_of, verdict


@pytest.fixture
def server() -> Iterator[ProbeServer]:
    registry = CollectorRegistry()
    Counter("news_test", "A family of this test.", registry=registry).inc(3)
    routes = {
        "/livez": lambda: verdict([]),
        "/readyz": lambda: verdict(["broker_silent", "draining"]),
        "/metrics": metrics_of(registry),
        "/version": lambda: as_json({"version": "0"}),
    }
    found = ProbeServer("127.0.0.1", 0, routes)
    yield found
    found.close()


def ask(server: ProbeServer, path: str, method: str = "GET") -> tuple[int, str, str]:
    client = http.client.HTTPConnection(server.host, server.port, timeout=5)
    client.request(method, path)
    answer = client.getresponse()
    body = answer.read().decode()
    client.close()
    return answer.status, answer.headers["Content-Type"], body


def test_yes_is_200_and_no_is_503_with_all_reasons(server: ProbeServer) -> None:
    assert ask(server, "/livez") == (200, "application/json", '{"ok": true, "reasons": []}\n')

    status, _, body = ask(server, "/readyz")
    assert (status, json.loads(body)["reasons"]) == (503, ["broker_silent", "draining"])


def test_metrics_come_with_the_type_that_prometheus_3_insists_on(server: ProbeServer) -> None:
    status, content_type, body = ask(server, "/metrics")

    assert status == 200
    assert content_type.startswith("text/plain; version=")
    assert "news_test_total 3.0" in body


@pytest.mark.parametrize("path", ["/", "/router/", "/table/", "/livez/", "/../livez", "/%2e/livez", "/LIVEZ"])
def test_what_is_not_listed_is_404(server: ProbeServer, path: str) -> None:
    assert ask(server, path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])
def test_only_get_is_answered(server: ProbeServer, method: str) -> None:
    assert ask(server, "/livez", method)[0] == 404


def test_a_query_does_not_matter(server: ProbeServer) -> None:
    assert ask(server, "/livez?x=1")[0] == 200


def test_nothing_that_a_client_sent_comes_back(server: ProbeServer) -> None:
    with socket.create_connection((server.host, server.port), timeout=5) as wire:
        wire.sendall(b"GET /<script>\x1b[31m HTTP/9.9\r\n\r\n")
        answer = wire.makefile("rb").read()

    assert b"script" not in answer
    assert b"Python" not in answer


def test_silent_clients_do_not_keep_others_waiting(server: ProbeServer) -> None:
    silent = [socket.create_connection((server.host, server.port)) for _ in range(20)]
    try:
        assert ask(server, "/livez")[0] == 200
    finally:
        for wire in silent:
            wire.close()


def test_many_can_ask_at_once(server: ProbeServer) -> None:
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(ask(server, "/metrics")[0])) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 10


def test_a_taken_port_is_one_sentence(server: ProbeServer) -> None:
    with pytest.raises(Unavailable, match=f"cannot listen on 127.0.0.1:{server.port} .*STREAMS_WEB_PORT"):
        ProbeServer("127.0.0.1", server.port, {})


def test_a_closed_server_has_freed_its_port() -> None:
    first = ProbeServer("127.0.0.1", 0, {})
    first.close()
    ProbeServer("127.0.0.1", first.port, {}).close()
