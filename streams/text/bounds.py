"""What may a page have so much of that parsing it takes minutes?  Blocks inside blocks, attributes of one tag."""

import re
from collections.abc import Iterator

MAX_DEPTH = 4_000  # the faster extraction is quadratic in nested blocks: 1 s at 4,000, minutes at 100,000
_OPEN_OR_CLOSE = re.compile(  # tags that close by themselves, and inline ones, which cost nothing, are passed over
    r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|d[td]|opt(?:ion|group)|"
    r"t[rdh]|t(?:body|head|foot)|a|abbr|b|big|cite|code|em|font|i|label|mark|s|small|span|strike|strong|su[bp]|tt|u)"
    r"[\s/>])[a-z]",
    re.IGNORECASE,
)
MAX_ATTRIBUTES = 5_000  # of one tag; both parsers are quadratic in them: 0.3 s at 10,000, minutes at 100,000
_LONG_TAG_CP = 5_000
_MANY_VALUES = 10_000
_TAG = re.compile(r"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
_QUOTED_END = re.compile(r"""=\s*+(?:"[^">]*+>|'[^'>]*+>)""")  # a `>` in a value: the tag goes on behind it
_QUOTED = re.compile(r"""["][^"]*+["]|'[^']*+'""")
_SCRIPT, _SCRIPT_END = re.compile(r"<script[^<>]*+>", re.IGNORECASE), re.compile("</script", re.IGNORECASE)


def depth(html: str) -> int:
    """Give how deep tags are opened inside one another, never too low; self-closing and inline ones do not count."""
    deepest = level = 0
    for slash in _OPEN_OR_CLOSE.findall(html):
        if slash:
            level = level - 1 if level else 0
        else:
            level += 1
            deepest = max(deepest, level)
    return deepest


def attributes(html: str) -> int:
    """Give the most attributes that a tag has, never too low for a page that has a tag with very many; else 0."""
    few = html.count("=") < _MANY_VALUES and sum(map(_words, _long_pieces(html))) <= MAX_ATTRIBUTES
    if few and not _QUOTED_END.search(html):
        return 0
    tags = (tag for tag in _TAG.findall(html) if len(tag) >= _LONG_TAG_CP)
    return max((len(_QUOTED.sub("v ", tag).split()) - 1 for tag in tags), default=0)


def _long_pieces(html: str) -> Iterator[str]:
    """Give the stretches of 5,000 code points and more without a `>`: nearly always one script, or none.

    Looks at few places, from the far end of each stretch: splitting the page took a twentieth of its time.
    """
    start = 0
    while len(html) - start >= _LONG_TAG_CP:
        last = html.rfind(">", start, start + _LONG_TAG_CP)
        if last < 0:
            end = html.find(">", start)
            last = end if end >= 0 else len(html)
            yield html[start:last]
        start = last + 1


def _words(piece: str) -> int:
    """Count what can be an attribute, never too low: values in quotes need no blank between them."""
    return len(piece.split()) + piece.count('"') + piece.count("'")


def without_code(html: str) -> str:
    """Give *html* without the code of its scripts; statements (JSON-LD) stay.

    Packed code reads like tags with thousands of attributes, `<b;f++){var g=d+f;`, and is no reason to refuse a page.
    """
    kept: list[str] = []
    end = 0
    for opened in _SCRIPT.finditer(html):
        if opened.start() < end or "ld+json" in opened[0]:
            continue
        closed = _SCRIPT_END.search(html, opened.end())
        if not closed:
            break
        kept.append(html[end : opened.end()])
        end = closed.start()
    return "".join([*kept, html[end:]])
