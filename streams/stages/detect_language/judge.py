"""In which language is one stretch of text?  Script first, then the models, then how far to trust them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from streams.stages.detect_language.annotation import Alternative, Status
from streams.stages.detect_language.detectors import Detectors, Opinion, Weights
from streams.stages.detect_language.languages import (
    CANDIDATES,
    SCRIPT_RIVALS,
    SERBO_CROATIAN,
    SUPPORTED,
    UNDETERMINED,
)
from streams.stages.detect_language.profile import Profile, profile, script_of_letter
from streams.stages.detect_language.weigh import (
    HBS,
    Evidence,
    combined,
    gram_columns,
    group_of,
    outcomes,
    ranked_columns,
    softmax,
    split,
    strangers,
    traits,
)

MIN_CONFIDENCE = 0.3  # below: `und`
OK_CONFIDENCE = 0.7  # from here on the tag is good enough for entities
OUTSIDE_CONFIDENCE = 0.69  # cap: no gold text outside the list has calibrated it, so it never counts as `ok`
MODEL_CHARS = 1000  # of a text for the two models, about 160 words: 700, 1,000 and 1,500 decide alike on dev and news
MIN_ALTERNATIVE = 0.01
STRANGE_SHARE = 0.012  # of the letters in words of small letters: so many are not of the language's alphabet ...
STRANGE_LETTERS = 2  # ... and at least so many
STRANGE_OF = 40  # letters that must be there to say so; 0.008 to 0.02 find the same, with 2 false alarms in 3,773
MAX_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """*tag* has no script subtag; *script* is ISO 15924; *confidence* is 0 for `und`."""

    tag: str
    confidence: float
    status: Status
    script: str
    method: str
    witness: Opinion = field(default_factory=Opinion)
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the models say about a text in a script that several languages share.

    *facts* are the calibration's traits; *probabilities* are by column (hr, sr and bs folded in Latin script).
    """

    best: str
    probabilities: Mapping[str, float]
    facts: tuple[float, ...]
    outside: str
    witness: Opinion


def judge(text: str, detectors: Detectors, *, seen: Profile | None = None) -> Verdict:
    """Judge tidy *text*; *seen* is its profile if the caller has it.  Never raises."""
    seen = seen or profile(text)
    script, share = seen.script
    if not seen.speaks:
        return Verdict(UNDETERMINED, 0.0, Status.UND, script, "gate")
    candidates = CANDIDATES.get(script, ())
    if len(candidates) > 1:
        return _by_models(text, script, seen.plain, detectors)
    witness = detectors.witness(text)
    if not candidates or (script in SCRIPT_RIVALS and _outside(witness.tag)):
        return _outside_verdict(witness.tag if _outside(witness.tag) else None, 1.0, script, "script", witness)
    confidence = 0.99 * min(1.0, 0.3 + share)
    return Verdict(candidates[0], confidence, _status(confidence), script, "script", witness)


def gather(text: str, script: str, size: int, detectors: Detectors) -> Evidence:
    """Ask both models and the witness about *text* of *size* letters in *script*."""
    candidates = CANDIDATES[script]
    head = text[:MODEL_CHARS]
    ranked = detectors.rank(head)
    witness = detectors.witness(text)
    return Evidence(
        ranked,
        ranked_columns(ranked, candidates),
        gram_columns(detectors.grams(head, script), candidates),
        witness,
        group_of(witness.tag, candidates) if witness.tag in candidates else None,
        size,
    )


def read(said: Evidence, weights: Weights) -> Reading:
    """Weigh what was said."""
    probabilities = softmax(combined(said, weights))
    best = max(probabilities, key=probabilities.__getitem__)
    outside = max(strangers(tuple(said.ranked)), key=said.ranked.__getitem__, default=UNDETERMINED)
    return Reading(best, probabilities, traits(best, probabilities[best], said), outside, said.witness)


def _by_models(text: str, script: str, size: int, detectors: Detectors) -> Verdict:
    reading = read(gather(text, script, size, detectors), detectors.weights)
    chances = outcomes(reading.facts, detectors.weights)
    if chances["outside"] > max(chances["right"], chances["none"]):
        tag = reading.witness.tag if reading.witness.tag == reading.outside else None
        return _outside_verdict(tag, chances["outside"], script, "models", reading.witness)
    tags = _spread(reading, chances["right"], text, size, detectors)
    ranking = sorted(tags, key=lambda one: (-tags[one], one))
    tag, others = ranking[0], ranking[1:]
    confidence = tags[tag]
    if chances["none"] > chances["right"] or confidence < MIN_CONFIDENCE:
        return Verdict(UNDETERMINED, 0.0, Status.UND, script, "models", reading.witness, _listed(ranking, tags))
    if confidence >= OK_CONFIDENCE and _is_strange(text[:MODEL_CHARS], script, detectors.alphabets.get(tag)):
        named = reading.witness.tag if _outside(reading.witness.tag) else None
        return _outside_verdict(named, 1 - confidence, script, "models", reading.witness)
    return Verdict(tag, confidence, _status(confidence), script, "models", reading.witness, _listed(others, tags))


def _is_strange(text: str, script: str, alphabet: frozenset[str] | None) -> bool:
    """Tell whether *text* is written with letters that its language does not have: a relative outside the list.

    `ě` and `ł` in one text are Sorbian, whatever the models think.  Names bring foreign letters along, so only words
    without a capital are looked at.
    """
    if alphabet is None or not any(script_of_letter(letter) == script for letter in set(text.lower()) - alphabet):
        return False
    letters = Counter(letter for word in text.split() if word == word.lower() for letter in word)
    own = sum(count for letter, count in letters.items() if letter in alphabet)
    strange = sum(
        count for letter, count in letters.items() if letter not in alphabet and script_of_letter(letter) == script
    )
    return own + strange >= STRANGE_OF and strange >= max(STRANGE_LETTERS, STRANGE_SHARE * (own + strange))


def _spread(reading: Reading, right: float, text: str, size: int, detectors: Detectors) -> dict[str, float]:
    """Share out the calibrated chance of the best column, and what is left among the others, over tags.

    No other column gets more than the best one: calibration lowers a confidence, it does not turn a decision.
    """
    left = 1 - reading.probabilities[reading.best]
    by_column = {
        name: right if name == reading.best else min((1 - right) * probability / left, right) if left > 0 else 0.0
        for name, probability in reading.probabilities.items()
    }
    hbs = by_column.pop(HBS, None)
    if hbs is None:
        return by_column
    if hbs < MIN_ALTERNATIVE:
        return by_column | dict.fromkeys(SERBO_CROATIAN, hbs / 3)
    parts = split(detectors.grams(text, HBS), size, detectors.weights)
    return by_column | {tag: hbs * part for tag, part in parts.items()}


def _listed(ranking: list[str], tags: Mapping[str, float]) -> tuple[Alternative, ...]:
    worth = [tag for tag in ranking[:MAX_ALTERNATIVES] if tags[tag] >= MIN_ALTERNATIVE]
    return tuple(Alternative(tag, tags[tag]) for tag in worth)


def _outside(tag: str | None) -> bool:
    return tag is not None and tag not in SUPPORTED


def _outside_verdict(tag: str | None, chance: float, script: str, method: str, witness: Opinion) -> Verdict:
    """Name a language outside the list only when both detectors name it (or its script leaves no other)."""
    confidence = min(chance, OUTSIDE_CONFIDENCE) if tag else 0.0
    return Verdict(tag or UNDETERMINED, confidence, Status.OUT_OF_SCOPE, script, method, witness)


def _status(confidence: float) -> Status:
    if confidence < MIN_CONFIDENCE:
        return Status.UND
    return Status.OK if confidence >= OK_CONFIDENCE else Status.LOW_CONFIDENCE
