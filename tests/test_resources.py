"""Models open once, when they are first needed, whichever thread comes first."""

import threading
import time

import pytest

from streams.core.outcome import Unavailable
from streams.core.stage import Material
from streams.resources import Lazy


def test_nothing_opens_before_it_is_called() -> None:
    opened: list[str] = []

    def opener() -> tuple[type[int], Material]:
        opened.append("x")
        return int, Material(lexicon="7")

    lazy: Lazy[[str], int] = Lazy(opener)
    assert opened == []

    assert lazy("3") == 3
    assert lazy.open() == Material(lexicon="7")
    assert opened == ["x"]


def test_many_threads_open_once() -> None:
    opened: list[int] = []

    def opener() -> tuple[type[int], Material]:
        time.sleep(0.02)
        opened.append(1)
        return int, Material()

    lazy: Lazy[[str], int] = Lazy(opener)
    threads = [threading.Thread(target=lazy, args=("1",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert opened == [1]


def test_a_damaged_file_is_said_each_time() -> None:
    def opener() -> tuple[type[int], Material]:
        raise Unavailable("cannot open names.bin")

    lazy: Lazy[[str], int] = Lazy(opener)
    for _ in range(2):
        with pytest.raises(Unavailable, match=r"names\.bin"):
            lazy("1")
