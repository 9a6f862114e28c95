"""`streams config check`: what are the settings, and where does each come from?"""

import json
import os

import click
from rich.table import Table

from streams.cli.terminal import console
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.runtime.limits import limits_of
from streams.settings import Settings, origins, read_settings


@click.group
def command() -> None:
    """Look at the settings."""


@command.command
@click.option("--offline", is_flag=True, help="Check the values only; do not ask the broker.")
@click.option("--json", "as_json", is_flag=True, help="One object: setting -> {value, source}.")
def check(offline: bool, as_json: bool) -> None:
    """Print every setting with its value and where it came from; passwords live in files and are not read.

    \b
    Ends with 78 and one sentence when a value is wrong, 69 when the broker does not answer.
    Example:
      STREAMS_CUTS=none streams config check --offline
    """
    settings = read_settings()
    cut(news_pipeline(settings.taggers), after=settings.cuts)
    limits_of(settings)
    rows = origins(settings, os.environ)
    if as_json:
        click.echo(json.dumps({row.name: {"value": row.value, "source": row.source} for row in rows}, indent=2))
    else:
        table = Table("setting", "value", "source", "what it is", box=None)
        for row in rows:
            field = Settings.model_fields[row.name.removeprefix("STREAMS_").lower()]
            table.add_row(row.name, row.value, row.source, field.description)
        console().print(table)
    if not offline:
        _ask_broker(settings)


def _ask_broker(settings: Settings) -> None:
    import asyncio

    from streams.kafka.connect import admin, hush

    async def ask() -> int:
        async with admin(settings) as client:
            return len((await client.describe_cluster())["brokers"])

    hush()
    click.echo(f"broker {settings.brokers} answers ({asyncio.run(ask())} in the cluster)", err=True)
