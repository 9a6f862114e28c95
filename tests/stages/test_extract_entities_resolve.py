"""resolve: which country, city or state a name stands for, and when it stands for none of them."""

import pytest

from tests.stages.entities import found_in


def test_a_city_before_its_state_is_the_one_there() -> None:
    found = found_in("Police in Paris, Texas, arrested a man. The sheriff said that Paris was safe.", "en")

    assert [(one.exact, one.norm, one.uri) for one in found] == [
        ("Paris", "Paris", "https://sws.geonames.org/4717560/"),
        ("Texas", "Texas", None),
        ("Paris", "Paris", "https://sws.geonames.org/4717560/"),
    ]


def test_georgia_among_states_is_a_state_and_else_a_country() -> None:
    state = found_in("Georgia beat Alabama 28-24 in Athens on Saturday.", "en")
    country = found_in("Georgia's president met guests from Alabama in Tbilisi.", "en")
    alone = found_in("Voters in Georgia went to the polls, and lines in Atlanta were long.", "en")

    assert [one.uri for one in (*state, *alone) if one.exact == "Georgia"] == [None, None]
    assert [str(one.uri)[-2:] for one in country if one.exact == "Georgia"] == ["GE"]


def test_a_country_is_a_person_only_if_somebody_in_the_article_is_called_so() -> None:
    people = found_in("Michael Jordan said he was proud. Jordan won six titles.", "en")
    states = found_in("Jordan and Chad signed a trade deal in Amman.", "en")

    assert {(one.type, one.id) for one in people} == {("PER", "e1")}
    assert [(one.exact, one.norm) for one in states][:2] == [("Jordan", "Jordan"), ("Chad", "Chad")]


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "The Republic of Korea voted against.", "KR"),
        ("en", "So did the People's Republic of China.", "CN"),
        ("de", "Die Bundesrepublik Deutschland stimmte zu.", "DE"),
        ("en", "The Republic of Kenya abstained.", "KE"),
    ],
)
def test_formal_names_of_countries_have_their_address(language: str, text: str, code: str) -> None:
    assert [(one.type, str(one.uri)[-2:]) for one in found_in(text, language)] == [("LOC", code)]


def test_a_club_called_like_a_small_city_is_not_there() -> None:
    found = found_in("Ajax wint van PSV.", "nl")

    assert [(one.exact, one.uri) for one in found if one.exact == "Ajax"] == [("Ajax", None)]


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Congo's army said that rebels entered Goma.", "en", "CD"),
        ("Congo signed the deal in Brazzaville on Monday, and Kinshasa did not.", "en", "CG"),
        ("Congo signed the deal on Monday.", "en", "CG"),
        ("The Republic of the Congo sent guests to Goma.", "en", "CG"),
        ("Presiden Kongo Felix Tshisekedi tiba dari Kinshasa pada hari Senin.", "id", "CD"),
    ],
)
def test_congo_is_the_one_whose_towns_the_article_names(text: str, language: str, country: str) -> None:
    found = [
        str(one.uri)[-2:]
        for one in found_in(text, language)
        if one.exact in ("Congo", "Kongo", "Republic of the Congo")
    ]

    assert found == [country]


@pytest.mark.parametrize(
    ("language", "text", "exact", "address"),
    [
        ("id", "Gempa mengguncang Palu dan Donggala pada Senin.", "Palu", "geonames.org/1633034/"),  # Palau in Polish
        ("id", "Pabrik rokok di Kudus, Jawa Tengah, tutup.", "Kudus", "geonames.org/1639215/"),  # Jerusalem
        ("pt", "A polícia prendeu três homens em Salvador.", "Salvador", "geonames.org/3450554/"),
        ("es", "La policía detuvo a tres hombres en Zaragoza.", "Zaragoza", "geonames.org/3104324/"),  # Tijuana
        ("it", "La polizia ha arrestato tre uomini a Siracusa.", "Siracusa", "geonames.org/2523083/"),  # Syracuse
        ("en", "A fire broke out in Poole on Monday.", "Poole", "geonames.org/2640101/"),  # Poland in Estonian
        ("en", "The mayor of Norfolk, Virginia, spoke.", "Norfolk", "geonames.org/4776222/"),  # Norfolk Island
        ("en", "The mayor of Palestine, Texas, spoke.", "Palestine", "geonames.org/4717232/"),
        ("es", "El alcalde de Guadalupe, en México, habló.", "Guadalupe", "geonames.org/4005492/"),  # Guadeloupe
        ("es", "El alcalde de Guadalupe habló en Francia.", "Guadalupe", ":3166:GP"),
    ],
)
def test_a_main_name_goes_before_what_others_are_called_elsewhere(
    language: str, text: str, exact: str, address: str
) -> None:
    found = [one for one in found_in(text, language) if one.exact == exact]

    assert [str(one.uri).endswith(address) for one in found] == [True], [one.uri for one in found]
