"""Which lines go only before or after the body?  Bylines, dates, share and follow lines, notices, copyright, tags.

The words of these rules are ordinary words, so `walk` asks them only outside the running text.  A sentence
of 40 code points or more goes only for a notice, a copyright line or a follow line, which are sentences too.
"""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding
from streams.stages.clean_text.signoff import signoff
from streams.text.dates import find_date, leftover
from streams.text.lines import ends_sentence, is_body_like, is_quote, is_spaceless, key, size, split_label, undecorated
from streams.text.names import is_name, split_names, without_addresses
from streams.text.urls import URL

MAX_SIZE = 320  # notices run to three lines
_FOLLOW_SIZE = 170
_CALLING_WIDE, _CALLED_WIDE = 5, 12
_CALLED_WORDS = 3
_CHANNEL_WORDS = 3  # `Telegram blocked in Spain` has four
_CLAUSES_SIZE = 12  # `Comment ?` is a question in French
_DATED_CP = 110
_PIECES = re.compile(r"\s*[|•·/／,、]\s*|\s+[-–—]\s+|\s{2,}")
_CLAUSES = re.compile(r"[,.;:!?。！？،؟।、]\s?")
_HASHTAGS = re.compile(r"(?:[#＃]\w[\w\-]{0,40}[\s,]*){1,30}")
_BREADCRUMB = re.compile(r"[^>»›/]{2,30}(?:\s[>»›/]\s[^>»›/]{2,40}){1,5}")
_SENT_BY = re.compile(r"(?P<name>[^()（）/]{3,60}?)\s?(?:[(（\[]|/)\s?(?P<agency>[^()（）]{2,30}?)[)）\]]?")
_PARTS = re.compile(r"\s+[|•·]\s+")
_BARS = re.compile(r"[|•·]")
_ONE_WORD_CP = 24
_ONE_WORD_WIDE = 8  # of a script without blanks: a place, or where it was printed before
_SECTION_WORDS = 4
_IN_BRACKETS = re.compile(r"[(（]([^()（）]{3,30})[)）]")
_SIGNS = ("©", "(c)", "ⓒ", "®")
_COPYRIGHT = re.compile(r"©|\(c\)|ⓒ|copyright\s?(?:©|\(c\)|ⓒ|\d{4}\b)", re.IGNORECASE)
_QUOTING = re.compile(r"[«‹，、]|(?<=\w),\s")  # `Les « gilets jaunes » défilent` goes nowhere
_AGE = re.compile(r"[(\[]?(?:0|3|6|7|12|14|16|18)\s?\+[)\]]?")  # for readers of that age
_ONLY_URL = re.compile(rf"[<(]?{URL.pattern}[>)]?", re.IGNORECASE)
_INITIALS = re.compile(
    r"[(（\[](?:[\w.]{2,12}(?:\s?[/-]\s?[\w. ]{1,14}){1,2}|[a-zA-Z]{2,6})[)）\]]"
)  # (dpa/ab), (Tim/Red), (afp)
_HANDLE = re.compile(r"(?:@\w{2,30}[\s,|]*){1,5}|\S{1,64}@\S{1,80}\.\w{2,12}")


def weak(text: str, lexicon: Lexicon, *, head: bool, language: str | None = None) -> Finding | None:
    """Say why this line goes when it stands before (*head*) or after the body; None when it stays."""
    if len(text) > MAX_SIZE or is_quote(text):
        return None
    term = key(text)
    found = _sentences_too(text, term, lexicon)
    if (not found or found.rule == "notice") and len(text) <= _DATED_CP:
        # May end in a stop, `15 февраля 2024 г.`, or beside a notice, `9 July 2024 | 3 min read`.
        found = _date(text, lexicon, language) or found
    if not found and not head:
        found = signoff(text, lexicon)
    if found or is_body_like(text):
        return found
    return (
        byline(text, lexicon)
        or _share(text, term, lexicon)
        or _tags(text, lexicon)
        or _source_tail(text, lexicon, head=head)
        or _structure(text, head=head)
    )


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


def _sentences_too(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    """Rules that may take a whole sentence."""
    if _COPYRIGHT.match(text) or (lexicon.contained("copyright.contains", term) and _is_notice(text, term, lexicon)):
        return Finding("copyright")
    if lexicon.contained("notice.contains", term):
        is_notice = not is_body_like(text) or lexicon.speaks_of("notice.contains", term)
        return Finding("notice") if is_notice else None
    if _CLAUSES_SIZE <= size(text) <= _FOLLOW_SIZE and _is_known(text, term, lexicon):
        return Finding("share")
    if (
        size(text) <= _FOLLOW_SIZE
        and (leading := lexicon.beginning(term))
        and ((not is_body_like(text) and _calls(leading, term)) or _names_channel(term, lexicon))
    ):
        return Finding("share")
    return None


def _is_notice(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell a notice from a sentence of the news about rights: a sign, no sentence, or little else."""
    if not is_body_like(text) or any(sign in term for sign in _SIGNS):
        return True
    return lexicon.speaks_of("copyright.contains", term)


def _is_known(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether all of the line's clauses are terms: `No comments yet, be the first.`"""
    if lexicon.has("comments.whole", term):
        return True
    if not ends_sentence(text):
        return False
    first, *others = _CLAUSES.split(text, 4)
    return all(
        lexicon.has("comments.whole", one) or lexicon.has("follow.whole", one)
        for one in (key(first), *filter(None, map(key, others)))
    )


def _calls(leading: str, term: str) -> bool:
    """Tell whether a line that begins with *leading* calls on the reader, and is no headline: `Steun voor Oekraïne`.

    Two words, or five letters of a script without blanks, are enough; behind less the line must be short.
    """
    if is_spaceless(leading):
        return len(leading) >= _CALLING_WIDE or len(term) <= _CALLED_WIDE
    return " " in leading or "-" in leading or term.count(" ") < _CALLED_WORDS


def _names_channel(term: str, lexicon: Lexicon) -> bool:
    """Tell whether the line names a network, a letter, a link or an address to follow."""
    named = lexicon.names("follow.channel", term) or lexicon.contained("follow.contains", term)
    return named or "://" in term or "@" in term


def _date(text: str, lexicon: Lexicon, language: str | None) -> Finding | None:
    rest, day = _dates(text, lexicon, language)
    if rest is None:
        return None
    if (pieces := _PARTS.split(text))[1:] and (found := _parted(pieces, day, lexicon, language)):
        return found
    rest = _updates_out(rest, lexicon)
    words = leftover(_without_labels(rest, lexicon), lexicon.calendar, lexicon.date_words)
    if not words or (" " not in words and len(words) <= _ONE_WORD_CP and not _says(words)):
        return Finding("date", day=day)
    if labelled := byline(words, lexicon):
        return Finding("byline", names=labelled.names, day=day)
    if is_name(words, least_words=2):
        pieces = _BARS.split(_without_labels(rest, lexicon))
        apart = sum(leftover(piece, lexicon.calendar, lexicon.date_words) != "" for piece in pieces) > 1
        return Finding("byline", names=() if apart else (words,), day=day)  # `Rovers | Football | 9 July` is no name
    return None


def _says(words: str) -> bool:
    """Tell whether *words* without blanks are more than one: `工党正式成立。` behind a date is a sentence."""
    return is_spaceless(words.rstrip("。！？.!?")) and (len(words) > _ONE_WORD_WIDE or ends_sentence(words))


def _parted(pieces: list[str], day: str | None, lexicon: Lexicon, language: str | None) -> Finding | None:
    """`Published 5 March 2024 | By Jane Doe | Politics`: a byline, and beside it dates or a few words."""
    bylines = [byline(piece, lexicon) or _titled(piece, lexicon) for piece in pieces]
    said = [found for found in bylines if found and found.names]
    others = [piece for piece, found in zip(pieces, bylines, strict=True) if not found]
    is_brief = all(
        (piece.count(" ") < _SECTION_WORDS and not ends_sentence(piece))
        or _dates(piece, lexicon, language)[0] is not None
        for piece in others
    )
    return Finding("byline", names=said[0].names, day=day) if said and is_brief else None


def _titled(piece: str, lexicon: Lexicon) -> Finding | None:
    """`Priya Holm, Chief Correspondent`: a name of two words, a comma, and a known trade at the end."""
    name, comma, trade = piece.partition(", ")
    words = (key(trade), key(trade.rpartition(" ")[2]))
    known = any(lexicon.has(place, word) for place in ("byline.suffix", "byline.label") for word in words if word)
    return Finding("byline", names=(name,)) if comma and known and is_name(name, least_words=2) else None


def _updates_out(rest: str, lexicon: Lexicon) -> str:
    """Take `（3/5 11:05 更新）` out of what stands beside a date: figures and the word for an update, in brackets."""
    bracketed = _IN_BRACKETS.search(rest)
    if not bracketed or not any(char.isdigit() for char in bracketed[1]):
        return rest
    words = {key(word) for word in bracketed[1].split()}
    return rest if words.isdisjoint(lexicon.terms["date.updated"]) else rest.replace(bracketed[0], " ")


def _dates(text: str, lexicon: Lexicon, language: str | None) -> tuple[str | None, str | None]:
    """Give the line without its one or two dates, and the day of the first that is not an update."""
    rest, day = None, None
    for _ in range(2):
        found = find_date(text if rest is None else rest, lexicon.calendar, language=language)
        if not found:
            break
        before = key(found.before)
        updated = before != "" and any(term in before for term in lexicon.terms["date.updated"])
        day = day or (None if updated else found.day)
        rest = f"{_without_labels(found.before, lexicon)} {found.after}"
    return rest, day


def _without_labels(rest: str, lexicon: Lexicon) -> str:
    """Take labels of several words, `last updated on`, out of what is left of a date line."""
    folded = rest.casefold()
    if " " in folded.strip() and len(folded) == len(rest):
        for phrase in lexicon.date_phrases:
            at = folded.find(phrase)
            if at >= 0:
                rest = f"{rest[:at]} {rest[at + len(phrase) :]}"
                folded = rest.casefold()
    return rest


def _share(text: str, term: str, lexicon: Lexicon) -> Finding | None:
    if lexicon.has("follow.whole", term) or lexicon.has("comments.whole", term):
        return Finding("share")
    if size(text) <= 140 and lexicon.contained("follow.contains", term):
        return Finding("share")
    if term.count(" ") < _CHANNEL_WORDS and not ends_sentence(text) and lexicon.names("follow.channel", term):
        return Finding("share")
    pieces = [key(piece) for piece in _PIECES.split(text)]
    if len(pieces) == 1:
        pieces = term.split(" ")
    if len(pieces) > 1 and all(lexicon.has("follow.whole", piece) for piece in pieces if piece):
        return Finding("share")
    return None


def _tags(text: str, lexicon: Lexicon) -> Finding | None:
    split = split_label(undecorated(text))
    if split and lexicon.has("tags.label", key(split[0])) and size(split[1]) <= 240:
        return Finding("tags")
    if lexicon.has("tags.label", key(text)):
        return Finding("tags")
    return Finding("tags") if _HASHTAGS.fullmatch(text) else None


def _source_tail(text: str, lexicon: Lexicon, *, head: bool) -> Finding | None:
    """`Theo VnExpress`, `(According to Reuters)`: behind the body only."""
    words = undecorated(text).split(" ")
    if head or not 2 <= len(words) <= 5 or ends_sentence(text):
        return None
    known = any(lexicon.has("source.prefix", key(" ".join(words[:count]))) for count in (1, 2, 3) if count < len(words))
    return Finding("source") if known else None


def _structure(text: str, *, head: bool) -> Finding | None:
    if head and _BREADCRUMB.fullmatch(text) and not ends_sentence(text) and not _QUOTING.search(text):
        return Finding("breadcrumb")
    if _AGE.fullmatch(text):
        return Finding("notice")
    if not head and _INITIALS.fullmatch(text):
        return Finding("byline")
    if _ONLY_URL.fullmatch(text) or _HANDLE.fullmatch(text):
        return Finding("link")
    return None
