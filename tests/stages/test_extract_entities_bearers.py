"""Who bears the name of a place: people behind a form of address, with a family name, known to the article."""

from itertools import pairwise
from pathlib import Path

import pytest

import streams
from streams.stages.extract_entities.bearers import Bearers
from streams.stages.extract_entities.cases import nominatives
from streams.stages.extract_entities.kit import NAMES
from streams.stages.extract_entities.names import Names
from tests.stages.entities import found_in

TABLE = Names((Path(streams.__file__).parent / "models" / NAMES).read_bytes())


def _types(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.exact, one.type) for one in found_in(text, language) if one.type != "DATE"]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("vi", "Ông Đức cho biết nhà máy sẽ mở cửa.", "Đức"),
        ("vi", "Theo chị Pháp, con đường đã ngập nước.", "Pháp"),
        ("es", "La señora París habló con los vecinos.", "París"),
        ("sv", "Fru Sverige svarade inte.", "Sverige"),
        ("pl", "Wczoraj pani Francja wyjechała.", "Francja"),
        ("fr", "M. Israël a quitté la salle.", "Israël"),
    ],
)
def test_who_is_addressed_is_no_country(language: str, text: str, name: str) -> None:
    assert _types(text, language) == [(name, "PER")]


@pytest.mark.parametrize("text", ["Trẻ em Mỹ thích đọc sách.", "Quân đội Nga rút lui."])  # children, army
def test_a_country_behind_another_word_stays_one(text: str) -> None:
    (only,) = found_in(text, "vi")

    assert only.type == "LOC"
    assert only.norm in ("United States", "Russia")


def test_a_vietnamese_name_of_three_words_is_a_person_with_its_last_word() -> None:
    text = "Nguyễn Văn Đức bị bắt hôm qua. Đức khai nhận. Ông từng sống tại Đức."
    found = found_in(text, "vi")

    assert [(one.exact, one.type) for one in found] == [
        ("Nguyễn Văn Đức", "PER"),
        ("Đức", "PER"),
        ("Đức", "LOC"),
    ]
    assert found[0].id == found[1].id
    assert found[2].norm == "Germany"


def test_a_vietnamese_street_called_after_somebody_is_no_person() -> None:
    assert ("Nguyễn Thị Minh Khai", "PER") not in _types("Cháy ở phố Nguyễn Thị Minh Khai, quận 3.", "vi")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Israel Adesoji scored twice for the visitors.", "Israel Adesoji"),
        ("en", "Israel Katz spoke.", "Israel Katz"),
        ("id", "India Larasati tampil malam itu.", "India Larasati"),
    ],
)
def test_a_place_that_is_a_given_name_before_a_family_name_is_a_person(language: str, text: str, name: str) -> None:
    found = found_in(text, language)

    assert [(one.exact, one.type, one.uri) for one in found] == [(name, "PER", None)]


def test_a_country_before_a_company_word_or_an_office_stays_one() -> None:
    found = found_in("He met the Israel Prime Minister on Monday.", "en")

    assert ("Israel", "Israel") in [(one.exact, one.norm) for one in found]


def test_a_city_that_begins_a_sentence_is_who_is_called_so_in_the_article() -> None:
    text = "Paris Holmquist met the mayor on Tuesday. Paris left early."
    found = [one for one in found_in(text, "en") if one.exact.startswith("Paris")]

    assert [(one.exact, one.type, one.uri) for one in found] == [
        ("Paris Holmquist", "PER", None),
        ("Paris", "PER", None),
    ]
    assert len({one.id for one in found}) == 1


def test_a_city_of_that_name_stays_one_behind_a_preposition() -> None:
    text = "Sydney Vandermeer opened a shop in Sydney."

    assert _types(text, "en") == [("Sydney Vandermeer", "PER"), ("Sydney", "LOC")]


def test_a_word_that_has_only_the_capital_of_its_sentence_is_no_country() -> None:
    assert _types("Mısır ekmeği yaptık. Bir de mısır çorbası vardı.", "tr") == []
    assert _types("Mısır ordusu geldi. Bir de mısır çorbası vardı, dedi Mısır.", "tr") != []


def test_an_adjective_in_small_letters_leaves_a_slavic_country_one() -> None:
    text = "Hrvatska će pomoći, izjavila je hrvatska vlada."

    assert [one.norm for one in found_in(text, "hr")][:1] == ["Croatia"]


def test_a_place_in_small_letters_is_none_where_the_text_has_capitals() -> None:
    assert _types("Nasibnya malang, kehilangan rumah di Malang.", "id") == [("Malang", "LOC")]
    assert ("jakarta", "LOC") in _types("banjir melanda jakarta hari ini", "id")


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("hi", "श्री राहुल गांधी दिल्ली में थे।", ["राहुल गांधी", "दिल्ली"]),  # marks are no letters of `\w`
        ("bn", "বেগম খালেদা জিয়া ঢাকায় ছিলেন।", ["খালেদা জিয়া", "ঢাকায়"]),
        ("fil", "Si Gobernador Ramon Reyes ay nagsalita sa Maynila.", ["Ramon Reyes", "Maynila"]),
        ("ms", "Tan Sri Muhyiddin Yassin hadir.", ["Muhyiddin Yassin"]),
        ("id", "Menteri Sri Mulyani Indrawati hadir.", ["Sri Mulyani Indrawati"]),  # a given name here
    ],
)
def test_titles_in_many_scripts_stay_outside(language: str, text: str, names: list[str]) -> None:
    assert [one.exact for one in found_in(text, language)] == names


@pytest.mark.parametrize(
    ("language", "text", "city", "person"),
    [
        ("pl", "Prezydent Krakowa Jacek Majchrowski zrezygnował.", "Kraków", "Jacek Majchrowski"),
        ("id", "Gubernur Jakarta Pramono Anung Wibowo hadir.", "Jakarta", "Pramono Anung Wibowo"),
        ("vi", "Thủ tướng Đức Olaf Scholz thăm Rome.", "Germany", "Olaf Scholz"),
    ],
)
def test_the_city_of_an_official_is_no_part_of_the_name(language: str, text: str, city: str, person: str) -> None:
    found = found_in(text, language)

    assert [(found[0].norm, found[1].exact, found[1].type)] == [(city, person, "PER")]


def test_a_mayor_called_like_a_city_keeps_the_name() -> None:
    assert _types("Mayor Sydney Ann Taylor resigned.", "en") == [("Sydney Ann Taylor", "PER")]


def test_no_name_covers_another() -> None:
    """A quotation mark closed behind the next name is no reason to take that in."""
    found = found_in('Au trecut scandând " Europa , nu Moscova ! " . Momentum a convocat marșul de luni .', "ro")

    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Jan Kowalski wygrał. Rozmowa z Janem Kowalskim. Dla Jana Kowalskiego to sukces."),
        ("hu", "Orbán Viktor beszélt. Orbán Viktornak nem tetszett."),
        ("tr", "Recep Tayyip Erdoğan konuştu. Recep Tayyip Erdoğan'ın sözleri."),
        ("hr", "Andrej Plenković rekao je. Prema riječima Andreja Plenkovića, sve je dobro."),
        ("sv", "Ulf Kristersson talade. Ulf Kristerssons regering föll."),
    ],
)
def test_a_full_name_in_another_case_is_the_same_person(language: str, text: str) -> None:
    people = [one for one in found_in(text, language) if one.type == "PER"]

    assert len({one.exact for one in people}) == len(people) > 1
    assert len({one.id for one in people}) == 1


@pytest.mark.parametrize(
    "names",
    [
        "александр петров|александра петрова",  # a genitive, or a woman: her name is a given name
        "саша петров|саша петрова",
        "peter larsson|petra larsson",
        "jan kowalski|anna kowalska",
    ],
)
def test_a_woman_is_not_the_genitive_of_her_brother(names: str) -> None:
    people = names.split("|")
    rules = Bearers(TABLE, "ru", frozenset({"а", "a", "ом", "у", "em"}))

    assert nominatives(people, rules) == {}


def test_a_family_name_has_its_particle_where_the_article_knows_it() -> None:
    text = "Piet van Dam sprak. Van Dam zei niets. Nederland wint van Trump."
    found = [(one.exact, one.id) for one in found_in(text, "nl") if one.type == "PER"]

    assert [exact for exact, _ in found] == ["Piet van Dam", "Van Dam", "Trump"]
    assert found[0][1] == found[1][1]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ja", "米を5キロ買った。お米が高い。", []),  # rice
        ("ja", "米は関税を引き上げると発表した。", [("米", "LOC")]),
        ("fr", "Les Tours de la ville brillent. Il habite à Tours.", [("Tours", "LOC")]),
        ("fr", "Les Philippines votent.", [("Philippines", "LOC")]),
        ("es", "El alcalde de Sevilla habló.", [("Sevilla", "LOC")]),
        ("es", "El banco Santander ganó dinero.", [("Santander", "ORG")]),
        ("es", "Las Palmas ganó.", [("Las Palmas", "LOC")]),
    ],
)
def test_words_and_offices_are_no_part_of_names(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert _types(text, language) == expected


def test_places_before_a_person_behind_a_title_stay_in_languages_without_a_tagger() -> None:
    """People and places of the table are found apart, and are sorted before anything looks at neighbours."""
    found = found_in("وصل من فرنسا إلى باريس الرئيس دونالد ترامب ثم إلى اليابان.", "ar")

    assert [one.start for one in found] == sorted(one.start for one in found)
    assert {"France", "Japan"} <= {one.norm for one in found}
    assert "PER" in {one.type for one in found}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Burgemeester Willem Haarlem opende de brug. Volgens Haarlem kostte het werk twee miljoen euro."),
        ("es", "La ministra Lucía Valencia presentó el plan. Según Valencia, ayudará a miles de familias."),
        ("id", "Menteri Rudi Kediri mundur pada hari Senin. Menurut Kediri, keputusan itu sudah bulat."),
        ("de", "Ministerin Julia Hamburg hat den Plan vorgestellt. Laut Hamburg dauert es zwei Jahre."),
        ("it", "La ministra Anna Modena ha presentato il piano. Secondo Modena ci vorranno due anni."),
    ],
)
def test_who_is_called_like_a_city_is_so_behind_any_word(language: str, text: str) -> None:
    full, again = [one for one in found_in(text, language) if one.type != "DATE"]

    assert (again.type, again.uri, again.id) == ("PER", None, full.id)


@pytest.mark.parametrize("place", ["in Hamburg", "nach Hamburg"])
def test_a_city_that_somebody_is_called_like_stays_one_where_the_article_says_so(place: str) -> None:
    text = f"Ministerin Julia Hamburg hat den Plan vorgestellt. Am Montag fährt sie {place} und redet."
    city = [one for one in found_in(text, "de") if one.exact == "Hamburg"]

    assert [one.type for one in city] == ["LOC"]
