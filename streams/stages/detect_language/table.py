"""Which languages are supported, for readers?  `python -m streams.stages.detect_language.table` prints LANGUAGES.md."""

from streams.stages.detect_language.languages import CANDIDATES, CLOSE, LANGUAGES, Known

_GROUPS = {"hbs": "hr, sr and bs by a table of their own; sure from about 100 words on"} | {
    "id-ms": "id and ms by all three detectors; a few words may not suffice",
    "nordic": "da, nb and nn by all three detectors; a few words may not suffice",
}


def table() -> str:
    """Give LANGUAGES.md: one row a language, by tag."""
    lines = [
        "# Supported languages",
        "",
        "Made by `python -m streams.stages.detect_language.table`; a test keeps it fresh.",
        "",
        "| tag | language | scripts | decided by | other names that a declared language may use |",
        "|---|---|---|---|---|",
        *(_row(language) for language in LANGUAGES),
        "",
        f"{len(LANGUAGES)} languages. A script subtag stands always on `zh`, elsewhere only for a script that is not",
        "the first one listed.",
    ]
    return "\n".join(lines) + "\n"


def _row(language: Known) -> str:
    names = ", ".join(f"`{code}`" for code in language.codes)
    return f"| `{language.tag}` | {language.name} | {', '.join(language.scripts)} | {_way(language)} | {names} |"


def _way(language: Known) -> str:
    if language.tag in CLOSE:
        return _GROUPS[CLOSE[language.tag]]
    if all(len(CANDIDATES.get(script, ("zh",))) == 1 for script in language.scripts):
        return "script"
    return "models"


if __name__ == "__main__":
    print(table(), end="")
