"""Did every record that was accepted come out?  A program of its own, not the audit, and blind to what was broken.

    python -m tests.faults.checker --brokers 127.0.0.1:9092 --json

Reads all topics from end to end, and what the group has committed; exit code 1 when the promise is broken.
It shares no code with the product: only names of topics and headers, which are the contract.
"""

import argparse
import asyncio
import hashlib
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from tests.faults.judge import Copy, Letter, Raw, Seen, Verdict, address, judge

CHAIN = ("articles.raw.v1", "articles.cleaned.v1", "articles.tagged.v1", "articles.enriched.v1")
DEAD_LETTER = "articles.dead-letter.v1"
SHOWN = 20


async def look(brokers: str, group: str) -> Seen:
    """Read everything, committed offsets first: under load a later commit may stand for an output not read yet."""
    seen = Seen(CHAIN)
    admin = AIOKafkaAdminClient(bootstrap_servers=brokers)
    await admin.start()
    try:
        found = await admin.list_consumer_group_offsets(group)
        seen.committed = {(place.topic, place.partition): known.offset for place, known in found.items()}
    finally:
        await admin.close()
    async with _reader(brokers) as consumer:
        for topic in (*CHAIN, DEAD_LETTER):
            async for message in _messages(consumer, topic, seen):
                _note(message, seen)
    return seen


async def read_topic(brokers: str, topic: str) -> list[Any]:
    """Read a whole topic: the client's records, in offset order by partition."""
    async with _reader(brokers) as consumer:
        return [message async for message in _messages(consumer, topic, Seen(CHAIN))]


@asynccontextmanager
async def _reader(brokers: str) -> AsyncIterator[AIOKafkaConsumer]:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=brokers, group_id=None, enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await consumer.start()
    try:
        yield consumer
    finally:
        await consumer.stop()


async def _messages(consumer: AIOKafkaConsumer, topic: str, seen: Seen) -> AsyncIterator[Any]:
    metadata = await consumer._client.fetch_all_metadata()  # the client tells of partitions only with a group
    places = [TopicPartition(topic, number) for number in sorted(metadata.partitions_for_topic(topic) or ())]
    ends = await consumer.end_offsets(places)
    seen.ends = {**seen.ends, **{(place.topic, place.partition): end for place, end in ends.items()}}
    consumer.assign(places)
    await consumer.seek_to_beginning(*places)
    unread = {place for place in places if await consumer.position(place) < ends[place]}
    while unread:
        for place, messages in (await consumer.getmany(timeout_ms=500, max_records=5000)).items():
            for message in messages:
                if message.offset < ends[place]:
                    yield message
        unread = {place for place in unread if await consumer.position(place) < ends[place]}


def _note(message: Any, seen: Seen) -> None:
    headers = {name: value.decode(errors="replace") for name, value in message.headers}
    seen.appended_ms.setdefault(message.topic, []).append(message.timestamp)
    if message.topic == CHAIN[0]:
        seen.raws.append(Raw(message.partition, message.offset, _sha256(message.value)))
    elif message.topic == DEAD_LETTER:
        seen.letters.append(as_letter(message, headers))
    else:
        seen.copies.setdefault(message.topic, []).append(as_copy(message, headers))


def as_copy(message: Any, headers: dict[str, str]) -> Copy:
    """Note a record of ours, and whether its headers say the same as its value; what cannot be read is wrong, too."""
    try:
        return _as_copy(message, headers)
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        place = (message.topic, message.partition, message.offset, message.key)
        said = (headers.get("news-origin", ""), headers.get("ce_id", ""), "", _sha256(message.value) or "")
        return Copy(*place, *said, wrong=f"no record of ours: {type(error).__name__} {error}")


def _as_copy(message: Any, headers: dict[str, str]) -> Copy:
    meta = orjson.loads(message.value)["meta"]
    ingest = meta["ingest"]
    pairs = {
        "ce_id": meta["event_id"],
        "ce_subject": meta["article_id"],
        "news-origin": address(ingest["topic"], ingest["partition"], ingest["offset"]),
    }
    wrong = [f"{name} {headers.get(name)} for {value}" for name, value in pairs.items() if headers.get(name) != value]
    if message.key != meta["article_id"].encode():
        wrong.append(f"key {message.key!r} for {meta['article_id']}")
    return Copy(
        message.topic,
        message.partition,
        message.offset,
        message.key,
        headers.get("news-origin", ""),
        headers.get("ce_id", ""),
        " ".join(f"{stage['name']}@{stage['version']}" for stage in meta["stages"]),
        _sha256(message.value) or "",
        "dlq.replay_count" in headers,
        "; ".join(wrong),
    )


def as_letter(message: Any, headers: dict[str, str]) -> Letter:
    """Note a dead letter; what a producer of raw claims about its origin does not count."""
    topic, partition, offset = (headers.get(f"dlq.original.{part}", "") for part in ("topic", "partition", "offset"))
    read_from = f"{topic}/{partition}/{offset}"
    origin = read_from if topic == CHAIN[0] else headers.get("news-origin", "")
    return Letter(
        message.partition, message.offset, read_from, origin, headers.get("dlq.code", ""), _sha256(message.value)
    )


def _sha256(value: bytes | None) -> str | None:
    return None if value is None else hashlib.sha256(value).hexdigest()


def check(brokers: str, group: str) -> Verdict:
    """Read and judge, from a program without an event loop."""
    return judge(asyncio.run(look(brokers, group)))


def as_json(verdict: Verdict) -> dict[str, object]:
    """Give the verdict with at most twenty addresses a problem, and the full counts."""
    shown = asdict(verdict)
    shown["problems"] = {name: found[:SHOWN] for name, found in verdict.problems.items()}
    return {"ok": verdict.ok, **shown, "counts": {name: len(found) for name, found in verdict.problems.items()}}


def as_text(verdict: Verdict) -> str:
    """Say it to a person."""
    lines = [
        f"accepted {verdict.accepted}: enriched {verdict.enriched}, dead-lettered {verdict.dead_lettered}, "
        f"tombstones {verdict.tombstones}; duplicates {verdict.duplicated}, waiting {sum(verdict.waiting.values())}"
    ]
    for name, found in verdict.problems.items():
        lines.append(f"{name}: {len(found)}")
        lines += [f"  {line}" for line in found[:SHOWN]]
    return "\n".join([*lines, "promise kept" if verdict.ok else "PROMISE BROKEN"])


def main(arguments: list[str] | None = None) -> int:
    """Run from a shell."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.checker", description=__doc__.splitlines()[0])
    parser.add_argument("--brokers", default="127.0.0.1:9092")
    parser.add_argument("--group", default="news-streams")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    options = parser.parse_args(arguments)
    verdict = check(options.brokers, options.group)
    print(json.dumps(as_json(verdict)) if options.json else as_text(verdict))
    return 0 if verdict.ok else 1


if __name__ == "__main__":
    sys.exit(main())
