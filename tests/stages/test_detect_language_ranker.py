"""ranker: the scores of py3langid, but for the last bits."""

from collections import Counter
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from py3langid import langid

from streams.stages.detect_language import ranker as module
from streams.stages.detect_language.profile import counted
from streams.stages.detect_language.ranker import REACH, Ranker

TEXTS = [
    "Presiden Joko Widodo tiba di Paris pada hari Senin untuk bertemu dengan para menteri.",
    "Президент приехал в Москву. 大統領は東京に着いた。 राष्ट्रपति दिल्ली में हैं।",
    "SHOUTED LETTERS ARE READ AS SMALL ONES",
    *("", "a", "ab", "\ud800", "e\u0301", "\u4e00", "123"),
]


@cache
def _model() -> langid.LanguageIdentifier:
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_DIR / langid.MODEL_FILE, norm_probs=False)


@cache
def _ranker() -> Ranker:
    model = _model()
    moves = np.frombuffer(model.tk_nextmove, dtype=np.uint32)
    given = {"weights": model.nb_ptc, "bias": model.nb_pc, "labels": model.nb_classes}
    return Ranker(moves, model.tk_row, model.tk_output, **given, unknown=langid.RAW_FLOOR)


@pytest.mark.parametrize("text", TEXTS)
def test_scores_and_order_are_those_of_py3langid(text: str) -> None:
    assert _ranker()(text) == pytest.approx(dict(_model().rank(text)), rel=1e-5)


@given(st.text(max_size=60) | st.lists(st.sampled_from(TEXTS), max_size=3).map("".join))
def test_any_text_has_the_scores_of_py3langid(text: str) -> None:
    assert _ranker()(text) == pytest.approx(dict(_model().rank(text)), rel=1e-5)


def test_no_ngram_of_the_model_is_longer_than_is_looked_back() -> None:
    model = _model()
    moves, row = np.frombuffer(model.tk_nextmove, dtype=np.uint32).reshape(-1, 256), np.array(model.tk_row)
    seen, front, steps = np.zeros(len(row), dtype=bool), np.array([0]), 0
    seen[0] = True
    while len(front):
        reached = np.zeros(len(row), dtype=bool)
        reached[moves[row[front]]] = True
        front = np.flatnonzero(reached & ~seen)
        seen |= reached
        steps += len(front) > 0

    assert steps == REACH


def test_what_was_forgotten_scores_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 40)
    small = _ranker.__wrapped__()
    texts = [*TEXTS, *(TEXTS[0][at : at + 30] for at in range(0, 60, 7))]

    for text in texts * 2:
        assert small(text) == pytest.approx(dict(_model().rank(text)), rel=1e-5)


@given(st.text(alphabet="ab \n\u0301é漢\ud800", max_size=40), st.integers(1, 20))
def test_long_texts_are_counted_as_short_ones(text: str, times: int) -> None:
    assert counted(text * times) == Counter(text * times)
