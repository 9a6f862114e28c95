"""Which reasons and warnings exist?  Two closed sets, shared by headers, metrics, logs, CLI filters and docs.

A code says why a record went to the dead-letter topic; a warning travels inside a published record.
"""

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """Why a record could not be processed.  Adding one is a change for users (schema, alert, runbook)."""

    TOO_LARGE = "too_large"
    EMPTY_PAYLOAD = "empty_payload"
    INVALID_ENCODING = "invalid_encoding"
    INVALID_JSON = "invalid_json"
    NOT_AN_OBJECT = "not_an_object"
    SCHEMA_INVALID = "schema_invalid"
    SCHEMA_VERSION_UNSUPPORTED = "schema_version_unsupported"
    QUARANTINED = "quarantined"
    TOO_COMPLEX = "too_complex"
    UNEXPECTED = "unexpected"
    RESULT_TOO_LARGE = "result_too_large"


class DropCode(StrEnum):
    """Why a record was left out on purpose.  A drop is counted and acked, and leaves no record behind."""

    TOMBSTONE = "tombstone"


class Site(StrEnum):
    """Where in a hop a record failed."""

    DECODE = "decode"
    PROCESS = "process"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code tells an operator.  *passes_after* is None when the same bytes can never pass."""

    site: Site
    blame: str
    meaning: str
    passes_after: str | None


REASONS: dict[Code, Reason] = {
    Code.TOO_LARGE: Reason(
        Site.DECODE,
        "input",
        "value over the byte limit, checked before parsing",
        "raising the limit, if its text is within the bounds of the stages",
    ),
    Code.EMPTY_PAYLOAD: Reason(Site.DECODE, "input", "zero bytes (null is a tombstone, not a failure)", None),
    Code.INVALID_ENCODING: Reason(
        Site.DECODE, "input", "JSON that is not UTF-8, or a document whose encoding cannot be found", None
    ),
    Code.INVALID_JSON: Reason(
        Site.DECODE, "input", "NaN, 1e400, trailing data, comments, lone surrogate, too deep", None
    ),
    Code.NOT_AN_OBJECT: Reason(Site.DECODE, "input", "array, scalar or null at the top", None),
    Code.SCHEMA_INVALID: Reason(
        Site.DECODE, "input", "fits no known shape, or breaks ours at the named pointer", "a schema change"
    ),
    Code.SCHEMA_VERSION_UNSUPPORTED: Reason(
        Site.DECODE, "input", "a major schema version this build does not know", "an upgrade"
    ),
    Code.QUARANTINED: Reason(
        Site.DECODE, "operator", "address listed in STREAMS_QUARANTINE; bytes not looked at", "the fix"
    ),
    Code.TOO_COMPLEX: Reason(Site.PROCESS, "input", "over the stated bounds of a stage", "changing the bounds"),
    Code.UNEXPECTED: Reason(Site.PROCESS, "ours", "a stage raised; the traceback is in the log, once", "the fix"),
    Code.RESULT_TOO_LARGE: Reason(Site.PUBLISH, "ours", "encoded result over the limit of its topic", "the fix"),
}


class ArticleWarning(StrEnum):
    """What was odd about a record that was published all the same."""

    BOM_STRIPPED = "bom_stripped"
    ENCODING_GUESSED = "encoding_guessed"
    HEADERS_DROPPED = "headers_dropped"
    VERSION_AHEAD = "version_ahead"
    BAD_DATE = "bad_date"
    FUTURE_DATE = "future_date"
    CONTROL_CHARS = "control_chars"
    MOJIBAKE_REPAIRED = "mojibake_repaired"
    NO_TITLE = "no_title"
    NO_BODY = "no_body"
    CLEAN_GUARD = "clean_guard"
    TEXT_CLIPPED = "text_clipped"
    ENTITIES_TRUNCATED = "entities_truncated"
