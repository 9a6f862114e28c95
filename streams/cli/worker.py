"""`streams worker`: run the pipeline."""

import sys

import click

from streams.cli.terminal import run
from streams.core.topology import Topology, cut
from streams.kafka.connect import admin
from streams.kafka.lag import undrained
from streams.kafka.reader import partitions
from streams.kafka.rights import require, worker_needs
from streams.observe import log
from streams.observe.metrics import Closed
from streams.pipeline import news_pipeline
from streams.runtime.limits import limits_of
from streams.settings import Settings, WrongSettings, read_settings


@click.command
@click.option("--cuts", help="Stages behind which a topic stands, comma-separated, or none.  [default: all]")
@click.option("--processes", type=click.IntRange(1, 64), default=1, help="Workers to run and restart on this machine.")
@click.option("--web-port", type=int, help="Port of probes and metrics; with --processes the first of them.")
def command(cuts: str | None, processes: int, web_port: int | None) -> None:
    """Run the pipeline until SIGTERM, then drain: confirm, ack, commit, leave.

    \b
    Ends with 0 when drained, 69 when the world is broken (nothing is lost; start it again), 78 for settings.
    Examples:
      streams worker
      streams worker --cuts none --processes 4
    """
    settings = read_settings(cuts=cuts, web_port=web_port)
    _require_spans(settings)
    limits_of(settings)  # a wrong address or plug-in must stop the start here, not each of the processes
    topology = news_pipeline(settings.taggers)
    _refuse_undrained(settings)
    log.set_up(settings.log_level, settings.log_format)  # after the question above, which silences the client
    if processes > 1:
        from streams.runtime.supervise import supervise

        as_text = settings.log_format == "text" or (settings.log_format == "auto" and sys.stderr.isatty())
        supervise(
            processes=processes,
            arguments=["--cuts", cuts] if cuts is not None else [],
            web_port=settings.web_port,
            drain_s=settings.drain_s,
            log_format="text" if as_text else "json",
        )
    from streams.runtime.worker import run_worker  # here: Faust takes half a second

    run_worker(settings, topology, cut(topology, after=settings.cuts), closed_labels())


async def _waiting(settings: Settings, topology: Topology) -> list[tuple[str, int]]:
    """Give `undrained`, after making sure that the broker answers, has our topics and lets us work on them."""
    topics = (topology.source, *(step.topic for step in topology.steps), topology.dead_letter)
    async with admin(settings) as client:
        await require(client, settings, worker_needs(settings, topology))
        await partitions(client, topics)
    return await undrained(settings, topology, settings.cuts)


def closed_labels() -> Closed:
    """Collect the label sets that the stages bring."""
    from streams.stages.clean_text import RULES
    from streams.stages.detect_language import SUPPORTED
    from streams.stages.extract_entities import Kind

    return Closed(tuple(sorted(SUPPORTED)), (*Kind, "other"), (*RULES, "other"))


def _require_spans(settings: Settings) -> None:
    """Spans that nobody can write are a wrong setting, and said before anything starts."""
    if not settings.spans:
        return
    try:
        from streams.observe.tracing import NoExporter, exporters
    except ImportError as error:
        raise WrongSettings(
            f"STREAMS_SPANS is on, and {error.name} is not installed: pip install 'news-streams[otel]'"
        ) from error
    try:
        exporters()
    except NoExporter as error:
        raise WrongSettings(str(error)) from error


def _refuse_undrained(settings: Settings) -> None:
    """A topic that these cuts do not read must not hold records for the group: they would wait for ever."""
    topology = news_pipeline()
    waiting = run(_waiting(settings, topology))
    if waiting:
        named = ", ".join(f"{topic} ({records})" for topic, records in waiting)
        raise WrongSettings(
            f"cuts {','.join(settings.cuts) or 'none'} do not read {named}, which hold records for group "
            f"{settings.group}; drain them with the old cuts first"
        )
