"""Write which letters each language is written with: `python -m ops.models.language.alphabets` (seconds).

A letter counts from `SHARE` of the letters of the training text on: names in other languages bring in rarer ones.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path

from ops.models.language.corpus import base, rows, with_other_scripts
from streams.stages.detect_language.languages import CANDIDATES

OUT = Path("streams/models/language/alphabets.json")
SHARE = 1e-4


def alphabets() -> dict[str, str]:
    """Give the letters, in order, of every language that shares a script with others."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in ("train", "news-train"):
        for tag, text, *_ in with_other_scripts(rows(name)):
            counts[base(tag)].update(letter for letter in text.lower() if letter.isalpha())
    shared = {tag for tags in CANDIDATES.values() if len(tags) > 1 for tag in tags}
    return {
        tag: "".join(sorted(letter for letter, count in found.items() if count >= SHARE * found.total()))
        for tag, found in sorted(counts.items())
        if tag in shared
    }


if __name__ == "__main__":
    OUT.write_text(json.dumps(alphabets(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
