"""Where does the text come from that the language models are trained and calibrated on?  data/, one row a line."""

import gzip
import unicodedata
from pathlib import Path

DATA = Path(__file__).parent / "data"
Row = tuple[str, str, str]
"""BCP 47 tag, NFC text, source."""


def _letters(pairs: str) -> dict[int, str]:
    table = dict(pair.split("=") for pair in pairs.split())
    return str.maketrans(table | {one.upper(): other.capitalize() for one, other in table.items()})


SERBIAN = _letters(
    "а=a б=b в=v г=g д=d ђ=đ е=e ж=ž з=z и=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p р=r с=s т=t ћ=ć у=u ф=f х=h ц=c "
    "ч=č џ=dž ш=š"
)
"""Serbian Cyrillic to Latin, letter by letter, as both alphabets are taught."""

AZERBAIJANI = _letters(
    "a=а b=б c=ҹ ç=ч d=д e=е ə=ә f=ф g=ҝ ğ=ғ h=һ x=х ı=ы i=и j=ж k=к q=г l=л m=м n=н o=о ö=ө p=п r=р s=с ş=ш t=т u=у "
    "ü=ү v=в y=ј z=з"
)
"""Azerbaijani Latin to Cyrillic, letter by letter."""

_UZBEK_PAIRS = (("o‘", "ў"), ("o'", "ў"), ("oʻ", "ў"), ("g‘", "ғ"), ("g'", "ғ"), ("gʻ", "ғ"), ("sh", "ш"), ("ch", "ч"),
                ("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("ye", "е"))  # fmt: skip
_UZBEK = _letters("a=а b=б d=д e=е f=ф g=г h=ҳ i=и j=ж k=к l=л m=м n=н o=о p=п q=қ r=р s=с t=т u=у v=в x=х y=й z=з '=ъ")


def uzbek_cyrillic(text: str) -> str:
    """Write Uzbek Latin *text* in lower-case Cyrillic: digraphs first, then letter by letter."""
    text = text.lower()
    for latin, cyrillic in _UZBEK_PAIRS:
        text = text.replace(latin, cyrillic)
    return text.translate(_UZBEK)


def rows(name: str) -> list[Row]:
    """Read data/*name*.tsv.gz."""
    with gzip.open(DATA / f"{name}.tsv.gz", "rt", encoding="utf-8") as lines:
        cells = [line.rstrip("\n").split("\t") for line in lines]
    return [(tag, unicodedata.normalize("NFC", text), source) for tag, text, source in cells]


def with_other_scripts(given: list[Row]) -> list[Row]:
    """Add Serbian in Latin script, Azerbaijani and Uzbek in Cyrillic, transliterated from the rows at hand."""
    added = []
    for tag, text, source in given:
        if tag == "sr-Cyrl":
            added.append(("sr-Latn", text.translate(SERBIAN), source))
        elif tag == "az":
            added.append(("az-Cyrl", text.translate(AZERBAIJANI), source))
        elif tag == "uz":
            added.append(("uz-Cyrl", uzbek_cyrillic(text), source))
    return given + added


def base(tag: str) -> str:
    """The tag without script or region."""
    return tag.partition("-")[0]
