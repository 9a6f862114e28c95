"""`streams topics`: does the broker have the topics that the pipeline needs, as the list says?"""

from pathlib import Path

import click

from streams.cli.terminal import brokers_option, console, json_option, run, say_json, table
from streams.kafka.apply import apply_topics, plan_topics
from streams.kafka.topics import Change
from streams.settings import read_settings

file_option = click.option(
    "--file", type=click.Path(path_type=Path), help="A list of topics; default the one of this build (ops/topics.yaml)."
)


@click.group("topics")
def command() -> None:
    """Show and carry out what the list of topics asks for.

    Nothing is ever deleted, shrunk or kept for a shorter time; such a difference is shown as `refused`.
    """


@command.command("plan")
@file_option
@brokers_option
@json_option
def plan(file: Path | None, brokers: str | None, as_json: bool) -> int:
    """Show what `apply` would do; exit code 1 when something is refused.

    \b
    Example:
      streams topics plan
    """
    return _show(run(plan_topics(read_settings(brokers=brokers), file)), "nothing to do", as_json)


@command.command("apply")
@file_option
@brokers_option
@json_option
def apply(file: Path | None, brokers: str | None, as_json: bool) -> int:
    """Create, grow and configure topics until the broker agrees with the list.

    \b
    Example:
      streams topics apply && streams worker
    """
    return _show(run(apply_topics(read_settings(brokers=brokers), file)), "all topics are as listed", as_json)


def _show(changes: tuple[Change, ...], quiet: str, as_json: bool) -> int:
    if as_json:
        say_json([{"action": change.action, "topic": change.topic.name, "what": change.text} for change in changes])
    elif not changes:
        click.echo(quiet)
    else:
        rows = table("action", "topic", "what")
        for change in changes:
            rows.add_row(change.action, change.topic.name, change.text)
        console().print(rows)
    return int(any(change.action == "refused" for change in changes))
