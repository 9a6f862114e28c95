"""Each role does its whole job over TLS with its own user, and is refused everything else."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError, for_code

from ops.local.secure import SecureKafka
from streams.core.outcome import Unavailable
from streams.kafka import connect
from streams.kafka.reader import partitions
from streams.settings import read_settings
from streams.wire.record import Output
from tests.faults.world import CHAINED, STAGED
from tests.kafka_broker import put
from tests.security.commands import Start, streams

RAW, CLEANED, TAGGED = "articles.raw.v1", "articles.cleaned.v1", "articles.tagged.v1"
ENRICHED, DEAD_LETTER = "articles.enriched.v1", "articles.dead-letter.v1"
BAD_JSON = b'{"title": "\xd0\x9c\xd1\x96\xd1\x81\xd1\x82", '  # a Ukrainian title, cut off


def said(login: dict[str, object], *arguments: str) -> str:
    done = streams(login, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("way", ["password", "certificate"])
def test_every_role_does_its_job(secure: SecureKafka, start: Start, way: str) -> None:
    """Staged with passwords (SASL_SSL), chained with certificates (SSL); the worker through Faust, the rest without."""
    login = secure.login if way == "password" else secure.certificate
    worker = start(login("worker"), "--cuts", STAGED if way == "password" else CHAINED).wait_ready()

    assert "1 confirmed" in said(login("producer"), "produce", "--reference")
    asyncio.run(put(read_settings({}, **login("producer")), Output(RAW, None, BAD_JSON, ())))
    states = json.loads(said(login("audit"), "audit", "--json"))
    assert (states["accepted"], states["enriched"], states["dead_lettered"], states["unaccounted"]) == (2, 1, 1, 0)
    assert "caught up" in said(login("audit"), "lag")
    found = {one["check"]: one for one in json.loads(said({**login("audit"), "web_port": 0}, "doctor", "--json"))}
    assert "ask as the role topics" in found["topics"]["text"]

    letter = json.loads(said(login("dlq"), "dlq", "ls", "--json"))
    assert letter["code"] == "invalid_json"
    assert said(login("dlq"), "dlq", "show", letter["address"], "--raw").encode() == BAD_JSON
    assert "1 replayed" in said(login("dlq"), "dlq", "replay", "--address", letter["address"], "--force")

    article = json.loads(said(login("consumer"), "tail", "--from-start", "--no-follow", "--json"))
    assert article["value"]["meta"]["schema"] == "enriched-article"
    assert asyncio.run(first_of_group(login("consumer"), "consumer-1")) == article["value"]
    assert worker.terminate() == 0


async def first_of_group(login: dict[str, object], group: str) -> object:
    options = connect.client_options(read_settings({}, **login))
    consumer = AIOKafkaConsumer(ENRICHED, **options, group_id=group, auto_offset_reset="earliest")
    try:
        await consumer.start()
        async with asyncio.timeout(20):
            return json.loads((await consumer.getone()).value)
    finally:
        await consumer.stop()


Attempt = Callable[[dict[str, object]], Awaitable[object]]


def write(topic: str) -> Attempt:
    return lambda login: put(read_settings({}, **login), Output(topic, b"key", b"{}", ()))


def read(topic: str) -> Attempt:
    async def attempt(login: dict[str, object]) -> object:
        settings = read_settings({}, **login)
        async with connect.admin(settings) as admin, connect.consumer(settings) as consumer:
            place = (await partitions(admin, [topic]))[0]  # the client waits for ever for a topic that it may not see
            consumer.assign([place])
            await consumer.seek_to_beginning(place)
            return await consumer.getmany(timeout_ms=5000)

    return attempt


def join(group: str) -> Attempt:
    return lambda login: first_of_group(login, group)


async def delete(login: dict[str, object]) -> object:
    async with connect.admin(read_settings({}, **login)) as admin:
        ((_, code),) = (await admin.delete_topics([RAW])).topic_error_codes
        if code:
            raise for_code(code)(RAW)
        return code


REFUSED: list[tuple[str, str, Attempt]] = [
    *[("producer", f"read {topic}", read(topic)) for topic in (RAW, ENRICHED, DEAD_LETTER)],
    *[("producer", f"write {topic}", write(topic)) for topic in (CLEANED, TAGGED, ENRICHED, DEAD_LETTER)],
    ("worker", "write raw", write(RAW)),
    ("worker", "read enriched", read(ENRICHED)),
    ("worker", "read dead letters", read(DEAD_LETTER)),
    ("worker", "join another group", join("consumer-1")),
    *[("audit", f"write {topic}", write(topic)) for topic in (RAW, ENRICHED, DEAD_LETTER)],
    ("audit", "take part in the workers' group", join("news-streams")),
    ("dlq", "read raw", read(RAW)),
    ("dlq", "write enriched", write(ENRICHED)),
    ("dlq", "write dead letters", write(DEAD_LETTER)),
    ("topics", "read raw", read(RAW)),
    ("topics", "write raw", write(RAW)),
    ("topics", "delete raw", delete),
    ("consumer", "read raw", read(RAW)),
    ("consumer", "write enriched", write(ENRICHED)),
    ("consumer", "take part in the workers' group", join("news-streams")),
]


@pytest.mark.kafka
@pytest.mark.usefixtures("topics")
def test_every_role_is_refused_what_is_not_its_job(secure: SecureKafka) -> None:
    got_through = []
    for role, what, attempt in REFUSED:
        try:
            asyncio.run(attempt(secure.login(role)))  # type: ignore[arg-type]  # every attempt is a coroutine
        except (TopicAuthorizationFailedError, GroupAuthorizationFailedError):
            continue
        except Unavailable as refusal:
            assert "forbids this" in str(refusal), f"{role}: {what}: {refusal}"
            continue
        got_through.append(f"{role}: {what}")
    assert got_through == []
