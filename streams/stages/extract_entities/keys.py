"""How is text turned into 64-bit keys?  Tables hold keys instead of strings: small, mappable, the same everywhere.

With 200,000 names a key that belongs to no name hits one by chance once in 10^14 look-ups.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.uint64]
NO_KEY = 2**64 - 1  # stands where there is nothing to look up; no table holds it

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # odd, bits spread (golden ratio): neighbours do not collide
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # odd multiplier of splitmix64


# Texts whose digests are kept at hand, all languages together: nine of ten beginnings and ends of a new word were
# those of another.  About 5 MB when full, and then forgotten all at once.
_KEPT = 32_768
_LONGEST_KEPT = 20  # characters


class _Digests(dict[str, bytes]):
    """The 8 bytes of the key of every text asked for; lone surrogates are taken as they are."""

    def __missing__(self, text: str) -> bytes:
        found = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if len(text) <= _LONGEST_KEPT:
            if len(self) >= _KEPT:
                self.clear()
            self[text] = found
        return found


_DIGESTS = _Digests()


def keys(texts: Iterable[str]) -> Keys:
    """Give the keys of many texts, in order."""
    return np.frombuffer(b"".join(map(_DIGESTS.__getitem__, texts)), dtype="<u8")


def key(text: str) -> int:
    """Give the key of one text."""
    return int.from_bytes(_DIGESTS[text], "little")


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Give the form under which names are looked up: NFKC, case folded.  Never used to find offsets."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFKC", name).casefold().replace("\u0307", "")


def rolling(points: Keys, length: int) -> Keys:
    """Give the key of every run of *length* code points, by start; empty when the text is shorter."""
    count = len(points) - length + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    with np.errstate(over="ignore"):
        total = np.full(count, length, dtype=np.uint64)
        for offset in range(length):
            total = (total + points[offset : offset + count] + np.uint64(1)) * _MULTIPLIER
            total ^= total >> np.uint64(29)
    return total


def points(text: str) -> Keys:
    """Give the code points of *text*."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def mixed(kind: int, *parts: Keys) -> Keys:
    """Mix keys into one; the order counts."""
    total = np.full(len(parts[0]), kind, dtype=np.uint64)
    for part in parts:
        total ^= part
        stir(total)
    return total


def stir(total: Keys) -> None:
    """Spread the bits of *total*, in place; arrays wrap around silently."""
    total *= _MIX
    total ^= total >> np.uint64(27)
