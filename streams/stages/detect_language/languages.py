"""Which languages does the stage know?  Seventy, with name, codes and scripts; no model is imported here.

Everything outside this list must come out as `und` or `out_of_scope`, never as a confident neighbour.
The same table masks the models by script, reads declared tags and writes LANGUAGES.md.
"""

from dataclasses import dataclass

UNDETERMINED = "und"


@dataclass(frozen=True, slots=True)
class Known:
    """A supported language: BCP 47 tag, English name, ISO 639-2/3 codes, ISO 15924 scripts (CLDR's default first)."""

    tag: str
    name: str
    codes: tuple[str, ...]
    scripts: tuple[str, ...]


_TABLE = """
af Afrikaans afr Latn|am Amharic amh Ethi|ar Arabic ara,arb Arab|az Azerbaijani aze,azj Latn,Cyrl
be Belarusian bel Cyrl|bg Bulgarian bul Cyrl|bn Bengali ben Beng|bs Bosnian bos Latn|ca Catalan cat Latn
cs Czech ces,cze Latn|da Danish dan Latn|de German deu,ger Latn|el Greek ell,gre Grek|en English eng Latn
es Spanish spa Latn|et Estonian est,ekk Latn|fa Persian fas,per,pes Arab|fi Finnish fin Latn|fil Filipino fil,tgl Latn
fr French fra,fre Latn|gl Galician glg Latn|gu Gujarati guj Gujr|he Hebrew heb Hebr|hi Hindi hin Deva
hr Croatian hrv Latn|hu Hungarian hun Latn|hy Armenian hye,arm Armn|id Indonesian ind Latn|is Icelandic isl,ice Latn
it Italian ita Latn|ja Japanese jpn Jpan|ka Georgian kat,geo Geor|kk Kazakh kaz Cyrl,Latn|km Khmer khm Khmr
kn Kannada kan Knda|ko Korean kor Kore|lo Lao lao Laoo|lt Lithuanian lit Latn|lv Latvian lav,lvs Latn
mk Macedonian mkd,mac Cyrl|ml Malayalam mal Mlym|mn Mongolian mon,khk Cyrl|mr Marathi mar Deva
ms Malay msa,may,zsm Latn|my Burmese mya,bur Mymr|nb Norwegian_Bokmål nob,nor Latn|ne Nepali nep,npi Deva
nl Dutch nld,dut Latn|nn Norwegian_Nynorsk nno Latn|pa Punjabi pan Guru|pl Polish pol Latn|pt Portuguese por Latn
ro Romanian ron,rum Latn|ru Russian rus Cyrl|si Sinhala sin Sinh|sk Slovak slk,slo Latn|sl Slovenian slv Latn
sq Albanian sqi,alb Latn|sr Serbian srp Cyrl,Latn|sv Swedish swe Latn|sw Swahili swa,swh Latn|ta Tamil tam Taml
te Telugu tel Telu|th Thai tha Thai|tr Turkish tur Latn|uk Ukrainian ukr Cyrl|ur Urdu urd Arab
uz Uzbek uzb,uzn Latn,Cyrl|vi Vietnamese vie Latn|zh Chinese zho,chi,cmn Hans,Hant
"""


def _read(cell: str) -> Known:
    tag, name, codes, scripts = cell.split(" ")
    return Known(tag, name.replace("_", " "), tuple(codes.split(",")), tuple(scripts.split(",")))


LANGUAGES: tuple[Known, ...] = tuple(_read(cell) for line in _TABLE.split("\n") if line for cell in line.split("|"))

SUPPORTED: frozenset[str] = frozenset(language.tag for language in LANGUAGES)

CANDIDATES: dict[str, tuple[str, ...]] = {
    script: tuple(language.tag for language in LANGUAGES if script in language.scripts)
    for script in sorted({script for language in LANGUAGES for script in language.scripts} - {"Hans", "Hant"})
} | {"Hani": ("zh",)}
"""Which supported languages a text in this script can be in; one entry means the script decides."""

SERBO_CROATIAN = ("bs", "hr", "sr")
CLOSE: dict[str, str] = {
    tag: group
    for group, tags in {"hbs": SERBO_CROATIAN, "id-ms": ("id", "ms"), "nordic": ("da", "nb", "nn")}.items()
    for tag in tags
}
"""Neighbours that are not told apart by a paragraph: they never make an article `mixed`."""

SCRIPT_RIVALS = frozenset({"Ethi", "Hebr", "Beng"})
"""Scripts with one supported language and a living language outside the list: Tigrinya, Yiddish, Assamese."""
