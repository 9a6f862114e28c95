"""Which lines call on the reader?  To follow, share, subscribe, comment, write, or turn the page.

The words of calls open sentences of the news too: whole sentences are calls only when behind those words stands what
one follows or shares.  What is a call below the body only, and what on a line that is no sentence, is asked apart.
"""

import re

from streams.stages.clean_text.lexicon import Lexicon
from streams.text.lines import ends_sentence, is_body_like, is_spaceless, key, size

_CALL_SIZE = 170  # a longer sentence is text, however it begins
_CONTAINED_SIZE = 140
_CLAUSES_SIZE = 12  # `Comment ?` is a question in French
_CALLING_WIDE, _CALLED_WIDE = 5, 12
_CALLED_WORDS = 3
_CHANNEL_WORDS = 3  # `Telegram blocked in Spain` has four
_CONTACT_WORDS = 12
_VERB_WORDS = 3
_BUTTON_CP = 30
_PIECES = re.compile(r"\s*[|•·/／,、]\s*|\s+[-–—]\s+|\s{2,}")
_CLAUSES = re.compile(r"[,.;:!?。！？،؟।、]\s?")
_ASKING = frozenset("?？؟՞፧")
_GREEK = re.compile(r"[α-ω]")  # asks with a semicolon
_COMMA = re.compile(r"[,،、，]")
_VERBS = frozenset(
    ("is", "was", "were", "has", "had", "said", "says", "ist", "war", "steht", "stand", "est", "était", "era", "è", "é")
)
_SITE_NAMED = re.compile(r"\s[A-ZÀ-ŽА-ЯΑ-Ω][\w'’-]* [A-ZÀ-ŽА-ЯΑ-Ω]|\.[a-z]{2,4}\b|[\"“„«]")  # `Follow Oakham News`
_TWO_CHANNELS = re.compile(
    r"\s(?:on|via|at|auf|bei|sur|en|no|na|su|op|på|di|în|у|в|на)\s+(?P<list>[^.!?]{5,120})[.!?]?$"
)
_LISTED = re.compile(r"\s?,\s?(?:and\s)?|\s(?:and|und|et|y|e|en|och|og|ja|dan|i|și|и|та|&)\s")
_ADDRESS_END = re.compile(r"\s[<(]?[\w.+-]{1,64}@[\w-]{2,60}(?:\.[\w-]{2,24}){1,3}[>)]?\.?$")
_PAGE = re.compile(
    r"(?P<word>[^\W\d_]{2,20})\s?\d{1,2}(?:\s?/\s?|\s[^\W\d_]{1,8}\s)\d{1,2}"  # Page 1 of 2, Seite 1/3
    r"|(?:\d{1,2}\s){2,10}(?P<next>[^\d]{3,30})"  # 1 2 3 Next page
)


def is_call(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether the line calls on the reader, a whole sentence too; *term* is its key."""
    if size(text) > _CALL_SIZE:
        return False
    return (
        (size(text) >= _CLAUSES_SIZE and _is_all_known(text, term, lexicon))
        or _begins_as_call(text, term, lexicon)
        or _ends_in_channels(text, term, lexicon)
    )


def is_call_below(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether the line, which stands below the body, calls on the reader to sign up or to write."""
    return size(text) <= _CALL_SIZE and (_asks_then_calls(text, lexicon) or _ends_in_address(text, term, lexicon))


def ends_in_button(text: str, lexicon: Lexicon) -> bool:
    """`Get the best of the Post in your inbox. Sign up here.`: a letter or channel, and behind it a button's words."""
    first, stop, button = text.rpartition(". ")
    if not stop or len(button) > _BUTTON_CP or not lexicon.contained("follow.contains", key(first)):
        return False
    term = key(button)
    return " " in term and (lexicon.has("follow.whole", term) or lexicon.has("follow.prefix", term))


def is_button(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether a line that is no long sentence holds buttons, a channel to follow or the numbers of pages."""
    if lexicon.has("follow.whole", term) or lexicon.has("comments.whole", term) or _is_page(text, term, lexicon):
        return True
    contained = size(text) <= _CONTAINED_SIZE and lexicon.contained("follow.contains", term)
    leading = lexicon.beginning(term) if contained else ""
    if contained and not _goes_on(text, term, leading, lexicon) and (leading or not _is_question(text)):
        return True
    if term.count(" ") < _CHANNEL_WORDS and not ends_sentence(text) and lexicon.names("follow.channel", term):
        return not _is_question(text)
    pieces = [key(piece) for piece in _PIECES.split(text)]
    if len(pieces) == 1:
        pieces = term.split(" ")
    return len(pieces) > 1 and all(
        lexicon.has("follow.whole", piece) or lexicon.has("comments.whole", piece) for piece in pieces if piece
    )  # `Kommentare Drucken Teilen`


def _is_question(text: str) -> bool:
    """Tell whether somebody asks: `Is there a newsletter?` is of a story unless it begins as calls do."""
    return text[-1] in _ASKING or (text[-1] == ";" and _GREEK.search(text) is not None)


def _is_all_known(text: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether all of the line's clauses are words of calls: `No comments yet, be the first.`"""
    if lexicon.has("comments.whole", term):
        return True
    if not ends_sentence(text):
        return False
    first, *others = _CLAUSES.split(text, 4)
    return all(
        lexicon.has("comments.whole", one) or lexicon.has("follow.whole", one)
        for one in (key(first), *filter(None, map(key, others)))
    )


def _begins_as_call(text: str, term: str, lexicon: Lexicon) -> bool:
    """`Follow us on Facebook for more.`: the words of a call, and behind them what one follows or shares."""
    leading = lexicon.beginning(term)
    return (
        leading != ""
        and ((not is_body_like(text) and _calls(leading, term, lexicon)) or _names_channel(term, lexicon))
        and not _goes_on(text, term, leading, lexicon)
        and _asks(text, term, leading, lexicon)
    )


def _ends_in_channels(text: str, term: str, lexicon: Lexicon) -> bool:
    """`Follow Saltmarsh News on Facebook, X and Instagram.`: a verb of following, and networks at the end."""
    verb = term.partition(" ")[0]
    listed = _TWO_CHANNELS.search(text) if lexicon.has("follow.verb", verb) else None
    if not listed:
        return False
    names = [key(name) for name in _LISTED.split(listed["list"]) if name]
    known = [name for name in names if lexicon.has("follow.channel", name) or lexicon.has("follow.whole", name)]
    return len(names) > 1 and names == known


def _asks_then_calls(text: str, lexicon: Lexicon) -> bool:
    """`Want Weekly Recs? Sign Up for Screen Letter`: a question, behind it a call of two words and what to follow."""
    _, mark, call = text.rpartition("? ")
    if not mark or call.endswith("."):
        return False
    term = key(call)
    buttons = [button for button in lexicon.terms["follow.button"] if term.startswith(f"{button} ")]
    leading = max([lexicon.beginning(term), *buttons], key=len)
    return " " in leading and not _goes_on(call, term, leading, lexicon) and _asks(call, term, leading, lexicon)


def _ends_in_address(text: str, term: str, lexicon: Lexicon) -> bool:
    """`Write to Ida Cole at ida@thaxby.example`: a verb of following or writing, a few words, and a mail address."""
    address = _ADDRESS_END.search(text)
    is_called = address is not None and lexicon.has("follow.verb", term.partition(" ")[0])
    return is_called and text.count(" ") <= _CONTACT_WORDS


def _calls(leading: str, term: str, lexicon: Lexicon) -> bool:
    """Tell whether a line that begins with *leading* calls on the reader, and is no headline: `Steun voor Oekraïne`.

    Two words, or five letters of a script without blanks, are enough; behind less the line must be short,
    or all of it the words of calls: `Dalies ar šo rakstu`.
    """
    if is_spaceless(leading):
        return len(leading) >= _CALLING_WIDE or len(term) <= _CALLED_WIDE
    if " " in leading or "-" in leading or term.count(" ") < _CALLED_WORDS:
        return True
    rest = term[len(leading) :].strip()
    return lexicon.is_asked(rest) and any(word in lexicon.asked for word in rest.split())


def _goes_on(text: str, term: str, leading: str, lexicon: Lexicon) -> bool:
    """Tell whether a sentence only begins with the words of a call: `Abone ol dedi kızım, anlamadım.`

    Behind them it names nothing to follow and has a second part, or is about the words: `... is painted on the door.`
    """
    rest = term[len(leading) :]
    if not ends_sentence(text) or not rest.startswith(" "):
        return False
    if not _names_channel(rest, lexicon):
        return _COMMA.search(rest) is not None
    return not _VERBS.isdisjoint(rest.split()[:_VERB_WORDS])


def _asks(text: str, term: str, leading: str, lexicon: Lexicon) -> bool:
    """Tell whether behind the words of a call stands what one follows or shares: nothing, a channel, a site, a link.

    `Compartilhe o recheio` and `Следите за духовкой` are of a recipe.
    """
    rest = term[len(leading) :]
    if is_spaceless(leading) and len(leading) >= _CALLING_WIDE and not ends_sentence(text):
        return True
    if not rest.strip() or _names_channel(rest, lexicon) or _SITE_NAMED.search(text[len(leading) :]):
        return True
    return lexicon.is_asked(rest.strip())


def _names_channel(term: str, lexicon: Lexicon) -> bool:
    """Tell whether the line names a network, a letter, a link or an address to follow."""
    named = lexicon.names("follow.channel", term) or lexicon.contained("follow.contains", term)
    return named or "://" in term or "@" in term


def _is_page(text: str, term: str, lexicon: Lexicon) -> bool:
    """`Page 1 of 2`, `1 2 Next page`: the word for a page or the one behind it, and figures."""
    match = _PAGE.fullmatch(text)
    if not match:
        return False
    return lexicon.has("follow.whole", key(match["word"] or match["next"] or "")) and not term.isdigit()
