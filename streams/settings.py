"""How is this process set up?  `STREAMS_*` variables and flags, read once into one frozen, checked object.

Secrets come from files only (`STREAMS_SASL_PASSWORD_FILE`); a bad value or an unknown `STREAMS_*` name stops
the start with one sentence.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

PREFIX = "STREAMS_"
# host:port, also [::1]:9092, one or more, comma-separated.
_BROKERS = r"^\s*[^\s,:]+:\d{1,5}(\s*,\s*[^\s,:]+:\d{1,5})*\s*$|^\s*\[[0-9a-fA-F:]+\]:\d{1,5}\s*$"


class WrongSettings(ValueError):  # noqa: N818  (reads as the sentence a person sees)
    """A setting is wrong; the text names it, the value seen, and what was expected.  Exit code 78."""


class Settings(BaseModel):
    """Everything that can be set.  Field names are the variables' names in lower case, without `STREAMS_`."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    brokers: str = Field("127.0.0.1:9092", pattern=_BROKERS, description="Kafka brokers, host:port, comma-separated")
    group: str = Field("news-streams", pattern=r"^[A-Za-z0-9._-]{1,249}$", description="consumer group of all workers")
    cuts: tuple[str, ...] = Field(
        ("clean_text", "detect_language"),
        description="stages behind which a topic stands, comma-separated; `none` chains them all",
    )
    web_host: str = Field("127.0.0.1", description="address of probes and metrics")
    web_port: int = Field(8080, ge=0, le=65535, description="port of probes and metrics; 0 picks a free one")
    batch_records: int = Field(100, ge=1, le=5000, description="records taken at once, at most")
    batch_wait_s: float = Field(0.005, ge=0, le=5, description="seconds to wait for a batch to fill")
    max_record_bytes: int = Field(1024 * 1024, ge=1, description="largest raw value, bytes")
    commit_interval_s: float = Field(0.5, gt=0, le=60, description="seconds between commits of acked offsets")
    session_timeout_s: float = Field(30, ge=6, le=300, description="seconds until a silent worker loses its partitions")
    drain_s: float = Field(30, gt=0, le=600, description="seconds to confirm, ack and commit after SIGTERM")
    stall_s: float = Field(300, gt=0, description="seconds without an ack, with records unread, until /livez says 503")
    breaker_in_a_row: int = Field(20, ge=1, description="`unexpected` in a row that pause a partition")
    breaker_dead_letters: int = Field(200, ge=1, description="dead letters in a row that pause a partition")
    breaker_window: int = Field(1000, ge=10, description="records of which over half dead-lettered pause a partition")
    publish_attempts: int = Field(5, ge=1, le=100, description="tries to publish a record, beside the client's own")
    publish_timeout_s: float = Field(60, gt=0, description="seconds for all tries to publish a batch")
    quarantine: tuple[str, ...] = Field(
        (), description="addresses topic/partition/offset that go to the dead-letter topic unread, comma-separated"
    )
    taggers: str = Field(
        "", description="entity plug-ins by language, such as `de=spacy:PACKAGE,ru=onnx:FOLDER`; empty for our own"
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to the brokers"
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="how to log in"
    )
    sasl_username: str | None = Field(None, description="who logs in")
    sasl_password_file: Path | None = Field(None, description="file with the password and nothing else")
    tls_ca_file: Path | None = Field(None, description="PEM file of the certificate authority")
    tls_cert_file: Path | None = Field(None, description="PEM file of the client's certificate")
    tls_key_file: Path | None = Field(None, description="PEM file of the client's key")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="least severe line logged; libraries say only WARNING and up, with DEBUG also INFO"
    )
    log_format: Literal["auto", "text", "json"] = Field("auto", description="auto is text on a terminal, else json")
    datadir: Path | None = Field(None, description="writable folder of the stream host; default a temporary one")
    spans: bool = Field(
        False, description="write OpenTelemetry spans (`pip install news-streams[otel]`); OTEL_* variables say where to"
    )
    revision: str = Field("unknown", description="build that runs, as in records and metrics")

    @field_validator("cuts", "quarantine", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        names = tuple(name.strip() for name in value.split(",") if name.strip())
        return () if names == ("none",) else names

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password_file):
            raise ValueError(f"{self.security_protocol} needs STREAMS_SASL_USERNAME and STREAMS_SASL_PASSWORD_FILE")
        if bool(self.tls_cert_file) != bool(self.tls_key_file):
            raise ValueError("STREAMS_TLS_CERT_FILE and STREAMS_TLS_KEY_FILE go together")
        for name in ("sasl_password_file", "tls_ca_file", "tls_cert_file", "tls_key_file"):
            path = getattr(self, name)
            if path is not None and not path.is_file():
                raise ValueError(f"{PREFIX}{name.upper()} names {path}, which is not a file")
        return self

    def sasl_password(self) -> str | None:
        """Read the password from its file; the last line end is not part of it."""
        return self.sasl_password_file.read_text().rstrip("\r\n") if self.sasl_password_file else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value came from: `flag`, `environment` or `default`."""

    name: str
    value: str
    source: str


def read_settings(environment: Mapping[str, str] = os.environ, **flags: object) -> Settings:
    """Read and check all settings; flags that are not None win over the environment.

    Raises WrongSettings with one sentence that names the variable, the value seen and what was expected.
    """
    return _checked({**_from_environment(environment), **_given(flags)})


def _given(flags: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in flags.items() if value is not None}


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    named = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    fields = {name.removeprefix(PREFIX).lower(): value for name, value in named.items()}
    unknown = sorted(f"{PREFIX}{name.upper()}" for name in fields if name not in Settings.model_fields)
    if unknown:
        raise WrongSettings(f"{unknown[0]} is not a setting; `streams config check` lists all of them")
    return {name: value for name, value in fields.items() if value != ""}  # empty, as compose passes it on, is unset


def _checked(values: dict[str, object]) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        if name == "BROKERS":
            reason = "expected host:port, or several of them separated by commas"
        seen = f"{PREFIX}{name} is {str(first['input'])[:80]!r}: " if name else ""
        raise WrongSettings(f"{seen}{reason[:1].lower() + reason[1:] if seen else reason}") from error


def origins(settings: Settings, environment: Mapping[str, str], **flags: object) -> list[Origin]:
    """Say of every setting what it is and where it came from, in the order of the class; none of them is a secret."""
    given = _given(flags)
    rows = []
    for name in Settings.model_fields:
        source = "flag" if name in given else "environment" if environment.get(PREFIX + name.upper()) else "default"
        rows.append(Origin(PREFIX + name.upper(), _shown(getattr(settings, name)), source))
    return rows


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value) or "none"
    return "" if value is None else str(value)
