"""Foreign values are read as far as they go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.detect_language import SUPPORTED
from streams.wire.shapes.languages import bcp47
from streams.wire.shapes.values import address, date, text, texts, utc


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("eng", "en"), ("ind", "id"), ("zho", "zh"), ("deu", "de"), ("ger", "de"), ("msa", "ms"), ("zsm", "ms"),
        ("cmn", "zh"), ("arb", "ar"), ("fas", "fa"), ("tgl", "fil"), ("fil", "fil"), ("hrv", "hr"), ("srp", "sr"),
        ("nor", "no"), ("nob", "nb"), ("slk", "sk"), ("slv", "sl"), ("ENG", "en"), ("pt_BR", "pt-BR"),
        ("zho-Hant-TW", "zh-Hant-TW"), (" en ", "en"), ("xzz", "xzz"), ("English", "en"), ("中文", "zh"),
        ("português", "pt"), ("Tiếng Việt", "vi"), ("Traditional Chinese", "zh-Hant"), ("Klingon-ish", "Klingon-ish"),
        (["fra", "eng"], "fr"), (None, None), ("", None), (5, None), ({}, None),
    ],
)  # fmt: skip
def test_a_declared_language_becomes_a_tag(declared: object, tag: str | None) -> None:
    assert bcp47(declared) == tag


def test_every_language_that_we_detect_has_a_three_letter_code() -> None:
    codes = ISO_639_3.split()
    known = {bcp47(code) for code in codes}

    assert known == SUPPORTED
    assert len(codes) == len(SUPPORTED) == 70


# The languages of detect_language in its order: ISO 639-3, as Event Registry writes them.
ISO_639_3 = """
    afr amh ara aze bel bul ben bos cat ces dan deu ell eng spa est fas fin fil fra glg guj heb hin hrv hun hye ind isl
    ita jpn kat kaz khm kan kor lao lit lav mkd mal mon mar msa mya nob nep nld nno pan pol por ron rus sin slk slv sqi
    srp swe swa tam tel tha tur ukr urd uzb vie zho
"""


@given(st.text(max_size=12))
def test_a_tag_stays_a_tag(declared: str) -> None:
    tag = bcp47(declared)

    assert bcp47(tag) == tag


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", ["a"]), (["a", "", None, 3, "b"], ["a", "b"]), ({"name": "a"}, ["a"]), ([{"name": "a"}, "b"], ["a", "b"]),
        ({"name": 3}, []), ({"other": "a"}, []), ([["a"]], []), (None, []), (True, []), ("  ", []),
    ],
)  # fmt: skip
def test_strings_are_found_in_strings_lists_and_objects(value: object, found: list[str]) -> None:
    assert texts(value, "name") == found
    assert text(value, "name") == (found[0] if found else None)


def test_an_address_is_no_picture_and_not_longer_than_our_schema_allows() -> None:
    assert address(["x" * 2049, "data:image/gif;base64,R0lG", "x" * 2048]) == "x" * 2048


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("2025-03-11 10:00:00", "2025-03-11 10:00:00Z"), ("2025-03-11T10:00", "2025-03-11T10:00Z"),
        ("2025-03-11 10:00:00.123456", "2025-03-11 10:00:00.123456Z"), ("2025-03-11 10:00:00+02:00",) * 2,
        ("2025-03-11T10:00:00Z",) * 2, ("2025-03-11",) * 2, ("soon",) * 2, (1741687200000,) * 2, (None, None),
        ("", None), ([], None), (True, "unreadable"), ({"day": 1}, "unreadable"), (["2025-03-11"], "2025-03-11"),
    ],
)  # fmt: skip
def test_a_time_without_zone_gets_one(value: object, found: object) -> None:
    assert utc(value) == found


def test_a_time_is_left_as_it_is_where_the_tool_does_not_write_utc() -> None:
    assert date("2025-03-11 10:00:00") == "2025-03-11 10:00:00"
