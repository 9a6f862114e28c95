"""`streams config check`: what are the settings, and where does each come from?"""

import json
import os

import click
from rich.table import Table

from streams.cli.terminal import console
from streams.core.topology import cut
from streams.pipeline import news_pipeline
from streams.settings import Settings, origins, read_settings
from streams.wire.record import Address


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
    cut(news_pipeline(), after=settings.cuts)
    check_quarantine(settings)
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


def check_quarantine(settings: Settings) -> None:
    """Refuse an address that cannot be read, before the first record could meet it."""
    from streams.settings import WrongSettings

    for text in settings.quarantine:
        try:
            Address.parse(text)
        except ValueError as error:
            raise WrongSettings(f"STREAMS_QUARANTINE: {error}") from error


def _ask_broker(settings: Settings) -> None:
    import asyncio

    from streams.kafka.connect import admin, hush

    async def ask() -> int:
        async with admin(settings) as client:
            return len((await client.describe_cluster())["brokers"])

    hush()
    click.echo(f"broker {settings.brokers} answers ({asyncio.run(ask())} in the cluster)", err=True)
