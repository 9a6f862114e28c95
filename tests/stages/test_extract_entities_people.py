"""people, capitals: who is called like a place, and names in headlines that are all capitals."""

from pathlib import Path

import numpy as np
import pytest

import streams
from streams.resources import find_entities
from streams.stages.extract_entities.capitals import in_capitals, recased
from streams.stages.extract_entities.cut import cut
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.kit import GROUPS, NAMES
from streams.stages.extract_entities.mentions import Mention
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.officials import parted
from streams.stages.extract_entities.people import is_called, with_given_names
from streams.stages.extract_entities.tagger import Tagged

MODELS = Path(streams.__file__).parent / "models"
TABLE, ALIKE = Names((MODELS / NAMES).read_bytes()), Groups((MODELS / GROUPS).read_bytes())


def _found(text: str, language: str, title: str = "") -> list[tuple[str, str]]:
    return [(one.exact, one.type) for one in find_entities(title, text, language, 1.0)[0]]


@pytest.mark.parametrize("name", ["Kenya Moore", "Georgia Harrison", "Chad Miller"])
def test_a_country_that_is_a_given_name_before_a_family_name_is_a_person(name: str) -> None:
    assert is_called(TABLE, name)
    assert _found(f"{name} told reporters on Monday that the show goes on.", "en") == [(name, "PER")]


@pytest.mark.parametrize(
    "name",
    [
        "Kenya Airways",
        "Jordan Berlin",
        "Georgia",
        "Washington Post",
        "Aston Villa",
        "भारत सरकार",
        "Kenya moore",
        "Kenya Moore Jr",
        "",
    ],
)
def test_other_names_that_begin_like_a_place_are_not_called_so(name: str) -> None:
    assert not is_called(TABLE, name)


def test_the_given_name_before_a_single_name_of_a_person_belongs_to_it() -> None:
    assert ("Paris Jackson", "PER") in _found("The film stars Paris Jackson and Austin Butler.", "en")


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("Heath Miller", "O B", "B I"),
        ("Heath Miller Jones", "O B I", "O B I"),  # a whole name already
        ("Heath, Miller", "O O B", "O O B"),
        ("heath Miller", "O B", "O B"),
        ("Heath miller", "O B", "O B"),
        ("General Miller", "O B", "O B"),  # an everyday word
        ("Kenya Moore", "O B", "B I"),
        ("Kenya Quartz", "O B", "O B"),  # a country, and no family name
    ],
)
def test_a_given_name_that_was_left_out_is_taken_in(text: str, labels: str, expected: str) -> None:
    (tokens,) = cut([text])
    numbers = np.array([("O", "B", "I").index(one) for one in labels.split()])
    chance = np.arange(numbers.size * 7, dtype=float).reshape(-1, 7)
    tagged = with_given_names(text, tokens, Tagged(numbers, chance, TABLE.classes(tokens.texts)))

    assert " ".join("OBI"[one] for one in tagged.labels) == expected
    assert (tagged.chance[0] == tagged.chance[-1]).all() == (expected == "B I")
    assert chance[0, 0] == 0, "what was given stays"


def test_the_last_name_of_somebody_called_like_a_place_is_the_same_person() -> None:
    entities, _ = find_entities("", "Kenya Moore left early. Moore said she was tired.", "en", 1.0)

    assert [(one.type, one.id) for one in entities] == [("PER", "e1"), ("PER", "e1")]


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("en", "STORM MOVES TOWARDS FLORIDA", {("FLORIDA", "LOC")}),
        ("en", "ANGELA MERKEL SPEAKS IN BERLIN", {("ANGELA MERKEL", "PER"), ("BERLIN", "LOC")}),
        ("de", "UNWETTER IN BERLIN UND HAMBURG", {("BERLIN", "LOC"), ("HAMBURG", "LOC")}),
        ("ro", "PROTESTE LA BUCUREȘTI ȘI CLUJ", {("BUCUREȘTI", "LOC"), ("CLUJ", "LOC")}),
    ],
)
def test_names_are_found_in_a_headline_of_capitals(language: str, title: str, expected: set[tuple[str, str]]) -> None:
    assert set(_found("", language, title)) == expected


def test_short_forms_stay_as_they_are_among_capitals() -> None:
    assert recased(["HKND", "OF", "BANK", "PARIS", "!"], TABLE, ALIKE) == ["HKND", "of", "bank", "Paris", "!"]


def test_only_whole_sentences_in_capitals_are_read_otherwise() -> None:
    text = "BIG NEWS FROM PARIS\nThe UN met in NYC. NATO"
    (tokens,) = cut([text])
    firsts = [0, 4, len(tokens.texts) - 1]

    assert [tokens.texts[words] for words in in_capitals(text, tokens, firsts)] == [["BIG", "NEWS", "FROM", "PARIS"]]
    assert [*in_capitals("", cut([""])[0], [])] == []


def test_offsets_among_capitals_are_those_of_the_text() -> None:
    title = "İSTANBUL VE ANKARA'DA KAR YAĞIŞI ẞTRASSE"  # the first letter grows in small letters

    assert all(title[one.start : one.end] == one.exact for one in find_entities(title, "", "tr", 1.0)[0])


@pytest.mark.parametrize(
    ("language", "text", "organisation"),
    [
        ("es", "La Organización de los Estados Americanos (OEA) se reunió el lunes en Washington.", "OEA"),
        ("da", "Hafnia gik konkurs i København, sagde selskabet mandag, og Hafnia vil nu lukke.", "Hafnia"),
        ("it", "Il Milan ha vinto a Milano contro la Juventus, ha detto il tecnico lunedì sera.", "Milan"),
    ],
)
def test_an_organisation_has_no_address_of_a_town_that_it_only_sounds_like(
    language: str, text: str, organisation: str
) -> None:
    entities = find_entities("", text, language, 1.0)[0]

    assert {one.uri for one in entities if one.exact == organisation} == {None}
    assert any(one.uri for one in entities if one.type == "LOC")


@pytest.mark.parametrize(
    ("office", "country", "person"),
    [
        ("Presiden", "Korea Selatan", "Lee Jae-myung"),
        ("Presiden", "Kongo", "Felix Tshisekedi"),
        ("Menteri Luar Negeri", "Jepang", "Takeshi Iwaya"),
        ("Menlu", "Jepang", "Takeshi Iwaya"),
        ("Presiden", "Prancis", "Emmanuel Macron"),
    ],
)
def test_the_country_of_an_official_is_no_part_of_the_name(office: str, country: str, person: str) -> None:
    found = _found(f"Jakarta - {office} {country} {person} tiba di Jakarta pada hari Senin.", "id")

    assert found[1:3] == [(country, "LOC"), (person, "PER")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kata Korea Selatan Lee Jae-myung kemarin.", ["Korea Selatan Lee Jae-myung"]),
        ("Kata Presiden Korea Selatan Lee kemarin.", ["Korea Selatan Lee"]),
        ("Kata Presiden Korea Selatan dan Jepang kemarin.", ["Korea Selatan dan Jepang"]),
        ("Kata Presiden Lee Jae-myung Korea kemarin.", ["Lee Jae-myung Korea"]),
    ],
)
def test_only_a_country_between_office_and_full_name_is_parted(text: str, found: list[str]) -> None:
    start = text.index(found[0])
    mention = Mention(start, start + len(found[0]), "PER", (0.9, 0.0, 0.1, 0.0), "crf")
    parts = parted(text, mention, frozenset({"presiden"}), {"Korea Selatan", "Korea"}.__contains__)

    assert [text[one.start : one.end] for one in parts] == found


def test_each_part_has_the_evidence_of_the_whole_for_its_type() -> None:
    text = "Presiden Korea Selatan Lee Jae-myung"
    mention = Mention(9, len(text), "LOC", (0.1, 0.2, 0.7, 0.0), "crf")
    parts = [*parted(text, mention, frozenset({"presiden"}), {"Korea Selatan"}.__contains__)]

    assert [(one.type, one.score) for one in parts] == [("LOC", 0.7), ("PER", 0.7)]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("He bought it at Del Frisco 's on Monday, he said.", "en", "Del Frisco"),
        ("石破茂 首相は東京で会見した。", "ja", "石破茂"),
    ],
)
def test_no_blank_ends_a_name(text: str, language: str, name: str) -> None:
    assert _found(text, language)[0][0] == name
