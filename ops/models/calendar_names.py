"""Write the month and day names that `clean_text` reads dates with: `streams/models/lexicon/calendar.json`.

Source: CLDR through Babel (CLDR data: Unicode License; Babel: BSD-3).  Run: `python -m ops.models.calendar_names`.
Run time reads the file and needs no Babel.
"""

import json
from pathlib import Path
from unicodedata import normalize

from babel import Locale, localedata

TARGET = Path(__file__).parents[2] / "streams" / "models" / "lexicon" / "calendar.json"
LOCALES = (
    "af am ar ar_SY ar_MA az az_Cyrl be bg bn bs bs_Cyrl ca cs cy da de de_AT el en es et eu fa fi fil fr fr_CA ga gl "
    "gu ha he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn om pa pl ps pt "
    "ro ru si sk sl so sq sr sr_Latn sv sw ta te tg th tk tr uk ur uz uz_Cyrl vi xh yo zh zh_Hant zu"
)
WIDE_ONLY = {"ha", "om", "xh", "yo", "zu"}  # their abbreviations are words elsewhere: bin, mas, son
SHORTEST = 3  # `ma`, `di`, `so` are ordinary words; abbreviations of two letters are left out
JALALI = (  # as in Iran, and as in Afghanistan
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
)
# As papers write months beside CLDR: without the dot below, by older rules, shorter.
WRITTEN = {
    "ar": "3 اذار 5 ايار 9 ايلول",
    "bn": "1 জানুয়ারি 2 ফেব্রুয়ারি 2 ফেব্রু",
    "de": "3 mrz",
    "el": "9 σεπτ",
    "hi": "2 फरवरी 2 फर 9 सितम्बर 10 अक्तूबर 11 नवम्बर 12 दिसम्बर",
    "id": "2 pebruari 8 agst 11 nopember",
}
ETHIOPIAN = (
    "መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን",
    "መስከረም ጥቅምት ህዳር ታህሳስ ጥር የካቲት መጋቢት ሚያዚያ ግንቦት ሰኔ ሀምሌ ነሀሴ ጳጉሜ",
    "መስከረም ጥቅምት ሕዳር ታህሣሥ ጥር የካቲት መጋቢት ምያዝያ ግንቦት ሰኔ ሃምሌ ነሃሴ ጷጉሜን",
)
# Months that are recognised and not converted: Nepali, Bengali, lunar Islamic (as Arabic, Persian and Urdu write it).
OTHERS = (
    "वैशाख बैशाख जेठ जेष्ठ असार आषाढ साउन श्रावण भदौ भाद्र असोज आश्विन कात्तिक कार्तिक "
    "मंसिर मङ्सिर पुस पुष पौष माघ फागुन फाल्गुन चैत चैत्र "
    "বৈশাখ জ্যৈষ্ঠ আষাঢ় শ্রাবণ ভাদ্র আশ্বিন কার্তিক অগ্রহায়ণ পৌষ মাঘ ফাল্গুন চৈত্র "
    "محرم صفر رجب شعبان رمضان شوال المحرم رمضان‌المبارک"
)


def names(locale: Locale, table: str) -> dict[str, int]:
    """Give the casefolded single-word names of *table* (`months` or `days`) with their numbers."""
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide",) if locale.language in WIDE_ONLY else ("wide", "abbreviated"):
            for number, name in getattr(locale, table)[context][width].items():
                key = normalize("NFC", str(name)).casefold().strip(". ")
                if " " not in key and not any(char.isdigit() for char in key):
                    found[key] = number
    return found


def worth_having(name: str) -> bool:
    """Leave out what is too short to be told from a word; scripts other than Latin write more in less."""
    return len(name) >= SHORTEST or not name.isascii()


def numbered(spellings: tuple[str, ...]) -> dict[str, int]:
    """Number the months of every spelling of the year."""
    return {normalize("NFC", name): number for months in spellings for number, name in enumerate(months.split(), 1)}


def pairs(text: str) -> list[tuple[str, str]]:
    """Give the words of *text* two by two."""
    words = text.split()
    return list(zip(words[::2], words[1::2], strict=True))


def calendar() -> dict[str, object]:
    """Collect names over all locales; a month name that two languages use for two months keeps both."""
    months: dict[str, dict[str, list[str]]] = {}
    days: set[str] = set()
    for code in LOCALES.split():
        localedata._cache.clear()  # what Babel resolves for one language it writes into data that others share
        locale = Locale.parse(code)
        for name, number in names(locale, "months").items():
            if worth_having(name):
                languages = months.setdefault(name, {}).setdefault(str(number), [])
                if locale.language not in languages:
                    languages.append(locale.language)
        days |= {name for name in names(locale, "days") if worth_having(name)}
    for language, written in WRITTEN.items():
        for month, spelling in pairs(written):
            months.setdefault(normalize("NFC", spelling), {}).setdefault(month, []).append(language)
    return {
        "source": "CLDR by way of Babel 2.18; Unicode License v3",
        "months": {name: months[name] for name in sorted(months)},
        "days": sorted(days),
        "jalali": numbered(JALALI),
        "ethiopian": numbered(ETHIOPIAN),
        "others": sorted({normalize("NFC", name) for name in OTHERS.split()}),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(calendar(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(TARGET.read_bytes()):,} bytes")
