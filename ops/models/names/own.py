"""Write what each language itself calls the countries: `python -m ops.models.names.own`.

CLDR's names of the languages that have a word list (`streams/models/lexicon`), and `aliases.tsv`.  A name that the
training text of the language (without any: of all languages) writes in small letters too is marked with `?`, unless
it is all capitals.
"""

import gzip
import sys
import unicodedata
from collections import Counter, defaultdict

from babel import Locale, localedata

from ops.models.names.build import DATA, HERE, NO_COUNTRY, OUT, UNIONS, common_words
from streams.stages.extract_entities.keys import fold

LEXICON = OUT.parents[1] / "lexicon"
TABLE = OUT.with_name("countries.tsv")
PARTS = {"GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland"}
HEAD = "# Written by `python -m ops.models.names.own` from CLDR and aliases.tsv.  Language, English name, names.\n"


def languages() -> list[str]:
    """Give the languages that have a word list."""
    return sorted(path.stem for path in LEXICON.glob("*.toml") if path.stem != "mul")


def own_names() -> dict[tuple[str, str], list[str]]:
    """Give the names by language and English name, each once, in the order in which they were found."""
    found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    english = Locale("en").territories
    kept = {code: norm for code, norm in english.items() if len(code) == 2 and code not in NO_COUNTRY | UNIONS}
    for language in languages():
        for tag in [language, *sorted(one for one in localedata.locale_identifiers() if _script_of(one) == language)]:
            for code, name in Locale.parse(tag).territories.items():
                if code in kept and name != code and len(name) > 1:
                    found[language, kept[code]][unicodedata.normalize("NFC", name)] = None
    for line in (HERE / "aliases.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, name, code = line.split("\t")
            norm = PARTS.get(code) or kept[code]
            found[language, norm][unicodedata.normalize("NFC", name)] = None
    return {key: list(names) for key, names in found.items()}


def _script_of(tag: str) -> str:
    """Give the language of a tag that is a language and a script, else nothing."""
    language, _, rest = tag.partition("_")
    return language if len(rest) == 4 else ""


def words_of(language: str) -> set[str]:
    """Give the words that the training text of a language writes in small letters outside of names, twice or more."""
    count: Counter[str] = Counter()
    for path in sorted((DATA / language).glob("*.train.conll.gz")):
        if not path.name.startswith("nerp"):  # lower-cased throughout
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                tagged = (line.rstrip("\n").partition("\t") for line in lines)
                count.update(fold(word) for word, _, label in tagged if label == "O" and word[:1].islower())
    return {word for word, times in count.items() if times >= 2}


def main() -> int:
    """Write the table, sorted."""
    common, seen = common_words(), dict[str, set[str]]()
    lines = []
    for (language, norm), names in sorted(own_names().items()):
        if language not in seen:
            seen[language] = words_of(language) or common
        marked = [name + "?" * (fold(name) in seen[language] and not name.isupper()) for name in names]
        lines.append(f"{language}\t{norm}\t{'|'.join(marked)}\n")
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} lines, {TABLE.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
