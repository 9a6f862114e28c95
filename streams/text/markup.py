"""How does mark-up leave plain text?  Known tags, comments and scripts go; every other `<` and `&` stays.

An HTML parser is the wrong tool here: it eats text (`3<y and y>z` becomes `3z`).  All patterns are bounded.
"""

import re
from html import unescape
from html.entities import html5

from streams.text.raised import raise_figures


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BLOCK = _names(
    "address article aside blockquote br center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr iframe legend li main nav noscript ol option p pre section select summary table tbody "
    "tfoot thead tr ul video audio"
)
_INLINE = _names(
    "a abbr acronym amp-ad amp-img b bdi bdo big body button caption cite code col colgroup data del dfn em embed "
    "font head html i img input ins kbd label link map mark meta object param picture q rp rt ruby s samp script small "
    "source span strike strong style sub sup svg path td template textarea th time title track tt u var wbr"
)
_KNOWN = _BLOCK | _INLINE
_SPACED = frozenset({"td", "th"})

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,14})([^<>]{0,2000})>")
_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9-]{0,14})(?![A-Za-z0-9-])")
_HIDDEN = re.compile(r"<(?:(!--)|(script|style|noscript|template)\b[^<>]{0,2000}>)", re.IGNORECASE)
_HIDDEN_ENDS = {
    "!--": re.compile("-->"),
    **{name: re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE) for name in ("script", "style", "noscript", "template")},
}
_BOOLEAN = _names("async autoplay checked controls defer disabled hidden loop muted selected / nowrap")
_ENTITY = re.compile(r"&(?:amp;){0,9}(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LESS, _MORE = r"&(?:amp;){0,9}lt;", r"(?:&(?:amp;){0,9}gt;|>)"
_ESCAPED = re.compile(r"&(?:amp;){0,9}(lt|gt|quot);")
_ESCAPED_PAGE = re.compile(rf"\s{{0,99}}{_LESS}(?:p|div|h[1-6]|ul|figure|br ?/?)(?:{_MORE}|\s)", re.IGNORECASE)
# A whole paragraph between escaped tags; what is shorter may be an example of mark-up.
_ESCAPED_PARAGRAPH = re.compile(
    rf"^[ \t]{{0,99}}{_LESS}(?P<name>p|div|li|h[1-6]|blockquote){_MORE}"
    rf"(?P<said>[^\n]{{40,5000}}?){_LESS}/(?P=name){_MORE}[ \t]{{0,99}}$",
    re.IGNORECASE | re.MULTILINE,
)


def strip_markup(text: str) -> str:
    """Take known tags, comments and scripts out; a block tag leaves a line feed behind.  Linear time.

    A text without tags that begins with an escaped one is mark-up as a whole, escaped once more or twice, as feeds
    carry it; so is a paragraph in escaped tags among others.
    """
    if "lt;" in text:
        if "<" not in text and _ESCAPED_PAGE.match(text):
            text = _ESCAPED.sub(lambda match: unescape(f"&{match[1]};"), text)
        else:
            text = _ESCAPED_PARAGRAPH.sub(lambda match: match["said"], text)
    if "<" not in text:
        return text
    return _TAG.sub(_tag, raise_figures(_without_hidden(text)))


def decode_entities(text: str) -> str:
    """Decode character references, also those escaped over and over, save where a known tag would arise."""
    return _ENTITY.sub(_entity, text) if "&" in text else text


def _without_hidden(text: str) -> str:
    kept, position, ends = [], 0, dict(_HIDDEN_ENDS)
    while match := _HIDDEN.search(text, position):
        name = (match[1] or match[2]).lower()
        end = ends[name].search(text, match.end()) if name in ends else None
        if end is None:
            ends.pop(name, None)  # there is no end further on either: never look again, it would be quadratic
            kept.append(text[position : match.end()])
            position = match.end()
            continue
        kept += [text[position : match.start()], "\n"]
        position = end.end()
    return "".join([*kept, text[position:]])


def _tag(match: re.Match[str]) -> str:
    name, rest = match[2].lower(), match[3].strip()
    if name not in _KNOWN or not _reads_as_attributes(rest, apart=match[3][:1] in ("", "/", " ", "\n", "\t")):
        return match[0]
    if name in _BLOCK:
        return "\n"
    before = match.string[max(0, match.start() - 16) : match.start()]
    is_open = before.rfind("<") > before.rfind(">")  # the halves could form a new tag
    return " " if name in _SPACED or is_open else ""


def _reads_as_attributes(rest: str, *, apart: bool) -> bool:
    """Tell `<b class="x">` from the comparison in `a <b and c> d`."""
    return apart and (not rest or "=" in rest or all(word.lower() in _BOOLEAN for word in rest.split()))


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if not name.startswith("#") and f"{name};" not in html5:
        return f"&{name};"
    char = unescape(f"&{name};")
    if char == "<" and _would_form_tag(match.string, match.end()):
        return "&lt;"  # escaped on purpose: decoded it would be gone in the next pass
    return char


def _would_form_tag(text: str, position: int) -> bool:
    name = _TAG_NAME.match(text, position)
    return bool(name and name[1].lower() in _KNOWN) or text.startswith("!--", position)
