"""How do several workers run on one machine?  supervisord starts N of them and starts again what ends.

Each worker has a web port of its own, counted up from STREAMS_WEB_PORT.  supervisord (a kept library) knows
back-off, signals and process groups; this file only writes its configuration.
"""

import os
import shlex
import sys
import tempfile
from pathlib import Path

# A worker that ends within this time is started again later each time, by a second more.
_BACK_OFF_BELOW_S = 10
# Drained, or told something that a restart does not mend: usage and settings.
_FINAL = "0,2,78"

_HEAD = """\
[supervisord]
nodaemon=true
silent=true
user={user}
logfile=/dev/null
logfile_maxbytes=0
pidfile={folder}/supervisord.pid
childlogdir={folder}
loglevel=error
"""
_WORKER = """
[program:worker-{number}]
command={command}
environment=STREAMS_WEB_PORT="{port}",STREAMS_LOG_FORMAT="{log_format}"
autorestart=unexpected
exitcodes={final}
startsecs={startsecs}
startretries=1000000
stopsignal=TERM
stopwaitsecs={stop_s}
stdout_logfile=/dev/fd/1
stdout_logfile_maxbytes=0
stderr_logfile=/dev/fd/2
stderr_logfile_maxbytes=0
"""


def configuration(
    *, processes: int, arguments: list[str], web_port: int, drain_s: float, folder: Path, log_format: str
) -> str:
    """Write the supervisord configuration for *processes* workers; *arguments* follow `streams worker`."""
    command = shlex.join([sys.executable, "-m", "streams.cli", "worker", *arguments]).replace("%", "%%")
    workers = [
        _WORKER.format(
            number=number,
            command=command,
            port=web_port + number if web_port else 0,
            log_format=log_format,
            final=_FINAL,
            startsecs=_BACK_OFF_BELOW_S,
            stop_s=int(drain_s) + 5,
        )
        for number in range(processes)
    ]
    return _HEAD.format(user=os.getuid(), folder=folder) + "".join(workers)


def supervise(*, processes: int, arguments: list[str], web_port: int, drain_s: float, log_format: str) -> None:
    """Become the supervisor of *processes* workers; does not return."""
    folder = Path(tempfile.mkdtemp(prefix="streams-supervisor-"))
    path = folder / "supervisord.conf"
    path.write_text(
        configuration(
            processes=processes,
            arguments=arguments,
            web_port=web_port,
            drain_s=drain_s,
            folder=folder,
            log_format=log_format,
        )
    )
    os.execv(sys.executable, [sys.executable, "-m", "supervisor.supervisord", "-n", "-c", str(path)])  # noqa: S606
