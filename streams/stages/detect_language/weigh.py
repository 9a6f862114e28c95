"""How likely is each candidate, and how far can the answer be trusted?  Log-linear pooling, then calibration.

`combined` adds up what the models and the witness say; `traits` are the facts that the calibration looks at;
`outcomes` turns them into the chances that the best candidate is right, that another supported language is,
that the language is outside the list, or that there is no language.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
_NO_FEATURES = -1e30  # py3langid scores every label so low when it knows nothing of a text
_RANK_FLOOR = 5.0  # no candidate falls further behind the best: one model alone cannot veto (12: -0.2 on four words)
_GRAMS_FLOOR = 12.0


def group_of(tag: str, candidates: Sequence[str]) -> str:
    """Fold hr, sr and bs into one candidate where all three are possible (Latin script)."""
    return HBS if tag in SERBO_CROATIAN and "hr" in candidates else tag


@lru_cache(maxsize=64)
def columns(candidates: tuple[str, ...]) -> tuple[str, ...]:
    """The candidates with hr, sr and bs folded into one, in order."""
    return tuple(dict.fromkeys(group_of(tag, candidates) for tag in candidates))


@lru_cache(maxsize=64)
def _labels(names: tuple[str, ...]) -> frozenset[str]:
    """The languages behind columns."""
    return frozenset(names) - {HBS} | (frozenset(SERBO_CROATIAN) if HBS in names else frozenset())


def log_sum(values: Sequence[float]) -> float:
    """Logarithm of the sum of exponentials; minus infinity for none."""
    top = max(values, default=-math.inf)
    return top if top == -math.inf else top + math.log(sum(math.exp(value - top) for value in values))


def softmax(logits: Mapping[str, float]) -> dict[str, float]:
    """Probabilities of *logits*, which may not be empty."""
    top = max(logits.values())
    weights = [math.exp(value - top) for value in logits.values()]
    total = sum(weights)
    return {tag: weight / total for tag, weight in zip(logits, weights, strict=True)}


def ranked_columns(ranked: Mapping[str, float], candidates: tuple[str, ...]) -> dict[str, float]:
    """The first model's log scores by column, the best at 0."""
    names = columns(candidates)
    scores = {name: ranked[name] for name in names if name in ranked}
    if HBS in names:
        scores[HBS] = log_sum([ranked[tag] for tag in SERBO_CROATIAN if tag in ranked])
    return _from_best(scores, names, _RANK_FLOOR)


def gram_columns(grams: Mapping[str, float], candidates: tuple[str, ...]) -> dict[str, float]:
    """The second model's logits by column, the best at 0; all 0 when it has nothing to say."""
    return _from_best(grams, columns(candidates), _GRAMS_FLOOR)


def _from_best(scores: Mapping[str, float], names: Iterable[str], floor: float) -> dict[str, float]:
    known = [scores[name] for name in names if name in scores]
    top = max(known, default=-math.inf)
    if top == -math.inf:
        return dict.fromkeys(names, 0.0)
    least = top - floor
    kept = [scores.get(name, least) for name in names]
    return {name: max(least, score) - top for name, score in zip(names, kept, strict=True)}


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
    top = max(said.ranked.values(), default=-math.inf)
    if top < _NO_FEATURES:
        return top, top, top
    masses = [math.exp(score - top) for score in said.ranked.values()]
    sides = _sides(tuple(said.ranked), tuple(said.by_rank))
    ours, theirs, chosen = (_log(sum(map(masses.__getitem__, places))) for places in sides)
    return top + ours, top + theirs, top + chosen


@lru_cache(maxsize=64)
def _sides(labels: tuple[str, ...], names: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """Give which of *labels* are supported, which are of languages outside the list, and which are behind columns."""
    candidates = _labels(names)
    ours = tuple(at for at, label in enumerate(labels) if label in SUPPORTED)
    theirs = tuple(map(labels.index, strangers(labels)))
    return ours, theirs, tuple(at for at in ours if labels[at] in candidates)


@lru_cache(maxsize=64)
def strangers(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Give those of *labels* that are of languages outside the list."""
    return tuple(label for label in labels if label not in SUPPORTED and label != NO_LANGUAGE)


def _log(mass: float) -> float:
    return math.log(mass) if mass > 0 else -math.inf


def _top(scores: Mapping[str, float]) -> str:
    return max(scores, key=scores.__getitem__)


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
