"""How is a valid record broken, cheaply?  Bytes, tokens, trees and texts, a few changes each, all by one random source.

Pure: the same `Random` in the same state gives the same result.  About 10 to 50 microseconds a record of 2 kB.
"""

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

# A change of a change can grow; what is meant to be large has a strategy of its own.
MAX_BYTES = 64 * 1024
MAX_CHARS = 20_000

_TOKENS = (
    b"null", b"true", b"false", b"NaN", b"-Infinity", b"1e400", b"-0", b"0", b"1.0", b"18446744073709551616", b"0x1",
    b"01", b'""', b'"a"', b'"\\ud800"', b'"\\u0000"', b'"\\ud83d\\ude00"', b'"\\x"', b"{}", b"[]", b"{", b"}", b"[",
    b"]", b",", b":", b'"', b"'", b"\\", b"//c\n", b"/*c*/", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xed\xa0\x80",
    b"\xc0\xaf", b"\n{}", b"[" * 1100, b'{"a":' * 1100, b'"body":', b'"title":', b'"meta":',
    b'"schema_version":"2.0",', b'"content_type":"text/html",',
)  # fmt: skip
_STRUCTURE = re.compile(rb'[{}\[\],:"]')

_SCALARS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**63, -(2**63), 1.5, -1e308, 1_741_687_200_000, 9_999_999_999_999_999, "", " ",
    "\n", "\x00", "1.0", "2.0", "1.9", "text/html", "text/plain", "und", "zh-Hant-TW", "x" * 2050, "0001-01-01",
    "2025-13-45", "2025-03-11T10:00:00Z", "9999-12-31T23:59:59+14:00", "https://пример.рф/a?utm_source=x#y",
    "javascript:alert(1)", "urn:a", "../../etc", [], {}, [[]], ["a"] * 101, {"name": "Sari", "country": "ID"}, [None],
    [1, "a"],
)  # fmt: skip
_KEYS = (
    "title", "body", "url", "id", "uri", "language", "lang", "content_type", "published_at", "modified_at",
    "fetched_at", "source", "authors", "tags", "description", "section", "image_url", "schema_version", "maintext",
    "headline", "articleBody", "@id", "@type", "@context", "headlines", "bodies", "meta", "entities", "removed",
    "warnings", "name", "", "x",
)  # fmt: skip
PIECES = (
    "\n", "\r\n", "\n\n\n", " ", "\t", "\u00a0", "\u2028", "\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\x00",
    "\x1b[31m", "\u0301\u0323", "\u0300" * 40, "ﬁ", "İ", "ß", "ſ", "\u1e9e", "\u3000", "。", "؟", "।", "…", "–", "“",
    "’", "«", "👩‍👧", "🇺🇦", "𐀀", "<p>", "</p>", "<div>", "</div>", "<br>", "<script>", "</script>", "<!--", "-->",
    "<table><tr><td>", "<a href='x'>", "<", ">", "&amp;", "&lt;b&gt;", "&#0;", "&#x1F600;", "&nbsp", "[ad_2]",
    "[iklan_1]", "{{x}}", "Source: https://a.example/1", "Sumber: ", "Komentar (0)", "© 2025 All rights reserved.",
    "Read more:", "Related", "By Ana Ruiz", "JAKARTA, KOMPAS.com - ", "LONDON (Reuters) - ", "12.06.2024",
    "2025年3月11日", "11 Maret 2025", "March 11, 2025", "10:45 WIB", "Mr. ", "U.S. ", "e.g.", "a@b.example",
    "https://a.example/", "#tag", "@name", "Ã©", "â€œ", "Ð¿Ñ€", "???", "!" * 50, "-" * 80, "A" * 300, "ก" * 200,
    "東京" * 100, "١٢٣", "๒๕๖๘", "ⅻ", "½", "1,000.5", "٪", "O'Neil-Ó", "van der",
)  # fmt: skip
_BLOCKS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0xEFF),
    (0x1000, 0x10FF), (0x1780, 0x17FF), (0x2000, 0x206F), (0x3040, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3),
    (0xE000, 0xF8FF), (0xFE00, 0xFFFD), (0x1F300, 0x1FAFF), (0xE0000, 0xE01EF), (0x10FFF0, 0x10FFFF), (0x00, 0x1F),
    (0x80, 0x9F),
)  # fmt: skip


def _slice(rng: Random, size: int, longest: int) -> tuple[int, int]:
    start = int(rng.random() * size)
    return start, min(size, start + 1 + int(rng.random() * longest))


def mutate_bytes(rng: Random, value: bytes, others: Sequence[bytes]) -> bytes:
    """Change one to six places of a value: bits, bytes, slices, a piece of another value."""
    changed = bytearray(value)
    for _ in range(1 + int(rng.random() * 6)):
        start, end = _slice(rng, len(changed), 64)
        kind = int(rng.random() * 8)
        if kind == 0 and changed:
            changed[start] ^= 1 << int(rng.random() * 8)
        elif kind == 1 and changed:
            changed[start] = int(rng.random() * 256)
        elif kind == 2:
            del changed[start:end]
        elif kind == 3:
            changed[start:start] = changed[start:end] * (1 + int(rng.random() * 4))
        elif kind == 4:
            changed[start:end] = rng.randbytes(1 + int(rng.random() * 16))
        elif kind == 5:
            changed[start:start] = rng.choice(_TOKENS)
        elif kind == 6:
            other = rng.choice(others)
            at, to = _slice(rng, len(other), 2000)
            changed[start:end] = other[at:to]
        elif rng.random() < 0.25:
            del changed[start:]
    return bytes(changed[:MAX_BYTES])


def mutate_tokens(rng: Random, value: bytes) -> bytes:
    """Put one to four JSON tokens where the structure of the value is."""
    for _ in range(1 + int(rng.random() * 4)):
        found = _STRUCTURE.search(value, int(rng.random() * len(value)))
        at = found.start() if found else len(value)
        cut = at if rng.random() < 0.5 else at + 1
        value = value[:at] + rng.choice(_TOKENS) + value[cut:]
    return value[:MAX_BYTES]


def mutate_tree(rng: Random, tree: Any, *, changes: int, value: Callable[[Random], Any]) -> Any:
    """Change nodes of a parsed document, in place; *value* gives a foreign subtree.  The top stays what it is."""
    for _ in range(changes):
        place = _descend(rng, tree)
        if place is None:
            return tree
        holder, key = place
        _change_node(rng, holder, key, value)
    return tree


def _descend(rng: Random, tree: Any) -> tuple[Any, Any] | None:
    """Walk from the top to a node; half of the walks stop a level, so all depths are met."""
    holder, key = None, None
    node = tree
    while isinstance(node, dict | list) and node and (holder is None or rng.random() < 0.6):
        holder = node
        key = rng.choice(list(node)) if isinstance(node, dict) else int(rng.random() * len(node))
        node = holder[key]
    return None if holder is None else (holder, key)


def _change_node(rng: Random, holder: Any, key: Any, value: Callable[[Random], Any]) -> None:
    kind = int(rng.random() * 8)
    node = holder[key]
    if kind == 0:
        holder[key] = rng.choice(_SCALARS)
    elif kind == 1:
        del holder[key]
    elif kind == 2:
        holder[key] = value(rng)
    elif kind == 3 and isinstance(holder, dict):
        holder[rng.choice(_KEYS)] = node
    elif kind == 4 and isinstance(holder, dict):
        holder[rng.choice(_KEYS)] = rng.choice(_SCALARS)
    elif kind == 5:
        holder[key] = [node] * (1 + int(rng.random() * 3))
    elif kind == 6:
        holder[key] = {rng.choice(_KEYS): node}
    elif isinstance(node, str):
        holder[key] = mutate_text(rng, node)
    else:
        holder[key] = type(node).__name__ if isinstance(node, dict | list) else str(node)


def mutate_text(rng: Random, text: str, *, changes: int = 3, pieces: Sequence[str] = PIECES) -> str:
    """Change a text at one to *changes* places: pieces of other scripts and of markup, repeats, cuts, any letter."""
    for _ in range(1 + int(rng.random() * changes)):
        start, end = _slice(rng, len(text), 80)
        kind = int(rng.random() * 8)
        if kind <= 2:
            put = rng.choice(pieces)
        elif kind == 3:
            put = text[start:end] * (1 + int(rng.random() * 5))
        elif kind == 4:
            put = any_text(rng, 8)
        elif kind == 5:
            put = text[start:end].upper() if rng.random() < 0.5 else text[start:end].lower()
        elif kind == 6:
            put = text[start:end][::-1]
        else:
            put = ""
        text = text[:start] + put + text[end if kind > 2 else start :]
    return text[:MAX_CHARS]


def any_text(rng: Random, longest: int) -> str:
    """Give up to *longest* code points of one block, which may be a block of nothing readable."""
    low, high = rng.choice(_BLOCKS)
    return "".join(chr(low + int(rng.random() * (high - low + 1))) for _ in range(1 + int(rng.random() * longest)))


def blow_up(rng: Random, text: str, pieces: Sequence[str], *, largest: int) -> str:
    """Repeat one piece of a text until it has a size between 10,000 and *largest* code points: finds slow loops."""
    size = int(10_000 * (largest / 10_000) ** rng.random())
    start, end = _slice(rng, len(text), 40)
    piece = rng.choice(pieces) if rng.random() < 0.5 else text[start:end] or "a"
    piece += rng.choice(("", "", "\n", " ", "a", ". "))
    repeated = piece * (size // len(piece) + 1)
    return f"{text[:start]}{repeated}{text[end:]}"[:largest]
