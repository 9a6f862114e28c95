"""In which order are the rules asked, and when do they stop?

Strong rules first, in every line; then the blocks; then, from both ends inwards until the running text
begins, the weak rules.  The round is repeated until nothing more goes, so that cleaning a cleaned text
changes nothing.
"""

from streams.stages.clean_text.above import by_the_site, figures_beside, named_below, sections_above
from streams.stages.clean_text.blocks import (
    agency_again,
    cut_related,
    cut_repeats,
    cut_split_sources,
    listed,
    listed_above,
    portrait,
    source_below,
)
from streams.stages.clean_text.boxes import (
    author_again,
    broken,
    by_the_stated,
    cut_letters,
    foreign,
    labels_beside,
    of_a_work,
    pages_beside,
    starred,
    tags_below,
    titles,
)
from streams.stages.clean_text.head import reach
from streams.stages.clean_text.inline import cut_pieces
from streams.stages.clean_text.lexicon import Lexicon
from streams.stages.clean_text.page import Finding, Line, Page
from streams.stages.clean_text.readers import cut_readers
from streams.stages.clean_text.strong import stated_link, strong
from streams.stages.clean_text.unlabelled import name_in_head, names_beside_dates, signature, signs_alone
from streams.stages.clean_text.verses import is_row, of_verse
from streams.stages.clean_text.weak import weak
from streams.text.lines import is_anchor, is_body_like, key
from streams.text.names import split_names
from streams.text.web import Links

ROUNDS = 8
HEAD_LINES = 15  # above the body stand headline, byline, date, breadcrumb, share buttons; never more
TIMELINE_LINES = 30  # a timeline that begins above the body shows the next day there
STRANGE_LINES = 60  # as many lines in a row without a sentence and without a match are a table or a poem: content
_LISTED = ("credit", "source")  # whose labels are those of lists too
MOST_LOST = 0.2  # a larger share of the sentences was never clutter on the examples


def walk(
    text: str,
    lexicon: Lexicon,
    *,
    language: str | None = None,
    authors: tuple[str, ...] = (),
    title: str = "",
    links: Links | None = None,
) -> tuple[Page, bool]:
    """Take from a repaired *text* what does not belong; also tell whether the weak rules had to be undone.

    *authors* are those that producer or page state: a line above the body that names them is a byline.
    *title* is what they give as the title, which no line repeats as a name.  *links* are the lines that are links.
    They are undone when they took more than a fifth of the sentences, or everything from a text with a sentence.
    """
    page = _settle(Page.of(text, authors, title, links), lexicon, language, weakly=False)
    if not page.standing():
        return page, False
    full = _settle(page.copy(), lexicon, language, weakly=True)
    left = {line.number for line in full.standing()}
    lost = [line for line in page.standing() if line.number not in left and is_sentence(line.text, lexicon)]
    lost_cp = sum(len(line.text) for line in lost)
    body_cp = sum(len(line.text) for line in page.standing() if is_body_like(line.text))
    too_much = lost_cp > MOST_LOST * body_cp if left else body_cp > 0
    return (page, True) if too_much else (full, False)


def _settle(page: Page, lexicon: Lexicon, language: str | None, *, weakly: bool) -> Page:
    for _ in range(ROUNDS):
        before = len(page.cuts)
        _cut_lines(page, lexicon)
        if weakly:
            cut_letters(page, lexicon)
            cut_readers(page, lexicon)
            cut_related(page, lexicon)
            _cut_ends(page, lexicon, language)
        if len(page.cuts) == before:
            break
    return page


def _cut_lines(page: Page, lexicon: Lexicon) -> None:
    lines = page.standing()
    for index, line in enumerate(lines):
        if line.text in page.sound:
            continue
        finding = page.listed.get(line.text) or stated_link(line.text, lexicon)
        if not finding:
            cut_pieces(page, line, lexicon)
            finding = strong(line.text, lexicon) if line.text else None
        if finding and finding.rule in _LISTED and not finding.url and is_row(lines, index, lexicon, page.rows):
            page.listed[line.text] = finding  # as long as its neighbours stay
        elif finding:
            page.cut(line, finding)
        elif line.text:
            page.sound.add(line.text)
    cut_split_sources(page, lexicon)
    cut_repeats(page)


def _cut_ends(page: Page, lexicon: Lexicon, language: str | None) -> None:
    lines = page.standing()
    tail = _find(page, list(reversed(lines)), lexicon, language, head=False)
    head = _find(page, lines[:HEAD_LINES], lexicon, language, head=True)
    rows = listed(lines, tail, lexicon, page.printed)
    rows_above = listed_above(lines[:TIMELINE_LINES], head, lexicon, page.printed)
    found = {
        **{number: finding for number, finding in tail.items() if number not in rows},
        **{number: finding for number, finding in head.items() if number not in rows_above},
    }
    stays = broken(lines, found) | titles(lines, found) | foreign(lines, found) | of_a_work(lines, found, lexicon)
    for number in stays:
        del found[number]
    for number in of_verse(lines, found, lexicon, page.authors, page.rows):
        del found[number]
    _find_beside(page, lines, found, lexicon)
    _find_authors(page, lines, found, lexicon)
    for line in lines:
        if line.number in found:
            page.cut(line, found[line.number])


def _find_beside(page: Page, lines: list[Line], found: dict[int, Finding], lexicon: Lexicon) -> None:
    """Add to *found* the lines that are nothing by themselves, beside those that are."""
    credits = [cut.text for cut in page.cuts if cut.rule == "credit"]
    for line in names_beside_dates(lines, found, lexicon, title=page.title, names=page.facts.names, credits=credits):
        names = () if lexicon.has("byline.label", key(line.text)) else split_names(lexicon.unglued(line.text))
        found.setdefault(line.number, Finding("byline", names=names))
    for line in (*labels_beside(lines, found, lexicon), *pages_beside(lines, found, lexicon)):
        rules = {"date": "date.label", "source": "source.label"}
        rule = next((rule for rule, place in rules.items() if lexicon.has(place, key(line.text))), "byline")
        found[line.number] = Finding(rule)
    for line in figures_beside(lines, found):
        found[line.number] = Finding("date" if ":" in line.text else "counter")
    was_signed = any(cut.rule in ("date", "byline") for cut in page.cuts)
    for line in sections_above(lines, found, lexicon, has_title=bool(page.title), was_signed=was_signed):
        found[line.number] = Finding("breadcrumb")
    for label, line in named_below(lines, found, lexicon):
        found.setdefault(label.number, Finding("byline"))
        found.setdefault(line.number, Finding("byline", names=split_names(line.text)))
    for line in source_below(lines, found, lexicon):
        found[line.number] = Finding("source")
    left = [line for line in lines if line.number not in found or found[line.number].rule == "tags"]
    for line in tags_below(left, lexicon):
        found[line.number] = Finding("tags")


def _find_authors(page: Page, lines: list[Line], found: dict[int, Finding], lexicon: Lexicon) -> None:
    """Add to *found* the lines that name the author or the agency once more, or without a label."""
    if author := starred(lines, found):
        found[author.number] = Finding("byline", names=(author.text.removesuffix("*"),))
    for line in by_the_stated(lines[:HEAD_LINES], page.authors):
        found.setdefault(line.number, Finding("byline"))
    is_unnamed = not (page.facts.names or page.authors or any(one.names for one in found.values()))
    if is_unnamed and (author := name_in_head(lines[:HEAD_LINES], found, lexicon, title=page.title)):
        found[author.number] = Finding("byline", names=(author.text,))
    if is_unnamed and (signed_by := by_the_site(page, lines[:HEAD_LINES], found, lexicon)):
        author, name = signed_by
        found[author.number] = Finding("byline", names=(name,))
    if agency := agency_again(lines, found):
        found[agency.number] = Finding("byline")
    if (signed := signature(lines, found, lexicon)) and _signs(page, lines, found, signed, lexicon):
        found[signed.number] = Finding("byline", names=(signed.text,))
    names = page.facts.names or next((one.names for one in found.values() if one.names), page.authors)
    for line in author_again(lines, found, names):
        found[line.number] = Finding("byline")
    if about := portrait(lines, found, names):
        found[about.number] = Finding("byline")


def _signs(page: Page, lines: list[Line], found: dict[int, Finding], signed: Line, lexicon: Lexicon) -> bool:
    """Tell whether the name alone below the text is a signature.

    Who is known to have written counts only where what stood below the name is gone: cleaning once more would find
    neither.
    """
    if signs_alone(lines, signed, lexicon):
        return True
    is_named = page.facts.names or any(one.names for one in found.values())
    return not is_named and any(number > signed.number for number in (*found, *(cut.number for cut in page.cuts)))


def _find(page: Page, lines: list[Line], lexicon: Lexicon, language: str | None, *, head: bool) -> dict[int, Finding]:
    """Ask the weak rules from one end of the page until the running text begins; of each line once, not every round."""
    found: dict[int, Finding] = {}
    strange = 0
    passed = reach(lines, lexicon, language, has_title=bool(page.title)) if head else 0
    for index, line in enumerate(lines):
        asked = (line.text, head)
        if asked not in page.ends:
            page.ends[asked] = weak(line.text, lexicon, head=head, language=language)
        if finding := page.ends[asked]:
            found[line.number] = finding
            strange = 0
        elif index < passed:
            continue
        elif is_anchor(line.text) or strange == STRANGE_LINES:
            break
        else:
            strange += 1
    return found


def is_sentence(text: str, lexicon: Lexicon) -> bool:
    """Tell whether the line is running text: body-like, and neither notice nor copyright nor follow line."""
    return is_body_like(text) and weak(text, lexicon, head=False) is None
