"""`streams audit`: is every accepted record accounted for?"""

import click
from rich.status import Status

from streams.cli.terminal import (
    Moment,
    brokers_option,
    console,
    cuts_option,
    group_option,
    json_option,
    run,
    say_json,
    table,
)
from streams.core.topology import Topology
from streams.kafka import connect
from streams.kafka.audit import Audit, Auditor, as_object
from streams.kafka.ledger import BESIDE, NAMED, STATES
from streams.pipeline import news_pipeline
from streams.settings import Settings, read_settings
from streams.wire.dates import from_ms

# Harmless, and after a crash many: a person sees a few, to look at one.
_DUPLICATES = 5
_MEANING = {
    "accepted": "raw records in the window",
    "enriched": "came out",
    "dead_lettered": "failed, kept with their bytes (streams dlq ls)",
    "tombstone": "null values, left out on purpose",
    "in_flight": "not past a barrier yet",
    "unaccounted": "LOST",
    "duplicate": "outputs beyond the first of a record",
    "recovered": "dead-lettered, later enriched",
    "unknown": "outputs of no raw record of the window",
}


@click.command("audit")
@cuts_option
@click.option("--since", type=Moment(), help="Begin here (time, or 2h, 7d ago); default where retention begins.")
@click.option("--timeout", default=60.0, show_default=True, help="Seconds to wait for workers to catch up.")
@click.option("--validate", "check_schema", is_flag=True, help="Check enriched records against their schema, too.")
@click.option("--watch", is_flag=True, help="Repeat, and export metrics and probes on STREAMS_WEB_PORT.")
@click.option("--every", default=60.0, show_default=True, help="Seconds between rounds of --watch.")
@click.option("--web-host", help="Address of probes and metrics; default STREAMS_WEB_HOST.")
@click.option("--web-port", type=int, help="Port of probes and metrics; default STREAMS_WEB_PORT.")
@brokers_option
@group_option
@json_option
def command(  # noqa: PLR0917  (click passes by name)
    cuts: str | None,
    since: int | None,
    timeout: float,
    check_schema: bool,
    watch: bool,
    every: float,
    web_host: str | None,
    web_port: int | None,
    brokers: str | None,
    group: str | None,
    as_json: bool,
) -> int:
    """Join every raw record with what came out of it, by address, and name what is missing.

    Exact at any moment: the audit notes where each topic ends, waits until the workers have committed past it, and
    only then reads what came out.  Exit code 1 when a record is unaccounted, was deleted unread, or, with --validate,
    breaks its schema.

    \b
    Examples:
      streams audit
      streams audit --since 2h --json
      streams audit --watch --every 60 --web-port 8081
    """
    settings = read_settings(brokers=brokers, group=group, cuts=cuts, web_host=web_host, web_port=web_port)
    topology = news_pipeline()
    if watch:
        from streams.cli.audit_watch import watch_for_ever

        return watch_for_ever(
            settings, topology, every_s=every, timeout_s=timeout, since_ms=since, check_schema=check_schema
        )
    audit = run(_once(settings, topology, since_ms=since, timeout_s=timeout, check_schema=check_schema))
    if as_json:
        say_json(as_object(audit))
    else:
        _show(audit, check_schema=check_schema)
    return int(audit.lost)


async def _once(
    settings: Settings, topology: Topology, *, since_ms: int | None, timeout_s: float, check_schema: bool
) -> Audit:
    out = console(stderr=True)
    with Status("connecting", console=out) if out.is_terminal else _Nobody() as status:
        auditor = Auditor(
            settings,
            topology,
            since_ms=since_ms,
            check_schema=check_schema,
            at=lambda step: status.update(step) if step else None,
        )
        async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
            return await auditor.round(admin, consumer, timeout_s=timeout_s)


class _Nobody:
    """Takes the place of a status line where nobody watches."""

    def __enter__(self) -> "_Nobody":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def update(self, step: str) -> None:
        """Say nothing."""


def _show(audit: Audit, *, check_schema: bool) -> None:
    counts = audit.report.counts
    rows = table("state", "records", "", numbers=("records",))
    for state in (*STATES, *(name for name in BESIDE if counts[name])):
        meaning = _MEANING[state] if counts[state] or state != "unaccounted" else "nothing is missing"
        rows.add_row(state, str(counts[state]), meaning)
    console().print(rows)
    for address in audit.report.unaccounted:
        click.echo(f"unaccounted {address}")
    for address in audit.report.duplicated[:_DUPLICATES]:
        click.echo(f"duplicate {address}")
    if len(audit.report.duplicated) > _DUPLICATES:
        click.echo(f"and more duplicates; --json names the first {NAMED}")
    for address, rule in audit.invalid:
        click.echo(f"invalid {address} {rule}")
    if check_schema:
        click.echo(f"schema: {len(audit.invalid) or 'no'} enriched records break theirs")
    if audit.deleted_unread:
        click.echo(f"retention deleted {audit.deleted_unread} raw records before the group had read them")
    begin = f"since {from_ms(audit.window_ms)}" if audit.window_ms else "all that is kept"
    click.echo(f"window: {begin}")
