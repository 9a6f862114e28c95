"""Was Grafana given what it needs?  Checks mounts, provisioning and settings, then answers the health path.

This is not Grafana: it shows no dashboard and runs no query.
"""

import json
import os
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import yaml

PROVISIONING = Path("/etc/grafana/provisioning")


def check() -> list[str]:
    """Read everything as Grafana would; what is missing or broken ends the container, and so its health."""
    (source,) = read("datasources/prometheus.yml")["datasources"]
    (provider,) = read("dashboards/news.yml")["providers"]
    dashboards = [json.loads(file.read_text()) for file in Path(provider["options"]["path"]).glob("*.json")]
    must_hold = {
        "a dashboard is mounted": bool(dashboards),
        "the home page is mounted": Path(os.environ["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]).is_file(),
        "provisioning cannot be changed": not os.access(PROVISIONING / "dashboards/news.yml", os.W_OK),
        "the data volume can be written": os.access("/var/lib/grafana", os.W_OK),
        "there is a default data source": source["isDefault"],
        "whoever may log in has a password from a file": has_password() == may_log_in(),
    }
    broken = [what for what, holds in must_hold.items() if not holds]
    if broken:
        raise SystemExit(f"does not hold: {', '.join(broken)}")
    return [dashboard["uid"] for dashboard in dashboards]


def may_log_in() -> bool:
    return os.environ["GF_AUTH_DISABLE_LOGIN_FORM"] == "false"


def has_password() -> bool:
    file = os.environ.get("GF_SECURITY_ADMIN_PASSWORD__FILE")
    return bool(file and Path(file).read_text().strip())


def read(name: str) -> Any:
    return yaml.safe_load((PROVISIONING / name).read_text())


def data_source_answers() -> bool:
    (source,) = read("datasources/prometheus.yml")["datasources"]
    try:
        with urllib.request.urlopen(f"{source['url']}/-/ready", timeout=3):  # noqa: S310  (provisioned above)
            return True
    except OSError:
        return False


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        known = self.path == "/api/health"
        self.send_response(404 if not known else 200 if data_source_answers() else 503)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: health checks would fill the log."""


if __name__ == "__main__":
    print("stub, not Grafana; dashboards:", *check(), flush=True)
    HTTPServer(("0.0.0.0", 3000), Health).serve_forever()  # noqa: S104  (inside its container)
