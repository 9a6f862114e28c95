"""Which lines are comments of readers?  The last ones, below a counter of comments: `anna77: who paid for it?`.

Nothing in such a line says what it is.  It needs a counter that is gone and counts as many at least, running text above
it, and below it nothing but a name and what each said, no name twice: an interview has the same two again and again.
"""

import re
from operator import attrgetter

from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Cut, Finding, Line, Page
from streams.text.lines import COLONS, ends_sentence, is_anchor, is_spaceless, key

_COUNT = re.compile(r"\d{1,5}")
_NICK_WORDS, _NICK_CP = 2, 24
_SAID = re.compile(rf"(?P<nick>[^\s{COLONS}][^{COLONS}]{{1,30}}?)\s?[{COLONS}]\s?(?P<said>\S.*)")
_MOST = 20
_SENTENCES_ABOVE = 2


def cut_readers(page: Page, lexicon: Lexicon) -> None:
    """Cut the comments below the last counter of comments that is gone."""
    counters = [cut for cut in page.cuts if cut.rule == "counter"]
    if not counters:
        return  # nearly always
    counter = max(counters, key=attrgetter("number"))
    below = [line for line in page.lines if line.text and line.number > counter.number]
    if not 0 < len(below) <= min(_comments(counter, lexicon), _MOST):
        return
    above = [line for line in page.standing() if line.number < counter.number]
    if sum(is_anchor(line.text) for line in above) >= _SENTENCES_ABOVE and _are_comments(below, above, lexicon):
        for line in below:
            page.cut(line, Finding("comment"))


def _comments(counter: Cut, lexicon: Lexicon) -> int:
    """Give how many comments the line counts; 0 when it counts views or likes."""
    figures = _COUNT.findall(counter.text)
    label = key(_COUNT.sub(" ", counter.text))
    is_of_comments = len(figures) == 1 and lexicon.has("comments.whole", key(label.strip(" ()（）[]")))
    return int(figures[0]) if is_of_comments else 0


def _are_comments(below: list[Line], above: list[Line], lexicon: Lexicon) -> bool:
    rows = [_SAID.fullmatch(line.text) for line in below]
    nicks = [row["nick"] for row in rows if row]
    if len(set(nicks)) < len(rows) or not all(_is_nick(nick, lexicon) for nick in nicks):
        return False
    if any(line.text.startswith(nick) for line in above for nick in nicks):
        return False  # who speaks above too
    said = [row["said"] for row in rows if row]
    spoken = [ends_sentence(text) or nick[0].islower() for nick, text in zip(nicks, said, strict=True)]
    return all(map(_is_spoken, said)) and 2 * sum(spoken) >= len(rows)


def _is_nick(nick: str, lexicon: Lexicon) -> bool:
    return len(nick) <= _NICK_CP and nick.count(" ") < _NICK_WORDS and not lexicon.labels(key(nick))


def _is_spoken(text: str) -> bool:
    """Tell whether somebody says it: `Tickets: 10 zł` is a row of a box, and a link is none."""
    return not text[0].isdigit() and not text.startswith("//") and (" " in text or is_spaceless(text[0]))
