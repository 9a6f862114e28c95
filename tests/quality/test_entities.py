"""Floors of entity F1 on the dev sets: lower one only with the reason in the commit."""

import json
from collections import defaultdict

import pytest

from ops.models.entities.corpus import sample
from streams.resources import find_entities
from tests.quality.entities_own import own_sentences
from tests.quality.entities_report import FLOORS, SAMPLE, found_in, measure, sets

pytestmark = pytest.mark.quality
# A dozen sentences each, where one name is worth three points: ten and more under what was measured.
_OWN_FLOORS = {
    "es": 75, "pl": 70, "uk": 65, "fr": 70, "nl": 75, "cs": 65, "vi": 45, "ms": 60, "sw": 60, "el": 80, "ar": 80,
    "fa": 80, "he": 70,
}  # fmt: skip
_FLOORS: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


@pytest.mark.parametrize("name", sorted(_FLOORS))
def test_entities_of_a_dev_set_stay_above_their_floor(name: str) -> None:
    language, _, dev_set = name.partition("/")
    result = measure(language, sample(sets(language)[dev_set], SAMPLE))

    assert result.f1() >= _FLOORS[name], f"{name}: F1 {result.f1():.1f}"


@pytest.mark.parametrize("language", sorted(_OWN_FLOORS))
def test_languages_without_a_gold_set_make_sense(language: str) -> None:
    assert measure(language, own_sentences()[language]).f1() >= _OWN_FLOORS[language]


def test_every_dev_set_has_a_floor() -> None:
    languages = {name.partition("/")[0] for name in _FLOORS}

    assert {f"{language}/{name}" for language in languages for name in sets(language)} == set(_FLOORS)
    assert len(languages) == 27


def test_confidence_says_how_often_an_entity_is_right() -> None:
    """Expected calibration error over all languages together, ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for name in _FLOORS:
        language, _, dev_set = name.partition("/")
        for sentence in sample(sets(language)[dev_set], 60):
            for start, end, kind, confidence, _ in found_in(sentence.text, language):
                bins[min(9, int(confidence * 10))].append((confidence, (start, end, kind) in sentence.spans))
    total = sum(len(one) for one in bins.values())
    gap = sum(abs(sum(sure for sure, _ in one) - sum(right for _, right in one)) for one in bins.values())

    assert total > 1_000
    assert gap / total < 0.08


def test_the_same_country_has_one_address_in_thirty_languages() -> None:
    names = {
        "id": "Prancis", "en": "France", "ja": "フランス", "ru": "Франция", "zh": "法国", "ko": "프랑스",
        "th": "ฝรั่งเศส",
        "ar": "فرنسا", "hi": "फ़्रांस", "de": "Frankreich", "es": "el sur de Francia", "pt": "França", "vi": "Pháp",
        "tr": "Fransa",
        "pl": "Francja", "nl": "Frankrijk", "sv": "Frankrike", "fi": "Ranska", "hu": "Franciaország", "cs": "Francie",
        "uk": "Франція", "el": "Γαλλία", "he": "צרפת", "fa": "فرانسه", "bn": "ফ্রান্স", "lv": "Francija", "kk": "Франция",
        "ro": "Franța", "hr": "Francuska", "sr": "Француска",
    }  # fmt: skip
    missing = []
    for language, name in names.items():
        entities, _ = find_entities("", name, language, 1.0)
        if not any("3166:FR" in str(one.uri) for one in entities):
            missing.append(language)

    assert len(names) == 30
    assert missing == []
