"""How does the outside look in?  A small HTTP server in a thread of its own, so that a blocked event loop can be seen.

GET only; every path that is not listed is 404.  Answers are computed when asked.
"""

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from streams.core.outcome import Unavailable

Answer = tuple[int, str, bytes]
Route = Callable[[], Answer]


def as_json(document: object, status: int = 200) -> Answer:
    """Answer with a JSON document."""
    return status, "application/json", json.dumps(document).encode() + b"\n"


def verdict(reasons: list[str]) -> Answer:
    """Answer a probe: 200 when there is no reason against, else 503 with the reasons."""
    return as_json({"ok": not reasons, "reasons": reasons}, 503 if reasons else 200)


def metrics_of(registry: CollectorRegistry) -> Route:
    """Make the route that exports a registry in the Prometheus text format."""
    return lambda: (200, CONTENT_TYPE_LATEST, generate_latest(registry))


class ProbeServer:
    """Serves routes until it is closed.  *port* 0 picks a free one; `port` then says which.

    Raises `Unavailable` with the fix when the port is taken.
    """

    def __init__(self, host: str, port: int, routes: Mapping[str, Route]) -> None:
        try:
            self._server = ThreadingHTTPServer((host, port), _handler(routes))
        except OSError as error:
            raise Unavailable(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another port with STREAMS_WEB_PORT"
            ) from error
        self._server.daemon_threads = True
        self.host, self.port = host, self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="probes", daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


def _handler(routes: Mapping[str, Route]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5.0  # seconds for a client to send its request; a silent one holds a thread, not the server

        def do_GET(self) -> None:
            route = routes.get(self.path.partition("?")[0])
            self._answer(*(route() if route else as_json({"ok": False, "reasons": ["no such path"]}, 404)))

        def _answer(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def version_string(self) -> str:
            return "streams"

        def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
            del message, explain  # the library's page repeats what the client sent
            self._answer(*as_json({"ok": False, "reasons": ["GET only"]}, 404 if code == 501 else code))

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    return Handler
