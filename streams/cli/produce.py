"""`streams produce`: send test records to the raw topic and wait until the broker has them."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from streams.cli.terminal import brokers_option, console, json_option, run, safe, say_json
from streams.kafka.inputs import Input, WrongInput, bad_inputs, check, read_file, read_lines, repeat, samples
from streams.kafka.produce import Sent, send
from streams.pipeline import news_pipeline
from streams.settings import read_settings
from streams.wire.record import Address


@click.command("produce")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--reference", is_flag=True, help="Send the reference article.")
@click.option("--samples", "all_samples", is_flag=True, help="Send all sample articles (19 languages).")
@click.option("--bad", is_flag=True, help="Send the bad-input corpus: one record for every way to fail.")
@click.option(
    "--rate", type=click.FloatRange(min=0, min_open=True), help="Records a second; default as fast as it goes."
)
@click.option("--repeat", "times", type=click.IntRange(min=1), help="Send everything so many times.")
@click.option("--key", help="Key of every record; default none.")
@click.option("--url", help="Address of the article, for .txt and .html (header news-url).")
@click.option("--topic", help="Another topic than the raw one.")
@brokers_option
@json_option
def command(  # noqa: PLR0917  (click passes by name)
    files: tuple[Path, ...],
    reference: bool,
    all_samples: bool,
    bad: bool,
    rate: float | None,
    times: int | None,
    key: str | None,
    url: str | None,
    topic: str | None,
    brokers: str | None,
    as_json: bool,
) -> int:
    """Send raw records and wait until the broker has confirmed each.

    FILE is .txt or .html (a document), .json (one record) or .jsonl (one a line); - reads JSON lines from standard
    input.  Bytes are sent as they are.  --rate with samples instead of files is a load: it goes on until Ctrl-C
    unless --repeat says how often.  Exit code 1 when the broker refused a record for its size.

    \b
    Examples:
      streams produce article.html --url https://news.example/1
      streams produce --samples --bad
      streams produce --reference --rate 50
      zcat articles.jsonl.gz | streams produce -
    """
    settings = read_settings(brokers=brokers)
    target = topic or news_pipeline().source
    if not (files or reference or all_samples or bad):
        raise click.UsageError("nothing to send; name a FILE, or give --reference, --samples or --bad")

    def inputs() -> Iterator[Input]:
        built_in = samples() if all_samples else samples()[:1] if reference else []
        for path in (*built_in, *files):
            if str(path) == "-":
                yield from read_lines(sys.stdin.buffer, name="-", topic=target, key=_bytes(key))
            else:
                yield from read_file(path, topic=target, key=_bytes(key), url=url)
        if bad:
            yield from bad_inputs(target)

    endless = times is None and rate is not None and not files
    shown = _Shown(as_json)
    try:
        for path in files:
            if str(path) != "-":
                check(path)
        with shown.progress:
            sent = run(
                send(
                    settings, repeat(inputs(), None if endless else times or 1), rate=rate, on_confirmed=shown.confirmed
                )
            )
    except WrongInput as error:
        raise click.UsageError(str(error)) from error
    return shown.finish(sent, target)


def _bytes(key: str | None) -> bytes | None:
    return key.encode() if key is not None else None


class _Shown:
    """What a person or a script sees of the confirmations."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        out = console(stderr=True)
        columns = (TextColumn("confirmed"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=out, transient=True, disable=not out.is_terminal)
        self._task = self.progress.add_task("confirmed", total=None)

    def confirmed(self, name: str, address: Address) -> None:
        if self._as_json:
            say_json({"address": str(address), "input": name})
        self.progress.advance(self._task)

    def finish(self, sent: Sent, topic: str) -> int:
        for name, reason in sent.refused:
            click.echo(f"streams: {safe(name)}: {reason}", err=True)
        if not self._as_json:
            click.echo(f"{sent.confirmed} confirmed on {topic}")
        return int(bool(sent.refused))
