"""Which language is the article written in?  The stage, its annotation and the list of languages it knows."""

from streams.stages.detect_language.annotation import Alternative, Declared, Language, Passage, Status
from streams.stages.detect_language.detectors import Detectors, Opinion, Weights
from streams.stages.detect_language.languages import SUPPORTED, UNDETERMINED
from streams.stages.detect_language.stage import build, detect_language

__all__ = [
    "SUPPORTED",
    "UNDETERMINED",
    "Alternative",
    "Declared",
    "Detectors",
    "Language",
    "Opinion",
    "Passage",
    "Status",
    "Weights",
    "build",
    "detect_language",
]
