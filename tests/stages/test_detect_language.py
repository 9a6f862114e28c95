"""What `detect_language` promises: a tag it can stand for, or an honest `und`."""

from collections.abc import Sequence

import pytest

from streams import resources
from streams.core.article import Article
from streams.stages import detect_language as stage
from streams.stages.detect_language import Declared, Language, Status

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


def _says(*ranked: tuple[str, float]) -> stage.Rank:
    def rank(text: str) -> Sequence[tuple[str, float]]:
        return ranked

    return rank


def _article(body: str, *, title: str = "", declared: str | None = None) -> Article:
    return Article(title=title, body=body, declared_language=declared)


def test_indonesian_news_is_indonesian_with_confidence() -> None:
    language = stage.detect_language(_article(REFERENCE), resources.rank_languages)

    assert (language.tag, language.status) == ("id", Status.OK)
    assert language.confidence >= 0.9


@pytest.mark.parametrize("body", ["", "  \n", "1-0 2-1 3:3", "🚀🚀", "x = {a: [1]}; y <<= 2;", "7"])
def test_text_without_language_is_undetermined(body: str) -> None:
    language = stage.detect_language(_article(body), _says(("en", 1.0)))

    assert (language.tag, language.status) == ("und", Status.UND)


def test_a_body_without_language_leaves_the_decision_to_the_title() -> None:
    language = stage.detect_language(_article("3:1", title="Эшелон прибыл в город"), _says(("ru", 0.99)))

    assert language.tag == "ru"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [(None, Declared.ABSENT), (" ", Declared.ABSENT), ("id-ID", Declared.MATCH), ("en", Declared.MISMATCH)],
)
def test_the_declared_language_is_compared(declared: str | None, expected: Declared) -> None:
    language = stage.detect_language(_article(REFERENCE, declared=declared), _says(("id", 0.99)))

    assert language.tag == "id"
    assert language.declared is expected


def test_an_annotation_survives_its_record() -> None:
    language = stage.detect_language(_article(REFERENCE, declared="ms"), _says(("id", 0.8), ("ms", 0.2)))

    assert Language.from_record(language.to_record()) == language


def test_seventy_languages_are_supported() -> None:
    assert len(stage.SUPPORTED) == 70
