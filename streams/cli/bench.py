"""`streams bench`: how fast is it, and compared with what?"""

import asyncio
import itertools
import json
import os
import platform
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import Progress

from streams.cli.terminal import console, table
from streams.pipeline import news_pipeline
from streams.settings import read_settings
from streams.testing import raw_record

if TYPE_CHECKING:
    from streams.cli.benchmark.stages import Cost


@click.group
def command() -> None:
    """Measure ratios side by side in one run; absolute numbers depend on the machine."""


@command.command
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rounds", type=click.IntRange(1, 100), default=5, show_default=True)
@click.option("--articles", type=click.IntRange(1), default=400, show_default=True, help="Articles a round.")
@click.option("--detail", is_flag=True, help="Also the parts of detect_language.")
@click.option(
    "--warm",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Records to warm up on: FILES are then measured as never seen, each once a round.",
)
@click.option("--json", "as_json", is_flag=True, help="One object: part -> articles a second and core.")
def stages(
    files: tuple[Path, ...], *, rounds: int, articles: int, detail: bool, warm: Path | None, as_json: bool
) -> None:
    """Articles a second and core for each stage, the codec and the metrics, without Kafka.

    \b
    FILES hold one raw JSON record a line; without any, the reference article is used.
    Records are repeated, so words are remembered from round to round.  With --warm they are not: every
    round is a process of its own, warm with other records (python -m ops.bench.articles writes both).
    Example:
      streams bench stages --rounds 9
      streams bench stages --warm .build/bench/id.warm.jsonl .build/bench/id.jsonl
    """
    if warm:
        values = _lines(files)[:articles]
        costs = _unseen(_lines([warm]), values, rounds)
    else:
        values = list(itertools.islice(_values(files), articles))
        costs = _repeated(values, rounds, detail)
    if as_json:
        click.echo(json.dumps({cost.part: round(cost.per_second, 1) for cost in costs}))
        return
    grid = table("part", "µs an article", "articles/s a core", numbers=("µs an article", "articles/s a core"))
    for cost in costs:
        grid.add_row(cost.part, f"{cost.seconds * 1e6:,.0f}", f"{cost.per_second:,.0f}")
    console().print(grid)
    size = statistics.mean(len(value) for value in values)
    click.echo(f"{len(values)} articles of {size:,.0f} bytes, {rounds} rounds; {_environment()}", err=True)


@command.command
@click.option("--brokers", help="A broker of its own: its raw topic must be empty.  [default: STREAMS_BROKERS]")
@click.option("--articles", type=click.IntRange(100), default=3000, show_default=True, help="Articles a round.")
@click.option("--rounds", type=click.IntRange(1, 20), default=3, show_default=True)
@click.option("--engine", "engines", multiple=True, help="Only these; `bare` always runs.  [default: all]")
@click.option("--json", "as_json", is_flag=True, help="One object: engine -> ratio to the bare loop.")
def worker(brokers: str | None, articles: int, rounds: int, engines: tuple[str, ...], as_json: bool) -> None:
    """The worker against a bare aiokafka loop around the same stages, side by side in one run.

    \b
    Example:
      make bench          starts a broker of its own and runs this
    """
    from streams.cli.benchmark.engines import ENGINES, fill, measure
    from streams.kafka.connect import hush

    unknown = set(engines) - set(ENGINES)
    if unknown:
        raise click.BadParameter(f"{', '.join(sorted(unknown))}; engines: {', '.join(ENGINES)}", param_hint="--engine")
    chosen = ["bare", *(name for name in ENGINES if name != "bare" and (not engines or name in engines))]
    settings, topology = read_settings(brokers=brokers), news_pipeline()
    hush()
    results: list[list[float]] = []
    with Progress(console=console(stderr=True), transient=True) as bar:
        filling = bar.add_task("filling the raw topic", total=articles)
        values = list(itertools.islice(_numbered(), articles))
        asyncio.run(fill(settings, topology, values, lambda: bar.advance(filling)))
        task = bar.add_task("measuring", total=rounds * len(chosen))
        for _ in range(rounds):
            results.append([])
            for engine in chosen:
                bar.update(task, description=engine)
                results[-1].append(asyncio.run(measure(settings, topology, engine, articles)))
                bar.advance(task)
    _print_ratios(chosen, results, as_json)
    click.echo(f"{articles} articles, {rounds} interleaved rounds; {_environment()}", err=True)


def _repeated(values: list[bytes], rounds: int, detail: bool) -> list["Cost"]:
    from streams.cli.benchmark.metrics import measure_metrics
    from streams.cli.benchmark.stages import measure, measure_language

    records = [raw_record(value, offset=number) for number, value in enumerate(values)]
    with Progress(console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("measuring", total=rounds)
        costs = measure(news_pipeline(), records, rounds=rounds, progress=lambda: bar.advance(task))
        costs += measure_metrics(news_pipeline(), records, rounds=rounds)
        costs += measure_language(news_pipeline(), records) if detail else []
    return costs


def _unseen(warm: list[bytes], values: list[bytes], rounds: int) -> list["Cost"]:
    from streams.cli.benchmark.unseen import measure_unseen

    if not values or {*warm} & {*values} or len({*values}) < len(values):
        raise click.UsageError("--warm needs FILES of other records, none of them twice.")
    with Progress(console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("measuring", total=rounds)
        return measure_unseen(warm, values, rounds=rounds, progress=lambda: bar.advance(task))


def _print_ratios(chosen: list[str], results: list[list[float]], as_json: bool) -> None:
    rates = {engine: [row[number] for row in results] for number, engine in enumerate(chosen)}
    ratios = {
        engine: [rate / bare for rate, bare in zip(rates[engine], rates["bare"], strict=True)] for engine in chosen
    }
    if as_json:
        click.echo(json.dumps({engine: round(statistics.median(ratios[engine]), 3) for engine in chosen}))
        return
    grid = table(
        "engine", "articles/s", "ratio to bare", "min", "max", numbers=("articles/s", "ratio to bare", "min", "max")
    )
    for engine in chosen:
        low, middle, high = min(ratios[engine]), statistics.median(ratios[engine]), max(ratios[engine])
        grid.add_row(engine, f"{statistics.median(rates[engine]):,.0f}", f"{middle:.2f}", f"{low:.2f}", f"{high:.2f}")
    console().print(grid)


def _values(files: tuple[Path, ...]) -> Iterator[bytes]:
    if not files:
        yield from _numbered()
    yield from itertools.cycle(_lines(files))


def _lines(files: Iterable[Path]) -> list[bytes]:
    return [line for path in files for line in path.read_bytes().splitlines() if line.strip()]


def _numbered() -> Iterator[bytes]:
    """Give the reference article for ever, each with a URL of its own."""
    import orjson

    from streams.kafka.inputs import reference_record

    document = orjson.loads(reference_record().value or b"{}")
    for number in itertools.count():
        yield orjson.dumps({**document, "url": f"https://news.example/{number}"})


def _environment() -> str:
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {load}"
