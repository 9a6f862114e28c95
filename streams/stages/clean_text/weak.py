"""Which lines go only before or after the body?  Bylines, dates, share and follow lines, notices, copyright, tags.

The words of these rules are ordinary words, so `walk` asks them only outside the running text.  A sentence
of 40 code points or more goes only for a notice, a copyright line or a follow line, which are sentences too.
"""

import re

from streams.stages.clean_text.byline import byline
from streams.stages.clean_text.calls import is_button, is_call, is_call_below
from streams.stages.clean_text.dated import dated
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.stages.clean_text.rights import says_rights
from streams.stages.clean_text.signoff import agency, signoff
from streams.text.lines import COLONS, ends_sentence, is_body_like, is_quote, key, size, split_label, undecorated
from streams.text.names import is_of_press, is_said_of
from streams.text.urls import URL

MAX_SIZE = 320  # notices run to three lines
_DATED_CP = 110
_HASHTAGS = re.compile(r"(?:[#＃]\w[\w\-]{0,40}[\s,]*){1,30}")
_BREADCRUMB = re.compile(r"(?:[^>»›/]{2,30}|[가-힣一-鿿])(?:\s[>»›/]\s[^>»›/]{2,40}){1,5}")
_QUOTING = re.compile(r"[«‹，、]|(?<=\w),\s")  # `Les « gilets jaunes » défilent` goes nowhere
_TAG_PHRASE_WORDS = 3  # tags of so many words in all places have a name among them
_FONT_SIZES = re.compile(r"(?:[^\W\d_][-+−–]?[/|\s]{0,3}){0,2}[^\W\d_]\s?[-+−–]")  # `A-`, `A A+`, `অ-`
_AGE = re.compile(r"[(\[]?(?:0|3|6|7|12|14|16|18)\s?\+[)\]]?")  # for readers of that age
_ONLY_URL = re.compile(rf"[<(]?{URL.pattern}[>)]?", re.IGNORECASE)
_ONLY_DOMAIN = re.compile(r"[\w-]{2,24}(?:\.[a-z]{2,8}){1,2}", re.IGNORECASE)
_BRACKETS = frozenset("(（[")
_INITIALS = re.compile(
    r"[(（\[](?:[\w.]{2,12}(?:\s?[/-]\s?[\w. ]{1,14}){1,2}|[a-zA-Z]{2,6})[)）\]]"
)  # (dpa/ab), (Tim/Red), (afp)
_COMMAS = (",", "،", "、", "，")
_HANDLE = re.compile(r"(?:@\w{2,30}[\s,|]*){1,5}|\S{1,64}@\S{1,80}\.\w{2,12}")


def weak(text: str, lexicon: Lexicon, *, head: bool, language: str | None = None) -> Finding | None:
    """Say why this line goes when it stands before (*head*) or after the body; None when it stays."""
    if len(text) > MAX_SIZE or is_quote(text):
        return None
    term = key(text)
    found = _sentences_too(text, term, lexicon)
    if (not found or found.rule == "notice") and len(text) <= _DATED_CP:
        # May end in a stop, `15 февраля 2024 г.`, or beside a notice, `9 July 2024 | 3 min read`.
        found = dated(text, lexicon, language, head=head) or found
    if not found:
        found = agency(text, lexicon) if head else (signoff(text, lexicon) or _share_below(text, term, lexicon))
    if found or is_body_like(text):
        return found
    return (
        byline(text, lexicon)
        or _share(text, term, lexicon)
        or _tags(text, lexicon)
        or _source_tail(text, lexicon, head=head)
        or _by_shape(text, head=head)
    )


def _sentences_too(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """Rules that may take a whole sentence."""
    if text.endswith(_COMMAS):
        return None  # of a poem: `takip et beni,`
    if says_rights(text, term, lexicon):
        return Finding("copyright")
    if lexicon.contained("notice.contains", term):
        is_notice = not is_body_like(text) or lexicon.speaks_of("notice.contains", term)
        return Finding("notice") if is_notice else None
    if any(map(term.endswith, lexicon.terms["notice.end"])):
        return Finding("notice")
    return Finding("share") if is_call(text, term, lexicon) else None


def _share_below(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    return Finding("share") if is_call_below(text, term, lexicon) else None


def _share(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    return None if text.endswith(_COMMAS) or not is_button(text, term, lexicon) else Finding("share")


def _tags(text: str, lexicon: Lexicon) -> Finding | None:
    split = split_label(undecorated(text))
    if split and lexicon.has("tags.label", key(split[0])) and size(split[1]) <= 240:
        return None if _explains(split[1]) else Finding("tags")
    if lexicon.has("tags.label", key(text)):
        return Finding("tags")
    return Finding("tags") if _HASHTAGS.fullmatch(text) else None


def _explains(tags: str) -> bool:
    """Tell whether phrases stand where tags would: `Tags: red for cattle, blue for sheep`."""
    found = [tag.split() for tag in tags.split(",")]
    return tags.islower() and all(len(words) >= _TAG_PHRASE_WORDS for words in found)


def _source_tail(text: str, lexicon: Lexicon, *, head: bool) -> Finding | None:
    """`Theo VnExpress`, `(According to Reuters)`: behind the body only."""
    words = undecorated(text).split(" ")
    if head or not 2 <= len(words) <= 5 or ends_sentence(text):
        return None
    for count in (1, 2, 3):
        if count < len(words) and lexicon.has("source.prefix", key(" ".join(words[:count]))):
            rest = " ".join(words[count:])
            is_noun = count == 1 and words[0][-1] not in COLONS and lexicon.has("source.label", key(words[0]))
            if is_said_of(rest) or (is_noun and not (text[0] in _BRACKETS or _is_outlet(rest, lexicon))):
                return None
            return Finding("source")
    return None


def _is_outlet(text: str, lexicon: Lexicon) -> bool:
    """Tell whether *text* is what an agency, a paper or a site is called by: `Kaynak Suyu` is water from a spring."""
    words = text.split(" ")
    is_marked = any(sum(map(str.isupper, word)) > 1 or _ONLY_DOMAIN.fullmatch(word) for word in words)
    return is_marked or lexicon.has("source.agency", key(text)) or is_of_press(words[0]) or is_of_press(words[-1])


def _by_shape(text: str, *, head: bool) -> Finding | None:
    """A breadcrumb, an age, the size of letters, initials, an address: told by how they look, not by their words."""
    if head and _BREADCRUMB.fullmatch(text) and not ends_sentence(text) and not _QUOTING.search(text):
        return Finding("breadcrumb")
    if _AGE.fullmatch(text):
        return Finding("notice")
    if _FONT_SIZES.fullmatch(text) and len({char for char in text.casefold() if char.isalpha()}) == 1:
        return Finding("share")
    if not head and _INITIALS.fullmatch(text):
        return Finding("byline")
    if _ONLY_URL.fullmatch(text) or _HANDLE.fullmatch(text):
        return Finding("link")
    return None
