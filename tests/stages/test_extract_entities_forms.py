"""Names are the same names in every form that Unicode allows for them."""

import unicodedata

import pytest

from streams.resources import find_entities

TEXTS = [
    ("bn", "প্রধানমন্ত্রী শেখ হাসিনা ঢাকা বিশ্ববিদ্যালয়ে বলেছেন, ওয়েস্ট ইন্ডিজ ও নিউজিল্যান্ড সফরে যাবে দল।"),
    ("vi", "Thủ tướng Phạm Minh Chính gặp các nhà đầu tư tại Hà Nội."),
    ("hi", "फ़्रांस के राष्ट्रपति इमैनुएल माक्रों पेरिस में ज़ेलेंस्की से मिले।"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_names_are_found_in_either_form(language: str, text: str) -> None:
    """Bengali and Hindi letters with a dot have a code point of their own that NFC does not keep."""
    composed = unicodedata.normalize("NFC", text)
    other = unicodedata.normalize("NFD", text) if language == "vi" else _dotted(composed)
    expected, _ = find_entities("", composed, language, 1.0)

    found, _ = find_entities("", other, language, 1.0)

    assert other != composed
    assert [(one.type, unicodedata.normalize("NFC", one.exact), one.confidence) for one in found] == [
        (one.type, one.exact, one.confidence) for one in expected
    ]
    assert len(found) > 1
    assert all(other[one.start : one.end] == one.exact for one in found)


def _dotted(text: str) -> str:
    """Put letters with a dot below into one code point, as Bengali and Hindi sources do."""
    for letter in map(chr, (*range(0x958, 0x960), 0x9DC, 0x9DD, 0x9DF)):
        text = text.replace(unicodedata.normalize("NFC", letter), letter)
    return text
