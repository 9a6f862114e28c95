"""Which language is the article written in?  The stage, its annotation and the list of languages it knows."""

from streams.stages.detect_language.annotation import Alternative, Declared, Language, Passage, Status
from streams.stages.detect_language.languages import SUPPORTED, UNDETERMINED
from streams.stages.detect_language.stage import Rank, build, detect_language

__all__ = [
    "SUPPORTED",
    "UNDETERMINED",
    "Alternative",
    "Declared",
    "Language",
    "Passage",
    "Rank",
    "Status",
    "build",
    "detect_language",
]
