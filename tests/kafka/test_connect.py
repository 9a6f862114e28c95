"""Do settings become the right clients, and is every refusal of a real broker one sentence with a way out?"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import errors

from ops.local.kafka import LocalKafka
from streams.core.outcome import Unavailable
from streams.kafka import connect
from streams.kafka.apply import apply_topics
from streams.kafka.inputs import Input, reference_record
from streams.kafka.lag import group_lag
from streams.kafka.produce import send
from streams.settings import Settings, read_settings

RAW = "articles.raw.v1"


def test_brokers_are_a_list_and_nothing_secret_is_needed() -> None:
    options = connect.client_options(read_settings({}, brokers="a:1, b:2"))

    assert options["bootstrap_servers"] == ["a:1", "b:2"]
    assert "ssl_context" not in options
    assert "sasl_mechanism" not in options


def test_a_login_takes_its_password_from_the_file(tmp_path: Path) -> None:
    password = tmp_path / "password"
    password.write_text("s3cret\n")
    settings = read_settings({}, security_protocol="SASL_SSL", sasl_username="worker", sasl_password_file=password)

    options = connect.client_options(settings)

    assert (options["sasl_plain_username"], options["sasl_plain_password"]) == ("worker", "s3cret")
    assert options["sasl_mechanism"] == "SCRAM-SHA-512"
    assert options["ssl_context"].check_hostname


def test_a_damaged_certificate_is_one_sentence(tmp_path: Path) -> None:
    damaged = tmp_path / "ca.pem"
    damaged.write_text("not a certificate")

    with pytest.raises(Unavailable, match=r"a TLS file cannot be used .*STREAMS_TLS_\*_FILE"):
        connect.client_options(read_settings({}, security_protocol="SSL", tls_ca_file=damaged))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.KafkaConnectionError("x"), "does not answer; is it running"),
        (errors.KafkaTimeoutError(), "does not answer; is it running"),
        (TimeoutError(), "does not answer; is it running"),
        (
            errors.TopicAuthorizationFailedError("articles.raw.v1"),
            "forbids this .TopicAuthorizationFailedError.; ask for",
        ),
        (errors.GroupAuthorizationFailedError("g"), "forbids this"),
        (errors.UnsupportedCodecError("Libraries for lz4 compression codec not found"), "lz4 .* install cramjam"),
        (errors.UnknownTopicOrPartitionError(), "streams topics apply"),
        (errors.AuthenticationFailedError("wrong"), "refuses the login"),
        (errors.InvalidPartitionsError("too\nmany"), "refused: .*too many"),
    ],
)
def test_what_a_client_raises_is_one_sentence(error: Exception, sentence: str) -> None:
    with pytest.raises(Unavailable, match=sentence) as said, connect.broker_errors(read_settings({})):
        raise error
    assert "\n" not in str(said.value)


class _Cancelling:
    """A client whose stop raises what its own tasks were ended with."""

    async def stop(self) -> None:
        raise asyncio.CancelledError


def test_stopping_a_client_does_not_hide_what_went_wrong() -> None:
    async def fail() -> None:
        try:
            raise Unavailable("topic articles.dead.v1 does not exist")
        finally:
            await connect._stop(_Cancelling())

    with pytest.raises(Unavailable, match="does not exist"):
        asyncio.run(fail())


def test_a_stop_that_is_itself_cancelled_stays_so() -> None:
    async def cancelled() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await connect._stop(_Cancelling())

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())


def test_what_is_not_the_brokers_doing_passes_through() -> None:
    with pytest.raises(BrokenPipeError), connect.broker_errors(read_settings({})):
        raise BrokenPipeError


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalKafka]:
    """A broker whose clients must log in; `boss` may do everything, `guest` nothing."""
    users = 'user_boss="b0ss" user_guest="gu3st"'
    overrides = {
        "listener.security.protocol.map": "INTERNAL:PLAINTEXT,HOST:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
        "sasl.enabled.mechanisms": "PLAIN",
        "listener.name.host.plain.sasl.jaas.config": (
            f"org.apache.kafka.common.security.plain.PlainLoginModule required {users};"
        ),
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS;User:boss",
    }
    with LocalKafka(tmp_path_factory.mktemp("locked"), overrides=overrides) as broker:
        yield broker


def as_user(broker: LocalKafka, folder: Path, name: str, password: str) -> Settings:
    file = folder / name
    file.write_text(password)
    return read_settings(
        {},
        brokers=broker.bootstrap,
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="PLAIN",
        sasl_username=name,
        sasl_password_file=file,
    )


@pytest.mark.kafka
def test_who_may_do_everything_can_and_who_may_nothing_is_told(locked: LocalKafka, tmp_path: Path) -> None:
    boss, guest = as_user(locked, tmp_path, "boss", "b0ss"), as_user(locked, tmp_path, "guest", "gu3st")
    article = Input("reference", reference_record())

    assert len(asyncio.run(apply_topics(boss))) == 5
    assert asyncio.run(send(boss, [article])).confirmed == 1
    assert sum(lag.records for lag in asyncio.run(group_lag(boss, [RAW]))) == 1

    for job in (apply_topics(guest), send(guest, [article]), group_lag(guest, [RAW])):
        with pytest.raises(Unavailable, match=r"forbids this \(.*AuthorizationFailedError\); ask for the ACL"):
            asyncio.run(job)


@pytest.mark.kafka
def test_a_wrong_password_and_a_missing_login_are_told(locked: LocalKafka, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"refuses the login .*STREAMS_SASL_"):
        asyncio.run(apply_topics(as_user(locked, tmp_path, "boss", "wrong")))
    with pytest.raises(Unavailable, match=r"does not answer.*STREAMS_SECURITY_PROTOCOL"):
        asyncio.run(apply_topics(read_settings({}, brokers=locked.bootstrap)))
