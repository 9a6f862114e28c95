"""From what are the images made, where none can be pulled?  The worker's by its Dockerfile, the others as stand-ins.

`standins/README.md` says what stand-ins prove and what they do not.
"""

import json
import os
import shutil
from pathlib import Path

from ops.compose.commands import ROOT, compose, compose_program, output, sh, step
from ops.compose.engine import engine

STANDINS = ROOT / "ops/compose/standins"


def build(work: Path) -> int:
    os.environ["DOCKER_BUILDKIT"] = "0"  # Debian's engine has no BuildKit client
    tags = dict(line.split("=", 1) for line in (ROOT / ".env").read_text().splitlines() if "_TAG=" in line)
    compose_program(work)
    with engine(work / "engine", bridge=False):
        step("base", lambda: make_base(work))
        step("python", lambda: standin("python", f"python:{tags['PYTHON_TAG']}", STANDINS / "python"))
        step("kafka", lambda: make_kafka(work, tags["KAFKA_TAG"]))
        step("prometheus", lambda: standin("prometheus", f"prom/prometheus:{tags['PROMETHEUS_TAG']}"))
        step("grafana", lambda: standin("grafana", f"grafana/grafana:{tags['GRAFANA_TAG']}"))
        override = work / "network.json"
        override.write_text(json.dumps({"services": {"topics": {"build": {"network": "host"}}}}))
        step("the worker's image", lambda: compose(work, "-f", str(override), "build", "--quiet"))
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


def make_kafka(work: Path, tag: str) -> None:
    """Lay Kafka's jars beside the stand-in's scripts; `tools` adds the program that the health check calls."""
    context = work / "kafka"
    shutil.copytree(STANDINS / "kafka", context, dirs_exist_ok=True)
    pom = str(ROOT / "ops/local/pom.xml")
    sh("mvn", "-q", "-B", "-C", "-Ptools", "-f", pom, "dependency:copy-dependencies", f"-Dlibs={context}/libs")
    standin("kafka", f"apache/kafka:{tag}", context)


def standin(name: str, image: str, context: Path | None = None) -> None:
    sh("docker", "build", "--quiet", "--network", "host", "--tag", image, str(context or STANDINS / name))
