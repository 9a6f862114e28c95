"""How do we talk to the brokers?  Clients made from the settings, here and nowhere else.

Whatever a client raises about the broker becomes `Unavailable` with one sentence that names the broker and
what to do about it.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, errors
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.conn import collect_hosts, create_conn

from streams.core.outcome import Unavailable
from streams.settings import Settings

# A broker that answers nothing for this long counts as gone.  The client's default of 40 s is long for a person.
REQUEST_TIMEOUT_MS = 20_000
# One request a batch of this size when sending many records; a larger record gets a batch of its own.
_MAX_BATCH_BYTES = 256 * 1024
# The client must not refuse what the broker might take: the topic's own limit decides.
_MAX_REQUEST_BYTES = 8 * 1024 * 1024
_LINGER_MS = 5

# For what a connection of our own cannot tell either.
_SILENCE = {
    "PLAINTEXT": "does not answer; is it running? try `make up`, or set STREAMS_BROKERS and STREAMS_SECURITY_PROTOCOL",
    "SSL": "does not answer, or TLS fails; is it running? see STREAMS_BROKERS and the STREAMS_TLS_* settings",
    "SASL_PLAINTEXT": "does not answer, or refuses the login; is it running? see the STREAMS_SASL_* settings",
    "SASL_SSL": "does not answer, or refuses the login, or TLS fails; see STREAMS_SASL_* and STREAMS_TLS_* settings",
}
_FORBIDDEN = (
    errors.TopicAuthorizationFailedError,
    errors.GroupAuthorizationFailedError,
    errors.ClusterAuthorizationFailedError,
)
_LOGIN = (
    errors.AuthenticationFailedError,
    errors.SaslAuthenticationFailed,
    errors.UnsupportedSaslMechanismError,
    errors.AuthenticationMethodNotSupported,
    errors.IllegalSaslStateError,
)


def client_options(settings: Settings) -> dict[str, Any]:
    """Give what every aiokafka client needs: brokers, encryption, login.  Raises `Unavailable` for a bad TLS file."""
    options: dict[str, Any] = {
        "bootstrap_servers": [broker.strip() for broker in settings.brokers.split(",") if broker.strip()],
        "client_id": "news-streams",
        "request_timeout_ms": REQUEST_TIMEOUT_MS,
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        options["ssl_context"] = _tls(settings)
    if settings.security_protocol.startswith("SASL"):
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password(),
        }
    return options


def _tls(settings: Settings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=settings.tls_ca_file)
        if settings.tls_cert_file:
            context.load_cert_chain(settings.tls_cert_file, settings.tls_key_file)
    except (OSError, ssl.SSLError) as error:
        raise Unavailable(f"a TLS file cannot be used ({error}); see the STREAMS_TLS_*_FILE settings") from error
    return context


@contextmanager
def broker_errors(settings: Settings) -> Iterator[None]:
    """Turn what a client raises about the broker into `Unavailable` with one sentence.

    Not OSError: the client wraps its own, and a closed pipe or a full disk of ours is not the broker's doing.
    """
    try:
        yield
    except (errors.KafkaError, TimeoutError) as error:
        raise Unavailable(_sentence(settings, error)) from error


def _sentence(settings: Settings, error: Exception) -> str:
    broker = settings.brokers
    if isinstance(error, _FORBIDDEN):
        name = type(error).__name__
        return f"broker {broker} forbids this ({name}); ask for the ACL, ops/access.yaml lists who needs what"
    if isinstance(error, _LOGIN):
        return f"broker {broker} refuses the login ({error}); see the STREAMS_SASL_* settings"
    if isinstance(error, errors.UnknownTopicOrPartitionError):
        return f"broker {broker} does not know a topic of the pipeline; create them with `streams topics apply`"
    if isinstance(error, errors.KafkaConnectionError | errors.KafkaTimeoutError | TimeoutError):
        return f"broker {broker} {_SILENCE[settings.security_protocol]}"
    if isinstance(error, errors.UnsupportedCodecError):
        return (
            f"broker {broker} keeps records compressed as this machine cannot read them ({error}); install cramjam,"
            " and run `streams topics apply`, after which raw stores them uncompressed"
        )
    return f"broker {broker} refused: {' '.join(str(error).split()) or type(error).__name__}"


async def _start(client: Any, settings: Settings) -> None:
    """Start a client; what it only calls out of reach is looked into with a connection of our own."""
    try:
        await client.start()
    except errors.KafkaConnectionError as unreachable:
        raise await _refusal(settings) or unreachable from unreachable


async def _refusal(settings: Settings) -> Exception | None:
    """Give what the first broker that answers at all objects to, None when none of them answers."""
    options = client_options(settings)
    for host, port, _ in collect_hosts(options.pop("bootstrap_servers")):
        try:
            (await create_conn(host, port, **options)).close()
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or type(error).__name__
            return Unavailable(f"broker {host}:{port} fails in TLS ({reason}); see the STREAMS_TLS_* settings")
        except _LOGIN as refused:
            return refused  # type: ignore[no-any-return]  # aiokafka is untyped
        except (errors.KafkaError, OSError, TimeoutError):
            continue
    return None


@asynccontextmanager
async def admin(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """Open a client for topics and groups."""
    with broker_errors(settings):
        client = AIOKafkaAdminClient(**client_options(settings))
        try:
            await _start(client, settings)
            yield client
        finally:
            await client.close()


async def _stop(client: AIOKafkaConsumer | AIOKafkaProducer) -> None:
    """Stop *client*.  aiokafka 0.14 can hand on the cancelling of its own tasks, which would hide what went wrong."""
    try:
        await client.stop()
    except asyncio.CancelledError:
        if (task := asyncio.current_task()) is None or task.cancelling():
            raise


@asynccontextmanager
async def consumer(settings: Settings, *, fetch_bytes: int = 1024 * 1024) -> AsyncIterator[AIOKafkaConsumer]:
    """Open a reader that belongs to no group, commits nothing and is assigned by hand.

    *fetch_bytes* bounds what is asked of a partition at once; a larger record comes all the same.
    """
    with broker_errors(settings):
        client = AIOKafkaConsumer(
            **client_options(settings),
            group_id=None,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=fetch_bytes,
        )
        try:
            await _start(client, settings)
            yield client
        finally:
            await _stop(client)


@asynccontextmanager
async def producer(settings: Settings) -> AsyncIterator[AIOKafkaProducer]:
    """Open a writer that is confirmed by all in-sync replicas.

    Not idempotent: after a batch that the broker refuses for its size, aiokafka 0.14 leaves a hole in the sequence
    numbers and every later batch of that partition fails (OutOfOrderSequenceNumber, run).  The price is a record
    twice after a lost answer; both are accepted records with an address of their own.
    """
    with broker_errors(settings):
        client = AIOKafkaProducer(
            **client_options(settings),
            acks="all",
            linger_ms=_LINGER_MS,
            max_batch_size=_MAX_BATCH_BYTES,
            max_request_size=_MAX_REQUEST_BYTES,
        )
        try:
            await _start(client, settings)
            yield client
        finally:
            await _stop(client)


def hush() -> None:
    """Keep the client library's log lines from a person: the one sentence says it."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
