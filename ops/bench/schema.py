"""Which JSON Schema library should check every record?  Three candidates side by side, on our schemas.

Run `python ops/bench/schema.py`; needs fastjsonschema and jsonschema besides the product's own libraries
(`pip install fastjsonschema jsonschema`).  Prints microseconds a record of 2.5 to 3.5 kB, in the form that
reads (unknown fields pass), and the ratio to jsonschema-rs.  Rounds are interleaved, so a busy machine slows
all candidates alike; the best round counts.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs

from streams.wire.schema import opened, schemas_folder, validate

# fastjsonschema stops at draft 7 and is given the schemas in one piece, which is what it can do at best.
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
ROUNDS, RECORDS = 15, 400
Check = Callable[[dict[str, Any]], object]


def records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (schema name, record): a long raw body, and an enriched record that is mostly structure."""
    sentence = "Pertemuan di Paris mempertemukan 34 kepala staf dari sekutu di Eropa, Australia dan Jepang. "
    for name, repeats in (("raw-article", 20), ("enriched-article", 1)):
        record = json.loads((schemas_folder() / name / "examples" / "valid" / "full.json").read_text())
        yield name, {**record, "body": sentence * repeats}


def candidates(name: str, schemas: dict[str, Any]) -> Iterator[tuple[str, Check]]:
    """Give (library, check); a check raises or answers false for a record that does not fit."""
    yield "jsonschema-rs", lambda record: validate(name, record) is None
    whole = {**jsonschema_rs.dereference(schemas[name], registry=_registry(schemas)), "$schema": DRAFT_7}
    whole.pop("$id")
    yield "fastjsonschema", importlib.import_module("fastjsonschema").compile(whole)
    jsonschema, referencing = importlib.import_module("jsonschema"), importlib.import_module("referencing")
    resources = [(schema["$id"], referencing.Resource.from_contents(schema)) for schema in schemas.values()]
    registry = referencing.Registry().with_resources(resources)
    yield "jsonschema", jsonschema.Draft202012Validator(schemas[name], registry=registry).validate


def _registry(schemas: dict[str, Any]) -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas.values()])


def measure(checks: dict[str, Check], record: dict[str, Any]) -> dict[str, float]:
    """Give the best round of each candidate in microseconds a record."""
    best = dict.fromkeys(checks, float("inf"))
    for _ in range(ROUNDS):
        for library, check in checks.items():
            began = time.perf_counter()
            for _ in range(RECORDS):
                check(record)
            best[library] = min(best[library], (time.perf_counter() - began) / RECORDS * 1e6)
    return best


def main() -> int:
    """Print the table."""
    schemas = {path.parent.name: opened(json.loads(path.read_text())) for path in schemas_folder().glob("*/v1.json")}
    for name, record in records():
        checks = dict(candidates(name, schemas))
        took = measure(checks, record)
        print(f"{name}, {len(json.dumps(record, ensure_ascii=False).encode())} bytes")
        for library, micros in took.items():
            print(f"  {library:16} {micros:8.1f} us   {micros / took['jsonschema-rs']:6.1f} x")
    return 0


if __name__ == "__main__":
    sys.exit(main())
