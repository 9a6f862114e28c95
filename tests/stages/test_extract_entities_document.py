"""Rules over the whole article: types, acronyms, last names, titles, places."""

from pathlib import Path

import pytest

import streams
from ops.models.entities.corpus import Sentence, bare
from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.document import Document, settle, surface
from streams.stages.extract_entities.kit import inflections_of
from streams.stages.extract_entities.mentions import WEAK, Found, Mention, trimmed
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.resolve import Resolver, choose

NAMES = Names((Path(streams.__file__).parent / "models" / "names" / "names.safetensors").read_bytes())
ENDINGS = (Path(streams.__file__).parent / "models" / "names" / "endings.json").read_bytes()
RESOLVER = Resolver(NAMES, inflections_of(ENDINGS))
ODDS = {"PER": (0.9, 0.05, 0.0, 0.05), "ORG": (0.05, 0.9, 0.0, 0.05), "LOC": (0.0, 0.05, 0.9, 0.05)}


def _settle(body: str, *names: tuple[str, str], titles: frozenset[str] = frozenset()) -> Document:
    """Settle an article in which these names were tagged, at their first place each."""
    found = []
    for exact, kind in names:
        start = body.index(exact)
        found.append(Found("body", Mention(start, start + len(exact), kind, ODDS[kind], "crf")))
    texts: dict[Field, str] = {"title": "", "body": body}
    return settle(texts, found, titles)


def _exact(document: Document, body: str) -> list[tuple[str, str]]:
    return [(body[m.start : m.end], m.type) for _, m in document.found]


def test_a_surface_has_one_type_in_the_whole_article() -> None:
    body = "Rovers menang. Kata Rovers. Lagi Rovers."
    found = [
        Found("body", Mention(at, at + 6, kind, ODDS[kind], "crf"))
        for at, kind in ((0, "ORG"), (20, "PER"), (33, "ORG"))
    ]
    document = settle({"title": "", "body": body}, found, frozenset())

    assert {m.type for _, m in document.found} == {"ORG"}


def test_a_sure_name_is_found_where_the_tagger_missed_it() -> None:
    body = "Emmanuel Macron berbicara. Lalu Emmanuel Macron pergi; Emmanuel Macronista tidak."

    assert _exact(_settle(body, ("Emmanuel Macron", "PER")), body) == [("Emmanuel Macron", "PER")] * 2


def test_an_acronym_explained_in_the_text_is_the_same_thing() -> None:
    body = "Perserikatan Bangsa-Bangsa (PBB) rapat. Kata PBB begitu."
    document = _settle(body, ("Perserikatan Bangsa-Bangsa", "ORG"), ("PBB", "LOC"))

    assert document.aliases["pbb"] == "perserikatan bangsa-bangsa"
    assert {kind for _, kind in _exact(document, body)} == {"ORG"}


def test_an_explained_acronym_is_found_where_the_tagger_missed_it() -> None:
    body = "Perserikatan Bangsa-Bangsa (PBB) rapat. Kata PBB begitu."
    document = _settle(body, ("Perserikatan Bangsa-Bangsa", "ORG"))

    assert [exact for exact, _ in _exact(document, body)] == ["Perserikatan Bangsa-Bangsa", "PBB", "PBB"]


def test_a_hint_is_a_name_only_if_the_article_has_the_name_elsewhere() -> None:
    body = "Pemerintah AS menolak. Penjualan di AS naik; warga Iran diam."
    named, hinted, alone = (body.index(word) for word in ("AS naik", "AS menolak", "Iran"))
    found = [
        Found("body", Mention(hinted, hinted + 2, "LOC", ODDS["LOC"], "gazetteer", hint=WEAK)),
        Found("body", Mention(named, named + 2, "LOC", (0.0, 0.2, 0.6, 0.2), "crf")),
        Found("body", Mention(alone, alone + 4, "LOC", ODDS["LOC"], "gazetteer", hint=WEAK)),
    ]
    document = settle({"title": "", "body": body}, found, frozenset())

    assert [one.mention.start for one in document.found] == [hinted, named]


def test_a_joiner_belongs_to_the_letter_before_it() -> None:
    """Telugu names in Hindi text end in ZWNJ."""
    assert trimmed("तानूर\u200c मण्डल", 0, 5) == (0, 6)
    assert trimmed("\u200cतानूर", 0, 6) == (1, 6)


@pytest.mark.parametrize(
    ("exact", "name"),
    [
        ("นายกรัฐมนตรี เศรษฐา ทวีสิน", "เศรษฐา ทวีสิน"),  # prime minister
        ("อดีตประธานาธิบดีโจ ไบเดน", "โจ ไบเดน"),  # former president, no blank
        ("นายเศรษฐา ทวีสิน", "นายเศรษฐา ทวีสิน"),  # "Mr." stays, as in ThaiNER
        ("นายกรัฐมนตรี", "นายกรัฐมนตรี"),
    ],
)
def test_thai_offices_stay_outside_of_people(exact: str, name: str) -> None:
    assert _exact(_settle(exact, (exact, "PER")), exact) == [(name, "PER")]


def test_the_taggers_are_trained_on_names_without_the_joiner_behind() -> None:
    """Else their weights would be others: a joiner at the end is a word by itself."""
    text = "तानूर\u200c मण्डल, दिल्ली,"

    assert bare(Sentence(text, ((0, 6, "LOC"), (14, 21, "LOC")))).spans == ((0, 5, "LOC"), (14, 20, "LOC"))


def test_a_name_with_a_joiner_behind_it_is_the_same_thing() -> None:
    body = "तानूर\u200c गए। तानूर में"
    found = [Found("body", Mention(at, end, "LOC", ODDS["LOC"], "crf")) for at, end in ((0, 6), (11, 16))]
    texts: dict[Field, str] = {"title": "", "body": body}

    assert {surface(texts, one) for one in found} == {"तानूर"}


def test_a_bracket_is_closed_or_left_out() -> None:
    assert trimmed("Bursa Efek (BEI) naik", 0, 15) == (0, 16)
    assert trimmed("Bursa Efek (BEI, lagi)", 0, 15) == (0, 10)


def test_brackets_that_explain_nothing_link_nothing() -> None:
    body = "Emmanuel Macron (Prancis) datang."

    assert _settle(body, ("Emmanuel Macron", "PER")).aliases == {}


def test_a_last_name_is_linked_to_the_full_name() -> None:
    body = "Ana Widuri tiba. Kata Lestari, Widuri pulang."
    widuri = Found("body", Mention(31, 37, "PER", ODDS["PER"], "crf"))
    full = Found("body", Mention(0, 10, "PER", ODDS["PER"], "crf"))
    document = settle({"title": "", "body": body}, [full, widuri], frozenset())

    assert body[31:37] == "Widuri"
    assert document.aliases == {"widuri": "ana widuri"}


def test_a_last_name_of_two_people_is_linked_to_neither() -> None:
    body = "Ana Lestari dan Budi Lestari tiba. Lalu Lestari pulang."
    spans = [(0, 11), (16, 28), (40, 47)]
    found = [Found("body", Mention(start, end, "PER", ODDS["PER"], "crf")) for start, end in spans]

    assert "lestari" not in settle({"title": "", "body": body}, found, frozenset()).aliases


def test_a_title_stays_outside_the_name() -> None:
    body = "Kata Presiden Joko Widodo kemarin."
    document = _settle(body, ("Presiden Joko Widodo", "PER"), titles=frozenset({"presiden"}))

    assert _exact(document, body) == [("Joko Widodo", "PER")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Reuters»,", "Reuters"),
        ("(PBB)", "PBB"),
        ("Bursa Efek (BEI)", "Bursa Efek (BEI)"),
        ("- Hatta -", "Hatta"),
        ("...", ""),
        ("BEI)", "BEI"),
        ("Bursa (", "Bursa"),
        ("U.S.", "U.S."),
        ("กทม.", "กทม."),  # Thai: Bangkok, for short
        ("Paris .", "Paris"),
        ("Paris...", "Paris"),
    ],
)
def test_punctuation_stays_outside(text: str, expected: str) -> None:
    start, end = trimmed(text, 0, len(text))

    assert text[start:end] == expected


@pytest.mark.parametrize(
    ("exact", "language", "norm"),
    [
        ("Россию", "ru", "Russia"),
        ("Ranskassa", "fi", "France"),
        ("the Netherlands", "en", "Netherlands"),
        ("France's", "en", "France"),
        ("フランス", "ja", "France"),
        ("프랑스", "ko", "France"),
        ("Kyjev", "cs", "Kyiv"),
    ],
)
def test_inflected_and_foreign_forms_find_their_place(exact: str, language: str, norm: str) -> None:
    place = choose(RESOLVER.candidates(exact, language), frozenset())

    assert place is not None
    assert place.norm == norm


@pytest.mark.parametrize(
    ("exact", "language", "norm"),
    [
        ("Москвы", "ru", "Moscow"),
        ("Вашингтоном", "ru", "Washington"),
        ("Варшави", "uk", "Warsaw"),
        ("Gdańsku", "pl", "Gdańsk"),
        ("Berlíně", "cs", "Berlin"),
        ("Tukholmasta", "fi", "Stockholm"),
        ("Párizsban", "hu", "Paris"),
        ("Beogradom", "hr", "Belgrade"),
        ("Алматыдан", "kk", "Almaty"),
        ("Maskavā", "lv", "Moscow"),
    ],
)
def test_inflected_large_cities_find_their_place(exact: str, language: str, norm: str) -> None:
    place = choose(RESOLVER.candidates(exact, language), frozenset())

    assert place is not None
    assert place.norm == norm


def test_endings_find_no_city_where_they_are_not_safe() -> None:
    assert RESOLVER.candidates("Gironde", "tr") == ()  # not Girón in Colombia
    assert RESOLVER.candidates("Москвы", "de") == ()


def test_a_city_of_a_named_country_wins_a_tie() -> None:
    places = RESOLVER.candidates("Birmingham", "en")  # 1.1 million in GB, 0.2 million in US

    assert [getattr(choose(places, named), "country", None) for named in (frozenset(), frozenset({"US"}))] == [
        "GB",
        "US",
    ]


def test_a_far_larger_city_wins_all_the_same() -> None:
    places = RESOLVER.candidates("Paris", "en")  # 2.1 million in FR, 0.02 million in US

    assert getattr(choose(places, frozenset({"US"})), "country", None) == "FR"
    assert choose([], frozenset()) is None


def test_unknown_names_have_no_place() -> None:
    assert RESOLVER.candidates("Zzyzxhausen", "de") == ()
    assert RESOLVER.candidates("…", "de") == ()
