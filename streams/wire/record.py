"""What is a record on a topic?  An address, a key, a value and headers, all as bytes."""

import re
from dataclasses import dataclass
from typing import Self

_ADDRESS = re.compile(r"([A-Za-z0-9._-]{1,249})/([0-9]{1,10})/([0-9]{1,19})")

Headers = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a record stands; written `topic/partition/offset` in headers, logs and on the command line."""

    topic: str
    partition: int
    offset: int

    def __str__(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `topic/partition/offset`.  Raises ValueError with one sentence for anything else."""
        match = _ADDRESS.fullmatch(text)
        if match is None:
            raise ValueError(f"not a record address: {text[:80]!r}; expected topic/partition/offset")
        return cls(match[1], int(match[2]), int(match[3]))


@dataclass(frozen=True, slots=True)
class Record:
    """A record as the broker gave it.  *timestamp_ms* is the append time in milliseconds since 1970."""

    address: Address
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp_ms: int

    def header(self, name: str) -> bytes | None:
        """Give the last value of a header, as Kafka clients do, or None."""
        for key, value in reversed(self.headers):
            if key == name:
                return value
        return None


@dataclass(frozen=True, slots=True)
class Output:
    """A record to be published.  *partition* None lets the producer choose by key."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers
    partition: int | None = None
