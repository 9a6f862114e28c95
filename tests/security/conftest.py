"""What the security tests ask for: a broker that trusts nobody, its topics, and workers as one of its users."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ops.local.secure import SecureKafka
from streams.kafka import connect
from streams.settings import Settings, read_settings
from tests.faults.worker import Worker, start_worker
from tests.security.commands import Start, streams


@pytest.fixture(scope="session")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureKafka]:
    """A broker with TLS, logins and rules; its users may do what `ops/access.yaml` says."""
    with SecureKafka(tmp_path_factory.mktemp("secure"), heap="256m") as broker:
        yield broker


@pytest.fixture
def topics(secure: SecureKafka) -> None:
    """The topics of the pipeline, empty; made by the role that may."""
    asyncio.run(_delete_topics(read_settings({}, brokers=secure.door)))
    made = streams(secure.login("topics"), "topics", "apply")
    assert made.returncode == 0, made.stderr


async def _delete_topics(settings: Settings) -> None:
    async with connect.admin(settings) as admin:
        ours = [name for name in await admin.list_topics() if name.startswith("articles.")]
        if ours:
            await admin.delete_topics(ours)
        while set(ours) & set(await admin.list_topics()):  # noqa: ASYNC110  (another process forgets them)
            await asyncio.sleep(0.05)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start workers, `start(login, *arguments)`; whatever still runs at the end is killed."""
    started: list[Worker] = []

    def begin(login: dict[str, object], *arguments: str) -> Worker:
        settings: dict[str, Any] = {"log_format": "json", "session_timeout_s": 6, **login}
        started.append(start_worker(tmp_path, *arguments, **settings))
        return started[-1]

    yield begin
    for worker in started:
        worker.kill()
