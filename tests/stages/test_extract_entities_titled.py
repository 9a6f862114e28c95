"""titled: people behind their titles, in languages without a tagger."""

from pathlib import Path

import pytest

import streams
from streams.resources import find_entities
from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.kit import NAMES, PERSONS
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.titled import Manner, manners_of, titled

MODELS = Path(streams.__file__).parent / "models"
TABLE = Names((MODELS / NAMES).read_bytes())


def _people(text: str, language: str) -> list[str]:
    return [one.exact for one in find_entities("", text, language, 1.0)[0] if one.type == "PER"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "التقى الرئيس الأمريكي دونالد ترامب بالمستشار أولاف شولتس في برلين.", ["دونالد ترامب", "أولاف شولتس"]),
        ("ar", "قال الرئيس عبد الفتاح السيسي إن مصر ستشارك.", ["عبد الفتاح السيسي"]),
        ("ar", "قدم الوزير للرئيس فلاديمير بوتين رسالة.", ["فلاديمير بوتين"]),
        ("ar", "قال الرئيس إن الاقتصاد ينمو، وأكد وزير الدفاع ذلك.", []),
        ("ar", "زار الملك جورج وبها مدينة.", []),  # "and in it" is written on to the next word
        ("he", "ראש הממשלה בנימין נתניהו נפגש עם הנשיא דונלד טראמפ.", ["בנימין נתניהו", "דונלד טראמפ"]),
        ("he", "נשיא צרפת עמנואל מקרון הגיע. שר האוצר הציג את התקציב.", ["עמנואל מקרון"]),
        ("fa", "رئیس جمهور فرانسه امانوئل مکرون با همتای خود دیدار کرد.", ["امانوئل مکرون"]),
        ("fa", "رئیس جمهور گفت اقتصاد رشد می کند.", []),
        ("el", "Ο πρόεδρος της Γαλλίας Εμανουέλ Μακρόν έφτασε στην Αθήνα.", ["Εμανουέλ Μακρόν"]),
        ("el", "Ο κ. Γιώργος Νικολάου μίλησε.", ["Γιώργος Νικολάου"]),
        ("el", "Ο υπουργός Οικονομικών Κωστής Χατζηδάκης.", ["Κωστής Χατζηδάκης"]),
        ("el", "Η δήμαρχος του Σάο Πάολο μίλησε. Ο πρόεδρος δήλωσε.", []),
    ],
)  # fmt: skip
def test_a_name_is_found_behind_a_title_and_only_there(language: str, text: str, expected: list[str]) -> None:
    assert _people(text, language) == expected


def test_places_beside_such_people_stay_and_do_not_overlap() -> None:
    found, _ = find_entities("", "وصل رئيس الوزراء بنيامين نتنياهو إلى باريس.", "ar", 1.0)

    assert [(one.exact, one.type, one.method) for one in found] == [
        ("بنيامين نتنياهو", "PER", "rules"),
        ("باريس", "LOC", "gazetteer"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title Anna Berg", ["Anna Berg"]),
        ("title Anna", []),
        ("title Anna. Berg", []),
        ("title  Anna Berg", []),
        ("title of Anna Berg", ["Anna Berg"]),
        ("title of of of of of Anna Berg", []),
        ("title Anna stop", []),
        ("title Anna Qqq Zzz", ["Anna Qqq"]),
        ("title Anna Berg title Anna Weg", ["Anna Berg", "Anna Weg"]),
        ("title", []),
        ("", []),
    ],
)
def test_the_second_name_may_be_anything_and_the_first_may_not(text: str, expected: list[str]) -> None:
    manner = Manner(frozenset({"title"}), frozenset({"of"}), frozenset({"Anna"}), frozenset({"stop"}))

    assert [text[start:end] for start, end in titled(text, "xx", manner, TABLE, lambda _: False)] == expected


@pytest.mark.parametrize("data", [b"ar", b"ar\ttitle", b"ar title\tx"])
def test_a_damaged_list_is_named(data: bytes) -> None:
    with pytest.raises(Damaged):
        manners_of(data)


def test_the_list_holds_nothing_twice() -> None:
    for line in (MODELS / PERSONS).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            listed = line.split("\t")[2].split()

            assert len(listed) == len(set(listed)), line[:12]
