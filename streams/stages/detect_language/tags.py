"""How is a language written down?  BCP 47 tags out, with a script subtag only where it tells something; claims in."""

from streams.stages.detect_language.annotation import Declared
from streams.stages.detect_language.languages import LANGUAGES, SERBO_CROATIAN, UNDETERMINED

_DEFAULT_SCRIPT = {language.tag: language.scripts[0] for language in LANGUAGES if len(language.scripts) > 1}
_CLAIMS: dict[str, tuple[str, ...]] = (
    {language.tag: (language.tag,) for language in LANGUAGES}
    | {code: (language.tag,) for language in LANGUAGES for code in language.codes}
    | {language.name.lower(): (language.tag,) for language in LANGUAGES}
    | {
        "iw": ("he",), "in": ("id",), "tl": ("fil",), "zsm": ("ms",), "zlm": ("ms",),
        "no": ("nb", "nn"), "nor": ("nb", "nn"), "norwegian": ("nb", "nn"),
        "sh": SERBO_CROATIAN, "hbs": SERBO_CROATIAN,
        "arb": ("ar",), "arz": ("ar",), "cmn": ("zh",), "wuu": ("zh",),
    }
)  # fmt: skip


def script_of_chinese(text: str, simplified: frozenset[str], traditional: frozenset[str]) -> str:
    """Say `Hans` or `Hant` by the characters that occur in one of them only; a draw is `Hans`, the commoner one."""
    hans = sum(1 for char in text if char in simplified)
    hant = sum(1 for char in text if char in traditional)
    return "Hant" if hant > hans else "Hans"


def written(tag: str, script: str) -> str:
    """Add the script subtag: always on zh, elsewhere only when *script* is not the language's default."""
    if tag == "zh":
        return f"zh-{script}"
    default = _DEFAULT_SCRIPT.get(tag)
    return tag if default is None or script in (default, "Zyyy") else f"{tag}-{script}"


def compare(declared: str | None, tag: str) -> Declared:
    """Compare a producer's claim (tag, ISO 639 code or English name) with *tag*; regions are ignored.

    An explicit script that differs is a mismatch: zh-Hant is not zh-Hans.
    """
    claim = (declared or "").strip().lower().replace("_", "-")
    if not claim:
        return Declared.ABSENT
    primary, _, rest = claim.partition("-")
    languages = _CLAIMS.get(primary, _CLAIMS.get(claim, (primary,)))
    language, _, script = tag.partition("-")
    scripts = [part for part in rest.split("-") if len(part) == 4 and part.isalpha()]
    default = _DEFAULT_SCRIPT.get(language, "").lower()
    same_script = not scripts or not default or scripts[0] == (script.lower() or default)
    return Declared.MATCH if tag != UNDETERMINED and language in languages and same_script else Declared.MISMATCH
