"""Which captions belong to the article?  Those between its paragraphs that say something, without credit or link.

The extraction leaves out all figures and each element called a caption.  Captions in galleries, teasers and beside the
article stay out, and so do those that a name may follow in the same words: the credit would come in with them.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from streams.text.elements import names_of
from streams.text.lines import ends_sentence, is_body_like, is_spaceless, size, squeeze

_BOXES = ("figure", "div", "p", "center")
_NAMED, _INLINE = ("p", "div", "span"), ("b", "i", "em", "strong", "span", "u")
_MOST_IN_BOX = 60  # elements; a box of more is no picture with its caption
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:fig|image-?|img-?|photo-?|picture-?|media-?|wp-)?caption(?:$|[\s_-])", re.IGNORECASE
)
_CREDIT = re.compile(
    r"credit|copyright|byline|source|author|photograph|agency|attribution|rights|owner|contributor|hidden|sr-only|button",
    re.IGNORECASE,
)
_NO_PICTURE = ("form", "iframe", "input", "button", "ul", "ol", "table", "h1", "h2", "h3", "h4", "nav", "aside")
_LEAST_SIZE, _LEAST_WORDS, _LONGEST_CP = 24, 5, 600
_PARTED = re.compile(r"[:：()（）]|[.。]\s?\S")  # behind which a name or a place may stand
_CREDITED = re.compile(r"[©®|]|\S/\S|\bvia\b", re.IGNORECASE)


def keep_caption(block: HtmlElement, said: Iterable[str]) -> bool:
    """Make a paragraph, in place, of *block* when it is a picture with such a caption; *said* stands around it."""
    if block.tag not in _BOXES or (caption := _caption(block)) is None:
        return False
    text = squeeze("".join(_told(caption)))
    if not _is_sentence(text) or any(text in one for one in said) or _says_more(block, caption):
        return False
    tail = block.tail
    block.clear()
    block.tag, block.text, block.tail = "p", text, tail
    return True


def _caption(block: HtmlElement) -> HtmlElement | None:
    """Give the one caption of a block that is a picture; None when it has none, or several, or is something else."""
    inside = list(islice(block.iter(), _MOST_IN_BOX + 1))
    if len(inside) > _MOST_IN_BOX or any(one.tag in _NO_PICTURE for one in inside):
        return None
    found = [one for one in inside if one.tag == "figcaption"]
    found = found or [one for one in inside if one.tag in _NAMED and one.attrib and _CAPTION.search(names_of(one))]
    tops = [one for one in found if not any(above in found for above in one.iterancestors())]
    return tops[0] if len(tops) == 1 and not any(one.tag == "a" for one in tops[0].iter()) else None


def _says_more(block: HtmlElement, caption: HtmlElement) -> bool:
    """Tell whether a paragraph that a picture stands in has a sentence of its own."""
    return is_body_like(squeeze("".join(block.itertext()).replace("".join(caption.itertext()), " ", 1)))


def _told(caption: HtmlElement) -> Iterator[str]:
    """Give what a caption says, without what stands in an element for the credit."""
    yield caption.text or ""
    for one in caption:
        if isinstance(one.tag, str) and not _CREDIT.search(names_of(one)):
            yield from _told(one)
        yield f"{'' if one.tag in _INLINE else ' '}{one.tail or ''}"


def _is_sentence(text: str) -> bool:
    """Tell whether a caption says something in several words, and neither names who took the picture nor is a label."""
    words = text.split(" ")
    is_long = size(text) >= _LEAST_SIZE and (len(words) >= _LEAST_WORDS or is_spaceless(text.rstrip("。.")))
    if not is_long or len(text) > _LONGEST_CP or _CREDITED.search(text):
        return False
    ends_in_name = all(word[:1].isupper() for word in words[-2:])
    return ends_sentence(text) or not (ends_in_name or _PARTED.search(text))
