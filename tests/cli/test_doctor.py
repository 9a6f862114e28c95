"""What does `streams doctor` say of what takes connections and never answers?"""

import asyncio
import socket
import time
from collections.abc import Iterator

import pytest

from streams.cli import doctor
from streams.kafka import checkup
from streams.pipeline import news_pipeline
from streams.settings import read_settings


@pytest.fixture
def frozen() -> Iterator[int]:
    """Give a port where connections are taken and nothing is ever said, as of a stopped process."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_frozen_broker_is_told_from_one_that_is_away(frozen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "_ANSWER_S", 0.3)
    began = time.monotonic()

    (found,) = asyncio.run(checkup.check_broker(read_settings(brokers=f"127.0.0.1:{frozen}"), news_pipeline()))

    assert time.monotonic() - began < 5
    assert not found.ok
    assert "no answer" in found.text
    assert "frozen" in found.fix
    assert "make up" not in found.fix


def test_a_frozen_worker_is_not_taken_for_a_stranger(frozen: int) -> None:
    found = doctor._port("127.0.0.1", frozen)

    assert not found.ok
    assert "does not answer" in found.text
    assert "frozen worker" in found.fix


def test_a_plug_in_that_cannot_be_opened_is_no_reason_to_install_the_package_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STREAMS_TAGGERS", "id=onnx:/none")
    settings = read_settings()
    (found,) = (
        one for one in doctor._local(settings, news_pipeline(settings.taggers)) if not one.ok and one.check == "model"
    )

    assert not found.ok
    assert "STREAMS_TAGGERS" in found.fix
    assert "install the package" not in found.fix
