"""`streams lag`: how far behind are the workers?"""

from collections.abc import Sequence
from dataclasses import asdict

import click

from streams.cli.terminal import brokers_option, console, cuts_option, group_option, json_option, run, say_json, table
from streams.kafka.lag import PartitionLag, group_lag, sources
from streams.pipeline import news_pipeline
from streams.settings import read_settings


@click.command("lag")
@cuts_option
@click.option("--partitions", is_flag=True, help="Show every partition, not only those behind.")
@brokers_option
@group_option
@json_option
def command(cuts: str | None, partitions: bool, brokers: str | None, group: str | None, as_json: bool) -> None:
    """Show what the group has not committed yet: records, and seconds since the oldest was appended.

    \b
    Examples:
      streams lag
      streams lag --json | jq 'map(.records) | add'
    """
    settings = read_settings(brokers=brokers, group=group, cuts=cuts)
    lags = run(group_lag(settings, sources(news_pipeline(), settings.cuts)))
    if as_json:
        say_json([asdict(lag) for lag in lags])
    else:
        _show(lags, [lag for lag in lags if partitions or lag.records], settings.group)


def _show(lags: Sequence[PartitionLag], shown: Sequence[PartitionLag], group: str) -> None:
    if shown:
        rows = table("topic", "partition", "committed", "end", "records", "seconds", numbers=_NUMBERS)
        for lag in shown:
            committed = "-" if lag.committed is None else str(lag.committed)
            rows.add_row(lag.topic, str(lag.partition), committed, str(lag.end), str(lag.records), f"{lag.seconds:.1f}")
        console().print(rows)
    records = sum(lag.records for lag in lags)
    oldest_s = max((lag.seconds for lag in lags), default=0.0)
    click.echo(f"group {group}: {records} records behind, {oldest_s:.1f} s" if records else f"group {group}: caught up")


_NUMBERS = ("partition", "committed", "end", "records", "seconds")
