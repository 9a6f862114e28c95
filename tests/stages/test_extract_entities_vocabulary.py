"""vocabulary: what a language itself calls countries and organisations is found, typed and given one id."""

from functools import cache
from pathlib import Path

import pytest

import streams
from streams.resources import find_entities
from streams.stages.extract_entities import Entity
from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.kit import COUNTRIES, ENDINGS, KNOWN, NAMES, inflections_of
from streams.stages.extract_entities.names import CITY, COUNTRY, UNION, Names, Place
from streams.stages.extract_entities.vocabulary import Known, Vocabularies, Vocabulary
from streams.text.words import words

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


def _found(text: str, language: str, title: str = "") -> list[Entity]:
    return list(find_entities(title, text, language, 1.0)[0])


def test_the_longest_name_is_found_and_small_letters_are_no_name() -> None:
    own = Vocabulary([Known(("Amerika",), STATES, True), Known(("Amerika", "Serikat"), STATES, True)])

    assert _hits(own, "ke Amerika Serikat , ke Amerika , amerika") == ["Amerika Serikat", "Amerika"]


def test_capitals_throughout_are_the_same_name_but_short_ones_only_as_written() -> None:
    own = Vocabulary([Known(("Ranska",), FRANCE, True), Known(("Usa",), STATES, True)])

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
    own = Vocabulary(
        Known((name,), FRANCE, True)
        for name in ("日本", "ドイツ", "アルバ")  # Japan, Germany, Aruba
    )

    assert [text[hit.first : hit.stop] for hit in own.inside(text)] == expected


@pytest.mark.parametrize("data", [b"fi France Ranska\n", b"fi\tFrance\n"])
def test_a_list_without_columns_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        Vocabularies(data, b"", _table(), {})


def test_every_line_of_the_lists_means_a_thing_of_the_table() -> None:
    for path in (COUNTRIES, KNOWN):
        for line in (MODELS / path).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                thing, name = line.split("\t")[1], line.split("\t")[2].partition("|")[0].rstrip("?")
                language = line.split(" ")[0].split("\t")[0]
                known = _shipped().of(language).get(_words(name))

                assert known, line
                assert thing.startswith("@") or known.place.kind in (COUNTRY, CITY, UNION), line


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
    assert expected <= {(one.exact, one.type, one.norm) for one in _found(text, language)}


def test_a_word_of_the_language_is_a_country_only_inside_a_sentence() -> None:
    """Finnish "Oman" is "own", and begins sentences."""
    assert _found("Oman arvion mukaan tilanne on vaikea.", "fi") == []
    assert [one.norm for one in _found("Hän muutti vuonna 2019 maahan, jonka nimi on Oman.", "fi")] == ["Oman"]


def test_what_an_indonesian_sentence_leaves_open_another_sentence_decides() -> None:
    """The Indonesian sets do not call every country a name, nor does their tagger."""
    once = "Jumlah turis Tiongkok terus naik."
    twice = f"{once}\nPasar bagi produk Tiongkok masih terbuka."

    assert _found(once, "id") == []
    assert [one.norm for one in _found(twice, "id")] == ["China", "China"]
    assert [one.norm for one in _found("", "id", title=once)] == ["China"]


def test_a_name_inside_a_compound_is_left_alone() -> None:
    assert "US" not in {one.exact for one in _found("Der US-Dollar stieg.", "de")}


def test_american_is_no_name_in_turkish_but_america_is() -> None:
    assert _found("Bir plak şirketi olan grubun ABD'li sahibi konuştu.", "tr") == []
    assert [one.norm for one in _found("Grubun sahibi ABD'nin önerisini reddetti.", "tr")] == ["United States"]
