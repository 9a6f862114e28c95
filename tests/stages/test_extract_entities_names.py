"""The table of names: what a word may be, in the names of places and of people."""

from pathlib import Path

import streams
from streams.stages.extract_entities.gazetteer import match_places
from streams.stages.extract_entities.kit import NAMES
from streams.stages.extract_entities.names import CITY, COMMON, COUNTRY, FAMILY, GIVEN, WHOLE, Names

TABLE = Names((Path(streams.__file__).parent / "models" / NAMES).read_bytes())


def test_a_word_may_be_a_given_name_a_family_name_or_both() -> None:
    siti, nguyen, sharma, martin = TABLE.classes(["Siti", "Nguyễn", "शर्मा", "Martin"]).tolist()

    assert siti & (GIVEN | FAMILY) == GIVEN
    assert nguyen & FAMILY
    assert sharma & (GIVEN | FAMILY) == FAMILY
    assert martin & GIVEN
    assert martin & FAMILY


def test_a_name_of_people_may_be_a_place_too() -> None:
    sydney, paris = TABLE.classes(["Sydney", "Paris"]).tolist()

    assert sydney & GIVEN
    assert sydney & 1 << (3 * CITY + WHOLE)
    assert paris & 1 << (3 * CITY + WHOLE)


def test_an_everyday_word_is_marked_as_such_among_the_names_of_people() -> None:
    rose = TABLE.class_of("Rose")

    assert rose & GIVEN
    assert rose & COMMON


def test_names_of_people_are_no_places_by_table() -> None:
    found = match_places(TABLE, "Siti dan Sharma bertemu Nguyễn di Jakarta.", "id")

    assert [match.place.norm for match in found] == ["Jakarta"]
    assert not TABLE.classes(["Siti"])[0] & 1 << (3 * COUNTRY + WHOLE)
