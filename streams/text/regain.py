"""What did the extraction leave out that belongs to what it found?  Parts of the body, the lede, headings, their order.

The extraction takes one box for the body.  Sites that put each part of an article in a box of its own, all of one
class, lost every part but the first, and those with little text in each lost headings and came back out of order.
Paragraphs in boxes like those of kept paragraphs are put back, a lede that says so, and headings with nothing but a
kept paragraph below them.  Nothing is taken away here.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.html import HtmlElement

from streams.text.elements import class_of, following, is_of_others, text_of
from streams.text.glued import ITEM, parted
from streams.text.lede import find_lede
from streams.text.lines import is_anchor, size, squeeze

_BLOCKS = ("p", "h1", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4")
_MOST = 3_000  # blocks of a page; articles have hundreds
_MOST_NODES = 60_000  # looked at for the text of blocks; nested headings would make it quadratic
_HEADING_CP = 160
_LEAST_SHARE = 0.3  # of the kept text is in boxes of a kind that is the body's; a kept teaser brings no others
_LEVELS = 3
_AGAIN_CP = 30  # of a kept paragraph inside another: a page prints its tabs twice
_MOST_LINKED = 0.4  # of the text of a paragraph; more is a list of headlines
_PLACE_ALONE = re.compile(r"[^\W\d_][\w .,'’-]{1,40}\s[-–—]{1,2}")  # `Jakarta -`, set apart from its sentence
_ITEM_CP = 40
_ROW = re.compile(r"\|.*\|\s*")
_RULE = re.compile(r"(?:\|\s?:?-{3,}:?\s?)+\|\s*")


@dataclass(slots=True)
class _Block:
    element: HtmlElement
    text: str
    box: HtmlElement | None  # kept here, for lxml makes a new object for an element that nothing holds
    article: HtmlElement | None
    line: int | None = None  # of the extracted text
    added: bool = False


def regain(tree: HtmlElement, text: str) -> str:
    """Give *text*, extracted from *tree*, with what else belongs to it, in the order of the page.

    *text* comes back unchanged where nothing is missing; lines are never lost.  Items of lists and rows of tables come
    without the marks that the extraction writes for them.
    """
    lines = _unmarked(tree, text.split("\n"))
    blocks = _blocks(tree, lines)
    alone = {block.text for block in blocks}
    if any(squeeze(line) not in alone for line in lines):
        lines = parted(tree, lines)
        blocks = _blocks(tree, lines)
    start = _start(blocks)
    if start is not None:
        number = blocks[start].line or 0
        lines[number] = _placed(blocks[start].element, lines[number], above=lines[number - 1] if number else "")
        _add_parts(blocks, start)
        if lede := _lede(blocks, start, lines):
            blocks = [block for block in blocks[:start] if block.element is not lede.element] + [lede, *blocks[start:]]
        _add_headings(blocks)
    return "\n".join(_joined(_ordered(lines, blocks)))


def _blocks(tree: HtmlElement, lines: list[str]) -> list[_Block]:
    """Give the paragraphs and headings of the page, each with its line if it has one."""
    known: dict[str, int] = {}
    for number, line in enumerate(lines):
        known.setdefault(squeeze(line), number)
    found: list[_Block] = []
    nodes = 0
    for element in tree.iter(*_BLOCKS):
        text, looked = text_of(element)
        nodes += looked
        if nodes > _MOST_NODES:
            return []
        if text:
            article = next(element.iterancestors("article"), None)
            found.append(_Block(element, text, element.getparent(), article, known.get(text)))
        if len(found) == _MOST:
            break
    return found


def _start(blocks: list[_Block]) -> int | None:
    """Give the first paragraph of the text: the first below the headline of the page, for notices stand above it."""
    kept = [at for at, block in enumerate(blocks) if block.line is not None and block.element.tag == "p"]
    headlines = [at for at, block in enumerate(blocks) if block.element.tag == "h1"]
    below = [at for at in kept if len(headlines) == 1 and at > headlines[0]]
    return next(iter(below or kept), None)


def _add_parts(blocks: list[_Block], start: int) -> None:
    """Mark paragraphs in boxes built like those of kept ones, in the same article of the page, below its headline."""
    kept = [block for block in blocks[start:] if block.line is not None and block.element.tag == "p"]
    size_of = Counter[tuple[str, str]]()
    for block in kept:
        if kind := _kind(block.box):
            size_of[kind] += len(block.text)
    least = _LEAST_SHARE * sum(len(block.text) for block in kept)
    kinds = {kind for kind, found in size_of.items() if found > least}
    boxes, home = {id(block.box) for block in kept}, {id(block.article) for block in kept}
    around = [above for block in kept for above in _above(block.box)]
    near = {id(above) for above in around}
    for block in blocks[start:]:
        if block.element.tag == "h1" or _is_card(block):
            return  # another article, as endless pages and lists of posts have them
        is_lost = block.line is None and block.element.tag == "p" and id(block.box) not in boxes
        is_alike = is_lost and id(block.article) in home and _kind(block.box) in kinds
        is_near = is_alike and any(id(above) in near for above in _above(block.box))
        if is_near and _is_text(block) and not is_of_others(block.box):
            block.added = not any(size(one.text) >= _AGAIN_CP and one.text in block.text for one in kept)


def _lede(blocks: list[_Block], start: int, lines: list[str]) -> _Block | None:
    """Give the lede that is not kept yet, as a block."""
    headline = next((block for block in reversed(blocks[:start]) if block.element.tag == "h1"), None)
    element = find_lede(headline.element, blocks[start].element) if headline else None
    text = text_of(element)[0] if element is not None else ""
    if element is None or any(block.text == text and block.line is not None for block in blocks):
        return None
    if any(text in squeeze(line) for line in lines):
        return None
    return _Block(element, text, element.getparent(), None, added=True)


def _add_headings(blocks: list[_Block]) -> None:
    """Mark headings below which the next text of the page is a paragraph that stays, and those among such of a box."""
    staying = [block.element.tag == "p" and (block.line is not None or block.added) for block in blocks]
    last = {id(block.box): number for number, block in enumerate(blocks) if staying[number]}
    begun: set[int] = set()
    for number, (block, below) in enumerate(pairwise(blocks)):
        if staying[number]:
            begun.add(id(block.box))
        if block.line is None and block.element.tag in _HEADINGS and len(block.text) <= _HEADING_CP:
            is_among = id(block.box) in begun and last[id(block.box)] > number and not _is_card(block)
            block.added = (staying[number + 1] and _touch(block.element, below.element)) or (
                is_among and not _leads_to_links(block.element)
            )


def _leads_to_links(heading: HtmlElement) -> bool:
    """Tell whether what stands next is a list of links or nothing with words: `Read also`."""
    behind = heading.getnext()
    if behind is None or not (text := text_of(behind)[0]):
        return True
    return sum(len(text_of(link)[0]) for link in behind.iter("a")) > _MOST_LINKED * len(text)


def _touch(above: HtmlElement, below: HtmlElement) -> bool:
    """Tell whether no text stands between the end of one element and the beginning of the other."""
    if (above.tail or "").strip():
        return False
    for element in following(above):
        if element is below:
            return True
        if isinstance(element.tag, str) and ((element.text or "").strip() or (element.tail or "").strip()):
            return False
    return False


def _ordered(lines: list[str], blocks: list[_Block]) -> list[str]:
    """Give the lines with those added, each where the page has it; lines of no block follow the line before them."""
    placing = {number: block for number, block in enumerate(blocks) if block.line is not None and not _is_card(block)}
    if not any(block.added for block in blocks) and _rises([b.line for b in placing.values() if b.line is not None]):
        return lines
    times = Counter(block.text for block in blocks)
    placed = {block.line: number for number, block in placing.items() if times[block.text] == 1}
    found: list[tuple[int, int, str]] = []
    place = -1
    for number, line in enumerate(lines):
        place = placed.get(number, place)
        found.append((place, number, line))
    found += [(number, -1, block.text) for number, block in enumerate(blocks) if block.added]
    return [line for *_, line in sorted(found, key=lambda one: one[:2])]


def _is_card(block: _Block) -> bool:
    """Tell whether a heading leads to another article; where the text has its words, they may be another link's."""
    return block.element.tag in _HEADINGS and _linked(block) == len(block.text)


def _rises(numbers: list[int]) -> bool:
    return all(one <= other for one, other in pairwise(numbers))


def _unmarked(tree: HtmlElement, lines: list[str]) -> list[str]:
    """Take the dash off what is an item of a list on the page (people speak behind one too), bars out of tables."""
    if any(line.startswith(ITEM) for line in lines):
        items = _items(tree)
        lines = [
            line[2:] if line.startswith(ITEM) and squeeze(line[2:])[:_ITEM_CP] in items else line for line in lines
        ]
    if any(line.startswith("|") for line in lines) and tree.find(".//table") is not None:
        lines = [_cells(line) if _ROW.fullmatch(line) else line for line in lines if not _RULE.fullmatch(line)]
    return lines


def _items(tree: HtmlElement) -> set[str]:
    """Give how the items of lists begin; those of deeply nested ones not all."""
    found, nodes = set(), 0
    for item in islice(tree.iter("li", "dt", "dd"), _MOST):
        text, looked = text_of(item)
        found.add(text[:_ITEM_CP])
        nodes += looked
        if nodes > _MOST_NODES:
            break
    return found


def _cells(row: str) -> str:
    return " ".join(cell for cell in map(str.strip, row.strip().strip("|").split("|")) if cell)


def _placed(paragraph: HtmlElement, line: str, *, above: str) -> str:
    """Give *line* with the place that stands before its paragraph: `<strong>Jakarta</strong> - <p>...`."""
    place = paragraph.getprevious()
    if place is None or place.tag not in ("strong", "b") or (place.tail or "").strip() not in ("-", "–", "—", "--"):
        return line
    front = f"{text_of(place)[0]} {(place.tail or '').strip()}"
    return f"{front} {line}" if _PLACE_ALONE.fullmatch(front) and front != above.strip() else line


def _joined(lines: list[str]) -> list[str]:
    """Join `Jakarta -` and the sentence that the page sets apart from it."""
    found: list[str] = []
    for line in lines:
        if found and is_anchor(line) and _PLACE_ALONE.fullmatch(found[-1].strip()):
            found[-1] = f"{found[-1].strip()} {line}"
        else:
            found.append(line)
    return found


def _is_text(block: _Block) -> bool:
    return _linked(block) <= _MOST_LINKED * len(block.text)


def _linked(block: _Block) -> int:
    """Count the characters of *block* in links, those of a heading inside a link too."""
    if block.box is not None and block.box.tag == "a":
        return len(block.text)
    return sum(len(text_of(link)[0]) for link in block.element.iter("a"))


def _above(box: HtmlElement | None) -> list[HtmlElement]:
    """Give what holds the box, some levels up: parts of an article are near each other, blocks beside it are not."""
    return (
        [one for one in islice(box.iterancestors(), _LEVELS) if one.tag not in ("body", "html")]
        if box is not None
        else []
    )


def _kind(element: HtmlElement | None) -> tuple[str, str] | None:
    """Give tag and class of a box; none for one without a class, which is built like any other."""
    name = class_of(element) if element is not None else ""
    return (str(element.tag), name) if element is not None and name else None
