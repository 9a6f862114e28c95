"""extract_entities: contract, places by table, offsets in every script."""

import json
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import streams
from streams.core.article import Article
from streams.core.codes import ArticleWarning
from streams.core.outcome import Drop, Fail
from streams.core.stage import Material
from streams.resources import find_entities
from streams.stages.detect_language import Language, Status
from streams.stages.extract_entities import LIMIT, Coverage, Entities, Entity, build, extract_entities
from streams.stages.extract_entities.arrays import Damaged
from streams.stages.extract_entities.finder import Kit
from streams.stages.extract_entities.kit import assemble, read_index
from streams.stages.extract_entities.tagging import TagWords

MODELS = Path(streams.__file__).parent / "models"
DATA = Path(__file__).parents[1] / "data"

# Pieces that break naive offsets: names of several scripts, emoji, ZWJ families, flags, marks, bidi, astral letters.
PIECES = [
    *(
        "Paris",
        " ",
        "\n",
        "Uni Eropa",
        "AS",
        "Amerika Serikat",
        "Москва",
        "России",
        "القاهرة",
        "مصر",
        "नई दिल्ली",
        "भारत",
    ),
    *(
        "東京",
        "フランス",
        "中国",
        "서울",
        "프랑스는",
        "กรุงเทพมหานคร",
        "ประเทศไทย",
        "👨\u200d👩\u200d👧",
        "🇫🇷",
        "e\u0301",
    ),
    *(
        "ก\u0e33",
        "\u0301",
        "\u200f",
        "\u200d",
        "𝒜",
        "İstanbul",
        "ﬁ",
        "(PBB)",
        "Angela Merkel",
        "Reuters",
        ".",
        "!",
        "«",
    ),
    *("'", "-", "\u00a0", "São Tomé", "Zürich", "Đà Nẵng", "O'Neill", "12", "\ud800"),
]
LANGUAGES = ["id", "en", "ru", "ar", "hi", "zh-Hans", "ja", "ko", "th", "tr", "de", "vi", "und", "xx"]


def _article(body: str, language: str = "id", title: str = "", confidence: float = 0.99) -> Article:
    return Article(title, body).having(Language(language, confidence, Status.OK, "test"))


def _found(body: str, language: str, title: str = "") -> list[Entity]:
    return list(extract_entities([_article(body, language, title)], find_entities)[0].entities)


@pytest.mark.parametrize(
    ("language", "body", "exact", "uri"),
    [
        ("id", "Delegasi Prancis tiba di sana.", "Prancis", "#iso:code:3166:FR"),
        ("en", "Talks with France went on.", "France", "#iso:code:3166:FR"),
        ("ja", "きのうフランスで会談が行われた。", "フランス", "#iso:code:3166:FR"),
        ("ru", "Страна Франция за договор.", "Франция", "#iso:code:3166:FR"),
        ("ko", "회담은 프랑스에서 열렸다.", "프랑스", "#iso:code:3166:FR"),
        ("id", "Menurut pejabat, pihak AS belum setuju.", "AS", "#iso:code:3166:US"),
        ("id", "Pemerintah Inggris menolak usul itu.", "Inggris", "#iso:code:3166:GB"),
        ("id", "Pertemuan di Paris ditutup.", "Paris", "geonames.org/2988507/"),
        ("ja", "会議は東京で開かれた。", "東京", "geonames.org/1850147/"),
        ("ar", "انعقد الاجتماع في القاهرة أمس", "القاهرة", "geonames.org/360630/"),
    ],
)  # fmt: skip
def test_one_place_has_one_address_in_every_language(language: str, body: str, exact: str, uri: str) -> None:
    found = {entity.exact: entity for entity in _found(body, language)}

    assert exact in found
    assert uri in str(found[exact].uri)
    assert found[exact].type == "LOC"


def test_mentions_of_one_place_share_an_id_and_an_english_norm() -> None:
    found = _found("Pihak AS menolak. Amerika Serikat diam. Jepang setuju.", "id", title="Amerika dan Jepang")
    ids = {entity.exact: entity.id for entity in found}

    assert ids["AS"] == ids["Amerika Serikat"] == ids["Amerika"] != ids["Jepang"]
    assert {entity.norm for entity in found} == {"United States", "Japan"}


@pytest.mark.parametrize(
    "body", ["As he said, it was nice. Most of us read.", "Of course. Split the bill. Male voices."]
)
def test_everyday_words_that_are_also_cities_are_left_alone(body: str) -> None:
    assert [entity for entity in _found(body, "en") if entity.type == "LOC"] == []


def test_a_country_of_another_language_is_no_country_when_it_is_a_word_here() -> None:
    assert "Kata" not in {entity.exact for entity in _found("Kata pejabat itu. Kata mereka.", "id")}


def test_a_short_name_counts_only_in_its_language() -> None:
    assert "AS" in {entity.exact for entity in _found("Penjualan naik di AS.", "id")}
    assert "AS" not in {entity.exact for entity in _found("The AS company of Norway grew.", "en") if entity.uri}


def test_the_title_comes_first_and_keeps_its_own_offsets() -> None:
    found = _found("Kemudian Jepang.", "id", title="Kabar dari Prancis")

    assert [(entity.field, entity.exact) for entity in found] == [("title", "Prancis"), ("body", "Jepang")]


@given(
    title=st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
    body=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join),
    language=st.sampled_from(LANGUAGES),
)
def test_offsets_hold_in_any_text(title: str, body: str, language: str) -> None:
    title, body = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", body)
    found = _found(body, language, title)
    texts = {"title": title, "body": body}
    order = [(("title", "body").index(entity.field), entity.start) for entity in found]

    assert all(texts[entity.field][entity.start : entity.end] == entity.exact != "" for entity in found)
    assert order == sorted(order)
    for before, after in pairwise(found):
        assert before.field != after.field or before.end <= after.start
    for entity in found:
        rest = texts[entity.field][entity.end :]
        assert not rest or not unicodedata.category(rest[0]).startswith("M"), "a grapheme was cut"
        assert entity.exact == entity.exact.strip()
        assert 0 <= entity.confidence <= 1


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from(LANGUAGES))
def test_a_record_gives_back_the_annotation(body: str, language: str) -> None:
    (note,) = extract_entities([_article(body, language)], find_entities)

    assert Entities.from_record(note.to_record()) == note


def test_absent_values_are_left_out_of_the_record() -> None:
    note = Entities.of((Entity("e1", "PER", "body", 0, 3, "Ana", 0.9, "crf"),), "", "Ana", Coverage.TIER_1)
    (fields,) = [entity.to_fields() for entity in note.entities]

    assert "uri" not in fields
    assert "norm" not in fields
    assert note.to_record()["entity_counts"] == {"PER": 1}


def test_more_than_the_limit_is_cut_and_flagged() -> None:
    stage = build(find_entities, open=Material)
    outcome = stage.apply(_article("Menurut pejabat Jepang, " * (LIMIT + 5)))

    assert isinstance(outcome, Article)
    assert len(outcome.get(Entities).entities) == LIMIT
    assert outcome.get(Entities).truncated
    assert ArticleWarning.ENTITIES_TRUNCATED in outcome.warnings


def test_text_without_names_has_an_empty_list() -> None:
    stage = build(find_entities, open=Material)
    outcome = stage.apply(_article(""))

    assert not isinstance(outcome, Drop | Fail)
    assert outcome.get(Entities).entities == ()
    assert outcome.warnings == ()


def test_an_entity_cannot_be_changed() -> None:
    entity = Entity("e1", "LOC", "body", 0, 5, "Paris", 0.5, "gazetteer")

    with pytest.raises(AttributeError):
        entity.start = 1  # type: ignore[misc]


def test_the_material_names_the_tables() -> None:
    material = find_entities.open()

    assert material.model is not None
    assert len(material.model.sha256) == 64


def test_a_changed_byte_in_a_shipped_file_is_noticed() -> None:
    def read(path: str) -> bytes:
        data = bytearray((MODELS / path).read_bytes())
        if path.endswith("titles.txt"):
            data[-2] ^= 1
        return bytes(data)

    with pytest.raises(Damaged, match=r"titles\.txt"):
        assemble(read)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"version": 1}'])
def test_an_index_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        read_index(data)


def test_every_model_and_every_language_is_in_order() -> None:
    kit, index = assemble(lambda path: (MODELS / path).read_bytes())

    assert set(kit.taggers) > set(index.languages) >= {"id", "en", "multi", "zh", "ja", "ko", "th"}
    assert sum((MODELS / path).stat().st_size for path in index.files) < 60_000_000


def test_the_reference_article_is_as_a_person_would_mark_it() -> None:
    """A golden file: change it only on purpose, and say why in the commit."""
    golden = json.loads((DATA / "entities" / "reference.json").read_text(encoding="utf-8"))
    found = _found(golden["body"], "id")

    assert [[one.exact, one.type, one.id, one.norm, one.uri] for one in found] == golden["entities"]


@pytest.mark.parametrize(
    ("language", "body", "expected"),
    [
        ("en", "Angela Merkel met Emmanuel Macron in Berlin.", {("Angela Merkel", "PER"), ("Berlin", "LOC")}),
        ("de", "Bundeskanzler Olaf Scholz sprach in Paris.", {("Olaf Scholz", "PER"), ("Paris", "LOC")}),
        ("ru", "Президент Владимир Путин прибыл в Москву.", {("Владимир Путин", "PER"), ("Москву", "LOC")}),
        ("hi", "प्रधानमंत्री नरेन्द्र मोदी ने दिल्ली में कहा।", {("नरेन्द्र मोदी", "PER"), ("दिल्ली", "LOC")}),
        ("ja", "安倍晋三は東京で会見した。", {("安倍晋三", "PER"), ("東京", "LOC")}),
        ("es", "El presidente Pedro Sánchez viajó a Madrid.", {("Pedro Sánchez", "PER"), ("Madrid", "LOC")}),
        ("uk", "Володимир Зеленський виступив у Києві.", {("Володимир Зеленський", "PER")}),
    ],
)  # fmt: skip
def test_people_and_places_are_found_in_many_languages(
    language: str, body: str, expected: set[tuple[str, str]]
) -> None:
    assert expected <= {(entity.exact, entity.type) for entity in _found(body, language)}


def test_a_language_that_is_not_trusted_is_tagged_by_the_model_of_all() -> None:
    article = _article("Angela Merkel met Emmanuel Macron in Berlin.", "id", confidence=0.4)
    (note,) = extract_entities([article], find_entities)

    assert note.coverage is Coverage.EXPERIMENTAL
    assert {entity.method for entity in note.entities} <= {"crf-multi", "gazetteer"}
    assert "Emmanuel Macron" in {entity.exact for entity in note.entities}


@given(
    title=st.text(max_size=60) | st.sampled_from(["Presiden Joko Widodo", "Jakarta", ""]),
    body=st.text(max_size=60) | st.just("Ia bertemu Emmanuel Macron.\nDi Paris."),
    language=st.sampled_from(["id", "de", "multi"]),
)
def test_a_title_and_a_body_are_tagged_as_each_would_be_alone(title: str, body: str, language: str) -> None:
    tag = _kit().taggers[language]
    assert isinstance(tag, TagWords)

    together = [one for found in tag.together([title, body]) for one in found]
    alone = [*tag(title), *tag(body)]
    assert [one[:3] for one in together] == [one[:3] for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert one.odds == pytest.approx(other.odds, abs=1e-9)  # sums of another length round differently


@cache
def _kit() -> Kit:
    return assemble(lambda name: (MODELS / name).read_bytes())[0]
