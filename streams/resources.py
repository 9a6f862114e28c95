"""Where do models and lexicons come from?  Opened once a process, at first use or ahead, and handed out as callables.

Each `Lazy` below opens one set of shipped files.  A command that runs only the first stage opens only what
that stage needs; a worker opens everything before it asks for records.
"""

import threading
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from streams.core.stage import Material

P = ParamSpec("P")
T = TypeVar("T")


class Lazy(Generic[P, T]):
    """A callable that is opened when it is first called, once, whichever thread comes first.

    *opener* reads the shipped files and gives the callable with the material behind it; it raises
    `Unavailable` with one sentence when a file is missing or damaged.
    """

    def __init__(self, opener: Callable[[], tuple[Callable[P, T], Material]]) -> None:
        self._opener = opener
        self._lock = threading.Lock()
        self._opened: tuple[Callable[P, T], Material] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call what was opened."""
        opened = self._opened or self._ready()
        return opened[0](*args, **kwargs)

    def open(self) -> Material:
        """Open it now, if it is not open yet, and say what it is."""
        return self._ready()[1]

    def _ready(self) -> tuple[Callable[P, T], Material]:
        with self._lock:
            if self._opened is None:
                self._opened = self._opener()
            return self._opened
