"""What `detect_language` promises: a tag it can stand for, or an honest `und`."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams import resources
from streams.core.article import Article
from streams.stages.detect_language import (
    SUPPORTED,
    Declared,
    Detectors,
    Language,
    Opinion,
    Status,
    build,
    detect_language,
)

REFERENCE = (
    "Pada tanggal 11 Maret, lebih dari 30 kepala staf dari sekutu terdekat Amerika, kecuali perwakilan "
    "dari Pentagon, menghadiri pertemuan di Paris untuk membahas isu-isu terkait pasukan penjaga "
    "perdamaian dan membangun kemampuan pencegahan ketika gencatan senjata ditetapkan di Ukraina.\n"
    "Delegasi tuan rumah Prancis, yang dipimpin oleh Presiden Emmanuel Macron, menghadiri pertemuan "
    "tertutup di Paris pada tanggal 11 Maret.\n"
    "Pertemuan di Paris mempertemukan 34 kepala staf, termasuk sekutu NATO dan Uni Eropa serta Australia "
    "dan Jepang, untuk membahas kemampuan pertahanan Ukraina. Menurut Reuters, ini mungkin pertama "
    "kalinya AS tidak berpartisipasi dalam pertemuan semacam itu.\n"
    "Para Kepala Staf membahas berbagai opsi dan kemampuan untuk menjamin keamanan Ukraina ketika "
    "gencatan senjata antara Rusia dan Ukraina diimplementasikan. Mereka membahas kemungkinan pembentukan "
    "pasukan penjaga perdamaian dari negara-negara Eropa dan mempertahankan kemampuan militer Ukraina "
    "dalam jangka panjang.\n"
    '"Pesan politiknya di sini adalah kita bisa melakukannya bersama-sama dan tanpa Amerika Serikat, '
    "tetapi jelas ada hal-hal yang tidak bisa kita lakukan, dan masalah dengan Rusia adalah kita perlu "
    'memiliki pencegahan," kata seorang diplomat Eropa yang terlibat dalam upaya dialog tersebut, seperti '
    "dikutip Reuters. Diplomat tersebut menambahkan bahwa pertemuan itu terutama untuk merencanakan apa "
    "yang mungkin terjadi di masa depan.\n"
    "Seorang pejabat militer yang tidak disebutkan namanya mengungkapkan bahwa AS tidak diundang, untuk "
    "menunjukkan bahwa Eropa dan mitranya dapat memikul tanggung jawab mereka setelah Presiden AS Donald "
    "Trump memilih untuk mengasingkan sekutu.\n"
    "Para pejabat mengatakan kehadiran negara-negara seperti Jepang dan Australia mencerminkan keresahan "
    "di kalangan sekutu tradisional Washington.\n"
    "Pertemuan di Paris juga menandai upaya Inggris dan Prancis untuk mengumpulkan negara-negara yang "
    "siap membela Ukraina dengan membentuk kekuatan untuk melindungi dan menghalangi Rusia, menurut AP.\n"
    "Pihak AS belum berkomentar.\n"
)

SPECIMENS = {
    "id": "Warga desa membangun jembatan gantung dari kabel bekas setelah banjir merusak jembatan yang lama.",
    "en": "A small ferry will again link the village with the east bank after seven quiet years, its owner said.",
    "ru": "В посёлке снова начал ходить паром, который простоял на берегу почти семь лет без ремонта.",
    "uk": "У селі відкрили майстерню, де навчають дітей грати на трембіті та виготовляти сопілки.",
    "ar": "عادت العبّارة الصغيرة إلى العمل بين ضفتي الوادي بعد توقف دام سبع سنوات كاملة.",
    "fa": "کشتی کوچک پس از هفت سال دوباره میان دو کرانه رودخانه به راه افتاد و مردم شاد شدند.",
    "hi": "नदी किनारे के गाँव में नौ साल बाद नाव सेवा फिर से शुरू हो गई है और लोग खुश हैं।",
    "th": "ชาวบ้านเปิดเรือข้ามฟากอีกครั้งหลังจากหยุดให้บริการไปเจ็ดปี",
    "ja": "町の渡し船が、十二年ぶりに運航を再開することになった。",
    "ko": "강마을의 나룻배가 아홉 해 만에 다시 운항을 시작했다.",
    "zh-Hans": "村里的老渡口本周重新开放，停航七年的木船再次下水。",
    "zh-Hant": "港島北邊的舊碼頭將改成社區廚房，預計明年春天開放。",
    "el": "Το μικρό φέρι θα συνδέει ξανά το χωριό με την ανατολική όχθη.",
    "pl": "Prom w dolnej wsi znów pływa po ośmiu latach postoju na brzegu i wozi mieszkańców na targ.",
    "vi": "Người dân trong xóm vừa khánh thành cây cầu tre dài sáu mươi mét bắc qua con kênh cũ.",
    "tr": "Küçük vapur dokuz yıl sonra yeniden karşı kıyıya sefer yapmaya başladı, köylüler çok sevindi.",
}


@pytest.fixture(scope="module")
def detectors() -> Detectors:
    return resources.language_detectors()


def _article(body: str, *, title: str = "", declared: str | None = None) -> Article:
    return Article(title=title, body=body, declared_language=declared)


def _deaf(detectors: Detectors) -> Detectors:
    """The same detectors, all of them silent."""

    def nothing(*_: str) -> Mapping[str, float]:
        return {}

    return replace(detectors, rank=nothing, grams=nothing, witness=lambda _: Opinion())


def test_the_reference_article_is_indonesian_with_confidence(detectors: Detectors) -> None:
    language = detect_language(_article(REFERENCE), detectors)

    assert (language.tag, language.script, language.status) == ("id", "Latn", Status.OK)
    assert language.confidence >= 0.9
    assert language.agreed is True


@pytest.mark.parametrize("tag", SPECIMENS)
def test_a_sentence_is_tagged_with_its_language(tag: str, detectors: Detectors) -> None:
    language = detect_language(_article(SPECIMENS[tag]), detectors)

    assert (language.tag, language.status) == (tag, Status.OK)


@pytest.mark.parametrize(
    "body",
    ["", "  \n\u2003", "1-0 2-1 3:3", "🚀🚀", "x = {a: [1]}; y <<= 2;", "7", "https://example.com/a/b #tag @handle"],
)
def test_text_without_language_is_undetermined(body: str, detectors: Detectors) -> None:
    language = detect_language(_article(body), detectors)

    assert (language.tag, language.status, language.confidence) == ("und", Status.UND, 0.0)


def test_a_body_without_language_leaves_the_decision_to_the_title(detectors: Detectors) -> None:
    language = detect_language(_article("3:1", title=SPECIMENS["ru"]), detectors)

    assert language.tag == "ru"


def test_a_long_body_decides_against_its_title(detectors: Detectors) -> None:
    language = detect_language(_article(REFERENCE, title=SPECIMENS["en"]), detectors)

    assert language.tag == "id"
    assert not language.mixed


def test_shouting_and_links_do_not_change_the_language(detectors: Detectors) -> None:
    body = f"{SPECIMENS['pl'].upper()} HTTPS://WWW.EXAMPLE.COM/BREAKING/NEWS @NEWSROOM #WORLD"

    assert detect_language(_article(body), detectors).tag == "pl"


@pytest.mark.parametrize(
    "body",
    [
        "Serbske wucabniki su se zmakali w Chóśebuzu, aby wó nowych knigłach a wó šuli za źiśi powědali.",  # Lower
        "Nowa šula je so wčera wotewrěła, a wjele dźěći je hižo přišło, zo bychu čitać a pisać nawuknyli.",  # Upper
    ],
)
def test_letters_that_the_language_does_not_have_speak_for_a_relative(body: str, detectors: Detectors) -> None:
    language = detect_language(_article(body), detectors)

    assert language.status is not Status.OK
    assert language.confidence < 0.7


@pytest.mark.parametrize("tag", ["en", "pl", "tr", "id"])
def test_foreign_names_do_not_make_a_text_foreign(tag: str, detectors: Detectors) -> None:
    body = (
        SPECIMENS[tag]
        + " Wałęsa, Dvořák, Škvorecký, Łukasz, Ødegård, Çelik, Nguyễn, Þórarinn, Šešelj, Żuławski, Ångström."
    )

    assert detect_language(_article(body), detectors).tag == tag


def test_a_language_outside_the_list_is_not_taken_for_a_neighbour(detectors: Detectors) -> None:
    """Basque, Welsh, Tibetan and Yiddish: known to the witness, not to the list."""
    bodies = {
        "eu": "Herriko txalupa txikia berriro hasi da ibaiaren bi ertzen artean lanean, zazpi urteren ondoren.",
        "cy": "Bydd y fferi fach yn cysylltu'r pentref â'r lan ddwyreiniol unwaith eto ar ôl saith mlynedd.",
        "bo": "བོད་ཀྱི་སྐད་ཡིག་ནི་རིག་གནས་གཙོ་བོ་ཞིག་ཡིན།",
        "yi": "די קליינע שיף האט זיך אומגעקערט צום ברעג נאך זיבן יאר און אלע מענטשן זענען געווען צופרידן",
    }

    languages = {tag: detect_language(_article(body), detectors) for tag, body in bodies.items()}

    assert {language.status for language in languages.values()} == {Status.OUT_OF_SCOPE}
    assert all(language.confidence < 0.7 and language.tag not in SUPPORTED for language in languages.values())


def test_serbian_carries_its_script_only_where_it_is_not_the_default(detectors: Detectors) -> None:
    cyrillic = "Мали трајект ће поново повезивати село са источном обалом реке, рекао је јуче председник општине."
    latin = (
        "Mali trajekt će ponovo povezivati selo sa istočnom obalom reke, rekao je juče predsednik opštine. "
        "Posle sedam godina pauze, stanovnici su oduševljeni što će opet moći da idu na pijacu bez obilaska. "
        "Vlasnik je objasnio da je bilo teško naći delove za motor, ali da je sada sve spremno za nedelju."
    )

    assert detect_language(_article(cyrillic), detectors).tag == "sr"
    assert detect_language(_article(latin), detectors).tag == "sr-Latn"


def test_a_mixed_body_names_its_languages_and_where_they_stand(detectors: Detectors) -> None:
    body = "\n".join([REFERENCE.strip(), "", *[SPECIMENS["ru"]] * 8])

    language = detect_language(_article(body), detectors)

    assert (language.tag, language.mixed) == ("id", True)
    assert [passage.tag for passage in language.paragraphs] == ["id", "ru"]
    second = language.paragraphs[1]
    assert body[second.start : second.end] == "\n".join([SPECIMENS["ru"]] * 8)


def test_as_much_english_boilerplate_does_not_win(detectors: Detectors) -> None:
    lines = ["Sign up for our daily newsletter and never miss the stories that matter most to you."] * 5
    own = [SPECIMENS["tr"]] * 5

    assert detect_language(_article("\n".join(lines[:2] + own + lines[2:])), detectors).tag == "tr"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (None, Declared.ABSENT),
        (" ", Declared.ABSENT),
        ("id-ID", Declared.MATCH),
        ("in", Declared.MATCH),
        ("ind", Declared.MATCH),
        ("Indonesian", Declared.MATCH),
        ("en", Declared.MISMATCH),
        ("\ud800\x00?", Declared.MISMATCH),
    ],
)
def test_the_declared_language_is_compared_never_trusted(
    declared: str | None, expected: Declared, detectors: Detectors
) -> None:
    language = detect_language(_article(REFERENCE, declared=declared), detectors)

    assert (language.tag, language.declared) == ("id", expected)


@pytest.mark.parametrize("tag", ["id", "ja", "zh-Hant"])
def test_an_annotation_survives_its_record(tag: str, detectors: Detectors) -> None:
    language = detect_language(_article(SPECIMENS[tag], declared="ms"), detectors)

    assert Language.from_record(language.to_record()) == language


def test_a_mixed_annotation_survives_its_record(detectors: Detectors) -> None:
    language = detect_language(_article("\n".join([SPECIMENS["el"]] * 4 + [SPECIMENS["ko"]] * 4)), detectors)

    assert language.paragraphs
    assert Language.from_record(language.to_record()) == language


def test_silent_detectors_leave_the_language_open(detectors: Detectors) -> None:
    """A model that knows nothing about a text must not turn into a confident answer."""
    language = detect_language(_article(SPECIMENS["pl"]), _deaf(detectors))

    assert language.status is not Status.OK


def test_the_stage_annotates_and_opens_its_material(detectors: Detectors) -> None:
    stage = build(lambda: detectors, open=resources.language_detectors.open)

    article = stage.apply(_article(REFERENCE))

    assert isinstance(article, Article)
    assert article.get(Language).tag == "id"
    material = stage.open()
    assert material.model is not None
    assert len(material.model.sha256) == 64


def test_seventy_languages_are_supported() -> None:
    assert len(SUPPORTED) == 70


_FRAGMENTS = st.sampled_from(
    [*SPECIMENS.values(), "🚀", "3:1", "<p>", "\x00", "\ud800", "e\u0301a\u0308", "\u202e", "  "]
)
_BODIES = st.one_of(st.text(max_size=300), st.lists(_FRAGMENTS, max_size=12).map("\n".join))


@given(body=_BODIES, title=st.text(max_size=40))
def test_any_text_gives_a_sound_annotation(body: str, title: str, detectors: Detectors) -> None:
    """Never raises; deterministic; confidences in bounds and sorted; passages in order and inside the body."""
    article = _article(body, title=title)

    language = detect_language(article, detectors)

    assert language == detect_language(article, detectors)
    assert Language.from_record(language.to_record()) == language
    confidences = [one.confidence for one in language.alternatives]
    assert all(0 <= confidence <= 1 for confidence in (language.confidence, *confidences))
    assert confidences == sorted(confidences, reverse=True)
    assert len(confidences) <= 3
    assert (language.status is Status.UND) <= (language.tag == "und")
    edges = [edge for passage in language.paragraphs for edge in (passage.start, passage.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(body) for edge in edges)


@given(body=_BODIES)
def test_composed_and_decomposed_text_are_the_same(body: str, detectors: Detectors) -> None:
    composed, decomposed = (
        detect_language(_article(unicodedata.normalize(form, body)), detectors) for form in ("NFC", "NFD")
    )

    assert replace(composed, paragraphs=()) == replace(decomposed, paragraphs=())


@given(body=_BODIES, before=st.integers(0, 5), after=st.integers(0, 5))
def test_blank_lines_around_a_body_change_nothing(body: str, before: int, after: int, detectors: Detectors) -> None:
    plain = detect_language(_article(body), detectors)
    padded = detect_language(_article("\n" * before + body + " \n" * after), detectors)

    assert replace(plain, paragraphs=()) == replace(padded, paragraphs=())
