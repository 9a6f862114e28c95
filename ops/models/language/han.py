"""Which Chinese characters tell simplified from traditional?

`python -m ops.models.language.han FOLDER` writes han.json.  FOLDER holds OpenCC's STCharacters.txt and
TSCharacters.txt (in the package opencc-python-reimplemented: `opencc/dictionary`).  A character tells one of
them when only that table converts it, and never to itself.
"""

import json
import sys
from pathlib import Path

TARGET = Path("streams/models/language/han.json")


def converted(path: Path) -> set[str]:
    """Give the characters that *path* converts, without those that may stay as they are."""
    found = set()
    for line in path.read_text("utf-8").splitlines():
        char, _, others = line.partition("\t")
        if len(char) == 1 and char not in others.split():
            found.add(char)
    return found


def main(folder: Path) -> None:
    """Write both sets as sorted strings."""
    simplified, traditional = converted(folder / "STCharacters.txt"), converted(folder / "TSCharacters.txt")
    tables = {
        "simplified": "".join(sorted(simplified - traditional)),
        "traditional": "".join(sorted(traditional - simplified)),
    }
    TARGET.write_text(json.dumps(tables, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print({name: len(chars) for name, chars in tables.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
