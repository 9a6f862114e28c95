"""Capitals of the news, which every language has its own name for: what the list of them mends and adds."""

import pytest

from tests.stages.entities import found_in


def _placed(text: str, language: str) -> list[tuple[str, str, str | None]]:
    return [(one.exact, one.type, one.norm) for one in found_in(text, language) if one.type != "DATE"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Moscow rejected a proposal by Kyiv on Monday.", {"Moscow": "Moscow", "Kyiv": "Kyiv"}),
        ("es", "Moscú rechazó la propuesta, y Teherán calló.", {"Moscú": "Moscow", "Teherán": "Tehran"}),
        ("ru", "Тегеран осудил решение Киева.", {"Тегеран": "Tehran", "Киева": "Kyiv"}),
        ("el", "Η Μόσχα απέρριψε την πρόταση του Κιέβου.", {"Μόσχα": "Moscow", "Κιέβου": "Kyiv"}),
        ("bn", "মস্কো প্রস্তাব প্রত্যাখ্যান করেছে।", {"মস্কো": "Moscow"}),
        ("ja", "テヘランは提案を拒否した。", {"テヘラン": "Tehran"}),
        ("zh", "德黑兰谴责利雅得。", {"德黑兰": "Tehran", "利雅得": "Riyadh"}),
    ],
)
def test_capitals_are_places_by_what_a_language_calls_them(language: str, text: str, names: dict[str, str]) -> None:
    assert _placed(text, language) == [(exact, "LOC", norm) for exact, norm in names.items()]


def test_a_capital_in_a_title_of_other_things_is_no_name() -> None:
    assert "Rome" not in [exact for exact, *_ in _placed("Thanks to the Cheap Hotel Rome for all the help.", "en")]


def test_a_country_and_its_city_in_a_row_stay_one_name_without_blanks() -> None:
    assert ("日本东京", "LOC") in [one[:2] for one in _placed("该组织于1956年2月28日在日本东京成立。", "zh")]


def test_a_capital_that_people_are_called_like_stays_a_person() -> None:
    assert ("Paris Jackson", "PER", None) in _placed("The film stars Paris Jackson and was shot last year.", "en")


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Der Entführungsfall vor der Küste Somalias dauert an.", ("Somalias", "LOC", "Somalia")),
        ("sk", "Aktivity Bieloruska a Ukrajiny sa skončili.", ("Bieloruska", "LOC", "Belarus")),
        ("hu", "Továbbra is szerepet szán Moszkvának.", ("Moszkvának", "LOC", "Moscow")),
    ],
)
def test_inflected_countries_and_capitals_are_no_people(language: str, text: str, name: tuple[str, str, str]) -> None:
    assert name in _placed(text, language)


def test_an_adjective_that_begins_a_sentence_is_no_country() -> None:
    assert _placed("Francúzske vojská vedené maršalom ustúpili.", "sk") == []
