"""Is the place the one that is meant, where its stem is short, or another thing is called so as well?"""

import pytest

from tests.stages.entities import found_in

_TEXTS = [
    ("ru", "Президент Нигерии прибыл в Лагос.", "Нигерии", "Nigeria"),
    ("ru", "Он приехал из Нигера.", "Нигера", "Niger"),
    ("uk", "Президент Нігерії прибув до Києва.", "Нігерії", "Nigeria"),
    ("lt", "Nigerijos prezidentas atvyko.", "Nigerijos", "Nigeria"),
    ("pl", "Prezydent Nigerii przemawiał.", "Nigerii", "Nigeria"),
    ("ru", "В Китае он жил долго.", "Китае", "China"),
    ("pl", "Premier był w Chinach.", "Chinach", "China"),
    ("cs", "Prezident byl v Číně.", "Číně", "China"),
    ("hr", "Predsjednik je boravio u Kini prošli tjedan.", "Kini", "China"),
    ("sr", "Boravio je u Kini.", "Kini", "China"),
    ("be", "Ён жыў у Кітаі.", "Кітаі", "China"),
    ("hu", "A miniszter Kínában járt.", "Kínában", "China"),
    ("ne", "मन्त्री हिजो दिल्ली पुगेका छन्।", "दिल्ली", "Delhi"),
    ("bn", "তিনি চীনে ছিলেন।", "চীনে", "China"),
]


@pytest.mark.parametrize(("language", "text", "exact", "norm"), _TEXTS)
def test_the_place_is_the_one_that_is_meant(language: str, text: str, exact: str, norm: str) -> None:
    assert [(one.type, one.norm) for one in found_in(text, language) if one.exact == exact] == [("LOC", norm)]
