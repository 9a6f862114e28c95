"""`streams doctor`: what is wrong here, and what is the fix?"""

import json
import socket
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict
from importlib.util import find_spec

import click

from streams.cli.terminal import brokers_option, console, cuts_option, group_option, json_option, run, safe, say_json
from streams.core.outcome import Unavailable
from streams.core.topology import Topology
from streams.kafka.checkup import Finding, check_broker
from streams.pipeline import news_pipeline
from streams.plugins import NoPlugin
from streams.settings import Settings, read_settings

# Faust's compiled part skips what a rebalance took away; the pure-Python fallback acks it, and it is lost.
_COMPILED = ("faust._cython.streams", "faust.transport._cython.conductor")

_PLUGIN = "mend what is named there, or take that language out of STREAMS_TAGGERS"


@click.command("doctor")
@cuts_option
@brokers_option
@group_option
@json_option
def command(cuts: str | None, brokers: str | None, group: str | None, as_json: bool) -> int:
    """Check host library, models, port, broker, topics, group, lag and clock.  Changes nothing.

    Exit code 1 when something is wrong; each problem is printed with its fix.

    \b
    Example:
      streams doctor
    """
    settings = read_settings(brokers=brokers, group=group, cuts=cuts)
    topology = news_pipeline(settings.taggers)
    findings = [*_local(settings, topology), *run(check_broker(settings, topology))]
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        _show(findings)
    return int(not all(finding.ok for finding in findings))


def _show(findings: list[Finding]) -> None:
    out = console()
    for finding in findings:
        mark, colour = ("ok", "green") if finding.ok else ("PROBLEM", "bold red")
        out.print(f"{mark:8}", style=colour, end="")
        out.print(f"{finding.check:8} {safe(finding.text)}", soft_wrap=True)
        if not finding.ok:
            out.print(f"{'':8}fix:     {finding.fix}", soft_wrap=True)


def _local(settings: Settings, topology: Topology) -> Iterator[Finding]:
    yield _host_library()
    for step in topology.steps:
        try:
            material = step.stage.open()
        except Unavailable as error:
            fix = _PLUGIN if isinstance(error, NoPlugin) else "install the package again"
            yield Finding("model", False, f"{step.stage.name}: {error}", fix)
        else:
            model = material.model
            named = f"{model.name} {model.version}" if model else material.lexicon or "needs none"
            yield Finding("model", True, f"{step.stage.name}: {named}")
    yield _port(settings.web_host, settings.web_port)


def _host_library() -> Finding:
    missing = [name for name in _COMPILED if not _is_compiled(name)]
    if missing:
        fix = "install the binary wheel: pip install --force-reinstall --only-binary :all: faust-streaming"
        return Finding("faust", False, f"{missing[0]} is not compiled; rebalances would lose records", fix)
    return Finding("faust", True, "compiled parts are there")


def _is_compiled(name: str) -> bool:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:
        return False
    return spec is not None and spec.origin is not None and spec.origin.endswith(".so")


def _port(host: str, port: int) -> Finding:
    try:
        with socket.create_server((host, port)):
            return Finding("port", True, f"{host}:{port} is free for probes and metrics")
    except OSError as error:
        try:
            ours = _is_ours(host, port)
        except TimeoutError:
            fix = "a frozen worker? see its process state; `kill -CONT` wakes it, or end it and start another"
            return Finding("port", False, f"{host}:{port} takes connections and does not answer", fix)
        if ours:
            return Finding("port", True, f"{host}:{port} is served by a streams process")
        fix = "stop what listens there, or set STREAMS_WEB_PORT"
        return Finding("port", False, f"{host}:{port} cannot be used ({error.strerror})", fix)


def _is_ours(host: str, port: int) -> bool:
    """Whether a streams process answers there.  Raises TimeoutError when something listens and never answers."""
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/version", timeout=1) as answer:
            return "version" in json.loads(answer.read(65536))
    except TimeoutError:
        raise
    except (OSError, ValueError):
        return False
