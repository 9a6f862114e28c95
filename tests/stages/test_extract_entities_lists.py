"""The shipped lists: what they name, what they keep from being something else, and what they keep from being a name."""

import pytest

from streams.stages.extract_entities.known import Span, apart
from streams.stages.extract_entities.mentions import Mention
from streams.stages.extract_entities.names import UNION, Place
from streams.stages.extract_entities.vocabulary import Hit, Known
from tests.stages.entities import found_in


@pytest.mark.parametrize(
    ("language", "text", "exact", "code"),
    [
        ("en", "Rebels hold towns in the Democratic Republic of Congo.", "Democratic Republic of Congo", "CD"),
        ("en", "The Republic of Congo sent troops.", "Republic of Congo", "CG"),
        ("fr", "La RDC accuse son voisin.", "RDC", "CD"),
        ("zh", "香港和澳门属于中国。", "香港", "HK"),
        ("ru", "Протесты в Гонконге и Макао.", "Макао", "MO"),
        ("en", "England and Scotland met in the final.", "England", "GB-ENG"),
    ],
)
def test_names_that_the_table_gives_to_something_else(language: str, text: str, exact: str, code: str) -> None:
    found = {one.exact: one for one in found_in(text, language)}

    assert (found[exact].uri or "").endswith(f":{code}")


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("id", "Wisatawan di Bali meningkat, kata pemerintah Indonesia.", "Bali"),
        ("id", "Bentrokan terjadi di Papua kemarin.", "Papua"),
        ("pt", "O governador do Pará viajou para a Bahia.", "Pará"),
        ("es", "Andalucía y La Rioja votan el domingo.", "Andalucía"),
        ("en", "Tuscany is full of tourists.", "Tuscany"),
    ],
)
def test_a_part_of_a_country_has_no_address_of_a_town_of_that_name(language: str, text: str, exact: str) -> None:
    found = {one.exact: one for one in found_in(text, language)}

    assert found[exact].type == "LOC"
    assert found[exact].norm
    assert found[exact].uri is None


def test_a_name_and_its_short_form_are_one_thing_where_the_list_knows_the_short_form() -> None:
    found = found_in("Perserikatan Bangsa-Bangsa (PBB) mengutuk serangan itu. PBB meminta bantuan.", "id")

    assert {(one.id, one.norm) for one in found} == {("e1", "United Nations")}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "习近平周二会见记者。特朗普周三发表讲话。", {"习近平", "特朗普"}),
        ("ja", "金曜日に会議が開かれた。", set()),
        ("ja", "彼はフランス語とインドネシア語を話す。", set()),
        ("ko", "그는 프랑스어와 중국어를 배운다.", set()),
        ("tr", "Mısır fiyatları arttı.", set()),
        ("sr", "Мали дечак је дошао.", set()),
        ("uk", "Малі підприємства скаржаться на податки.", set()),
        ("ms", "Dia belajar bahasa Jepun.", set()),
        ("id", "Ia belajar bahasa Inggris dan bahasa Mandarin di Jakarta.", {"Jakarta"}),
        ("id", "Bahasa Jepang diajarkan di sekolah itu.", set()),
        ("vi", "Cô ấy học tiếng Anh, tiếng Pháp và tiếng Trung Quốc.", set()),
    ],
)
def test_weekdays_languages_and_everyday_words_are_no_names(language: str, text: str, expected: set[str]) -> None:
    assert {one.exact for one in found_in(text, language)} == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "Analysts at Goldman Sachs and Morgan Stanley agreed.",
            ["Goldman Sachs", "Morgan Stanley"],
        ),
        ("en", "Johnson & Johnson and Procter & Gamble raised prices.", ["Johnson & Johnson", "Procter & Gamble"]),
        ("de", "Barclays und Deutsche Bank senkten die Zinsen.", ["Barclays", "Deutsche Bank"]),
        ("es", "El presidente de Castilla y León habló en Valladolid.", ["Castilla y León", "Valladolid"]),
        ("es", "Bosnia y Herzegovina ganó a Trinidad y Tobago.", ["Bosnia y Herzegovina", "Trinidad y Tobago"]),
    ],
)
def test_names_joined_by_and_are_one_or_two_as_the_list_says(language: str, text: str, expected: list[str]) -> None:
    assert [one.exact for one in found_in(text, language)] == expected


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nvidia and Intel", ["Nvidia", "Intel"]),
        ("Nvidia Intel", ["Nvidia", "Intel"]),
        ("Nvidia for Intel", ["Nvidia for Intel"]),
        ("Nvidia and Intel Group", ["Nvidia and Intel Group"]),
        ("The Nvidia and Intel", ["The Nvidia and Intel"]),
    ],
)
def test_what_a_tagger_joined_is_parted_where_nothing_but_known_names_is_in_it(text: str, parts: list[str]) -> None:
    known = [Known((name,), Place(UNION, "", 0, name, None), True) for name in ("Nvidia", "Intel")]
    at = [text.index(one.words[0]) for one in known]
    spans = [Span(start, start + len(one.words[0]), Hit(0, 1, one)) for start, one in zip(at, known, strict=True)]
    whole = Mention(0, len(text), "ORG", (0.0, 0.9, 0.0, 0.1), "crf-en")

    assert [text[one.start : one.end] for one in apart(text, whole, spans, at)] == parts
