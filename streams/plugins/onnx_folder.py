"""A token classifier in ONNX form from a local folder, as a tagger.

The folder holds `model.onnx` (inputs `input_ids` and `attention_mask`, int64 [batch, length]; one output of scores
[batch, length, labels]), `tokenizer.json` (of the `tokenizers` library) and `labels.json` (BIO labels in order).
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime  # type: ignore[import-not-found, import-untyped, unused-ignore]  # an extra: news-streams[onnx]
import tokenizers  # type: ignore[import-not-found, unused-ignore]  # the same extra

from streams.core.outcome import Unavailable
from streams.stages.extract_entities.features import LABELS
from streams.stages.extract_entities.finder import Tag
from streams.stages.extract_entities.mentions import Mention, mentions
from streams.stages.extract_entities.tagger import Tagged
from streams.text.sentences import sentences
from streams.text.words import Word, words

FILES = MODEL_FILE, TOKENIZER_FILE, LABELS_FILE = "model.onnx", "tokenizer.json", "labels.json"
INPUTS = "input_ids", "attention_mask", "token_type_ids"
_TRIAL = "Reuters"  # any text with a word
LONGEST = 60  # words at a time: with four pieces a word still below the 512 positions of common encoders


class Scorer(Protocol):
    """Gives scores of every label for every word of a short text; words may be ()."""

    def __call__(self, text: str, found: Sequence[Word]) -> npt.NDArray[np.float64]:
        """Give probabilities, shape (words, labels of LABELS)."""
        ...


class _Model(NamedTuple):
    session: onnxruntime.InferenceSession
    tokenizer: tokenizers.Tokenizer
    columns: tuple[int, ...]

    def __call__(self, text: str, found: Sequence[Word]) -> npt.NDArray[np.float64]:
        """Score the first piece of every word; a word without a piece of its own is O."""
        encoded = self.tokenizer.encode(text)
        scores = self.scores(encoded.ids)
        wanted = np.exp(scores[0] - scores[0].max(axis=1, keepdims=True))
        wanted /= wanted.sum(axis=1, keepdims=True)
        chance = np.zeros((len(found), len(LABELS)))
        chance[:, 0] = 1.0
        first = {start: row for row, (start, end) in reversed(list(enumerate(encoded.offsets))) if end > start}
        for at, word in enumerate(found):
            row = first.get(word.start, first.get(word.start - 1))
            if row is not None:
                chance[at] = 0.0
                np.add.at(chance[at], list(self.columns), wanted[row])
        return chance

    def scores(self, numbers: Sequence[int]) -> npt.NDArray[np.float64]:
        """Give the scores of pieces by number, [1, length, labels]."""
        ids = np.array([numbers], dtype=np.int64)
        names = {entry.name for entry in self.session.get_inputs()}
        given = dict(zip(INPUTS, (ids, np.ones_like(ids), np.zeros_like(ids)), strict=True))
        (scores,) = self.session.run(None, {name: value for name, value in given.items() if name in names})
        found: npt.NDArray[np.float64] = scores
        return found


def open_folder(source: str, method: str) -> Tag:
    """Open the three files.  Raises Unavailable, with the path of the file, when one is missing, cannot be read or does
    not go with the others: else every article of the language would be a dead letter.
    """
    folder = Path(source).absolute()
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        what = f"has no {', '.join(missing)}" if folder.is_dir() else "is not a folder"
        raise Unavailable(f"the ONNX folder {folder} {what}; it must hold {', '.join(FILES)}")
    with _reading(folder / LABELS_FILE):
        labels = json.loads((folder / LABELS_FILE).read_text(encoding="utf-8"))
    with _reading(folder / TOKENIZER_FILE):
        tokenizer = tokenizers.Tokenizer.from_file(str(folder / TOKENIZER_FILE))
    with _reading(folder / MODEL_FILE):
        session = onnxruntime.InferenceSession(str(folder / MODEL_FILE), providers=["CPUExecutionProvider"])
    _check_labels(folder / LABELS_FILE, labels)
    columns = tuple(LABELS.index(label) if label in LABELS else 0 for label in labels)
    model = _Model(session, tokenizer, columns)
    _check_model(folder / MODEL_FILE, model)

    def tag(text: str) -> Iterable[Mention]:
        tokens = words(text)
        for first, stop in _parts(tokens, text):
            yield from _tag_part(model, text, tokens[first:stop], method)

    return tag


def _check_labels(path: Path, labels: object) -> None:
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise Unavailable(f"{path} holds no list of labels; expected one like {json.dumps(LABELS)}")
    if not set(labels) & set(LABELS[1:]):
        raise Unavailable(f"{path} names none of {', '.join(LABELS[1:])}; no entity would ever be found")


def _check_model(path: Path, model: _Model) -> None:
    """Compare inputs and outputs with what is expected, and score a word."""
    inputs = sorted(entry.name for entry in model.session.get_inputs())
    if "input_ids" not in inputs or not set(inputs) <= set(INPUTS):
        raise Unavailable(f"{path} has the inputs {', '.join(inputs)}; expected input_ids, and no others than {INPUTS}")
    outputs = len(model.session.get_outputs())
    if outputs != 1:
        raise Unavailable(f"{path} has {outputs} outputs; expected one, of scores [batch, length, labels]")
    with _reading(path, "run"):
        scores = model.scores(model.tokenizer.encode(_TRIAL).ids)
    if scores.ndim != 3 or scores.shape[2] != len(model.columns):
        raise Unavailable(
            f"{path} gives scores of shape {scores.shape}, but {LABELS_FILE} has {len(model.columns)} labels"
        )


@contextmanager
def _reading(path: Path, what: str = "read") -> Iterator[None]:
    try:
        yield
    except Exception as error:  # both libraries raise bare Exception for files they cannot read
        raise Unavailable(f"cannot {what} {path}: {type(error).__name__}") from error


def _parts(tokens: Sequence[Word], text: str) -> Iterator[tuple[int, int]]:
    for first, stop in sentences(tokens, text):
        yield from ((at, min(at + LONGEST, stop)) for at in range(first, stop, LONGEST))


def _tag_part(model: Scorer, text: str, tokens: Sequence[Word], method: str) -> Iterable[Mention]:
    origin, end = tokens[0].start, tokens[-1].end
    moved = [Word(word.text, word.start - origin, word.end - origin) for word in tokens]
    chance = model(text[origin:end], moved)
    tagged = Tagged(chance.argmax(axis=1), chance, np.zeros(len(tokens), dtype=np.uint16))
    starts, ends = [word.start for word in moved], [word.end for word in moved]
    for mention in mentions(tagged, starts, ends, text[origin:end], method):
        yield mention._replace(start=mention.start + origin, end=mention.end + origin)
