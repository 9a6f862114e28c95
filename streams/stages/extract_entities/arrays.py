"""How are tables and weights laid out in a file?  As safetensors: a length, a JSON header, then the raw arrays.

The layout is an open one that other tools read, cannot carry code, and can be mapped into memory: workers on one
machine share the pages, and opening costs no parsing.
"""

import json
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]

_NAMES = {
    "F32": "<f4",
    "F16": "<f2",
    "U64": "<u8",
    "U32": "<u4",
    "I32": "<i4",
    "U16": "<u2",
    "I16": "<i2",
    "U8": "|u1",
    "I8": "|i1",
}
_KINDS = {np.dtype(kind).str: name for name, kind in _NAMES.items()}


class Damaged(ValueError):  # noqa: N818  (names the state of the file)
    """The bytes are not in this layout."""


def read_arrays(data: bytes | memoryview) -> tuple[dict[str, Array], dict[str, str]]:
    """Give the arrays by name, as views into *data*, and the metadata.  Raises Damaged; never runs anything."""
    try:
        size = int.from_bytes(data[:8], "little")
        header = json.loads(bytes(data[8 : 8 + size]))
        meta = header.pop("__metadata__", {})
        return {name: _view(data, 8 + size, entry) for name, entry in header.items()}, meta
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("not a readable table file") from error


def _view(data: bytes | memoryview, origin: int, entry: dict[str, list[int]]) -> Array:
    begin, end = entry["data_offsets"]
    kind = np.dtype(_NAMES[str(entry["dtype"])])
    flat = np.frombuffer(data, dtype=kind, count=(end - begin) // kind.itemsize, offset=origin + begin)
    return flat.reshape(entry["shape"])


def write_arrays(arrays: Mapping[str, Array], meta: Mapping[str, str]) -> bytes:
    """Lay out *arrays*; the same input gives the same bytes.  Each array starts at a multiple of 8 bytes."""
    header: dict[str, object] = {"__metadata__": dict(sorted(meta.items()))}
    chunks, offset = [], 0
    for name in sorted(arrays, key=lambda key: (-arrays[key].dtype.itemsize, key)):
        chunk = np.ascontiguousarray(arrays[name]).tobytes()
        shape, kind = list(arrays[name].shape), _KINDS[arrays[name].dtype.str]
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [offset, offset + len(chunk)]}
        chunks.append(chunk)
        offset += len(chunk)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return b"".join([len(text).to_bytes(8, "little"), text, *chunks])
