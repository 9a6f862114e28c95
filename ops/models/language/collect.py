"""Collect the small text files beside `train.tsv.gz` from public sets on disk; their output is in data/ already.

    python -m ops.models.language.collect news FOLDER      # FOLDER/<lang>/<set>.<train|dev>.conll.gz
    python -m ops.models.language.collect interface WHEEL  # an unpacked Django wheel

`news`: sentences of named-entity sets, tokens joined again, to learn hr, sr, da, nb, nn and sv news (train) and to
calibrate on text of another kind than wiki (dev).  `interface`: translated messages of Django, in languages inside
and outside the list, to calibrate honesty.  Lines are `tag<TAB>text<TAB>source`, as in `train.tsv.gz`.
"""

import gzip
import random
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

DATA = Path(__file__).parent / "data"
Row = tuple[str, str, str]
_UNSPACED = frozenset({"ja", "ko", "zh", "th"})  # these sets split words into characters or segments
_LEARN = {"hr": 3300, "sr": 3300, "da": 700, "nb": 700, "nn": 700, "sv": 700}
_JUDGE = 200
_INTERFACE = 40
_MIN_CHARS = 40


def sentences(path: Path, join: str) -> Iterator[str]:
    """Give the sentences of a CoNLL file as text: tokens joined, blanks before punctuation taken out, NFC."""
    tokens: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in (*lines, "\n"):
            if not line.strip():
                if tokens:
                    yield unicodedata.normalize("NFC", re.sub(r" ([,.;:!?)])", r"\1", join.join(tokens)))
                tokens = []
            elif not line.startswith("#"):
                tokens.append(line.split("\t")[0].replace("\u2581", " "))


def news(folder: Path, part: str, limits: dict[str, int] | None) -> list[Row]:
    """Give up to so many random sentences a language; *limits* None means `_JUDGE` of each."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in sorted(folder.glob(f"*/*.{part}.conll.gz")):
        language = path.parent.name
        tag = "sr-Latn" if language == "sr" else language
        join = "" if language in _UNSPACED else " "
        found[language] += [(tag, text, path.name) for text in sentences(path, join) if len(text) >= _MIN_CHARS]
    rng = random.Random(5)
    rows = []
    for language in sorted(found):
        rng.shuffle(found[language])
        rows += found[language][: limits.get(language, 0) if limits is not None else _JUDGE]
    return rows


def interface(wheel: Path) -> list[Row]:
    """Give up to `_INTERFACE` translated sentences a locale, without placeholders, quotes and mark-up."""
    import polib  # MIT; needed for this command only

    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in sorted(wheel.glob("**/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            text = re.sub(r"%\(\w+\)s|%[sd]|\{\w*\}|<[^>]*>|&\w+;|`[^`]*`|[\"“][^\"”]*[\"”]", "", entry.msgstr)
            text = unicodedata.normalize("NFC", " ".join(text.split()))
            if text and entry.msgstr != entry.msgid and len(text.split()) >= 6 and len(text) >= 35:
                found[path.parent.parent.name][text] = None
    rng = random.Random(5)
    return [
        (locale.replace("_", "-"), text, "django")
        for locale in sorted(found)
        for text in rng.sample(list(found[locale]), min(_INTERFACE, len(found[locale])))
    ]


def write(name: str, rows: Iterable[Row]) -> None:
    """Write *rows* to data/*name*, gzipped without a time stamp, and print how many a tag."""
    rows = list(rows)
    text = "".join("\t".join(row) + "\n" for row in rows)
    (DATA / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(name, len(rows), dict(Counter(row[0] for row in rows)))


if __name__ == "__main__":
    what, where = sys.argv[1], Path(sys.argv[2])
    if what == "news":
        write("news-train.tsv.gz", news(where, "train", _LEARN))
        write("news-dev.tsv.gz", news(where, "dev", None))
    else:
        write("interface.tsv.gz", interface(where))
