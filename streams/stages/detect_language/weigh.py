"""How likely is each candidate, and how far can the answer be trusted?  Log-linear pooling, then calibration.

`combined` adds up what the models and the witness say; `traits` are the facts that the calibration looks at;
`outcomes` turns them into the chances that the best candidate is right, that another supported language is,
that the language is outside the list, or that there is no language.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streams.stages.detect_language.detectors import Opinion, Weights
from streams.stages.detect_language.languages import SERBO_CROATIAN, SUPPORTED

NO_LANGUAGE = "zxx"
HBS = "hbs"
OUTCOMES = ("right", "other", "outside", "none")
TRAITS = (
    "bias",
    "logit",
    "agrees",
    "agrees_reliably",
    "witness_other",
    "witness_outside",
    "outside_mass",
    "outside_lead",
    "both_outside",
    "grams_agree",
    "rank_agrees",
    "length",
    "zxx_mass",
    "zxx_lead",
    "grams_margin",
    "rank_margin",
)
_CLIP = 8.0
_RANK_FLOOR = 5.0  # no candidate falls further behind the best: one model alone cannot veto (12: -0.2 on four words)
_GRAMS_FLOOR = 12.0


def group_of(tag: str, candidates: Sequence[str]) -> str:
    """Fold hr, sr and bs into one candidate where all three are possible (Latin script)."""
    return HBS if tag in SERBO_CROATIAN and "hr" in candidates else tag


def columns(candidates: Sequence[str]) -> tuple[str, ...]:
    """The candidates with hr, sr and bs folded into one, in order."""
    return tuple(dict.fromkeys(group_of(tag, candidates) for tag in candidates))


def log_sum(values: Sequence[float]) -> float:
    """Logarithm of the sum of exponentials; minus infinity for none."""
    top = max(values, default=-math.inf)
    return top if top == -math.inf else top + math.log(sum(math.exp(value - top) for value in values))


def softmax(logits: Mapping[str, float]) -> dict[str, float]:
    """Probabilities of *logits*, which may not be empty."""
    total = log_sum(list(logits.values()))
    return {tag: math.exp(value - total) for tag, value in logits.items()}


def ranked_columns(ranked: Mapping[str, float], candidates: Sequence[str]) -> dict[str, float]:
    """The first model's log scores by column, the best at 0."""
    scores: dict[str, list[float]] = {}
    for tag in candidates:
        if tag in ranked:
            scores.setdefault(group_of(tag, candidates), []).append(ranked[tag])
    return _from_best({column: log_sum(values) for column, values in scores.items()}, columns(candidates), _RANK_FLOOR)


def gram_columns(grams: Mapping[str, float], candidates: Sequence[str]) -> dict[str, float]:
    """The second model's logits by column, the best at 0; all 0 when it has nothing to say."""
    return _from_best(grams, columns(candidates), _GRAMS_FLOOR)


def _from_best(scores: Mapping[str, float], names: Sequence[str], floor: float) -> dict[str, float]:
    known = [scores[name] for name in names if name in scores]
    if not known:
        return dict.fromkeys(names, 0.0)
    top = max(known)
    return {name: max(scores.get(name, -math.inf) - top, -floor) for name in names}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was said about one text in a script that several languages share.

    *ranked* is the first model's log score of every label; *by_rank* and *by_grams* are scores by column, the
    best at 0; *named* is the witness's column if it names a supported language; *size* is the letters.
    """

    ranked: Mapping[str, float]
    by_rank: Mapping[str, float]
    by_grams: Mapping[str, float]
    witness: Opinion
    named: str | None
    size: int


def combined(said: Evidence, weights: Weights) -> dict[str, float]:
    """Logits of the columns: what both models and the witness say, each with its weight."""
    w = weights.combine
    return {
        name: w["rank"] * score + w["grams"] * said.by_grams[name] + (w["witness"] if name == said.named else 0.0)
        for name, score in said.by_rank.items()
    }


def _length(size: int) -> float:
    return math.log(min(max(size, 10), 2000) / 100)


def traits(best: str, probability: float, said: Evidence) -> tuple[float, ...]:
    """What the calibration looks at, in the order of TRAITS."""
    supported, strangers, candidates = _masses(said)
    outside_mass = _clip(strangers - candidates)
    zxx = _clip(said.ranked.get(NO_LANGUAGE, -math.inf) - supported)
    said_outside = said.witness.tag is not None and said.witness.tag not in SUPPORTED
    agrees = said.named == best
    p = min(max(probability, 1e-6), 1 - 1e-6)
    return (
        1.0,
        _clip(math.log(p / (1 - p))),
        float(agrees),
        float(agrees and said.witness.reliable),
        float(not agrees and said.witness.tag is not None and not said_outside),
        float(said_outside),
        outside_mass,
        max(outside_mass, 0.0),
        float(said_outside) * max(outside_mass, 0.0),
        float(_top(said.by_grams) == best),
        float(_top(said.by_rank) == best),
        _length(said.size),
        zxx,
        max(zxx, 0.0),
        _margin(said.by_grams, best),
        _margin(said.by_rank, best),
    )


def _margin(scores: Mapping[str, float], best: str) -> float:
    return _clip(scores[best] - max((score for name, score in scores.items() if name != best), default=0.0))


def _masses(said: Evidence) -> tuple[float, float, float]:
    """The first model's log mass on supported languages, on languages outside the list, and on the candidates."""
    supported, strangers, candidates = [], [], []
    for label, score in said.ranked.items():
        if label in SUPPORTED:
            supported.append(score)
            if label in said.by_rank or _folded(label, said.by_rank):
                candidates.append(score)
        elif label != NO_LANGUAGE:
            strangers.append(score)
    return log_sum(supported), log_sum(strangers), log_sum(candidates)


def _top(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda name: scores[name])


def _folded(label: str, names: Mapping[str, float]) -> bool:
    return label in SERBO_CROATIAN and HBS in names


def _clip(value: float) -> float:
    """Keep *value* within bounds; a difference of two infinities (no candidates, no strangers) counts as low."""
    return -_CLIP if math.isnan(value) else min(max(value, -_CLIP), _CLIP)


def outcomes(facts: Sequence[float], w: Weights) -> dict[str, float]:
    """Chances of `right`, `other`, `outside` and `none`; they sum to 1."""
    return softmax(
        {name: sum(weight * fact for weight, fact in zip(w.calibrate[name], facts, strict=True)) for name in OUTCOMES}
    )


def split(grams: Mapping[str, float], size: int, w: Weights) -> dict[str, float]:
    """Chances of hr, sr and bs, given that it is one of them; even when the model has nothing to say."""
    scale = max(w.split[0] + w.split[1] * _length(size), 0.05)
    return softmax({tag: scale * grams.get(tag, 0.0) for tag in SERBO_CROATIAN})
