"""How does a dead letter get another chance?  Its original bytes go back to the topic that its hop read.

Doing it twice is safe: the same record gives the same event id, and of a record that failed again only the newest
letter goes.  What cannot get better by waiting is held back unless a person insists.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from streams.core.codes import REASONS, Code
from streams.core.topology import Topology
from streams.kafka import connect
from streams.kafka.inputs import Input
from streams.kafka.letters import Filter, read_letters
from streams.kafka.produce import Sender, Sent
from streams.settings import Settings
from streams.wire import dead_letter
from streams.wire.dead_letter import DeadLetter
from streams.wire.headers import REPLAYED_FROM, text
from streams.wire.identity import sha256_hex

# A record that failed, was replayed and failed three times is not waiting for anything.
MAX_REPLAYS = 3


@dataclass(slots=True)
class Replayed:
    """What a replay did, or would do: letters *matched* and *held* back, by code, and what became of the others."""

    matched: Counter[Code] = field(default_factory=Counter)
    held: Counter[tuple[Code, str]] = field(default_factory=Counter)
    sent: Sent = field(default_factory=Sent)


def objection(
    letter: DeadLetter, *, topics: Collection[str], again: Collection[tuple[str, str]] = (), force: bool
) -> str | None:
    """Say why a letter should not be replayed, None when it may be.

    *topics* are those that hops read: headers decide nothing about where we write.  *again* are the letters that were
    replayed and failed again, as `failed_again` gives them.  *force* overrides what a person can judge, not a wrong
    topic or damaged bytes.
    """
    if letter.original.topic not in topics:
        return "names a topic that no hop reads"
    if sha256_hex(letter.record.value or b"") != letter.payload_sha256:
        return "its bytes are not those that failed (payload_sha256)"
    if not force and (str(letter.address), letter.payload_sha256) in again:
        return "failed again since then, and has a newer letter; --force sends both"
    if not force and letter.replay_count >= MAX_REPLAYS:
        return f"was replayed {MAX_REPLAYS} times; --force sends it again"
    if not force and REASONS[letter.code].passes_after is None:
        return "these bytes can never pass; --force sends them all the same"
    return None


def failed_again(letter: DeadLetter) -> tuple[str, str] | None:
    """Name the letter that this one is the replay of: its address, and the hash of its bytes, which must be the same.

    A producer may put the address of any letter on a record, and so must not hide another one's letter.
    """
    replayed_from = text(letter.record.header(REPLAYED_FROM))
    return (replayed_from, letter.payload_sha256) if replayed_from else None


async def replay(
    settings: Settings,
    topology: Topology,
    wanted: Filter,
    *,
    limit: int | None = None,
    dry_run: bool = False,
    force: bool = False,
) -> Replayed:
    """Send the wanted letters that are there now back to where they failed, and wait until each is confirmed.

    *limit* bounds how many are sent; *dry_run* only counts.
    """
    done = Replayed()
    topics = {topology.source, *(step.topic for step in topology.steps[:-1])}
    async with (
        connect.admin(settings) as admin,
        connect.consumer(settings) as consumer,
        connect.producer(settings) as producer,
    ):
        sender = Sender(producer, done.sent)
        to_send = 0
        everything = read_letters(admin, consumer, topology, Filter())
        again = {name async for letter in everything if (name := failed_again(letter))}
        async for letter in read_letters(admin, consumer, topology, wanted):
            reason = objection(letter, topics=topics, again=again, force=force)
            if reason:
                done.held[letter.code, reason] += 1
                continue
            done.matched[letter.code] += 1
            to_send += 1
            if not dry_run:
                await sender.send(Input(str(letter.address), dead_letter.replayed(letter)))
            if to_send == limit:
                break
        await sender.finish()
    return done
