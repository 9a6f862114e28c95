"""How fast is the worker next to a bare loop?  Starts a broker of its own, runs `streams bench worker`, stops it."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from ops.local.kafka import LocalKafka


def main() -> int:
    """Run the comparison; further arguments go to `streams bench worker`."""
    with tempfile.TemporaryDirectory(prefix="streams-bench-") as folder, LocalKafka(Path(folder)) as kafka:
        environment = {**os.environ, "STREAMS_BROKERS": kafka.bootstrap}
        streams = [sys.executable, "-m", "streams.cli"]
        subprocess.run([*streams, "topics", "apply"], env=environment, check=True, stdout=subprocess.DEVNULL)
        return subprocess.run([*streams, "bench", "worker", *sys.argv[1:]], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
