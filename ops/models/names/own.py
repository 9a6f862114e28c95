"""Write what each language itself calls the countries and the capitals of the news: `python -m ops.models.names.own`.

CLDR's names of the languages that have a word list (`streams/models/lexicon`), and `aliases.tsv`.  The cities are those
that CLDR names time zones after.  A name that the training text of the language (without any: of all languages) writes
in small letters too is marked with `?`, unless it is all capitals; so is a city that people are called like.
"""

import gzip
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator

from babel import Locale, localedata

from ops.models.names.build import DATA, HERE, NO_COUNTRY, OUT, UNIONS, common_words
from streams.stages.extract_entities.keys import fold

LEXICON = OUT.parents[1] / "lexicon"
TABLE = OUT.with_name("countries.tsv")
PEOPLE = frozenset({"Lima", "Paris", "Sofia", "Sydney"})  # cities that are called like people are
PARTS = {"GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland"}
# Time zones of CLDR, with the name of the city in the name table where CLDR calls it something else in English.  Not in
# the list: what is called like its country (Panama) or like other places as large (Victoria, Georgetown, San José), and
# towns that no news names.
ZONES = (
    "Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Asmera=Asmara Africa/Bamako Africa/Bangui "
    "Africa/Brazzaville Africa/Cairo Africa/Casablanca Africa/Conakry Africa/Dakar "
    "Africa/Dar_es_Salaam Africa/Freetown Africa/Harare Africa/Johannesburg Africa/Juba Africa/Kampala "
    "Africa/Khartoum Africa/Kigali Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Lusaka "
    "Africa/Maputo Africa/Mogadishu Africa/Monrovia Africa/Nairobi Africa/Ndjamena=N'Djamena Africa/Niamey "
    "Africa/Nouakchott Africa/Ouagadougou Africa/Tunis Africa/Windhoek America/Asuncion "
    "America/Bogota=Bogotá America/Buenos_Aires America/Caracas America/Chicago America/Havana "
    "America/La_Paz America/Lima America/Los_Angeles America/Managua America/Mexico_City America/Montevideo "
    "America/New_York=New_York_City America/Port-au-Prince America/Santo_Domingo America/Sao_Paulo=São_Paulo "
    "America/Tegucigalpa America/Toronto America/Vancouver Asia/Almaty Asia/Amman Asia/Ashgabat Asia/Baghdad Asia/Baku "
    "Asia/Bangkok Asia/Beirut Asia/Bishkek Asia/Calcutta=Kolkata Asia/Colombo Asia/Damascus Asia/Dhaka Asia/Dili "
    "Asia/Dubai Asia/Dushanbe Asia/Gaza Asia/Hebron Asia/Jakarta Asia/Jerusalem Asia/Kabul Asia/Karachi "
    "Asia/Katmandu=Kathmandu Asia/Kuala_Lumpur Asia/Manila Asia/Muscat Asia/Novosibirsk "
    "Asia/Phnom_Penh Asia/Pyongyang Asia/Rangoon=Yangon Asia/Riyadh Asia/Saigon=Ho_Chi_Minh_City Asia/Seoul "
    "Asia/Shanghai Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Thimphu Asia/Tokyo "
    "Asia/Ulaanbaatar=Ulan_Bator Asia/Urumqi=Ürümqi Asia/Vientiane Asia/Vladivostok Asia/Yerevan Asia/Yekaterinburg "
    "Australia/Melbourne Australia/Sydney Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin "
    "Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest Europe/Chisinau Europe/Copenhagen "
    "Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kaliningrad Europe/Kiev=Kyiv Europe/Lisbon Europe/Ljubljana "
    "Europe/London Europe/Madrid Europe/Minsk Europe/Moscow Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague "
    "Europe/Riga Europe/Rome Europe/Sarajevo Europe/Skopje Europe/Sofia Europe/Stockholm Europe/Tallinn "
    "Europe/Tirane=Tirana Europe/Vienna Europe/Vilnius Europe/Volgograd Europe/Warsaw Europe/Zagreb "
    "Europe/Zurich=Zürich"
)
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


def city_names() -> Iterator[tuple[str, str, str]]:
    """Give language, English name and name of the cities that time zones are named after."""
    pairs = [zone.partition("=") for zone in ZONES.split()]
    english = Locale("en").time_zones
    for language in languages():
        locale = Locale.parse(language)
        zones, is_latin = locale.time_zones, locale.territories["FR"][0] < "\u0250"
        for zone, _, other in pairs:
            default = (english.get(zone) or {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            norm = other.replace("_", " ") or default
            name = (zones.get(zone) or {}).get("city") or (default if is_latin else "")
            if name:
                yield language, norm, unicodedata.normalize("NFC", name)


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
    """Write the table, sorted: the countries, then the cities with all languages that write them alike."""
    common = common_words()
    words = {language: words_of(language) or common for language in [*languages(), "*"]}
    countries = own_names()
    taken = {(language, name) for (language, _), names in countries.items() for name in names}
    lines = [
        f"{language}\t{norm}\t{'|'.join(_marked(name, words[language]) for name in names)}\n"
        for (language, norm), names in sorted(countries.items())
    ]
    cities: dict[tuple[str, str], list[str]] = defaultdict(list)
    for language, norm, name in city_names():
        if (language, name) not in taken:
            marked = f"{name}?" if norm in PEOPLE else _marked(name, words[language])
            cities[norm, marked].append(language)
    lines += [f"{' '.join(tongues)}\t{norm}\t{name}\n" for (norm, name), tongues in sorted(cities.items())]
    TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{TABLE.name}: {len(lines)} lines, {TABLE.stat().st_size} bytes")
    return 0


def _marked(name: str, words: set[str]) -> str:
    return name + "?" * (fold(name) in words and not name.isupper())


if __name__ == "__main__":
    sys.exit(main())
