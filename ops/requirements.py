"""How are the requirements pinned?  pip-tools, with hashes and without any address of a package index."""

import subprocess
import sys

_FLAGS = (
    "--quiet",
    "--strip-extras",
    "--generate-hashes",
    "--allow-unsafe",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--no-emit-options",
    "--no-header",
    "--resolver=backtracking",
)


def main() -> None:
    """Write requirements.txt (run time) and requirements-dev.txt (that and the tools)."""
    compile_ = [sys.executable, "-m", "piptools", "compile", *_FLAGS, *sys.argv[1:], "pyproject.toml"]
    subprocess.run([*compile_, "--output-file", "requirements.txt"], check=True)
    subprocess.run(
        [*compile_, "--extra", "dev", "--constraint", "requirements.txt", "--output-file", "requirements-dev.txt"],
        check=True,
    )


if __name__ == "__main__":
    main()
