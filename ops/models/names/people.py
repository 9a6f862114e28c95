"""Which words are given and family names?  `python -m ops.models.names.people FOLDER` takes them out of Faker.

FOLDER holds the unpacked wheel of Faker 40.63.0 (MIT): lists of usual names in some 80 countries, in their own scripts.
They go to `people.txt.gz`, word by word, which `ops.models.names.build` reads; the package is not needed for that.
Scripts without spaces are left out: they are tagged by character.  Same input, same bytes.
"""

import gzip
import importlib
import io
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from streams.stages.extract_entities.names import solid
from streams.text.words import words

PEOPLE = Path(__file__).parent / "people.txt.gz"
_KINDS = {"first_name": 1, "last_name": 2}


def listed(folder: Path) -> Iterator[tuple[str, int]]:
    """Give every name of every list, and whether it is given (1) or that of a family (2)."""
    sys.path.insert(0, str(folder))
    for path in sorted((folder / "faker" / "providers" / "person").glob("*/__init__.py")):
        provider = importlib.import_module(f"faker.providers.person.{path.parent.name}").Provider
        for attribute in sorted(dir(provider)):
            kinds = [kind for head, kind in _KINDS.items() if attribute.startswith(head)]
            names = getattr(provider, attribute)
            if kinds and isinstance(names, (tuple, list, dict)):
                yield from ((name, kinds[0]) for name in names if isinstance(name, str))


def by_word(names: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Give for every word of the names whether it is in given names (1), in family names (2) or in both (3)."""
    found: dict[str, int] = defaultdict(int)
    for name, kind in names:
        for word in words(unicodedata.normalize("NFC", name)):
            if word.text[0].isalpha() and not solid(word.text):
                found[word.text] |= kind
    return found


def read_people() -> dict[str, int]:
    """Read the file: word to 1 (given), 2 (family) or 3 (both)."""
    with gzip.open(PEOPLE, "rt", encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split("\t") for line in lines)
        return {word: int(kind) for word, kind in pairs}


def main(folder: str) -> int:
    """Write the file."""
    found = by_word(listed(Path(folder)))
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, compresslevel=9) as lines:
        lines.write("".join(f"{word}\t{kind}\n" for word, kind in sorted(found.items())).encode())
    PEOPLE.write_bytes(packed.getvalue())
    print(f"{len(found)} words, {PEOPLE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
