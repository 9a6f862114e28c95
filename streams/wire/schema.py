"""Does a record fit its schema?  JSON Schema 2020-12, from the shipped files, validated by jsonschema-rs.

Two readings of one file: what we read may carry unknown fields (a newer minor adds some), what we write is
closed.  `$ref` resolves among the shipped files only.

Measured (ops/bench/schema.py, reading form, one core): a raw record of 2.5 kB takes 0.8 us, an enriched one of
3.4 kB 7 us; fastjsonschema (draft 7 at most, so no `unevaluatedProperties`) 4.3 and 2.3 times as long,
jsonschema 180 times.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson

from streams.core.outcome import Unavailable

Json = dict[str, object]
Schema = dict[str, Any]  # JSON Schema: objects of any shape, read by the library only

SCHEMA_VERSION = "1.0"  # of everything we write
# In a wheel the files lie inside the package (pyproject, force-include); in a checkout at its top.
_FOLDERS = (Path(__file__).parents[1] / "_shipped" / "schemas", Path(__file__).parents[2] / "schemas")
# jsonschema-rs refuses to copy a value nested deeper than 255 into its error.  No keyword of ours looks below
# a dozen levels, so a copy cut there breaks the same rule at the same place.
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Violation:
    """Where a rule is broken (RFC 6901; `required` points at the missing field) and its keyword; never the value."""

    pointer: str
    rule: str


class _Library:
    """The shipped schemas, compiled once a process, whichever thread comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._schemas: dict[str, Schema] = {}
        self._validators: dict[tuple[str, bool], jsonschema_rs.Draft202012Validator] = {}

    def validator(self, name: str, closed: bool) -> jsonschema_rs.Draft202012Validator:
        found = self._validators.get((name, closed))
        return found or self._compiled(name, closed)

    def schema(self, name: str) -> Schema:
        with self._lock:
            return self._read(name)

    def _compiled(self, name: str, closed: bool) -> jsonschema_rs.Draft202012Validator:
        with self._lock:
            if (name, closed) not in self._validators:
                self._read(name)
                forms = {key: schema if closed else opened(schema) for key, schema in self._schemas.items()}
                registry = jsonschema_rs.Registry([(str(schema["$id"]), schema) for schema in forms.values()])
                self._validators[name, closed] = jsonschema_rs.Draft202012Validator(
                    forms[name],
                    registry=registry,
                    offline=True,
                    pattern_options=jsonschema_rs.RegexOptions(),  # linear time, whatever the pattern
                )
            return self._validators[name, closed]

    def _read(self, name: str) -> Schema:
        if not self._schemas:
            self._schemas = dict(_shipped())
        if name not in self._schemas:
            raise LookupError(f"no schema named {name}; shipped: {', '.join(sorted(self._schemas))}")
        return self._schemas[name]


_LIBRARY = _Library()


def validate(name: str, record: Json, *, closed: bool = False) -> Violation | None:
    """Give the first rule of schema *name* (`raw-article`, ...) that *record* breaks, None when it fits.

    *closed* also refuses fields that the schema does not know, as everything we write must.  *record* is
    parsed JSON, nested as deep as the parser allows.  Raises LookupError for an unknown name and
    `Unavailable` when a shipped schema is missing or damaged; never for a record.
    """
    validator = _LIBRARY.validator(name, closed)
    if validator.is_valid(record):
        return None
    return _first(validator, record) or _first(validator, _cut(record, _DEEPEST)) or Violation("", "depth")


def schema_name(event: str) -> str:
    """Give the name of the schema of an event (`cleaned`, `tagged`, `enriched`) or of a `raw` record."""
    return f"{event}-article"


def schema_id(name: str) -> str:
    """Give the `$id` of schema *name*, as in `ce_dataschema`."""
    return str(_LIBRARY.schema(name)["$id"])


def schemas_folder() -> Path:
    """Give the folder of the shipped schemas; raises `Unavailable` when there is none."""
    for folder in _FOLDERS:
        if folder.is_dir():
            return folder
    raise Unavailable(f"schemas not found at {_FOLDERS[0]}; install the package again")


def _shipped() -> Iterator[tuple[str, Schema]]:
    for path in sorted(schemas_folder().glob("*/v1.json")):
        try:
            yield path.parent.name, orjson.loads(path.read_bytes())
        except (OSError, orjson.JSONDecodeError) as error:
            raise Unavailable(f"schema {path} cannot be read ({error}); install the package again") from error


def opened(schema: Any) -> Any:
    """Give the reading form: unknown fields pass, and so do unknown values of an enum that binds writers only."""
    if isinstance(schema, dict):
        closing = (
            {"unevaluatedProperties", "enum"} if schema.get("x-closed-for") == "writers" else {"unevaluatedProperties"}
        )
        return {key: opened(value) for key, value in schema.items() if key not in closing}
    return [opened(item) for item in schema] if isinstance(schema, list) else schema


def _first(validator: jsonschema_rs.Draft202012Validator, record: object) -> Violation | None:
    try:
        validator.validate(record)
    except jsonschema_rs.ValidationError as error:
        return _violation(error)
    except ValueError:  # nested too deep to be copied into the error
        return None
    return None


def _violation(error: jsonschema_rs.ValidationError) -> Violation:
    path = [str(step) for step in error.instance_path]
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
        path.append(error.kind.property)
    return Violation("".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in path), error.kind.name)


def _cut(value: object, levels: int) -> object:
    if isinstance(value, dict):
        return {key: _cut(item, levels - 1) for key, item in value.items()} if levels else {}
    if isinstance(value, list):
        return [_cut(item, levels - 1) for item in value] if levels else []
    return value
