"""Which text is a document record?  Bytes of a `text/plain` or `text/html` value to a string."""

import codecs
import re

from resiliparse.parse.encoding import detect_encoding

from streams.core.codes import ArticleWarning, Code, Site
from streams.core.outcome import Fail

_BOMS = (  # UTF-32 before UTF-16: its little-endian mark starts with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A header names the charset, so it may be hostile: these decode in quadratic time or are no charsets of documents.
_REFUSED = frozenset(("punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.ASCII | re.IGNORECASE)
# Text has next to none of these; an image or archive read in a one-byte encoding has one in ten.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_SHARE = 0.02
_GUESS_BYTES = 16 * 1024


def media_type(content_type: str) -> str:
    """Give the bare media type in lower case, without parameters."""
    return content_type.partition(";")[0].strip().lower()


def read_document(value: bytes, content_type: str) -> tuple[str, tuple[ArticleWarning, ...]] | Fail:
    """Decode a document: byte order mark, else UTF-8, else the stated charset, else a guess.

    Fails with `invalid_encoding` when the guess does not fit or the result is binary.  Never raises.
    """
    for mark, encoding in _BOMS:
        if value.startswith(mark):
            return _as_text(value[len(mark) :], encoding, ArticleWarning.BOM_STRIPPED)
    if (text := _strict(value, "utf-8")) is not None:
        return _textual(text)
    stated = _CHARSET.search(content_type)
    if stated and (text := _strict(value, stated[1])) is not None:
        return _textual(text)
    return _as_text(value, detect_encoding(value[:_GUESS_BYTES]) or "utf-8", ArticleWarning.ENCODING_GUESSED)


def _as_text(value: bytes, encoding: str, warning: ArticleWarning) -> tuple[str, tuple[ArticleWarning, ...]] | Fail:
    text = _strict(value, encoding)
    if text is None:
        return _unknown(f"bytes do not fit {encoding}")
    return _textual(text, warning)


def _textual(text: str, *warnings: ArticleWarning) -> tuple[str, tuple[ArticleWarning, ...]] | Fail:
    if len(_BINARY.findall(text, 0, _GUESS_BYTES)) > _BINARY_SHARE * min(len(text), _GUESS_BYTES):
        return _unknown("the bytes look binary")
    return text, warnings


def _strict(value: bytes, encoding: str) -> str | None:
    try:
        text = value.decode(encoding) if codecs.lookup(encoding).name.replace("-", "_") not in _REFUSED else None
    except (UnicodeError, LookupError, ValueError):
        return None
    return text


def _unknown(why: str) -> Fail:
    return Fail(Code.INVALID_ENCODING, f"document encoding not found: {why}; expected UTF-8 or a charset", Site.DECODE)
