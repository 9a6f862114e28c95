"""What stands behind a script, a style or a comment that is never closed?

By the letter of HTML all of it belongs to the script, and the article is gone without a word.  When paragraphs follow,
what was opened ends at the next block instead.
"""

import re

_SWALLOWING = ("script", "style", "textarea", "iframe", "title")
_NEXT_BLOCK = re.compile(
    r"</?(?:p|div|article|section|main|body|h[1-6]|[uo]l|li|table|blockquote|figure|footer|aside|head)[\s>]",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)


def close_open(html: str) -> str:
    """Give *html* without what is opened last, never closed and in front of paragraphs, up to the next block.

    The cut piece is code, style or a remark; nothing is cut from a page where everything is closed, nor from inside a
    script that is: there `<iframe` and `<!--` are strings, and JSON-LD writes `<\\/iframe>`.
    """
    for name in _SWALLOWING:
        html = _ended(html, f"<{name}", f"</{name}")
    return _ended(html, "<!--", "-->")


def _ended(html: str, opening: str, closing: str) -> str:
    if opening not in html:  # the cheap question first
        return html
    start = html.find(opening, html.rfind(closing) + 1)
    if start < 0 or _in_script(html, start) or not _PARAGRAPH.search(html, start + len(opening)):
        return html
    block = _NEXT_BLOCK.search(html, start + len(opening))
    return html[:start] + html[block.start() if block else len(html) :]


def _in_script(html: str, place: int) -> bool:
    opened = html.rfind("<script", 0, place)
    return opened >= 0 and html.find("</script", opened) > place
