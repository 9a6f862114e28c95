"""Where a name ends that a tagger has made too long, and names in quotation marks."""

import pytest

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.document import settle
from streams.stages.extract_entities.limits import limited, quoted, spelt
from streams.stages.extract_entities.mentions import Found, Mention, Odds
from tests.stages.entities import found_in

_ODDS: dict[str, Odds] = {"PER": (0.9, 0.0, 0.0, 0.1), "ORG": (0.0, 0.9, 0.0, 0.1), "LOC": (0.0, 0.0, 0.9, 0.1)}


@pytest.mark.parametrize(
    ("kind", "text", "exact", "expected"),
    [
        ("ORG", "глава компании «КамАЗ» заявил", "компании «КамАЗ", ["КамАЗ"]),
        ("ORG", "Компанія «Нафтогаз» та", "Компанія «Нафтогаз", ["Нафтогаз"]),
        ("ORG", "Академия наук и «Газпром» начали", "Академия наук и «Газпром", ["Академия наук", "Газпром"]),
        ("ORG", 'tiesa SIA "Baltic Oil" naudu', 'SIA "Baltic Oil', ['SIA "Baltic Oil"']),
        ("ORG", "SIA „Baltic Oil“ un", "SIA „Baltic Oil“", ["SIA „Baltic Oil“"]),
        ("PER", "Anne Dupuis, M. Paul Henry", "Anne Dupuis, M. Paul Henry", ["Anne Dupuis", "M. Paul Henry"]),
        ("PER", "Sammy Davis, Jr. sang", "Sammy Davis, Jr.", ["Sammy Davis, Jr."]),
        ("LOC", "katika Nairobi nchini Kenya jana", "Nairobi nchini Kenya", ["Nairobi", "Kenya"]),
        ("LOC", "Frankfurt am Main", "Frankfurt am Main", ["Frankfurt am Main"]),
    ],
)
def test_a_name_ends_where_the_thing_does(kind: str, text: str, exact: str, expected: list[str]) -> None:
    start = text.index(exact)
    mention = Mention(start, start + len(exact), kind, _ODDS[kind], "crf-multi")
    found = limited(text, mention, {"Nairobi", "Kenya", "Frankfurt", "Main"}.__contains__)

    assert [text[one.start : one.end] for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spółka „Orlen” i fundacja „Polska Akcja” podpisały", ["Orlen", "Polska Akcja"]),
        ("L'entreprise « Danone » a signé", ["Danone"]),
        ("die Firma „Siemens“ sagte", ["Siemens"]),
        ("сказал он: «Компания растёт»", []),
        ('the company "is growing" fast', []),
    ],
)
def test_quoted_names_behind_a_word_for_a_company(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in quoted(text)] == expected


@pytest.mark.parametrize(
    ("text", "full", "again"),
    [
        ("Jan van der Velde sprak. Volgens Van der Velde kan dat.", "Jan van der Velde", "Van der Velde"),
        ("יצחק אברמוביץ נאם אתמול. לדברי אברמוביץ, המצב קשה.", "יצחק אברמוביץ", "אברמוביץ"),
    ],
)
def test_a_family_name_is_found_again_behind_particles_and_without_capitals(text: str, full: str, again: str) -> None:
    texts: dict[Field, str] = {"title": "", "body": text}
    found = settle(texts, [Found("body", Mention(0, len(full), "PER", _ODDS["PER"], "crf-multi"))], frozenset()).found

    assert [text[one.mention.start : one.mention.end] for one in found] == [full, again]


def test_latin_capitals_behind_an_organisation_in_another_script_are_its_short_form() -> None:
    found = found_in("国际货币基金组织（IMF）发布了报告。", "zh")

    assert [(one.exact, one.type) for one in found] == [("国际货币基金组织", "ORG"), ("IMF", "ORG")]
    assert len({one.id for one in found}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Komisi Pemberantasan Korupsi (KPK) memeriksa.", ["Komisi Pemberantasan Korupsi"]),
        ("Die Gewerkschaft Erziehung und Wissenschaft (GEW) streikt.", ["Gewerkschaft Erziehung und Wissenschaft"]),
        ("Kata Komisi Pemberantasan (KPK).", []),  # a letter without a word
        ("Produk Domestik Bruto (PDB) naik.", []),  # no organisation
    ],
)
def test_an_organisation_is_spelt_out_before_its_initials(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in spelt(text, {"KPK", "GEW"})] == expected
