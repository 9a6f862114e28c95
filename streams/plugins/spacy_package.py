"""A spaCy pipeline, installed as a package or lying in a folder, as a tagger.

spaCy gives spans without a probability; what is published is `GIVEN`, and the method says whose it is.
"""

from collections.abc import Iterable

import spacy  # type: ignore[import-not-found, unused-ignore]  # an extra: news-streams[spacy]

from streams.core.outcome import Unavailable
from streams.stages.extract_entities.finder import Tag
from streams.stages.extract_entities.mentions import Mention, Odds

GIVEN = 0.75  # no model's own number; about the precision of the small packages on news
_TYPES = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
_ODDS: dict[str, Odds] = {
    "PER": (GIVEN, 0.0, 0.0, 1 - GIVEN),
    "ORG": (0.0, GIVEN, 0.0, 1 - GIVEN),
    "LOC": (0.0, 0.0, GIVEN, 1 - GIVEN),
}


def open_package(source: str, method: str) -> Tag:
    """Load the pipeline.  Raises Unavailable when it is not installed; labels we do not publish are left out."""
    try:
        pipeline = spacy.load(source)
    except OSError as error:
        raise Unavailable(f"spaCy cannot load {source!r}; install the package or give its folder") from error

    def tag(text: str) -> Iterable[Mention]:
        for span in pipeline(text).ents:
            kind = _TYPES.get(span.label_)
            if kind:
                yield Mention(span.start_char, span.end_char, kind, _ODDS[kind], method)

    return tag
