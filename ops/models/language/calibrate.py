"""Fit what `detect_language` believes: `python -m ops.models.language.calibrate` (about 2 minutes).

Reads the even rows of the dev files (the odd ones measure, tests/quality) and writes into weights.json
`combine` (how the models and the witness add up), `calibrate` (how far the sum can be trusted, and when the
language is outside the list or there is none) and `split` (how sharp hr, sr and bs are told apart).
"""

import itertools
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from ops.models.language.corpus import Row, base, rows, with_other_scripts
from ops.models.language.nothing import nothing
from ops.models.language.spoil import clip, mistyped, without_diacritics
from ops.models.language.train import MODELS
from streams import resources
from streams.stages.detect_language.detectors import Detectors, Weights
from streams.stages.detect_language.judge import gather, read
from streams.stages.detect_language.languages import CANDIDATES, SERBO_CROATIAN, SUPPORTED
from streams.stages.detect_language.profile import profile
from streams.stages.detect_language.tidy import tidy
from streams.stages.detect_language.weigh import (
    HBS,
    OUTCOMES,
    TRAITS,
    Evidence,
    combined,
    group_of,
    split,
)

_GRAMS = (0.3, 0.5, 0.8, 1.2, 1.6, 2.4)  # against a weight of 1 for the ranking model
_WITNESS = (0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
_MIN_TEXTS = 10  # of a language in one kind of text, to count
NONE, OUTSIDE = "none", "outside"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A tidy text, its true language (or `none`, `outside`), its weight in the fit, and what kind of text it is."""

    text: str
    tag: str
    weight: float
    kind: str


def even(given: Sequence[Row]) -> list[Row]:
    """The rows that calibrate."""
    return list(given[::2])


def cases(rng: random.Random) -> Iterator[Case]:
    """Sentences, clips, sloppy copies and small articles of the languages; texts outside; texts without language."""
    for name, weight in (("dev", 1.0), ("news-dev", 1.0), ("interface", 0.3)):
        for tag, text, _ in even(with_other_scripts(rows(name))):
            language = base(tag)
            if language not in SUPPORTED:
                yield Case(text, OUTSIDE, 0.5, name)
                yield Case(clip(text, language, 8, rng), OUTSIDE, 0.3, name)
                continue
            yield Case(text, language, weight, name)
            yield Case(clip(text, language, rng.randint(5, 9), rng), language, weight, f"{name} headline")
            yield Case(clip(text, language, 4, rng), language, 0.5 * weight, f"{name} four")
            yield Case(without_diacritics(text), language, 0.3 * weight, f"{name} bare")
            yield Case(mistyped(text, 0.06, rng), language, 0.3 * weight, f"{name} typos")
        yield from _articles(even(with_other_scripts(rows(name))), 3 * weight, f"{name} article")
    for _ in range(3000):
        yield Case(nothing(rng), NONE, 0.7, NONE)


def _articles(given: list[Row], weight: float, kind: str) -> Iterator[Case]:
    texts: dict[tuple[str, str], list[str]] = {}
    for tag, text, source in given:
        texts.setdefault((tag, source), []).append(text)
    for (tag, _), some in texts.items():
        for at in range(0, len(some) - 5, 3):
            yield Case("\n".join(some[at : at + 6]), base(tag) if base(tag) in SUPPORTED else OUTSIDE, weight, kind)


@dataclass(frozen=True, slots=True)
class Asked:
    """A case in a script that several languages share, and what the detectors said about it."""

    case: Case
    script: str
    said: Evidence

    @property
    def truth(self) -> str:
        """The column that is right; may be none of the columns."""
        return group_of(self.case.tag, CANDIDATES[self.script])


def ask(case: Case, detectors: Detectors) -> Asked | None:
    """Ask once, so that fitting need not ask again; None where no model decides."""
    text = tidy(case.text)
    seen = profile(text)
    script = seen.script[0]
    if not seen.speaks or len(CANDIDATES.get(script, ())) < 2:
        return None
    return Asked(replace(case, text=text), script, gather(text, script, seen.plain, detectors))


def fit_combination(given: list[Asked], weights: Weights) -> dict[str, float]:
    """Choose the weights with the best accuracy, every language of every kind of text counting alike.

    Likelihood would be the smoother target, but it leans on the n-gram model as far as it knows the data.
    """
    known = [one for one in given if one.truth in one.said.by_rank]
    kinds = Counter((one.case.kind, one.truth) for one in known)
    best: tuple[float, dict[str, float]] = (0.0, {})
    for grams, witness in itertools.product(_GRAMS, _WITNESS):
        tried = replace(weights, combine={"rank": 1.0, "grams": grams, "witness": witness})
        right = Counter((one.case.kind, one.truth) for one in known if _best(one, tried) == one.truth)
        shares = [right[kind] / count for kind, count in kinds.items() if count >= _MIN_TEXTS]
        best = max(best, (sum(shares) / len(shares), dict(tried.combine)), key=lambda one: one[0])
    print(f"combination: {best[0]:.4f} right on {len(known)} texts, {best[1]}")
    return best[1]


def _best(one: Asked, weights: Weights) -> str:
    logits = combined(one.said, weights)
    return max(logits, key=lambda name: logits[name])


def fit_calibration(given: list[Asked], weights: Weights) -> dict[str, list[float]]:
    """Multinomial regression of the outcome on the traits."""
    facts, outcome = [], []
    for one in given:
        reading = read(one.said, weights)
        facts.append(reading.facts)
        names = {NONE: "none", OUTSIDE: "outside"}
        outcome.append(OUTCOMES.index(names.get(one.case.tag, "right" if one.truth == reading.best else "other")))
    x, y = np.array(facts), np.array(outcome)
    importance = np.array([one.case.weight for one in given])

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(len(OUTCOMES), len(TRAITS))
        logits = x @ w.T
        logits -= logits.max(axis=1, keepdims=True)
        p = np.exp(logits)
        p /= p.sum(axis=1, keepdims=True)
        value = -(importance * np.log(p[np.arange(len(y)), y] + 1e-12)).sum() / importance.sum()
        p[np.arange(len(y)), y] -= 1
        slope = (p * importance[:, None]).T @ x / importance.sum()
        return float(value + 1e-5 * (w * w).sum()), (slope + 2e-5 * w).ravel()

    found = minimize(loss, np.zeros(len(OUTCOMES) * len(TRAITS)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    print(f"calibration: loss {found.fun:.4f} on {len(y)} texts, outcomes {np.bincount(y).tolist()}")
    table = found.x.reshape(len(OUTCOMES), len(TRAITS))
    return {name: [round(float(number), 4) for number in table[at]] for at, name in enumerate(OUTCOMES)}


def fit_split(given: list[Asked], detectors: Detectors) -> list[float]:
    """Scale of the hr/sr/bs logits: constant and slope over the length."""
    known = [one for one in given if one.truth == HBS]
    logits = [detectors.grams(one.case.text, HBS) for one in known]

    def loss(p: Floats) -> float:
        weights = Weights({}, {}, (float(p[0]), float(p[1])))
        chances = [split(some, one.said.size, weights)[one.case.tag] for some, one in zip(logits, known, strict=True)]
        return -float(np.average(np.log(chances), weights=[one.case.weight for one in known]))

    found = minimize(loss, np.array([0.5, 0.0]), method="Nelder-Mead")
    print(f"split: loss {found.fun:.4f} on {len(known)} texts of {SERBO_CROATIAN}")
    return [round(float(number), 4) for number in found.x]


def main() -> None:
    """Fit the three, one after the other, and write them."""
    path = MODELS / "weights.json"
    stored = json.loads(path.read_text("utf-8"))
    stored |= {"version": stored.get("version", "1")} | {
        "combine": {"rank": 1.0, "grams": 1.2, "witness": 2.0},
        "calibrate": {name: [0.0] * len(TRAITS) for name in OUTCOMES},
        "split": [0.5, 0.0],
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    resources.language_detectors.open()
    detectors = resources.language_detectors()
    asked = [one for case in cases(random.Random(11)) if (one := ask(case, detectors)) is not None]
    stored["combine"] = fit_combination(asked, detectors.weights)
    detectors = replace(detectors, weights=replace(detectors.weights, combine=stored["combine"]))
    stored["calibrate"] = fit_calibration(asked, detectors.weights)
    stored["split"] = fit_split(asked, detectors)
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print({name: stored[name] for name in ("combine", "split")})


if __name__ == "__main__":
    main()
