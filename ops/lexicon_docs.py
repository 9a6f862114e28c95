"""How many languages and terms do the cleaner's word lists have?  Counted for their README by `python -m ops.docs`."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "streams" / "models" / "lexicon"
README = FOLDER / "README.md"
_BEGIN, _END = "<!-- size -->\n", "\n<!-- /size -->"


def size() -> str:
    """Say it in words; `mul.toml` is no language, and reasons for missing terms are no terms."""
    files = sorted(FOLDER.glob("*.toml"))
    terms = sum(
        len(terms)
        for path in files
        for category, fields in tomllib.loads(path.read_text("utf-8")).items()
        if category != "missing"
        for terms in fields.values()
    )
    return f"{sum(path.stem != 'mul' for path in files)} languages, {terms:,} terms."


def filled(text: str) -> str:
    """Give *text* with the count made anew between its two markers."""
    before, _, rest = text.partition(_BEGIN)
    return f"{before}{_BEGIN}{size()}{_END}{rest.partition(_END)[2]}"


def main() -> None:
    """Write the count into the README of the word lists."""
    README.write_text(filled(README.read_text("utf-8")), "utf-8")
