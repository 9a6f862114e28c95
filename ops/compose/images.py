"""From what are the images made, where none can be pulled?  The worker's by its Dockerfile, the others as stand-ins.

`standins/README.md` says what stand-ins prove and what they do not.
"""

import json
import os
import shutil
from pathlib import Path

from ops.compose.commands import ROOT, Project, output, sh, together
from ops.compose.engine import engine

STANDINS = ROOT / "ops/compose/standins"
# Images whose programs cannot be had here at all, by the variable that holds their tag: stubs that check what they get.
STUBS = {
    "GRAFANA_TAG": ("grafana", "grafana/grafana"),
    "KAFKA_UI_TAG": ("kafka-ui", "ghcr.io/kafbat/kafka-ui"),
    "KMINION_TAG": ("kminion", "redpandadata/kminion"),
}


def build(work: Path) -> int:
    os.environ["DOCKER_BUILDKIT"] = "0"  # Debian's engine has no BuildKit client
    tags = dict(line.split("=", 1) for line in (ROOT / ".env").read_text().splitlines() if "_TAG=" in line)
    with engine(work / "engine", bridge=False):
        together(("base", lambda: make_base(work)), ("Kafka's jars", lambda: fetch_jars(work)))
        together(
            ("python, and on it the worker's image", lambda: make_worker(work, tags["PYTHON_TAG"])),
            ("kafka", lambda: standin(f"apache/kafka:{tags['KAFKA_TAG']}", work / "kafka")),
            ("prometheus", lambda: standin(f"prom/prometheus:{tags['PROMETHEUS_TAG']}", STANDINS / "prometheus")),
            ("stubs", lambda: make_stubs(tags)),
        )
    return 0


def make_base(work: Path) -> None:
    """Bootstrap Debian, and let it reach packages the way this machine does: its certificates, its pip settings."""
    if "rehearsal-base" in output("docker", "images", "--format", "{{.Repository}}").split():
        return
    archive, context = work / "base.tar", work / "base"
    sh("mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates", "bookworm", str(archive))
    sh("docker", "import", str(archive), "rehearsal-plain")
    archive.unlink()
    shutil.rmtree(context, ignore_errors=True)
    (context / "etc/ssl/certs").mkdir(parents=True)
    shutil.copy("/etc/ssl/certs/ca-certificates.crt", context / "etc/ssl/certs")
    if Path("/etc/pip.conf").exists():
        shutil.copy("/etc/pip.conf", context / "etc")
    (context / "Dockerfile").write_text(
        "FROM rehearsal-plain\nCOPY etc /etc\nENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt\n"
    )
    sh("docker", "build", "--quiet", "--tag", "rehearsal-base", str(context))


def fetch_jars(work: Path) -> None:
    """Lay Kafka's jars beside the stand-in's scripts; `tools` adds the program that the health check calls."""
    context = work / "kafka"
    shutil.copytree(STANDINS / "kafka", context, dirs_exist_ok=True)
    pom = str(ROOT / "ops/local/pom.xml")
    sh("mvn", "-q", "-B", "-C", "-Ptools", "-f", pom, "dependency:copy-dependencies", f"-Dlibs={context}/libs")


def make_worker(work: Path, tag: str) -> None:
    """Build the base of the Dockerfile and then, as a user does, the service that has the `build` section."""
    standin(f"python:{tag}", STANDINS / "python")
    override = work / "network.json"
    override.write_text(json.dumps({"services": {"topics": {"build": {"network": "host"}}}}))
    Project(work).compose("-f", str(override), "build", "--quiet")


def make_stubs(tags: dict[str, str]) -> None:
    standin("rehearsal-stub", STANDINS / "stub")
    for variable, (name, image) in STUBS.items():
        standin(f"{image}:{tags[variable]}", STANDINS / name)


def standin(image: str, context: Path) -> None:
    sh("docker", "build", "--quiet", "--network", "host", "--tag", image, str(context))
