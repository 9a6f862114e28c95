"""Where do a broker's program files come from?  Java from the system, Kafka's jars through Maven.

Maven copies the jars that `pom.xml` names (44 MB) into `.local/kafka/VERSION/libs`, a folder that git ignores.  That
happens once; the folder appears whole or not at all, and again when `pom.xml` changes.
"""

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCAL = HERE.parents[1] / ".local"
POM = HERE / "pom.xml"

# Maven's first run also fetches its own plugins; 5 s on a fast line, so this bounds a slow one.
FETCH_TIMEOUT_S = 900


class LocalKafkaError(Exception):
    """Kafka cannot be had or does not start here.  The text is for a person and says what to do."""


def kafka_version() -> str:
    """Read the version from `pom.xml`, the one place that states it for the local run."""
    found = re.search(r"<kafka\.version>([^<]+)<", POM.read_text(encoding="utf-8"))
    if found is None:
        raise LocalKafkaError(f"{POM} has no <kafka.version>")
    return found[1]


def java() -> str:
    """Find the `java` program: JAVA_HOME first, then PATH."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin") if home else None
    found = found or shutil.which("java")
    if found is None:
        raise LocalKafkaError("Java 17 or newer is missing; on Debian: apt-get install openjdk-17-jre-headless")
    return found


def ensure_jars() -> Path:
    """Return the folder with Kafka's jars, fetching them when they are missing or `pom.xml` changed.

    Safe to call from several processes at once.  Raises `LocalKafkaError`.
    """
    home = LOCAL / "kafka" / kafka_version()
    libs, made_from = home / "libs", home / "pom.xml"
    with locked(LOCAL / "kafka" / "lock"):
        if not (made_from.is_file() and made_from.read_bytes() == POM.read_bytes()):
            shutil.rmtree(home, ignore_errors=True)
            _fetch(libs)
            shutil.copyfile(POM, made_from)  # last: its presence says that the folder is whole
    return libs


def _fetch(libs: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise LocalKafkaError("Maven is missing; on Debian: apt-get install maven")
    java()
    print(f"Fetching Apache Kafka {kafka_version()} through Maven (44 MB, once) ...", file=sys.stderr, flush=True)
    # -C refuses a jar whose checksum does not match.
    goal = ["dependency:copy-dependencies", f"-Dlibs={libs}", "-Dstyle.color=never"]
    try:
        done = subprocess.run(
            [maven, "-q", "-B", "-C", "-f", str(POM), *goal],
            capture_output=True, text=True, timeout=FETCH_TIMEOUT_S, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise LocalKafkaError(f"Maven did not finish in {FETCH_TIMEOUT_S} s; is its repository reachable?") from late
    if done.returncode != 0:
        errors = [line for line in done.stdout.splitlines() if line.startswith("[ERROR]")]
        raise LocalKafkaError("Maven could not fetch Kafka's jars:\n" + "\n".join(errors[:5] or [done.stderr[-500:]]))


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold *path* as a lock between processes; a process that dies lets go of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
