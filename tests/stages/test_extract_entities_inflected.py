"""Is the place the one that is meant, where its stem is short, or another thing is called so as well?"""

import pytest

from tests.stages.entities import found_in

_TEXTS = [
    ("ru", "Президент Нигерии прибыл в Лагос.", "Нигерии", "Nigeria"),
    ("ru", "Он приехал из Нигера.", "Нигера", "Niger"),
    ("uk", "Президент Нігерії прибув до Києва.", "Нігерії", "Nigeria"),
    ("lt", "Nigerijos prezidentas atvyko.", "Nigerijos", "Nigeria"),
    ("pl", "Prezydent Nigerii przemawiał.", "Nigerii", "Nigeria"),
    ("ru", "В Китае он жил долго.", "Китае", "China"),
    ("pl", "Premier był w Chinach.", "Chinach", "China"),
    ("cs", "Prezident byl v Číně.", "Číně", "China"),
    ("hr", "Predsjednik je boravio u Kini prošli tjedan.", "Kini", "China"),
    ("sr", "Boravio je u Kini.", "Kini", "China"),
    ("be", "Ён жыў у Кітаі.", "Кітаі", "China"),
    ("hu", "A miniszter Kínában járt.", "Kínában", "China"),
    ("ne", "मन्त्री हिजो दिल्ली पुगेका छन्।", "दिल्ली", "Delhi"),
    ("ru", "Премьер Израиля выступил.", "Израиля", "Israel"),
    ("ru", "Граждане Нидерландов голосуют.", "Нидерландов", "Netherlands"),
    ("ru", "Жители Новой Зеландии ждут.", "Новой Зеландии", "New Zealand"),
    ("uk", "Уряд Саудівської Аравії заявив.", "Саудівської Аравії", "Saudi Arabia"),
    ("pl", "Mecz odbył się w Katarze.", "Katarze", "Qatar"),
    ("fi", "Hän asuu Islannissa.", "Islannissa", "Iceland"),
    ("et", "Ta elab Saudi Araabias.", "Saudi Araabias", "Saudi Arabia"),
    ("az", "O, dünən Rusiyada oldu.", "Rusiyada", "Russia"),
    ("ka", "პრეზიდენტი რუსეთში იყო.", "რუსეთში", "Russia"),
    ("ka", "ნიგერიის პრეზიდენტი აქ არის.", "ნიგერიის", "Nigeria"),
    ("hy", "Նա Ռուսաստանում էր։", "Ռուսաստանում", "Russia"),
    ("sq", "Qeveria e Shqipërisë foli.", "Shqipërisë", "Albania"),
    ("is", "Forseti Frakklands talaði.", "Frakklands", "France"),
    ("is", "Hann býr í Úkraínu.", "Úkraínu", "Ukraine"),
    ("fr", "Il habite à Orléans.", "Orléans", "Orléans"),
    ("de", "Trier liegt an der Mosel.", "Mosel", "Moselle"),
    ("pl", "Miasto leży nad Dunajem.", "Dunajem", "Danube"),
    ("bn", "তিনি চীনে ছিলেন।", "চীনে", "China"),
]


@pytest.mark.parametrize(("language", "text", "exact", "norm"), _TEXTS)
def test_the_place_is_the_one_that_is_meant(language: str, text: str, exact: str, norm: str) -> None:
    assert [(one.type, one.norm) for one in found_in(text, language) if one.exact == exact] == [("LOC", norm)]


def test_orleans_is_the_city_in_france() -> None:
    assert [one.uri for one in found_in("Il habite à Orléans.", "fr")] == ["https://sws.geonames.org/2989317/"]


def test_a_river_has_not_the_address_of_a_city_called_so_elsewhere() -> None:
    """GeoNames has "Mosel" among the names of Mosul, and "Dunaj" among those of Vienna."""
    assert [one.uri for one in found_in("Trier liegt an der Mosel.", "de") if one.exact == "Mosel"] == [None]
