"""Where do models and lexicons come from?  Opened once a process, at first use or ahead, and handed out as callables.

Each `Lazy` below opens one set of shipped files.  A command that runs only the first stage opens only what
that stage needs; a worker opens everything before it asks for records.
"""

import json
import os
import threading
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from hashlib import sha256
from importlib.metadata import version
from lzma import LZMAError
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar
from zipfile import BadZipFile

from streams.core.outcome import Unavailable
from streams.core.stage import Material, Model
from streams.plugins import Plugin, open_all, parse
from streams.stages.clean_text import Lexicon, Named, make_lexicon
from streams.stages.detect_language import Detectors, Opinion, Weights
from streams.stages.extract_entities import Answer, Asked, Coverage
from streams.text.dates import read_calendar

if TYPE_CHECKING:
    from streams.stages.extract_entities.finder import Finder
    from streams.stages.extract_entities.names import Names

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
    except (OSError, ValueError, KeyError, EOFError, LZMAError, BadZipFile) as error:
        from streams.stages.extract_entities.arrays import Damaged

        # The text of an OSError names the cause (a full disk, missing rights); those of parsers may quote the file.
        reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        name = error.filename if isinstance(error, OSError) else None  # of several files it is the one that is missing
        what = f"{Path(name).name if isinstance(name, str) else path.name}: {reason}"
        if isinstance(error, Damaged):  # its text is our own, and names the file
            what = f"the models: {error}"
        raise Unavailable(f"cannot open {what}; mend that or install the package again") from error


def _open_language_detectors() -> tuple[Callable[[], Detectors], Material]:
    import numpy as np  # here and below: 100 MB and half a second are for those who ask for languages
    from py3langid import langid

    from streams.stages.detect_language.grams import Grams, Table
    from streams.stages.detect_language.ranker import Ranker

    ranker, folder = langid.MODEL_DIR / langid.MODEL_FILE, MODELS / "language"
    files = [ranker, *(folder / name for name in ("grams.npz", "weights.json", "han.json", "alphabets.json"))]
    with _opening(folder):
        model = langid.LanguageIdentifier.from_model_file(ranker, norm_probs=False)
        weights, han, alphabets = (json.loads(path.read_text("utf-8")) for path in files[2:])
        with np.load(files[1], allow_pickle=False) as stored:
            tables = {
                group: Table(tuple(labels), stored[f"{group}_weights"], scale, stored[f"{group}_bias"], group == "hbs")
                for group, (labels, scale) in weights["grams"].items()
            }
        digest = sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    detectors = Detectors(
        rank=partial(
            _rank,
            Ranker(
                np.frombuffer(model.tk_nextmove, dtype=np.uint32),
                model.tk_row,
                model.tk_output,
                weights=model.nb_ptc,
                bias=model.nb_pc,
                labels=[_RANK_LABELS.get(label, label) for label in model.nb_classes],
                unknown=langid.RAW_FLOOR,
            ),
        ),
        grams=Grams(tables),
        witness=_testify,
        weights=Weights(
            weights["combine"],
            {outcome: tuple(row) for outcome, row in weights["calibrate"].items()},
            (weights["split"][0], weights["split"][1]),
        ),
        simplified=frozenset(han["simplified"]),
        traditional=frozenset(han["traditional"]),
        alphabets={tag: frozenset(letters) for tag, letters in alphabets.items()},
    )
    name = f"{version('py3langid')}+{version('pycld2')}+{weights['version']}"
    return lambda: detectors, Material(Model("py3langid+pycld2+grams", name, digest))


_RANK_LABELS = {"no": "nb", "tl": "fil", "arz": "ar", "ary": "ar", "wuu": "zh"}
_WITNESS_LABELS = {"no": "nb", "tl": "fil", "iw": "he", "jw": "jv", "zh-Hant": "zh", "sr-ME": "sr"}


def _rank(rank: Callable[[str], Mapping[str, float]], text: str) -> dict[str, float]:
    """Log scores by tag; divided by the root of the bytes they compare across lengths (py3langid's own scale)."""
    scale = 1 / max(len(text.encode("utf-8", "surrogatepass")), 1) ** 0.5
    return {tag: score * scale for tag, score in rank(text).items()}


def _testify(text: str) -> Opinion:
    """Ask pycld2.  It raises on control characters and surrogates, which `tidy` took out or which say nothing."""
    import pycld2

    try:
        reliable, _, details = pycld2.detect(text, bestEffort=True)
    except (pycld2.error, UnicodeError):
        return Opinion()
    shares = [
        (_WITNESS_LABELS.get(code, code), percent / 100)
        for _, code, percent, _ in details
        if code != "un" and not code.startswith("xx")
    ]
    return Opinion(tuple(shares), reliable)


language_detectors = Lazy(_open_language_detectors)


def _open_lexicon() -> tuple[Callable[[], Lexicon], Material]:
    """Read the word lists of `clean_text`, one TOML file a language, and the names of months and days.

    The table of names is opened when a line first asks for a city or a person; most ask for none.
    """
    from streams.stages.extract_entities.kit import NAMES

    folder = MODELS / "lexicon"
    with _opening(folder):
        calendar = read_calendar(json.loads((folder / "calendar.json").read_text("utf-8")))
        files = sorted(folder.glob("*.toml"))
        lists = (tomllib.loads(path.read_text("utf-8")) for path in files)
        terms = make_lexicon(lists, calendar, people=_people, named=_named)
        read = (*files, folder / "calendar.json", MODELS / NAMES)
        digest = sha256(b"".join(path.read_bytes() for path in read)).hexdigest()
    return (lambda: terms), Material(lexicon=digest[:12])


_LARGER_THAN_PEOPLE = 500_000  # cities that are meant before people of the same name: London, Sofia, Sydney


@cache
def _names() -> "Names":
    from streams.stages.extract_entities.kit import NAMES
    from streams.stages.extract_entities.names import Names

    with _opening(MODELS / NAMES):
        return Names(_mapped(NAMES))


def _open_cities() -> tuple[Callable[[str], int], Material]:
    from streams.stages.extract_entities.keys import fold
    from streams.stages.extract_entities.names import CITY, COMMON, FAMILY, GIVEN

    names = _names()

    def people(name: str) -> int:
        most = max((place.people for place in names.places(fold(name), "*") if place.kind == CITY), default=0)
        word = int(names.classes([name])[0]) if most and " " not in name else 0
        if word & COMMON or (word & (GIVEN | FAMILY) and most < _LARGER_THAN_PEOPLE):
            return 0  # `Nice`, `Victoria`
        return most

    return people, Material()


def _open_people() -> tuple[Callable[[str], Named], Material]:
    from streams.stages.extract_entities.names import COMMON, FAMILY, GIVEN
    from streams.text.names import name_words

    names = _names()

    def named(name: str) -> Named:
        classes = [int(one) for one in names.classes(name_words(name))]
        if len(classes) < 2:
            return Named.OPEN
        first, last = classes[0], classes[-1]
        strange = any(one & COMMON and not one & (GIVEN | FAMILY) for one in classes)
        is_given = first & GIVEN and (not first & COMMON or last & FAMILY)
        is_family = last & FAMILY and not last & COMMON and (first & GIVEN or not first & COMMON)
        # `Szabó Anna`
        is_turned = last & GIVEN and not first & last & COMMON and not first & GIVEN and name.count(" ") == 1
        if (is_given or is_family or is_turned) and not strange:
            is_full = (first & GIVEN and last & FAMILY) or (first & FAMILY and last & GIVEN)
            return Named.BOTH if is_full else Named.YES
        if not any(one & COMMON for one in classes):
            return Named.OPEN
        return Named.DOUBT if any(one & (GIVEN | FAMILY) for one in classes) else Named.NO

    return named, Material()


_people: Lazy[[str], int] = Lazy(_open_cities)
_named: Lazy[[str], Named] = Lazy(_open_people)
lexicon: Lazy[[], Lexicon] = Lazy(_open_lexicon)


class EntityFinder:
    """Finds entities, as the stage asks for; models open at the first article.

    *plugins* stand in place of our own taggers for their languages.
    """

    def __init__(self, plugins: tuple[Plugin, ...] = ()) -> None:
        self._finder: Lazy[[], Finder] = Lazy(partial(_open_finder, plugins))

    def __call__(self, title: str, body: str, language: str, trust: float) -> Answer:
        """Find those of one article."""
        return self._finder()(title, body, language, trust)

    def many(self, asked: Sequence[Asked]) -> list[Answer]:
        """Find those of each article."""
        return self._finder().many(asked)

    def open(self) -> Material:
        """Open the models now, if they are not open yet, and say what they are."""
        return self._finder.open()


def _open_finder(plugins: tuple[Plugin, ...]) -> tuple[Callable[[], "Finder"], Material]:
    from streams.stages.extract_entities.finder import Finder
    from streams.stages.extract_entities.kit import INDEX, NAMES, assemble

    path = MODELS / INDEX
    with _opening(path):
        kit, index = assemble(_mapped)
        digest = sha256(path.read_bytes()).hexdigest()
    model = Model("-".join(["news-entities", *(plugin.method for plugin in plugins)]), index.version, digest)
    # The coverage was measured with our own taggers and says nothing of others.
    unmeasured = {plugin.language: Coverage.EXPERIMENTAL for plugin in plugins}
    taggers, coverage = {**kit.taggers, **open_all(plugins)}, {**kit.coverage, **unmeasured}
    finder = Finder(replace(kit, taggers=taggers, coverage=coverage))
    return lambda: finder, Material(model, lexicon=f"names:{index.files[NAMES][:12]}")


def _mapped(name: str) -> memoryview:
    """Map a shipped file into memory: processes of one machine share it, and only what is used is kept."""
    with (MODELS / name).open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return memoryview(b"")  # cannot be mapped; the checksum says the rest
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


@cache
def entities_with(taggers: str) -> EntityFinder:
    """Give the finder for the setting STREAMS_TAGGERS, the same one every time; raises WrongPlugin."""
    return EntityFinder(parse(taggers))


find_entities = entities_with("")
