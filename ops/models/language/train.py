"""Train the n-gram tables of `detect_language`: `python -m ops.models.language.train` (about 4 minutes, 2 GB).

One table for each script that several languages share, and one for hr, sr and bs.  Softmax regression by
AdaGrad over hashed n-grams (streams/stages/detect_language/grams.py), each sentence with a clipped, a mistyped
and, in Latin script, an undiacriticised copy.  Then run `python -m ops.models.language.calibrate`.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ops.models.language.corpus import Row, base, rows, with_other_scripts
from ops.models.language.spoil import clip, mistyped, without_diacritics
from streams.stages.detect_language.grams import features
from streams.stages.detect_language.languages import CANDIDATES, SERBO_CROATIAN
from streams.stages.detect_language.profile import profile

MODELS = Path("streams/models/language")
GROUPS = ("Latn", "Cyrl", "Arab", "Deva", "hbs")
_BITS = {"Latn": 17, "Cyrl": 16, "Arab": 14, "Deva": 14, "hbs": 16}  # Latn: 18 gains nothing on dev, 16 costs 0.1
_EPOCHS = {"Latn": 6, "hbs": 10}  # the others: 8
_HBS_ROWS = 3000  # of the three together in the Latin table: about three languages' worth
_LOGIT_SCALE = 8.0  # features have length 1; without it the weights would have to grow large
_RATE = 0.4
_MAX_CLASS_WEIGHT = 5.0

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its label, and whether bs is left out of its loss (news of hr and sr has no bs counterpart)."""

    label: str
    text: str
    without_bs: bool = False


def main() -> None:
    """Train every table and write grams.npz and the labels in weights.json."""
    corpus = with_other_scripts(rows("train")) + rows("news-train")
    stored: dict[str, NDArray[np.generic]] = {}
    described: dict[str, tuple[Sequence[str], float]] = {}
    for group in GROUPS:
        began = time.monotonic()
        rng = random.Random(3)
        examples = list(_hbs(corpus, rng) if group == "hbs" else _script(corpus, group, rng))
        labels = sorted({one.label for one in examples})
        matrix = _matrix([one.text for one in examples], _BITS[group], pairs=group == "hbs")
        weights, bias = fit(matrix, examples, labels, epochs=_EPOCHS.get(group, 8))
        scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) / 127
        stored[f"{group}_weights"] = np.clip(np.rint(weights / scale), -127, 127).astype(np.int8)
        stored[f"{group}_bias"] = bias
        described[group] = (labels, scale * _LOGIT_SCALE)
        print(f"{group}: {len(examples)} texts, {len(labels)} labels, {time.monotonic() - began:.0f} s", flush=True)
    MODELS.mkdir(exist_ok=True)
    np.savez_compressed(MODELS / "grams.npz", **stored)  # type: ignore[arg-type]  # its stub wants one dtype
    _describe(described)


def _describe(described: dict[str, tuple[Sequence[str], float]]) -> None:
    path = MODELS / "weights.json"
    weights = json.loads(path.read_text("utf-8")) if path.exists() else {}
    weights["grams"] = described
    path.write_text(json.dumps(weights, indent=1) + "\n", "utf-8")


def _script(corpus: list[Row], script: str, rng: random.Random) -> Iterator[Example]:
    """Texts in *script* with their sloppy copies; in Latin script hr, sr and bs are one label."""
    fold = script == "Latn"
    serbo_croatian = [row for row in corpus if fold and base(row[0]) in SERBO_CROATIAN and row[0] != "sr-Cyrl"]
    rng.shuffle(serbo_croatian)
    taken = {id(row) for row in serbo_croatian[:_HBS_ROWS]}
    for row in corpus:
        tag, text, _ = row
        label = base(tag)
        if label not in CANDIDATES[script] or profile(text).script[0] != script:
            continue
        if fold and label in SERBO_CROATIAN:
            if id(row) not in taken:
                continue
            label = "hbs"
        yield Example(label, text)
        yield Example(label, clip(text, label, rng.randint(3, 7), rng))
        if script == "Latn":
            yield Example(label, without_diacritics(_sometimes_clipped(text, label, rng)))
        yield Example(label, mistyped(_sometimes_clipped(text, label, rng), rng.choice([0.03, 0.06, 0.1]), rng))


def _sometimes_clipped(text: str, label: str, rng: random.Random) -> str:
    return text if rng.random() < 0.5 else clip(text, label, rng.randint(5, 12), rng)


def _hbs(corpus: list[Row], rng: random.Random) -> Iterator[Example]:
    """hr, sr and bs in Latin script: sentences, clips, copies without diacritics, and documents of 2 to 6 sentences."""
    groups: dict[tuple[str, str], list[str]] = {}
    for tag, text, source in corpus:
        if base(tag) in SERBO_CROATIAN and tag != "sr-Cyrl":
            groups.setdefault((base(tag), source), []).append(text)
    for (label, source), texts in groups.items():
        news = source.endswith(".conll.gz")
        for text in texts:
            yield Example(label, text, news)
            yield Example(label, clip(text, label, rng.randint(5, 12), rng), news)
            yield Example(label, clip(text, label, rng.randint(5, 12), rng), news)
            yield Example(label, without_diacritics(text), news)
        for _ in range(len(texts) // 2):
            yield Example(label, " ".join(rng.sample(texts, rng.randint(2, 6))), news)


def _matrix(texts: list[str], bits: int, *, pairs: bool) -> sparse.csr_matrix:
    found = [features(text, bits=bits, pairs=pairs) for text in texts]
    starts = np.cumsum([0, *(len(rows_of) for rows_of, _ in found)])
    columns = np.concatenate([rows_of.astype(np.int32) for rows_of, _ in found])
    values = np.concatenate([values for _, values in found])
    return sparse.csr_matrix((values, columns, starts), shape=(len(texts), 1 << bits))


def fit(matrix: sparse.csr_matrix, examples: list[Example], labels: list[str], *, epochs: int) -> tuple[Floats, Floats]:
    """Minimise the cross-entropy, languages weighted alike; gives weights (features by labels) and bias (zeros)."""
    rng = np.random.default_rng(0)
    truth = np.array([labels.index(one.label) for one in examples])
    no_bs = np.array([one.without_bs for one in examples])
    counts = Counter(truth.tolist())
    class_weights = np.array([len(truth) / (len(labels) * counts[at]) for at in range(len(labels))])
    class_weights = np.minimum(class_weights, _MAX_CLASS_WEIGHT).astype(np.float32)
    weights: Floats = np.zeros((matrix.shape[1], len(labels)), dtype=np.float32)
    seen = np.full_like(weights, 1e-3)
    batch = 1024 if len(truth) > 50_000 else 256
    for epoch in range(epochs):
        order = rng.permutation(len(truth))
        for at in range(0, len(order), batch):
            chosen = np.sort(order[at : at + batch])
            some = matrix[chosen]
            error = _softmax_rows(_LOGIT_SCALE * (some @ weights), no_bs[chosen])
            error[np.arange(len(chosen)), truth[chosen]] -= 1
            error *= class_weights[truth[chosen]][:, None] * (_LOGIT_SCALE / len(chosen))
            touched = np.unique(some.indices)
            slope = np.asarray(some.T @ error)[touched]
            seen[touched] += slope * slope
            weights[touched] -= _RATE * slope / np.sqrt(seen[touched])
        print(f"  epoch {epoch + 1} of {epochs}", end="\r", flush=True)
    return weights, np.zeros(len(labels), dtype=np.float32)


def _softmax_rows(logits: Floats, no_bs: NDArray[np.bool_]) -> Floats:
    if logits.shape[1] == len(SERBO_CROATIAN):
        logits[no_bs, 0] = -1e9  # bs is the first label
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    result: Floats = raised / raised.sum(axis=1, keepdims=True)
    return result


if __name__ == "__main__":
    main()
