"""Who may do what on the brokers, and how do they learn it?  `access.yaml`, over the broker's own protocol.

    python -m ops.access --brokers localhost:19092 --passwords FOLDER

makes a SCRAM user of every file in FOLDER (named like the role, holding the password) and grants the role's rules.
It has to reach a listener whose user is a super user.  Idempotent; it adds and never takes away.  It stands alone,
so that one container can run it from a mounted file.
"""

import argparse
import asyncio
import hashlib
import os
import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    CompactArray,
    CompactBytes,
    CompactString,
    Int8,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

FILE = Path(__file__).with_name("access.yaml")

# The numbers of Kafka's protocol (AclOperation, ResourceType, PatternType, AclPermissionType, ScramMechanism).
OPERATIONS = {"Read": 3, "Write": 4, "Create": 5, "Delete": 6, "Alter": 7, "Describe": 8} | {
    "DescribeConfigs": 10,
    "AlterConfigs": 11,
}
_RESOURCES = {"topics": 2, "groups": 3}
_LITERAL, _PREFIXED = 3, 4
_ALLOW = 3
_SCRAM_SHA_512 = 2
# Twice Kafka's least; the passwords are random and long, so guessing is not what this slows down.
_ITERATIONS = 8192
_SALT_BYTES = 16
_TRIES, _PAUSE_S = 20, 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """*principal* (a user's name) may do *operation* on a topic or group; a name ending in `*` is a prefix."""

    principal: str
    kind: str
    name: str
    operation: str

    def arguments(self) -> tuple[int, str, int, str, str, int, int]:
        """Give it as the protocol wants it, from any host."""
        pattern = _PREFIXED if self.name.endswith("*") else _LITERAL
        who = f"User:{self.principal}"
        kind, operation = _RESOURCES[self.kind], OPERATIONS[self.operation]
        return kind, self.name.removesuffix("*"), pattern, who, "*", operation, _ALLOW


def load(file: Path = FILE) -> dict[str, tuple[Rule, ...]]:
    """Read the rules of every role."""
    roles = yaml.safe_load(file.read_text(encoding="utf-8"))["roles"]
    return {role: tuple(_rules(role, allowed)) for role, allowed in roles.items()}


def _rules(role: str, allowed: Mapping[str, Mapping[str, Iterable[str]]]) -> Iterator[Rule]:
    for kind, resources in allowed.items():
        for name, operations in resources.items():
            yield from (Rule(role, kind, name, operation) for operation in operations)


class _UsersAnswer(Response):  # type: ignore[misc]  # untyped there
    API_KEY, API_VERSION = 51, 0
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        (
            "results",
            CompactArray(
                ("user", CompactString("utf-8")),
                ("error_code", Int16),
                ("error_message", CompactString("utf-8")),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _UsersRequest(RequestStruct):  # type: ignore[misc]  # untyped there
    """AlterUserScramCredentials, which aiokafka 0.14 lacks.  The password itself is not sent, only its salted hash."""

    FLEXIBLE_VERSION = True
    API_KEY, API_VERSION = 51, 0
    RESPONSE_TYPE = _UsersAnswer
    SCHEMA = Schema(
        ("deletions", CompactArray(("name", CompactString("utf-8")), ("mechanism", Int8), ("tags", TaggedFields))),
        (
            "upsertions",
            CompactArray(
                ("name", CompactString("utf-8")),
                ("mechanism", Int8),
                ("iterations", Int32),
                ("salt", CompactBytes),
                ("salted_password", CompactBytes),
                ("tags", TaggedFields),
            ),
        ),
        ("tags", TaggedFields),
    )


class _Users(Request[_UsersRequest]):  # type: ignore[misc]  # untyped there
    API_KEY = 51

    def __init__(self, passwords: Mapping[str, str]) -> None:
        self._passwords = passwords

    def build(self, request_struct_class: type[_UsersRequest]) -> _UsersRequest:
        return request_struct_class([], [_user(name, text) for name, text in self._passwords.items()], {})


def _user(name: str, password: str) -> tuple[str, int, int, bytes, bytes, dict[int, bytes]]:
    salt = os.urandom(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ITERATIONS)
    return name, _SCRAM_SHA_512, _ITERATIONS, salt, salted, {}


async def add_users(brokers: str, passwords: Mapping[str, str]) -> None:
    """Make SCRAM-SHA-512 users, or give those that exist these passwords."""
    async with _client(brokers) as client:
        answer = await _ask(client, _Users(passwords))
        for user, code, message, _ in answer.results:
            _raise_for(code, f"{user}: {message}")


async def allow(brokers: str, rules: Iterable[Rule]) -> None:
    """Grant rules; one that is granted already stays."""
    async with _client(brokers) as client:
        for rule in rules:
            for code, message in (await _ask(client, CreateAclsRequest(*rule.arguments()))).creation_responses:
                _raise_for(code, message)


async def forbid(brokers: str, rules: Iterable[Rule]) -> None:
    """Take rules away again."""
    async with _client(brokers) as client:
        for rule in rules:
            for code, message, *_ in (await _ask(client, DeleteAclsRequest(*rule.arguments()))).filter_responses:
                _raise_for(code, message)


@asynccontextmanager
async def _client(brokers: str) -> AsyncIterator[AIOKafkaClient]:
    client = AIOKafkaClient(bootstrap_servers=brokers)
    try:
        await client.bootstrap()
        yield client
    finally:
        await client.close()


async def _ask(client: AIOKafkaClient, request: Request[Any]) -> Any:
    """Ask any broker; one that has just started may not know yet who the controller is."""
    for left in reversed(range(_TRIES)):
        node = client.get_random_node()
        if node is not None and await client.ready(node):
            return await client.send(node, request)
        if left:
            await asyncio.sleep(_PAUSE_S)
    raise KafkaError("no broker answers")


def _raise_for(code: int, message: str | None) -> None:
    if code:
        raise for_code(code)(message)


def read_passwords(folder: Path) -> dict[str, str]:
    """Read role -> password from the files of *folder*; the last line end is not part of a password."""
    return {file.name: file.read_text(encoding="utf-8").rstrip("\r\n") for file in sorted(folder.iterdir())}


async def grant(brokers: str, passwords: Mapping[str, str], *, rules: Mapping[str, Iterable[Rule]]) -> None:
    """Make the users and grant each the rules of its role."""
    await add_users(brokers, passwords)
    for role in passwords:
        await allow(brokers, rules[role])


def main(arguments: list[str] | None = None) -> int:
    """Run from a shell.  Exit code 1 and one sentence when the broker or the folder is not as needed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--brokers", required=True, help="a listener on which this user is a super user")
    parser.add_argument("--passwords", required=True, type=Path, help="folder of files: role -> password")
    options = parser.parse_args(arguments)
    rules = load()
    try:
        passwords = read_passwords(options.passwords)
        strangers = sorted(passwords.keys() - rules.keys())
        if strangers:
            raise ValueError(f"{options.passwords / strangers[0]} is no role of access.yaml")
        asyncio.run(grant(options.brokers, passwords, rules=rules))
    except (KafkaError, OSError, ValueError) as error:
        print(f"access: {error}", file=sys.stderr)
        return 1
    print(f"{len(passwords)} users may do what access.yaml says: {', '.join(passwords)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
