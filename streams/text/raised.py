"""What do raised figures say?  Powers and prices stay raised, references to footnotes go.

Without their tags they fall into the number before them: `10<sup>6</sup>` became 106, and the first footnote of
`1928<sup><a href="#n1">1</a></sup>` made the year 19281.  Letters (`20<sup>th</sup>`) and figures in brackets are
left as they are.
"""

import re

_FIGURES = r"[+−-]?\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,5}"
_LINK = r"""<a\s[^<>]{0,300}\bhref\s?=\s?["']?[^"'<>\s]{0,300}#[^<>]{0,300}>"""
_NOTE = rf"(?:{_FIGURES}|\*{{1,3}}|[†‡§])"
_REFERENCE = re.compile(
    rf"<sup\b[^<>]{{0,300}}>\s?{_LINK}\s?{_NOTE}\s?</a>\s?</sup>|{_LINK}\s?<sup\b[^<>]{{0,300}}>\s?{_NOTE}\s?</sup>\s?</a>",
    re.IGNORECASE,
)
_RAISED = re.compile(rf"<sup\b[^<>]{{0,300}}>({_FIGURES})</sup>", re.IGNORECASE)
_HIGH = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raise_figures(html: str) -> str:
    """Give mark-up with raised figures as characters and without references to footnotes.  Linear time."""
    if "<sup" not in html and "<SUP" not in html:
        return html
    return _RAISED.sub(_high, _REFERENCE.sub("", html))


def _high(match: re.Match[str]) -> str:
    sign = match[1][:1] if match[1][0] in "+-−" else ""
    return sign.translate(_HIGH) + match[1][len(sign) :].translate({**_HIGH, ord("-"): "-"})
