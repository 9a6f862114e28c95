"""The stage's table of languages is fresh, its scripts and tags fit together, and its cost adds up."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import streams.stages.detect_language as package
from streams import resources
from streams.core.article import Article
from streams.core.outcome import Unavailable
from streams.stages.detect_language.annotation import Declared
from streams.stages.detect_language.languages import CANDIDATES, LANGUAGES, SUPPORTED
from streams.stages.detect_language.paragraphs import MAX_CHARS, sampled
from streams.stages.detect_language.parts import PARTS, measure
from streams.stages.detect_language.profile import counted, profile
from streams.stages.detect_language.table import table
from streams.stages.detect_language.tags import compare, script_of_chinese, written
from streams.stages.detect_language.tidy import tidy


def test_the_table_of_languages_is_fresh() -> None:
    """`python -m streams.stages.detect_language.table` writes it."""
    assert (Path(package.__file__).parent / "LANGUAGES.md").read_text("utf-8") == table()


def test_every_language_is_a_candidate_of_its_scripts() -> None:
    found = {tag for tags in CANDIDATES.values() for tag in tags}

    assert found == SUPPORTED == {language.tag for language in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Łódź i Kraków", "Latn"),
        ("Київ", "Cyrl"),
        ("東京の渡し船", "Jpan"),
        ("港島北邊の碼頭將改成社區廚房", "Hani"),  # Chinese with one kana
        ("강마을의 나룻배 漢字", "Kore"),
        ("తెలుగు భాష Telugu", "Telu"),
        ("", "Zyyy"),
        ("123 !?", "Zyyy"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert profile(text).script[0] == script


@pytest.mark.parametrize("text", ["Łódź, Київ, 東京, \uffff", "Łódź, Київ, 東京, 😀"])
def test_characters_of_long_and_short_texts_are_counted_alike(text: str) -> None:
    assert counted(text * 99) == Counter(text * 99) == {char: 99 * count for char, count in counted(text).items()}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<p>Xin chào</p>&nbsp;", "Xin chào"),
        ("Baca https://example.com/a?b=c sekarang", "Baca sekarang"),
        ("Baca www.example.com sekarang", "Baca sekarang"),
        ("Baca WWW.example.com di detik.com/berita 3/4 atau 24.com", "Baca di 3/4 atau 24.com"),
        ("Baca\u200b ini\x07 sekarang", "Baca ini sekarang"),
        ("tulis ke redaksi@example.com atau @redaksi #berita", "tulis ke atau"),
        ("GEMEINDERAT BESCHLIESST NEUE BRÜCKE", "gemeinderat beschliesst neue brücke"),
        ("UN dan NATO", "UN dan NATO"),
        ("3 < 4 dan 5 > 2", "3 < 4 dan 5 > 2"),
    ],
)
def test_tidying_keeps_the_words(text: str, kept: str) -> None:
    assert " ".join(tidy(text).split()) == kept


@pytest.mark.parametrize(
    ("tag", "script", "expected"),
    [
        ("zh", "Hant", "zh-Hant"),
        ("sr", "Cyrl", "sr"),
        ("sr", "Latn", "sr-Latn"),
        ("uz", "Cyrl", "uz-Cyrl"),
        ("id", "Latn", "id"),
        ("und", "Zyyy", "und"),
    ],
)
def test_a_script_subtag_stands_only_where_it_tells_something(tag: str, script: str, expected: str) -> None:
    assert written(tag, script) == expected


@pytest.mark.parametrize(
    ("declared", "tag", "expected"),
    [
        ("no", "nn", Declared.MATCH),
        ("NB_no", "nb", Declared.MATCH),
        ("sh", "sr-Latn", Declared.MATCH),
        ("zh-TW", "zh-Hant", Declared.MATCH),
        ("zh-Hant", "zh-Hans", Declared.MISMATCH),
        ("sr-Latn", "sr", Declared.MISMATCH),
        ("tl", "fil", Declared.MATCH),
        ("iw", "he", Declared.MATCH),
        ("und", "und", Declared.MISMATCH),
        ("eu", "eu", Declared.MATCH),
        ("x" * 5000, "en", Declared.MISMATCH),
    ],
)
def test_claims_are_read_as_producers_write_them(declared: str, tag: str, expected: Declared) -> None:
    assert compare(declared, tag) is expected


def test_chinese_is_written_as_most_telling_characters() -> None:
    detectors = resources.language_detectors()

    scripts = [
        script_of_chinese(text, detectors.simplified, detectors.traditional)
        for text in ("国家图书馆", "國家圖書館", "山水人口")
    ]

    assert scripts == ["Hans", "Hant", "Hans"]


def test_a_long_body_is_sampled_from_its_whole_length() -> None:
    body = "\n".join(f"строка номер {number}" for number in range(5000))

    pieces = sampled(body)

    assert sum(end - start for start, end in pieces) <= MAX_CHARS
    assert pieces[0][0] == 0
    assert pieces[-1][1] > len(body) * 0.95


def test_the_cost_by_part_adds_up_to_the_whole() -> None:
    """A clock that ticks once a call: every part that is called shows up, and nothing is negative."""
    ticks: Iterator[int] = iter(range(1_000_000))
    articles = [Article(title="", body="Продавница поново ради после седам година паузе и обнове.\n" * 20)] * 3

    cost = measure(articles, resources.language_detectors(), clock=lambda: float(next(ticks)))

    assert tuple(cost) == PARTS
    assert all(cost[part] >= 3 for part in ("tidy", "script", "model", "witness"))
    assert cost["vote"] >= 0


@pytest.mark.parametrize("damaged", ["grams.npz", "weights.json", "han.json"])
def test_a_damaged_model_file_is_a_broken_world(damaged: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(resources.MODELS / "language", tmp_path / "language")
    (tmp_path / "language" / damaged).write_bytes(b"PK\x03\x04 not what it should be")
    monkeypatch.setattr(resources, "MODELS", tmp_path)

    with pytest.raises(Unavailable, match="language"):
        resources.Lazy(resources._open_language_detectors).open()
