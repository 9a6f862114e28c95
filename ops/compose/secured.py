"""What does the pipeline do on a broker that trusts nobody?  With secure.yml and grafana-admin.yml, for real."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from ops.compose.commands import Failed, Project, await_value, expect, send, sh, streams
from ops.compose.plain import leaves_nothing

OVERLAYS = ("ops/compose/secure.yml", "ops/compose/grafana-admin.yml")
OURS, KAFKA, GRAFANA = 999, 1000, 472  # who reads which secret, as the overlays say


def make_secrets(work: Path) -> Project:
    """Make certificates and passwords as the overlays describe it, and give the project that uses them."""
    folder = work / "secrets"
    sh(sys.executable, "-m", "ops.local.secure", str(folder), "--name", "kafka", "--name", "localhost")
    for file in (folder / "passwords", *(folder / "passwords").iterdir()):
        os.chown(file, OURS, OURS)
    os.chown(folder / "kafka.pem", KAFKA, KAFKA)
    admin = work / "grafana-password"
    admin.write_text("only for this rehearsal")
    os.chown(admin, GRAFANA, GRAFANA)
    admin.chmod(0o400)
    variables = {"NEWS_STREAMS_SECRETS": str(folder), "GRAFANA_PASSWORD_FILE": str(admin)}
    return Project(work, OVERLAYS, variables=variables)


def login(project: Project, role: str) -> dict[str, object]:
    """Give the settings with which *role* comes in from this machine."""
    folder = Path(project.variables["NEWS_STREAMS_SECRETS"])
    return {
        "security_protocol": "SASL_SSL",
        "sasl_username": role,
        "sasl_password_file": folder / "passwords" / role,
        "tls_ca_file": folder / "ca.pem",
    }


def refuses_a_missing_secret(project: Project) -> None:
    """Without the folder of secrets compose refuses the overlay and names the variable."""
    unset = Project(project.work, project.overlays)
    done = subprocess.run(unset.command("config", "--quiet"), capture_output=True, text=True, check=False)
    expect(done.returncode != 0 and "NEWS_STREAMS_SECRETS" in done.stderr, f"it said {done.stderr!r}")


def comes_up(project: Project) -> None:
    """With TLS, a login for every service and an administrator of Grafana, all come up and are healthy."""
    project.up()


def lets_in_by_role(project: Project) -> None:
    """A producer sends, a reader reads; a stranger, a wrong role and a client without TLS are refused."""
    expect(send("--samples", **login(project, "producer")) > 0, "nothing was sent")
    reader = ("tail", "--from-start", "--limit", "1", "--json", "enriched")
    expect("articles.enriched.v1/" in streams(*reader, **login(project, "consumer")), "nothing was read")
    for settings in ({}, login(project, "consumer"), {**login(project, "producer"), "sasl_username": "nobody"}):
        expect(refused(**settings), f"{settings.get('sasl_username', 'nobody at all')} could write raw records")


def refused(**settings: object) -> bool:
    """Whether the broker keeps a client with *settings* from sending; it must say so with 69 and one sentence."""
    try:
        send("--reference", **settings)
    except Failed as failure:
        return "ended with 69" in str(failure) and "Traceback" not in str(failure)
    return False


def adds_up(project: Project) -> None:
    """The audit, with its own login, adds up, and Prometheus sees worker and audit."""
    expect(project.audit()["enriched"] > 0, "nothing was enriched")
    await_value("sum(news_worker_ready)", 1)
    await_value('sum(up{job="news-audit"})', 1)


ACTS: tuple[Callable[[Project], None], ...] = (
    refuses_a_missing_secret,
    comes_up,
    lets_in_by_role,
    adds_up,
    leaves_nothing,
)
