"""Which ways are there to make an input?  A list: name, share of the whole, and the function that makes one.

Each input is made from a random source of its own, seeded with seed, way and number: any of them can be made
again alone.  Ways that hypothesis makes stand in `properties.py`.
"""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import orjson

from streams.wire.record import Headers
from tests.fuzz.corpus import Corpus, Input
from tests.fuzz.mutate import (
    PIECES,
    any_text,
    blow_up,
    mutate_bytes,
    mutate_text,
    mutate_tokens,
    mutate_tree,
)

Make = Callable[[Random, Corpus], Input]

_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "gb18030",
    "koi8-r",
    "cp1251",
    "cp874",
    "shift_jis",
    "euc-kr",
    "latin-1",
    "utf-7",
)
_CHARSETS = (
    *_ENCODINGS,
    "punycode",
    "idna",
    "unicode_escape",
    "hex",
    "zlib",
    "rot13",
    "x" * 60,
    "",
    "utf-8\x00",
    "../a",
    "undefined",
    "mbcs",
)
_MEDIA = (
    "text/plain",
    "text/html",
    "TEXT/HTML ",
    "text/plain;",
    "application/json",
    "image/png",
    "",
    "text/x; charset",
    "text/html\x00",
)
_NAMES = (
    "content-type", "news-url", "news-id", "news-title", "news-language", "news-published-at", "news-source",
    "traceparent", "tracestate", "dlq.replay_count", "dlq.replayed_from", "dlq.code", "news-origin", "ce_id",
    "ce_type", "ce_traceparent", "x", "",
)  # fmt: skip
_VALUES = (
    b"", b"1", b"-1", b"9" * 40, b"\xff\xfe", b"a" * 3000, "Ім'я \u202e".encode(),
    b"00-" + b"a" * 32 + b"-" + b"b" * 16 + b"-01", b"ff-00-00-00", b"articles.raw.v1/0/0",
    b"articles.raw.v1/9999999999/9999999999999999999", b"\x00\n\x1b[2J", b"2025-03-11", b"text/html; charset=koi8-r",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """*share* of 1,000 inputs is made like this; how it is made, in a few words."""

    name: str
    share: int
    made: str
    make: Make


def _of_bytes(rng: Random, corpus: Corpus) -> Input:
    seed, other = rng.choice(corpus.every), rng.choice(corpus.every)
    return Input(mutate_bytes(rng, seed.value or b"", (other.value or b"",)), seed.headers, seed.hop)


def _noise(rng: Random, corpus: Corpus) -> Input:
    del corpus
    return Input(rng.randbytes(int(rng.random() * rng.choice((4, 40, 400)))))


def _of_tokens(rng: Random, corpus: Corpus) -> Input:
    seed = rng.choice(corpus.objects)
    return Input(mutate_tokens(rng, seed.value or b""), seed.headers, seed.hop)


def _of_trees(rng: Random, corpus: Corpus) -> Input:
    seed = rng.choice(corpus.objects)
    tree = mutate_tree(rng, orjson.loads(seed.value or b""), changes=1 + int(rng.random() * 4), value=_subtree(corpus))
    return Input(_dumped(tree, seed.value), seed.headers, seed.hop)


def _dumped(tree: Any, instead: bytes | None) -> bytes | None:
    """Write JSON; *instead* for a tree that became deeper than orjson writes (it reads deeper ones)."""
    try:
        return orjson.dumps(tree)
    except TypeError:
        return instead


def _of_ours(rng: Random, corpus: Corpus) -> Input:
    """Forge a record of a topic between: mostly texts, so that many pass the schema and reach the stages."""
    seed = rng.choice(corpus.ours)
    tree = orjson.loads(seed.value or b"")
    if rng.random() < 0.5:
        tree = mutate_tree(rng, tree, changes=1 + int(rng.random() * 3), value=_subtree(corpus))
    if isinstance(body := tree.get("body"), str):
        tree["body"] = mutate_text(rng, body, pieces=corpus.texts if rng.random() < 0.5 else PIECES)
    headers = _headers(rng) if rng.random() < 0.2 else seed.headers
    return Input(_dumped(tree, seed.value), headers, seed.hop)


def _subtree(corpus: Corpus) -> Callable[[Random], Any]:
    def give(rng: Random) -> Any:
        tree = orjson.loads(rng.choice(corpus.objects).value or b"")
        return tree[rng.choice(list(tree))] if tree and rng.random() < 0.8 else tree

    return give


def _of_headers(rng: Random, corpus: Corpus) -> Input:
    return Input((seed := rng.choice(corpus.every)).value, (*seed.headers, *_headers(rng)), seed.hop)


def _headers(rng: Random) -> Headers:
    count = int(rng.random() * rng.choice((4, 4, 20, 60)))
    return tuple((rng.choice(_NAMES), _header_value(rng)) for _ in range(count))


def _header_value(rng: Random) -> bytes:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(_VALUES)
    return mutate_bytes(rng, rng.choice(_VALUES), _VALUES) if kind < 0.8 else any_text(rng, 30).encode(errors="replace")


def _of_documents(rng: Random, corpus: Corpus) -> Input:
    """Text in any encoding, compressed or not, under any content type and charset, right or wrong."""
    text = mutate_text(rng, "\n".join(rng.choice(corpus.texts) for _ in range(1 + int(rng.random() * 4))))
    value = text.encode(rng.choice(_ENCODINGS), errors="replace")
    kind = rng.random()
    if kind < 0.04:
        value = gzip.compress(value, 1, mtime=0) if kind < 0.02 else zlib.compress(value, 1)
    elif kind < 0.3:
        value = mutate_bytes(rng, value, (value,))
    content_type = rng.choice(_MEDIA[:4]) if rng.random() < 0.8 else rng.choice(_MEDIA)
    if rng.random() < 0.6:
        content_type += f"; charset={rng.choice(_CHARSETS)}"
    return Input(value, (("content-type", content_type.encode()), *(_headers(rng) if rng.random() < 0.3 else ())))


def _of_texts(rng: Random, corpus: Corpus) -> Input:
    """Make a record in our own shape from lines of many scripts, broken and glued together."""
    lines = (mutate_text(rng, rng.choice(corpus.texts)) for _ in range(1 + int(rng.random() * 6)))
    record = {"title": mutate_text(rng, rng.choice(corpus.texts)[:200])[:2000], "body": "\n".join(lines)}
    if rng.random() < 0.3:
        record["language"] = rng.choice(("id", "zh-TW", "und", "xx", "sr-Latn", "ไทย"))
    if rng.random() < 0.3:
        record["url"] = f"https://a.example/{any_text(rng, 6)}"
    return Input(orjson.dumps(record))


def _of_pages(rng: Random, corpus: Corpus) -> Input:
    page = rng.choice(corpus.pages)
    if rng.random() < 0.5:  # a small page: most of the work is in the stages behind
        page = "".join(f"<p>{rng.choice(corpus.texts)}</p>" for _ in range(1 + int(rng.random() * 5)))
    page = mutate_text(rng, page, changes=8)
    if rng.random() < 0.5:
        return Input(page.encode(), (("content-type", b"text/html"),))
    return Input(orjson.dumps({"title": rng.choice(corpus.texts)[:500], "body": page, "content_type": "text/html"}))


def _of_foreign(rng: Random, corpus: Corpus) -> Input:
    seed = rng.choice(corpus.foreign)
    tree = mutate_tree(rng, orjson.loads(seed.value or b""), changes=1, value=_subtree(corpus))
    return Input(_dumped(tree, seed.value))


def _large(rng: Random, corpus: Corpus) -> Input:
    """One piece repeated, up to more than the limit: any loop that is not linear shows here."""
    text = blow_up(rng, rng.choice(corpus.texts), (*PIECES, *corpus.texts[:200]), largest=1_100_000)
    kind = rng.random()
    if kind < 0.4:
        return Input(orjson.dumps({"title": "t", "body": text}))
    media = b"text/html" if kind < 0.8 else b"text/plain"
    return Input(text.encode(errors="replace"), (("content-type", media),))


DECODE = (
    Way("bytes", 330, "bytes of any shipped record flipped, cut, doubled, spliced", _of_bytes),
    Way("noise", 40, "random bytes", _noise),
    Way("tokens", 130, "JSON tokens put where the structure is", _of_tokens),
    Way("trees", 270, "JSON nodes retyped, renamed, removed, nested, spliced", _of_trees),
    Way("ours", 100, "records of the topics between, forged", _of_ours),
    Way("headers", 50, "any headers on any record", _of_headers),
    Way("documents", 77, "text in any encoding, compressed too, under any content type", _of_documents),
    Way("large", 3, "one piece repeated, up to 1.1 MB", _large),
)
STAGES = (
    Way("texts", 600, "lines of many scripts, broken and glued together", _of_texts),
    Way("pages", 180, "HTML, broken", _of_pages),
    Way("foreign", 70, "foreign shapes, one node changed", _of_foreign),
    Way("ours", 147, "records of the topics between, forged", _of_ours),
    Way("large", 3, "one piece repeated, up to 1.1 MB", _large),
)
