"""Which lines look like a byline, a day, a credit or a source, and are verses or rows of a list?  Known by neighbours.

`By Hollow Hill`, `By Marlow Mill`, `By River Wide`: several in a row are verse.  `Next concert:` owns the day below it.
`Photo: passport size` stands between `Form: two copies` and `Fee: ten pounds`.
"""

from collections.abc import Container, Mapping, Sequence

from streams.stages.clean_text.above import is_section
from streams.stages.clean_text.lexicon import Lexicon, Named
from streams.stages.clean_text.page import Finding, Line
from streams.text.lines import COLONS, ends_sentence, is_anchor, key, size, split_label, undecorated

_MOST_AUTHORS = 2  # one a line, each behind a label of her own; three are verse
_ROW_SIZE = 60
_ROW_WORDS = 4  # of a row without a label; a headline has more
_LABEL_WORDS, _VALUE_WORDS = 3, 5
_AROUND, _LEAST_ROWS = 3, 2
_PLAIN_ROWS = 3  # around a credit between rows without a label


def of_verse(
    lines: Sequence[Line],
    found: Mapping[int, Finding],
    lexicon: Lexicon,
    authors: Container[str],
    known: dict[str, bool | None],
) -> set[int]:
    """Find the lines that are no byline or day though they look like one; *found* says by number what they look like.

    *authors* are those stated beside the text, *known* is what lines are in a list, once asked.
    """
    looked = [at for at, line in enumerate(lines) if line.number in found]
    sources = {lines[at].number for at in looked if _is_source_row(lines, found, at, lexicon, known)}
    if not any(found[lines[at].number].names or found[lines[at].number].day for at in looked):
        return sources  # nearly always
    body = [at for at, line in enumerate(lines) if line.number not in found and is_anchor(line.text)]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    kept: set[int] = {lines[at].number for at in looked if _is_owned(lines, found, at, lexicon)}
    bare = [at for at in looked if _is_bare(lines[at].text, found[lines[at].number], lexicon, authors)]
    for zone in ([at for at in bare if at < first], [at for at in bare if at > last and at >= first]):
        if _are_many(zone, lines, found, lexicon):
            kept |= {lines[at].number for at in zone}
    for at in bare:
        is_below = at > last and bool(body)
        if (_is_listed_below if is_below else _is_listed_above)(lines, found, at, lexicon):
            kept.add(lines[at].number)
    for at in looked:
        if at > last and body and _is_day_of_row(lines, found, at, lexicon):
            kept.add(lines[at].number)
    return kept | sources


def is_row(lines: Sequence[Line], index: int, lexicon: Lexicon, known: dict[str, bool | None]) -> bool:
    """Tell whether the labelled line at *index*, `Foto: Silke Nagy`, is a row of the list around it.

    Two rows beside it have a label too, which no word list has, or one when what is behind the label begins small,
    `zwei Stück`; or three plain rows stand around it, on both sides.  *known* is what lines are, once asked.
    """
    above = _rows(lines, range(index - 1, max(index - 1 - _AROUND, -1), -1), lexicon, known)
    below = _rows(lines, range(index + 1, min(index + 1 + _AROUND, len(lines))), lexicon, known)
    labelled = _leading(above) + _leading(below)
    if not labelled:
        return bool(above and below) and len(above) + len(below) >= _PLAIN_ROWS
    split = split_label(undecorated(lines[index].text))
    return labelled >= _LEAST_ROWS or (split is not None and split[1][:1].islower() and " " in split[1])


def _rows(lines: Sequence[Line], numbers: range, lexicon: Lexicon, known: dict[str, bool | None]) -> list[bool]:
    """Give for each row of a list in this direction whether it has a label, up to the first line that is none."""
    rows: list[bool] = []
    for at in numbers:
        text = lines[at].text
        if text not in known:
            known[text] = _row(text, lexicon)
        row = known[text]
        if row is None:
            break
        rows.append(row)
    return rows


def _row(text: str, lexicon: Lexicon) -> bool | None:
    """Tell whether a row has a label; None when the line is no row: empty, long, a sentence, or clutter itself."""
    if not text or size(text) > _ROW_SIZE or ends_sentence(text):
        return None
    split = split_label(undecorated(text))
    is_labelled = split is not None and _is_labelled(*split)
    if not is_labelled and text.count(" ") >= _ROW_WORDS:
        return None
    label = key(split[0] if split else text)
    if lexicon.labels(label) or lexicon.begins(label) or lexicon.names("follow.channel", key(text)):
        return None
    return is_labelled


def _leading(rows: list[bool]) -> int:
    return next((count for count, is_labelled in enumerate(rows) if not is_labelled), len(rows))


def _is_source_row(
    lines: Sequence[Line], found: Mapping[int, Finding], at: int, lexicon: Lexicon, known: dict[str, bool | None]
) -> bool:
    is_labelled = found[lines[at].number].rule == "source" and split_label(lines[at].text) is not None
    return is_labelled and is_row(lines, at, lexicon, known)


def _is_labelled(label: str, value: str) -> bool:
    """Tell whether a few words stand behind a label of a few, which has no figure: `12:00 dinner` is no such row."""
    is_brief = label.count(" ") < _LABEL_WORDS and len(value) > 0 and value.count(" ") < _VALUE_WORDS
    return is_brief and not any(map(str.isdigit, label))


def _is_owned(lines: Sequence[Line], found: Mapping[int, Finding], at: int, lexicon: Lexicon) -> bool:
    """Tell whether a line above, over rows that stay, ends in a colon and is no label of ours: `Next concert:`."""
    one = found[lines[at].number]
    if not (one.names or one.day):
        return False
    for above in range(at - 1, max(at - 1 - _AROUND, -1), -1):
        text = lines[above].text
        if text[-1] in COLONS and lines[above].number not in found:
            return not lexicon.labels(key(text))
        if not _stays(lines, found, above):
            return False
    return False


def _is_bare(text: str, one: Finding, lexicon: Lexicon, authors: Container[str]) -> bool:
    """Tell whether the line is a label and names with nothing between or behind them: `By Ana Ruiz`."""
    if one.rule != "byline" or not one.names or one.day or all(name in authors for name in one.names):
        return False
    words = text.split(" ")
    labels = (key(" ".join(words[:count])) for count in range(1, min(lexicon.longest, len(words) - 1) + 1))
    is_led = any(lexicon.has("byline.label", label) or lexicon.has("byline.common", label) for label in labels)
    is_led = is_led or ", " in text  # `Walt Embry, Prairie Ledger`
    return is_led and split_label(text) is None and text[-1].isalpha() and not any(map(str.isdigit, text))


def _are_many(zone: list[int], lines: Sequence[Line], found: Mapping[int, Finding], lexicon: Lexicon) -> bool:
    """Tell whether so many stand together as no article has authors, or two of whom one may be nobody or apart."""
    names = {found[lines[at].number].names for at in zone}
    if len(names) < 2:
        return False
    is_apart = zone[-1] - zone[0] >= len(zone)
    return len(names) > _MOST_AUTHORS or is_apart or not all(_is_known(one, lexicon) for one in names)


def _is_known(names: tuple[str, ...], lexicon: Lexicon) -> bool:
    return lexicon.named(names[0]).is_known


def _is_listed_below(lines: Sequence[Line], found: Mapping[int, Finding], at: int, lexicon: Lexicon) -> bool:
    """Tell whether a bare byline below the body names nobody known, or stands below or among rows that stay."""
    names = found[lines[at].number].names
    if not _is_known(names, lexicon):
        return lexicon.has("byline.label", key(lines[at].text.partition(" ")[0]))  # `Ptala se Anna Nová` has two words
    is_sure = lexicon.named(names[0]) is Named.BOTH
    above, below = _stays(lines, found, at - 1), _stays(lines, found, at + 1)
    return (above and (below or not is_sure)) or (below and not is_sure)


def _is_listed_above(lines: Sequence[Line], found: Mapping[int, Finding], at: int, lexicon: Lexicon) -> bool:
    """Tell whether a bare byline above the body names nobody known, and a row that stays is below it, no section."""
    is_unknown = not _is_known(found[lines[at].number].names, lexicon) and _stays(lines, found, at + 1)
    return is_unknown and not is_section(lines[at + 1].text, lexicon)


def _is_day_of_row(lines: Sequence[Line], found: Mapping[int, Finding], at: int, lexicon: Lexicon) -> bool:
    """Tell whether a day without a label stands above a row that stays and is nobody's name: `Town Hall`."""
    one = found[lines[at].number]
    if one.rule != "date" or not one.day or not lines[at].text[:1].isdigit() or not _stays(lines, found, at + 1):
        return False
    below = lines[at + 1].text
    return not (lexicon.named(below).is_known or lexicon.labels(key(below)))


def _stays(lines: Sequence[Line], found: Container[int], at: int) -> bool:
    """Tell whether a row stands there that stays: a line that is no running text and does not go."""
    return 0 <= at < len(lines) and lines[at].number not in found and not is_anchor(lines[at].text)
