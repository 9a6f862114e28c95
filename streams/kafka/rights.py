"""May this user do its work?  The broker is asked which operations it allows, before anything is begun.

Without this a missing right shows up late, or not at all: a worker that may not join its group waits for ever and
says nothing (run).  A broker without an authorizer allows everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupAuthorizationFailedError, for_code
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import Array, Boolean, Bytes, Int16, Int32, Schema, String

from streams.core.outcome import Unavailable
from streams.core.topology import Topology, cut
from streams.kafka.lag import asked_again
from streams.settings import Settings

# Bits of the answer, by AclOperation of Kafka's protocol.
_BITS = {"Read": 1 << 3, "Write": 1 << 4}
_TOPIC_FORBIDDEN, _GROUP_FORBIDDEN = 29, 30
_TEXT = String("utf-8")


@dataclass(frozen=True, slots=True)
class Need:
    """What a job must be allowed to do: *operation* `Read` or `Write`, on a `topic` or a `group`."""

    operation: str
    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.operation} on {self.kind} {self.name}"


def worker_needs(settings: Settings, topology: Topology) -> list[Need]:
    """Give what a worker with these cuts must be allowed to do."""
    hops = cut(topology, after=settings.cuts)
    return [
        Need("Read", "group", settings.group),
        *(Need("Read", "topic", hop.source) for hop in hops),
        *(Need("Write", "topic", hop.sink.topic) for hop in hops),
        Need("Write", "topic", topology.dead_letter),
    ]


async def missing(admin: AIOKafkaAdminClient, needs: Iterable[Need]) -> list[Need]:
    """Give those of *needs* that the broker does not allow, in order; a topic that does not exist is not one."""
    wanted = list(needs)
    allowed = await _on_topics(admin, sorted({need.name for need in wanted if need.kind == "topic"}))
    for group in sorted({need.name for need in wanted if need.kind == "group"}):
        allowed["group", group] = await _on_group(admin, group)
    return [need for need in wanted if not allowed.get((need.kind, need.name), ~0) & _BITS[need.operation]]


class Forbidden(Unavailable):
    """The broker does not allow what a job needs; waiting does not heal it."""


async def require(admin: AIOKafkaAdminClient, settings: Settings, needs: Iterable[Need]) -> None:
    """Raise `Forbidden` with one sentence that names everything which is not allowed."""
    lacking = await missing(admin, needs)
    if lacking:
        who = f"user {settings.sasl_username}" if settings.sasl_username else "this client"
        named = ", ".join(map(str, lacking))
        raise Forbidden(
            f"broker {settings.brokers} does not allow {who}: {named}; grant it, ops/access.yaml lists who needs what"
        )


Allowed = dict[tuple[str, str], int]


async def _on_topics(admin: AIOKafkaAdminClient, topics: list[str]) -> Allowed:
    answer = await admin._send_request(_Topics(topics))
    found: Allowed = {}
    for code, name, _, _, operations in answer.topics:
        if code == _TOPIC_FORBIDDEN:
            found["topic", name] = 0
        elif not code:
            found["topic", name] = operations
    return found


async def _on_group(admin: AIOKafkaAdminClient, group: str) -> int:
    async def ask() -> int:
        try:
            coordinator = await admin.find_coordinator(group)
        except GroupAuthorizationFailedError:
            return 0
        ((code, *_, operations),) = (await admin._send_request(_Group(group), coordinator)).groups
        if code == _GROUP_FORBIDDEN:
            return 0
        if code:
            raise for_code(code)(group)
        return int(operations)

    return int(await asked_again(ask))


# aiokafka 0.14 stops at version 5 of Metadata and drops the operations of version 3 of DescribeGroups.


class _TopicsAnswer(Response):  # type: ignore[misc]  # untyped there
    API_KEY, API_VERSION = 3, 8
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", Array(("node_id", Int32), ("host", _TEXT), ("port", Int32), ("rack", _TEXT))),
        ("cluster_id", _TEXT),
        ("controller_id", Int32),
        (
            "topics",
            Array(
                ("error_code", Int16),
                ("topic", _TEXT),
                ("is_internal", Boolean),
                (
                    "partitions",
                    Array(
                        ("error_code", Int16),
                        ("partition", Int32),
                        ("leader", Int32),
                        ("leader_epoch", Int32),
                        ("replicas", Array(Int32)),
                        ("isr", Array(Int32)),
                        ("offline_replicas", Array(Int32)),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
        ("cluster_authorized_operations", Int32),
    )


class _TopicsRequest(RequestStruct):  # type: ignore[misc]  # untyped there
    API_KEY, API_VERSION = 3, 8
    RESPONSE_TYPE = _TopicsAnswer
    SCHEMA = Schema(
        ("topics", Array(_TEXT)),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
    )


class _Topics(Request[_TopicsRequest]):  # type: ignore[misc]  # untyped there
    API_KEY = 3

    def __init__(self, topics: list[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_TopicsRequest]) -> _TopicsRequest:
        return request_struct_class(self._topics, False, False, True)


class _GroupAnswer(Response):  # type: ignore[misc]  # untyped there
    API_KEY, API_VERSION = 15, 3
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "groups",
            Array(
                ("error_code", Int16),
                ("group", _TEXT),
                ("state", _TEXT),
                ("protocol_type", _TEXT),
                ("protocol", _TEXT),
                (
                    "members",
                    Array(
                        ("member_id", _TEXT),
                        ("client_id", _TEXT),
                        ("client_host", _TEXT),
                        ("member_metadata", Bytes),
                        ("member_assignment", Bytes),
                    ),
                ),
                ("authorized_operations", Int32),
            ),
        ),
    )


class _GroupRequest(RequestStruct):  # type: ignore[misc]  # untyped there
    API_KEY, API_VERSION = 15, 3
    RESPONSE_TYPE = _GroupAnswer
    SCHEMA = Schema(("groups", Array(_TEXT)), ("include_authorized_operations", Boolean))


class _Group(Request[_GroupRequest]):  # type: ignore[misc]  # untyped there
    API_KEY = 15

    def __init__(self, group: str) -> None:
        self._group = group

    def build(self, request_struct_class: type[_GroupRequest]) -> Any:
        return request_struct_class([self._group], True)
