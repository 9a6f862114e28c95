"""Does a tool that reads Kafka reach the broker that its variable names?  Then it answers on 8080, else it ends.

This is not the tool: it speaks no Kafka.  STUB_FOR is the name of the tool, STUB_BROKERS that of the variable.
"""

import os
import socket
from http.server import BaseHTTPRequestHandler, HTTPServer

NAME = os.environ["STUB_FOR"]


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.end_headers()
        self.wfile.write(f"# stub, not {NAME}\nstub_reached_broker 1\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: scrapes would fill the log."""


if __name__ == "__main__":
    host, _, port = os.environ[os.environ["STUB_BROKERS"]].rpartition(":")
    socket.create_connection((host, int(port)), timeout=10).close()
    print(f"stub, not {NAME}; the broker {host}:{port} is within reach", flush=True)
    HTTPServer(("0.0.0.0", 8080), Page).serve_forever()  # noqa: S104  (inside its container)
