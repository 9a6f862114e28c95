"""Files that a person should look at when they change.  `UPDATE_GOLDEN=1 pytest ...` writes them anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "golden"


def check(name: str, text: str) -> None:
    """Compare with the golden file, or write it when asked to."""
    path = FOLDER / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert path.read_text() == text, f"{path.name} differs; look at it, then UPDATE_GOLDEN=1"
