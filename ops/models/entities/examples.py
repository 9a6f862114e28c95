"""How does a gold sentence look to the trainer?  The same attributes that the worker looks up, as strings."""

from collections.abc import Iterable, Iterator

import numpy as np

from ops.models.entities.corpus import Sentence, labelled, labelled_characters
from streams.stages.extract_entities.features import (
    BOUNDARY,
    REACH,
    character_keys,
    columns_of,
    joined_keys,
    lowered,
    shape,
    word_attributes,
)
from streams.stages.extract_entities.groups import Groups
from streams.stages.extract_entities.keys import keys
from streams.stages.extract_entities.names import Names
from streams.stages.extract_entities.phrases import phrases
from streams.stages.extract_entities.places import covered

Example = tuple[list[list[str]], list[str]]


def word_examples(sentences: Iterable[Sentence], names: Names, groups: Groups, language: str) -> Iterator[Example]:
    """Give attributes and labels of every sentence, word by word.  Joined attributes are written `#` and their key."""
    tagged = [pair for pair in map(labelled, sentences) if pair[0]]
    types = sorted({word for tokens, _ in tagged for word in tokens} | {BOUNDARY})
    number = {word: index for index, word in enumerate(types)}
    bits = names.classes(types)
    as_name = names.classes([word.capitalize() if word.islower() else "" for word in types])
    alike = groups.of(types)
    seen = [word_attributes(*one) for one in zip(types, bits.tolist(), as_name.tolist(), alike, strict=True)]
    coarse = np.array([group.coarse for group in alike], dtype=np.uint64)
    shapes, lowers = keys(shape(word) for word in types), keys(lowered(word) for word in types)
    for tokens, labels in tagged:
        padded = [BOUNDARY] * REACH + tokens + [BOUNDARY] * REACH
        at = np.array([number[word] for word in padded])
        joined = joined_keys(shapes[at], lowers[at], coarse[at], phrases(names, padded, bits[at], language)).tolist()
        rows = at.tolist()
        yield (
            [
                [name for offset in range(-REACH, REACH + 1) for name in seen[rows[i + offset]][REACH - offset]]
                + [f"#{one:x}" for one in joined[i]]
                for i in range(REACH, len(padded) - REACH)
            ],
            labels,
        )


def character_examples(sentences: Iterable[Sentence], names: Names, groups: Groups, language: str) -> Iterator[Example]:
    """Give attributes and labels of every sentence, character by character."""
    for sentence in sentences:
        text = sentence.text
        found = character_keys(columns_of(text, covered(names, text, language), groups.pieces(text)))
        yield [[f"#{one:x}" for one in row] for row in found.tolist()], labelled_characters(sentence)
