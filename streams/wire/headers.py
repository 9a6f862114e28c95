"""Which headers do we read, and how far do we trust them?

From raw: `content-type`, the `news-*` claims of a document, trace context and the replay count.  Everything
else stays behind, forged `news-origin`, `ce_*` and `dlq.*` included.  Too many or too large: all ignored.
"""

import re

from streams.wire.record import Headers

CONTENT_TYPE = "content-type"
ORIGIN = "news-origin"
TRACEPARENT = "traceparent"
TRACESTATE = "tracestate"
TRACE_BEGAN = "ce_traceparent"
REPLAY_COUNT = "dlq.replay_count"
REPLAYED_FROM = "dlq.replayed_from"

_CLAIMS = ("news-url", "news-id", "news-title", "news-language", "news-published-at", "news-source")
READ_FROM_RAW = frozenset((CONTENT_TYPE, TRACEPARENT, TRACESTATE, REPLAY_COUNT, *_CLAIMS))
# More than any client we know sends; a record over it still passes, without its headers (`headers_dropped`).
MAX_HEADERS = 32
MAX_HEADER_BYTES = 16 * 1024

_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def readable(headers: Headers) -> tuple[dict[str, str], bool]:
    """Give the headers that we read from raw as text, and whether all were dropped for being too many.

    The last value of a repeated header counts.  A value that is not UTF-8 is left out.
    """
    if len(headers) > MAX_HEADERS or sum(len(name) + len(value or b"") for name, value in headers) > MAX_HEADER_BYTES:
        return {}, True
    texts = ((name, text(value)) for name, value in headers if name in READ_FROM_RAW)
    return {name: value for name, value in texts if value is not None}, False


def text(value: bytes | None) -> str | None:
    """Read a header value as UTF-8, None when it is absent or not UTF-8."""
    try:
        return value.decode() if value is not None else None
    except UnicodeDecodeError:
        return None


def traceparent(value: str | None) -> str | None:
    """Give a well-formed W3C trace context, None for anything else (W3C Trace Context, section 3.2)."""
    return value if value is not None and _TRACEPARENT.fullmatch(value) else None


def count(value: str | None) -> int:
    """Read a replay count; 0 for anything that is not a small whole number."""
    return int(value) if value is not None and value.isascii() and value.isdigit() and len(value) < 7 else 0
