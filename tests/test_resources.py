"""Models open once, when they are first needed, whichever thread comes first."""

import threading
import time
from pathlib import Path

import pytest

from streams import resources
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


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("entities/id.safetensors", "cannot open the models: entities/id.safetensors has another checksum than"),
        ("entities/index.json", "cannot open the models: not a readable entities/index.json"),
        ("lexicon/calendar.json", "cannot open the models: not a readable lexicon/calendar.json"),
    ],
)
@pytest.mark.parametrize("damage", [b"", b"x"])
def test_a_damaged_model_is_named(
    name: str, said: str, damage: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = _copied(tmp_path, name)
    (models / name).write_bytes((resources.MODELS / name).read_bytes() + damage if damage else b"")
    monkeypatch.setattr(resources, "MODELS", models)

    with pytest.raises(Unavailable, match=said):
        resources.EntityFinder().open()


def test_a_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "MODELS", _copied(tmp_path, "entities/id.safetensors"))

    with pytest.raises(Unavailable, match=r"cannot open id\.safetensors: No such file"):
        resources.EntityFinder().open()


def _copied(folder: Path, without: str) -> Path:
    """Link all models but one into *folder*."""
    for path in resources.MODELS.rglob("*"):
        name = path.relative_to(resources.MODELS)
        if path.is_file() and str(name) != without:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(path)
    (folder / without).parent.mkdir(parents=True, exist_ok=True)
    return folder
