"""How do the topics get onto the broker?  Ask what is there, plan the difference, carry it out.  Idempotent."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewPartitions, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from streams.kafka import connect
from streams.kafka.topics import Change, Existing, TopicSpec, load_topics, plan
from streams.settings import Settings

_TOPIC_LEVEL = 1  # where a setting comes from, in the broker's words: set on the topic itself
_APPLIED_WITHIN_S = 10.0


async def plan_topics(settings: Settings, file: Path | None = None) -> tuple[Change, ...]:
    """Say what `apply_topics` would do; empty when the broker agrees with the list."""
    async with connect.admin(settings) as admin:
        return await _plan(admin, file)


async def apply_topics(settings: Settings, file: Path | None = None) -> tuple[Change, ...]:
    """Create, grow and configure topics until the broker agrees; give what was done and what was refused."""
    async with connect.admin(settings) as admin:
        changes = await _plan(admin, file)
        for change in changes:
            await _carry_out(admin, change)
        await _settled(admin, file, changes)
        return changes


async def _plan(admin: AIOKafkaAdminClient, file: Path | None) -> tuple[Change, ...]:
    brokers = len((await admin.describe_cluster())["brokers"])
    specs = load_topics(file, brokers=brokers)
    return plan(specs, await _existing(admin, specs))


async def _existing(admin: AIOKafkaAdminClient, specs: Iterable[TopicSpec]) -> dict[str, Existing]:
    described = await admin.describe_topics([spec.name for spec in specs])
    counts = {topic["topic"]: len(topic["partitions"]) for topic in described if topic["error_code"] == 0}
    configs = await _configs(admin, counts)
    return {
        name: Existing(count, {setting: value for setting, (value, _) in configs[name].items()})
        for name, count in counts.items()
    }


async def _configs(admin: AIOKafkaAdminClient, topics: Iterable[str]) -> dict[str, dict[str, tuple[str, int]]]:
    """Give every effective setting of the topics with where it comes from."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, topic) for topic in topics]
    if not resources:
        return {}
    found = {}
    for response in await admin.describe_configs(resources):
        for code, message, _, name, entries in response.resources:
            _raise_for(code, message)
            found[name] = {entry[0]: (entry[1], entry[3]) for entry in entries}
    return found


async def _carry_out(admin: AIOKafkaAdminClient, change: Change) -> None:
    spec = change.topic
    if change.action == "create":
        topic = NewTopic(spec.name, spec.partitions, spec.replication_factor, topic_configs=dict(spec.config))
        for _, code, message in (await admin.create_topics([topic])).topic_errors:
            if code != TopicAlreadyExistsError.errno:  # another `apply` was faster
                _raise_for(code, message)
    elif change.action == "grow":
        await admin.create_partitions({spec.name: NewPartitions(spec.partitions)})
    elif change.action == "configure":
        await _configure(admin, spec.name, change.settings)


async def _configure(admin: AIOKafkaAdminClient, topic: str, settings: Mapping[str, str]) -> None:
    """Set *settings* and keep the others: this request replaces everything that is set on the topic."""
    now = (await _configs(admin, [topic]))[topic]
    kept = {name: value for name, (value, source) in now.items() if source == _TOPIC_LEVEL}
    resource = ConfigResource(ConfigResourceType.TOPIC, topic, configs={**kept, **settings})
    for response in await admin.alter_configs([resource]):
        for code, message, *_ in response.resources:
            _raise_for(code, message)


async def _settled(admin: AIOKafkaAdminClient, file: Path | None, changes: Iterable[Change]) -> None:
    """Wait until a broker shows what the controller has taken: a producer may follow at once."""
    if all(change.action == "refused" for change in changes):
        return
    async with asyncio.timeout(_APPLIED_WITHIN_S):
        while any(change.action != "refused" for change in await _plan(admin, file)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)  # the broker tells nobody when it has caught up


def _raise_for(code: int, message: Any) -> None:
    if code:
        raise for_code(code)(message)
