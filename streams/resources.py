"""Where do models and lexicons come from?  Opened once a process, at first use or ahead, and handed out as callables.

Each `Lazy` below opens one set of shipped files.  A command that runs only the first stage opens only what
that stage needs; a worker opens everything before it asks for records.
"""

import json
import threading
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from importlib.metadata import version
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

from streams.core.outcome import Unavailable
from streams.core.stage import Material, Model
from streams.stages.clean_text import Lexicon, make_lexicon
from streams.stages.extract_entities import Coverage, Entity
from streams.text.dates import read_calendar

MODELS = Path(__file__).parent / "models"

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


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong while *path* is read into the one sentence of `Unavailable`."""
    try:
        yield
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise Unavailable(f"cannot open {path.name}: {type(error).__name__}; reinstall the package") from error


def _open_language_model() -> tuple[Callable[[str], Sequence[tuple[str, float]]], Material]:
    from py3langid import langid  # here: numpy and 100 MB are for those who ask for languages

    path = langid.MODEL_DIR / langid.MODEL_FILE
    with _opening(path):
        identifier = langid.LanguageIdentifier.from_model_file(path, norm_probs=True)
        model = Model("py3langid", version("py3langid"), sha256(path.read_bytes()).hexdigest())
    return identifier.rank, Material(model)


rank_languages = Lazy(_open_language_model)


def _open_lexicon() -> tuple[Callable[[], Lexicon], Material]:
    """Read the word lists of `clean_text`, one TOML file a language, and the names of months and days."""
    folder = MODELS / "lexicon"
    with _opening(folder):
        calendar = read_calendar(json.loads((folder / "calendar.json").read_text("utf-8")))
        files = sorted(folder.glob("*.toml"))
        terms = make_lexicon((tomllib.loads(path.read_text("utf-8")) for path in files), calendar)
        digest = sha256(b"".join(path.read_bytes() for path in (*files, folder / "calendar.json"))).hexdigest()
    return (lambda: terms), Material(lexicon=digest[:12])


lexicon: Lazy[[], Lexicon] = Lazy(_open_lexicon)


def _open_entity_finder() -> tuple[Callable[[str, str, str, float], tuple[tuple[Entity, ...], Coverage]], Material]:
    from streams.stages.extract_entities.finder import Finder
    from streams.stages.extract_entities.kit import INDEX, NAMES, assemble

    path = MODELS / INDEX
    with _opening(path):
        kit, index = assemble(_mapped)
        model = Model("news-entities", index.version, sha256(path.read_bytes()).hexdigest())
        return Finder(kit), Material(model, lexicon=f"names:{index.files[NAMES][:12]}")


def _mapped(name: str) -> memoryview:
    """Map a shipped file into memory: processes of one machine share it, and only what is used is kept."""
    with (MODELS / name).open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


find_entities = Lazy(_open_entity_finder)
