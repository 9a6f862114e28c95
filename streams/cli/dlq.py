"""`streams dlq`: what failed, why, and how does it get another chance?"""

import heapq
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from streams.cli.letter_view import facts_of, preview, replay_line
from streams.cli.terminal import Moment, brokers_option, console, json_option, run, safe, say_json, table
from streams.core.codes import Code, Site
from streams.kafka.letters import Filter, find_letter, list_letters, stage_label
from streams.kafka.replay import MAX_REPLAYS, Replayed, replay
from streams.pipeline import news_pipeline
from streams.settings import read_settings
from streams.wire import dead_letter
from streams.wire.dead_letter import DeadLetter
from streams.wire.record import Address

F = TypeVar("F", bound=Callable[..., Any])


class AddressType(click.ParamType):
    """Where a record stands: topic/partition/offset."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        """Read what was typed."""
        if isinstance(value, Address):
            return value
        try:
            return Address.parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def filtered(command: F) -> F:
    """Add the options that say which dead letters are meant."""
    options = (
        click.option(
            "--code",
            "codes",
            multiple=True,
            type=click.Choice([code.value for code in Code]),
            help="Only this reason; repeatable.",
        ),
        click.option("--stage", "stages", multiple=True, help="Only this stage, or decode, or publish; repeatable."),
        click.option("--since", type=Moment(), help="Only from this time on (RFC 3339, or 30m, 2h, 7d ago)."),
        click.option("--until", type=Moment(), help="Only before this time."),
        click.option("--address", "addresses", multiple=True, type=AddressType(), help="Only this record; repeatable."),
        brokers_option,
        json_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def _filter(options: dict[str, Any]) -> Filter:
    known = {step.stage.name for step in news_pipeline().steps} | {Site.DECODE, Site.PUBLISH}
    for stage in options["stages"]:
        if stage.partition("@")[0] not in known:
            raise click.BadParameter(f"{stage!r} is no stage; expected one of {', '.join(sorted(known))}")
    return Filter(
        frozenset(Code(code) for code in options["codes"]),
        frozenset(options["stages"]),
        options["since"],
        options["until"],
        frozenset(options["addresses"]),
    )


@click.group("dlq")
def command() -> None:
    """Look into the dead-letter topic and replay what can pass now.

    A dead letter is the original record, byte for byte, with headers that say where and why it failed.
    """


@command.command("ls")
@filtered
@click.option("--limit", default=20, show_default=True, type=click.IntRange(min=1), help="Show the newest so many.")
def ls(limit: int, **options: Any) -> None:
    """List dead letters, the newest last, each with the command that replays it.

    \b
    Examples:
      streams dlq ls
      streams dlq ls --code unexpected --since 2h
      streams dlq ls --json --limit 1000 | jq -r .code
    """
    letters = run(_newest(_filter(options), options["brokers"], limit))
    for letter in letters:
        if options["as_json"]:
            facts = dead_letter.view(letter)
            say_json({**{name: facts[name] for name in facts if name not in _CONTENT}, "replay": replay_line(letter)})
        else:
            _list_one(letter)
    if not letters and not options["as_json"]:
        click.echo("no dead letters")


_CONTENT = ("key", "key_base64", "value", "value_base64", "headers")


async def _newest(wanted: Filter, brokers: str | None, limit: int) -> list[DeadLetter]:
    settings = read_settings(brokers=brokers)
    newest: list[tuple[int, Address, DeadLetter]] = []  # a heap: bodies of the others need not be kept
    async for letter in list_letters(settings, news_pipeline(), wanted):
        heapq.heappush(newest, (letter.record.timestamp_ms, letter.address, letter))
        if len(newest) > limit:
            heapq.heappop(newest)
    return [letter for _, _, letter in sorted(newest)]


def _list_one(letter: DeadLetter) -> None:
    again = f", replayed {letter.replay_count} times" if letter.replay_count else ""
    where, failed_at = safe(letter.stage or letter.site), safe(letter.failed_at)
    click.echo(f"{letter.address}  {letter.code}  {where}  {failed_at}{again}")
    click.echo(f"  from {letter.original}{'' if letter.origin == letter.original else f', raw {letter.origin}'}")
    if letter.detail:
        click.echo(f"  {safe(letter.detail)}")
    click.echo(f"  {replay_line(letter)}")


@command.command("show")
@click.argument("address", type=AddressType())
@click.option("--raw", is_flag=True, help="Write the original bytes, unchanged, and nothing else.")
@brokers_option
@json_option
def show(address: Address, raw: bool, brokers: str | None, as_json: bool) -> int:
    """Show one dead letter: its own address, or that of the record that failed.

    \b
    Examples:
      streams dlq show articles.dead-letter.v1/0/12
      streams dlq show articles.raw.v1/3/12345 --raw > original.json
    """
    try:
        letter = run(find_letter(read_settings(brokers=brokers), news_pipeline(), address))
    except LookupError as error:
        click.echo(f"streams: {error}", err=True)
        return 1
    if raw:
        sys.stdout.buffer.write(letter.record.value or b"")
    elif as_json:
        say_json(dead_letter.view(letter))
    else:
        console().print(facts_of(letter))
        click.echo("\n" + preview(letter.record.value or b""))
    return 0


@command.command("stats")
@filtered
def stats(**options: Any) -> None:
    """Count dead letters by day (UTC), code, stage and cause (fingerprint), the largest group last.

    \b
    Example:
      streams dlq stats --since 7d
    """
    groups = run(_count(_filter(options), options["brokers"]))
    rows = [
        {"day": day, "code": code, "stage": stage, "fingerprint": mark, "count": count, "last": str(last)}
        for (day, code, stage, mark), (count, last) in sorted(groups.items(), key=lambda item: (item[0][0], item[1][0]))
    ]
    if options["as_json"]:
        say_json(rows)
        return
    grid = table("day", "code", "stage", "count", "fingerprint", "last", numbers=("count",))
    for row in rows:
        grid.add_row(*(str(row[name]) for name in ("day", "code", "stage", "count", "fingerprint", "last")))
    console().print(grid)
    click.echo(f"{sum(count for count, _ in groups.values())} dead letters")


Group = tuple[str, str, str, str]


async def _count(wanted: Filter, brokers: str | None) -> dict[Group, tuple[int, Address]]:
    groups: dict[Group, tuple[int, Address]] = {}
    async for letter in list_letters(read_settings(brokers=brokers), news_pipeline(), wanted):
        day = datetime.fromtimestamp(letter.record.timestamp_ms / 1000, UTC).date().isoformat()
        group = (day, letter.code.value, stage_label(letter), safe(letter.fingerprint, width=16))
        groups[group] = (groups.get(group, (0, letter.address))[0] + 1, letter.address)
    return groups


@command.command("replay")
@filtered
@click.option("--limit", type=click.IntRange(min=1), help="Send at most so many.")
@click.option("--dry-run", is_flag=True, help="Count by code, send nothing.")
@click.option("--all", "everything", is_flag=True, help="Mean all dead letters, when no other option says which.")
@click.option("--force", is_flag=True, help=f"Also those that can never pass or were replayed {MAX_REPLAYS} times.")
def replay_command(limit: int | None, dry_run: bool, everything: bool, force: bool, **options: Any) -> int:
    """Send dead letters back to the topic where they failed: same bytes, key and headers, one replay more.

    Replaying twice is safe: the same record gives the same event id.  Exit code 1 when some were held back or refused.

    \b
    Examples:
      streams dlq replay --code unexpected --dry-run
      streams dlq replay --code unexpected --stage clean_text --since 2h
      streams dlq replay --address articles.dead-letter.v1/0/12
    """
    wanted = _filter(options)
    if wanted == Filter() and not everything and not dry_run:
        raise click.UsageError("say which dead letters: --code, --stage, --since, --until, --address, or --all")
    settings = read_settings(brokers=options["brokers"])
    done = run(replay(settings, news_pipeline(), wanted, limit=limit, dry_run=dry_run, force=force))
    if options["as_json"]:
        say_json(_as_object(done, dry_run))
    else:
        _say(done, dry_run)
    return int(bool(done.held or done.sent.refused))


def _as_object(done: Replayed, dry_run: bool) -> dict[str, object]:
    matched = {code.value: count for code, count in done.matched.items()}
    held: Counter[str] = Counter()
    for (code, _), count in done.held.items():
        held[code.value] += count
    return {"dry_run": dry_run, "matched": matched, "held_back": held, "confirmed": done.sent.confirmed}


def _say(done: Replayed, dry_run: bool) -> None:
    for code, count in sorted(done.matched.items()):
        click.echo(f"{count} {code}")
    for (code, reason), count in sorted(done.held.items()):
        click.echo(f"held back: {count} {code}: {reason}", err=True)
    for name, reason in done.sent.refused:
        click.echo(f"refused: {name}: {reason}", err=True)
    total = sum(done.matched.values())
    click.echo(f"{total} would be replayed" if dry_run else f"{done.sent.confirmed} replayed and confirmed")
