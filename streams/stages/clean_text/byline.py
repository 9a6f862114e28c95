"""Which lines name the author?  `By Ana Ruiz`, `Autor: Jan Ek`, `记者 沈一鸣`, `Ana Ruiz / EFE`, `홍길동 기자`."""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.text.lines import ends_sentence, is_spaceless, key, size, split_label, undecorated
from streams.text.names import is_name, split_names, without_addresses

_SENT_BY = re.compile(r"(?P<name>[^()（）/]{3,60}?)\s?(?:[(（\[]|/)\s?(?P<agency>[^()（）]{2,30}?)[)）\]]?")


def byline(text: str, lexicon: Lexicon) -> Finding | None:
    """`By Ana Ruiz`, `Autor: Jan Ek`, `记者 沈一鸣`, `홍길동 기자`: a label and names, none of them a weekday."""
    found = _byline(text, lexicon)
    is_day = found is not None and any(name.casefold() in lexicon.calendar.days for name in found.names)
    return None if is_day else found


def _byline(text: str, lexicon: Lexicon) -> Finding | None:
    bare = without_addresses(undecorated(text)).strip()
    if not 2 <= len(bare) <= 120 or ends_sentence(bare):
        return None
    if lexicon.has("byline.editor", key(bare)):  # `Web desk`
        return Finding("byline")
    split = split_label(bare)
    if split:
        label = key(split[0])
        if lexicon.has("byline.editor", label) and size(split[1]) <= 90:
            return Finding("byline")
        if lexicon.has("byline.label", label) and size(split[1]) <= 120:
            return Finding("byline", names=split_names(split[1]))
    sent = _SENT_BY.fullmatch(bare)
    if sent and all(lexicon.has("source.agency", key(one)) for one in re.split(r"[/,]", sent["agency"])):
        name = sent["name"]  # `Von Ana Ruiz (dpa)`, `Ana Ruiz / EFE`
        return _byline_words(name, lexicon) or (
            Finding("byline", names=(name,)) if is_name(name, least_words=2) else None
        )
    return _byline_words(bare, lexicon)


def _byline_words(bare: str, lexicon: Lexicon) -> Finding | None:
    words = re.split(r"[ ・]", bare)
    for count in range(1, min(lexicon.longest, len(words) - 1) + 1):
        label, rest = key(" ".join(words[:count])), bare[len(" ".join(words[:count])) + 1 :]
        if lexicon.has("byline.label", label) or lexicon.has("byline.editor", label):
            names = split_names(rest)
            if lexicon.has("byline.common", label) and not (names and is_name(names[0], least_words=2)):
                continue  # `De Niro`, `Da Vinci`, `Di Maio`
            if names and len(words) - count <= 8:
                return Finding("byline", names=names if lexicon.has("byline.label", label) else ())
    for count in range(1, min(3, len(words) - 1) + 1):
        if lexicon.has("byline.suffix", key(" ".join(words[-count:]))):
            names = split_names(" ".join(words[:-count]))
            return Finding("byline", names=names) if names else None
    return _joined_byline(bare, lexicon)


def _joined_byline(bare: str, lexicon: Lexicon) -> Finding | None:
    """`記者王小明／台北報導`: label, name and place without blanks."""
    if " " in bare or not is_spaceless(bare):
        return None
    for count in (2, 3, 4):
        name = re.split(r"[／/]", bare[count:])[0]
        if lexicon.has("byline.label", key(bare[:count])) and 2 <= len(name) <= 4 and is_name(name):
            return Finding("byline", names=(name,))
    return None
