"""vocabulary: what a language itself calls countries and organisations is found, typed and given one id."""

from functools import cache
from pathlib import Path

import pytest

import streams
from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.kit import COUNTRIES, ENDINGS, KNOWN, NAMES, inflections_of
from streams.stages.extract_entities.names import CITY, COUNTRY, UNION, Names, Place
from streams.stages.extract_entities.vocabulary import Known, Vocabularies, Vocabulary
from streams.text.words import words
from tests.stages.entities import found_in

MODELS = Path(streams.__file__).parent / "models"
FRANCE = Place(COUNTRY, "FR", 67_000_000, "France", "https://www.iso.org/obp/ui/#iso:code:3166:FR")
STATES = Place(COUNTRY, "US", 330_000_000, "United States", "https://www.iso.org/obp/ui/#iso:code:3166:US")
NATO = Place(UNION, "", 0, "NATO", None)


@cache
def _table() -> Names:
    return Names((MODELS / NAMES).read_bytes())


@cache
def _shipped() -> Vocabularies:
    countries, known, endings = ((MODELS / path).read_bytes() for path in (COUNTRIES, KNOWN, ENDINGS))
    return Vocabularies(countries, known, _table(), inflections_of(endings))


def _hits(vocabulary: Vocabulary, text: str) -> list[str]:
    tokens = text.split()
    return [" ".join(tokens[hit.first : hit.stop]) for hit in vocabulary.among(tokens)]


def test_the_longest_name_is_found_and_small_letters_are_no_name() -> None:
    own = Vocabulary(lambda: [Known(("Amerika",), STATES, True), Known(("Amerika", "Serikat"), STATES, True)])

    assert _hits(own, "ke Amerika Serikat , ke Amerika , amerika") == ["Amerika Serikat", "Amerika"]


def test_capitals_throughout_are_the_same_name_but_short_ones_only_as_written() -> None:
    own = Vocabulary(lambda: [Known(("Ranska",), FRANCE, True), Known(("Usa",), STATES, True)])

    assert _hits(own, "RANSKA VOITTI USA Usa") == ["RANSKA", "Usa"]
    assert own.get(["usa"]) is None
    assert own.get(["ranska"]) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日本の首相", ["日本"]),
        ("日本語と日本人、全日本選手権、8月26日本赛", []),
        ("ドイツとアルバム", ["ドイツ"]),
    ],
)
def test_a_country_is_no_part_of_a_longer_word(text: str, expected: list[str]) -> None:
    names = ("日本", "ドイツ", "アルバ")  # Japan, Germany, Aruba
    own = Vocabulary(lambda: [Known((name,), FRANCE, True) for name in names])

    assert [text[hit.first : hit.stop] for hit in own.inside(text)] == expected


@pytest.mark.parametrize("data", [b"fi France Ranska\n", b"fi\tFrance\n"])
def test_a_list_without_columns_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        Vocabularies(data, b"", _table(), {})


def test_every_line_of_the_lists_means_a_thing_of_the_table() -> None:
    for path in (COUNTRIES, KNOWN):
        for line in (MODELS / path).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                thing, name = line.split("\t")[1], line.split("\t")[2].partition("|")[0].rstrip("?~")
                language = line.split(" ")[0].split("\t")[0]
                known = _shipped().of(language).get(_words(name))

                assert known, line
                assert thing.startswith(("@", "/", "+")) or known.place.kind in (COUNTRY, CITY, UNION), line


def _words(name: str) -> list[str]:
    return [word.text for word in words(name)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fi", "Yhdysvaltain hallitus hylkäsi ehdotuksen.", {("Yhdysvaltain", "LOC", "United States")}),
        ("cs", "Bez Spojených států to zvládneme.", {("Spojených států", "LOC", "United States")}),
        ("uk", "Уряд Франції відкинув пропозицію.", {("Франції", "LOC", "France")}),
        ("sk", "Japonsko usporiada budúci mesiac voľby.", {("Japonsko", "LOC", "Japan")}),
        ("de", "Die Verbündeten Japans sind besorgt.", {("Japans", "LOC", "Japan")}),
        ("ru", "Представитель Пентагона отказался.", {("Пентагона", "ORG", "Pentagon")}),
        ("ja", "日本は来月、選挙を行う。", {("日本", "LOC", "Japan")}),
        ("zh", "北约没有参加。", {("北约", "ORG", "NATO")}),
        ("el", "Το ΝΑΤΟ και η Γαλλία συμφώνησαν.", {("ΝΑΤΟ", "ORG", "NATO"), ("Γαλλία", "LOC", "France")}),
        ("pl", "Agencja Reuters USA nie wskazała.", {("Reuters", "ORG", "Reuters"), ("USA", "LOC", "United States")}),
    ],
)
def test_names_of_the_news_are_found_in_their_language(
    language: str, text: str, expected: set[tuple[str, str, str]]
) -> None:
    assert expected <= {(one.exact, one.type, one.norm) for one in found_in(text, language)}


def test_a_word_of_the_language_is_a_country_only_inside_a_sentence() -> None:
    """Finnish "Oman" is "own", and begins sentences."""
    assert found_in("Oman arvion mukaan tilanne on vaikea.", "fi") == []
    assert [one.norm for one in found_in("Hän muutti vuonna 2019 maahan, jonka nimi on Oman.", "fi")] == ["Oman"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fi", "Oman arvion mukaan tilanne on vaikea. Oman talon voi maalata itse."),  # "own"
        ("vi", "Anh nói rằng trời mưa. Anh đi về nhà sớm."),  # "he"
    ],
)
def test_a_word_of_the_language_is_no_country_however_often_it_stands_there(language: str, text: str) -> None:
    assert found_in(text, language) == []
    assert found_in("", language, title=text) == []


def test_what_an_indonesian_sentence_leaves_open_another_sentence_decides() -> None:
    """The Indonesian sets do not call every country a name, nor does their tagger."""
    once = "Jumlah turis Tiongkok terus naik."
    twice = f"{once}\nPasar bagi produk Tiongkok masih terbuka."

    assert found_in(once, "id") == []
    assert [one.norm for one in found_in(twice, "id")] == ["China", "China"]
    assert [one.norm for one in found_in("", "id", title=once)] == ["China"]


def test_a_name_inside_a_compound_is_left_alone() -> None:
    assert "US" not in {one.exact for one in found_in("Der US-Dollar stieg.", "de")}


def test_american_is_no_name_in_turkish_but_america_is() -> None:
    assert found_in("Bir plak şirketi olan grubun ABD'li sahibi konuştu.", "tr") == []
    assert [one.norm for one in found_in("Grubun sahibi ABD'nin önerisini reddetti.", "tr")] == ["United States"]


@pytest.mark.parametrize("behind", ["подякував союзникам", "подякував Німеччині та Великій Британії"])
def test_a_last_name_that_is_no_place_is_the_person(behind: str) -> None:
    """The tagger leaves it out in one sentence and takes it for a place in the other."""
    text = f"Президент Володимир Зеленський виступив у Києві. Зеленський {behind}."
    found = [one for one in found_in(text, "uk") if "Зеленський" in one.exact]

    assert [(one.type, one.id) for one in found] == [("PER", found[0].id)] * 2


def test_the_english_possessive_stays_outside_and_parts_two_names() -> None:
    found = found_in("Germany's economy shrank. Berlin's mayor was away. Officials met France's Macron in Rome.", "en")

    assert [(one.exact, one.type) for one in found] == [
        ("Germany", "LOC"), ("Berlin", "LOC"), ("France", "LOC"), ("Macron", "PER"), ("Rome", "LOC"),
    ]  # fmt: skip


def test_a_short_form_shares_what_is_known_of_the_long_one() -> None:
    text = "The International Committee of the Red Cross (ICRC) agreed. ICRC staff left."
    found = found_in(text, "en")

    assert {one.id for one in found} == {"e1"}
    assert {one.norm for one in found} == {"International Committee of the Red Cross"}


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("ar", "اتفقت مصر وفرنسا على ذلك.", ["مصر", "فرنسا"]),  # "and" is written on to France
        ("he", "ישראל ומצרים הסכימו, ובגרמניה אמרו כך.", ["ישראל", "מצרים", "גרמניה"]),  # "and", "and in"
        ("el", "Ο πρόεδρος της Γαλλίας μίλησε.", ["Γαλλίας"]),
    ],
)
def test_countries_of_scripts_without_a_tagger_are_found_in_their_forms(
    language: str, text: str, exact: list[str]
) -> None:
    assert [one.exact for one in found_in(text, language)] == exact


def test_japanese_titles_stay_outside_and_the_family_name_is_the_person() -> None:
    found = [one for one in found_in("石破茂首相は東京で会談した。石破首相は強調した。", "ja") if one.type == "PER"]

    assert [(one.exact, one.id) for one in found] == [("石破茂", "e1"), ("石破", "e1")]


def test_an_article_alone_is_no_name() -> None:
    found = found_in("El PSOE y el Partido Popular (PP). El FC Barcelona ganó al Madrid.", "es")

    assert not {"El", "el"} & {one.exact for one in found}


def test_a_company_is_not_the_first_word_of_its_product() -> None:
    product = found_in("1970 yılında da UEFA Kupası'nda final oynayan takım.", "tr")
    company = found_in("Karar dün UEFA tarafından verildi.", "tr")

    assert "UEFA" not in {one.exact for one in product}
    assert [(one.exact, one.type) for one in company] == [("UEFA", "ORG")]


def test_short_forms_in_latin_letters_stand_in_text_without_spaces() -> None:
    found = found_in("国連、EU、NATO。", "ja")

    assert [(one.exact, one.norm) for one in found] == [
        ("国連", "United Nations"), ("EU", "European Union"), ("NATO", "NATO"),
    ]  # fmt: skip
    assert "EU" not in {one.exact for one in found_in("EUROの大会", "ja")}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "Las exportaciones de café a Brasil subieron.", ("Brasil", "LOC")),
        ("vi", "Theo Reuters, cuộc họp diễn ra ở Paris.", ("Reuters", "ORG")),  # "according to"
    ],
)
def test_words_before_a_known_name_stay_outside_where_the_tagger_guesses(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert expected in {(one.exact, one.type) for one in found_in(text, language)}


def test_a_name_with_its_title_and_the_name_without_are_one_person() -> None:
    """The Romanian set has titles inside of names, and its tagger too."""
    found = found_in("Președintele Klaus Iohannis a venit. Klaus Iohannis a spus că pleacă.", "ro")

    assert [(one.exact, one.id) for one in found] == [("Președintele Klaus Iohannis", "e1"), ("Klaus Iohannis", "e1")]
