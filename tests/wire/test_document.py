"""Documents come in the encodings of the world."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.core.codes import ArticleWarning, Code
from streams.core.outcome import Fail
from streams.wire.document import media_type, read_document

JAPANESE = "日本語のニュース記事です。東京で会議が開かれました。"
RUSSIAN = "Россия и Украина обсудили перемирие на встрече в Париже. " * 5


def test_utf8_is_tried_first() -> None:
    assert read_document(JAPANESE.encode(), "text/plain; charset=shift_jis") == (JAPANESE, ())


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp"])
def test_the_stated_charset_is_used(encoding: str) -> None:
    value = JAPANESE.encode(encoding)

    assert read_document(value, f'text/html; charset="{encoding}"') == (JAPANESE, ())


def test_an_unstated_encoding_is_guessed_and_flagged() -> None:
    assert read_document(RUSSIAN.encode("cp1251"), "text/plain") == (RUSSIAN, (ArticleWarning.ENCODING_GUESSED,))


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_stripped(mark: bytes, encoding: str) -> None:
    assert read_document(mark + "خبر".encode(encoding), "text/plain") == ("خبر", (ArticleWarning.BOM_STRIPPED,))


def test_a_broken_document_behind_a_mark_is_refused() -> None:
    result = read_document(codecs.BOM_UTF8 + b"\xff\xff", "text/plain")

    assert isinstance(result, Fail)
    assert result.code is Code.INVALID_ENCODING


def test_binary_is_refused() -> None:
    assert isinstance(read_document(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "text/plain"), Fail)


@pytest.mark.parametrize("charset", ["punycode", "idna", "rot13", "zlib", "hex", "no-such", "unicode_escape"])
def test_a_charset_that_is_none_of_a_document_is_not_used(charset: str) -> None:
    text, warnings = read_document("Zażółć gęślą jaźń. ".encode("cp1250") * 20, f"text/plain; charset={charset}")  # type: ignore[misc]

    assert "gęślą" in text
    assert warnings == (ArticleWarning.ENCODING_GUESSED,)


def test_the_media_type_is_bare_and_lower_case() -> None:
    assert media_type(" Text/HTML ; Charset=utf-8") == "text/html"


@given(st.binary(max_size=300), st.text(max_size=60))
def test_nothing_raises(value: bytes, content_type: str) -> None:
    result = read_document(value, content_type)

    assert isinstance(result, Fail) or isinstance(result[0], str)
