"""How are keys found fast, thousands at a time?  They are evenly spread, so their first bits say where to look.

Binary search over 200,000 keys costs 18 steps a key, nearly all of them cache misses; a step per key is enough when a
small table says where the keys with the same first bits begin.  Measured: 7 times faster on the joined attributes.
"""

from bisect import bisect_left

import numpy as np
import numpy.typing as npt

from streams.stages.extract_entities.keys import Keys

Places = npt.NDArray[np.int64]


class Lookup:
    """Sorted keys with the table over their first bits.  The keys are not copied."""

    def __init__(self, table: Keys) -> None:
        bits = max(4, len(table).bit_length())
        self._shift = np.uint64(64 - bits)
        self._table, self._ints = table, table.data  # a memoryview gives an int for a fraction of what numpy takes
        borders = np.arange(2**bits, dtype=np.uint64) << self._shift
        last = max(0, len(table) - 1)
        self._first = np.minimum(np.searchsorted(table, borders), last).astype(np.int32)

    def find(self, wanted: Keys) -> Places:
        """Give the first index of each wanted key, or -1."""
        table = self._table
        if not len(table):
            return np.full(len(wanted), -1, dtype=np.int64)
        # take, not [...]: the same for a quarter of the time
        at: Places = self._first.take((wanted >> self._shift).view(np.int64)).astype(np.int64)
        sought = np.minimum(wanted, table[-1])  # nothing is behind the last key, so that no step goes there
        # All go on until the last has arrived, after three to five steps: picking out the others costs more.
        while np.count_nonzero(below := table.take(at) < sought):
            at += below
        at[table.take(at) != wanted] = -1
        return at

    def find_one(self, wanted: int) -> int:
        """Give the first index of one key, or -1."""
        at = bisect_left(self._ints, wanted)
        return at if at < len(self._ints) and self._ints[at] == wanted else -1
