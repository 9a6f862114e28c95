"""What of a text is language?  A copy without tags, links, addresses and shouting; it decides nothing else.

Every pattern is bounded and starts at a fixed character, so the cost is linear whatever comes in.
"""

import re
import unicodedata

from streams.stages.detect_language.profile import counted

_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]{0,300}>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7});")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>]{1,500}", re.IGNORECASE)
_BARE_LINK = re.compile(r"\b[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}/[^\s<>]{0,300}")
_PATH = re.compile(r"\.[\w-]{1,40}/")  # in every bare link
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w.-]{1,100}")
_HANDLE = re.compile(r"(?<!\w)[@#]\w{1,100}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_CONTROLS = frozenset(chr(point) for point in range(0x10000) if _CONTROL.match(chr(point)))
_SHOUT_MIN = 8  # upper-case letters; below, a few acronyms would lower-case a name
_SHOUT_RATIO = 3


def tidy(text: str) -> str:
    """Give *text* NFC without mark-up, links, mail addresses, handles and controls, lower-cased if it shouts."""
    text = unicodedata.normalize("NFC", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = _ENTITY.sub(" ", text)
    if "@" in text:
        text = _MAIL.sub(" ", text)
    if "@" in text or "#" in text:
        text = _HANDLE.sub(" ", text)
    if "/" in text or "www." in text:
        text = _without_links(text)
    if not _CONTROLS.isdisjoint(counted(text)):
        text = _CONTROL.sub(" ", text)
    return _calm(text)


def _without_links(text: str) -> str:
    """Take links out.  The patterns begin at every word, so first a look at what each of them must have."""
    if "://" in text or "www." in text.lower():
        text = _LINK.sub(" ", text)
    return _BARE_LINK.sub(" ", text) if _PATH.search(text) else text


def _calm(text: str) -> str:
    lower = text.lower()
    if lower == text:
        return text
    counts = counted(text)  # each distinct character is looked at once
    shouted = sum(count for char, count in counts.items() if char.isupper())
    whispered = sum(count for char, count in counts.items() if char.islower())
    return lower if shouted > _SHOUT_MIN and shouted > _SHOUT_RATIO * whispered else text
