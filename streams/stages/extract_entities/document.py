"""What does the whole article say about its names?  One type a surface, short forms explained, titles outside.

A tagger sees one sentence at a time; these rules see all of them.  They change types, add mentions that stand elsewhere
in the same article, and say which surfaces mean the same thing; they never move a span except off a leading title.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from streams.stages.extract_entities.annotation import Field
from streams.stages.extract_entities.bearers import Bearers, person
from streams.stages.extract_entities.cases import nominatives
from streams.stages.extract_entities.elsewhere import elsewhere
from streams.stages.extract_entities.full_names import whole
from streams.stages.extract_entities.keys import fold
from streams.stages.extract_entities.limits import limited, quoted, spelt
from streams.stages.extract_entities.mentions import JOINERS, OPEN, TYPES, Found, Mention, beside, exact_of
from streams.stages.extract_entities.officials import parted

_ACRONYM = re.compile(r"\s?[(（]([^\W\d_]{2,10})[)）]")
_INNER = re.compile(r"^(.+?)\s?[(（]([^\W\d_]{2,10})[)）]?$")
# Offices, which ThaiNER leaves outside (24 of 28), not the "Mr." and "Mrs." that it has inside (954 of 956).
_THAI_OFFICE = re.compile(r"(?:อดีต|รอง)?(?:นายกรัฐมนตรี|ประธานาธิบดี|รัฐมนตรี)\s*")
_TITLES_BEHIND = ("首相", "大統領", "総理", "外相", "国防相", "氏", "さん")
# Malay titles of two words.
_FIRST, _SECOND = ("tan", "datuk", "dato", "datin"), frozenset(["sri", "seri"])
_SECOND_NEXT = re.compile(r"['’]? (?:Sri|Seri)\b")
_BEFORE_CP = 8
_HAN = re.compile("[\u3400-\u9fff]{3,4}$")
_STOP = re.compile(r"[.!?।]\s|\n")  # between two sentences
_WORD = re.compile(r"[^\s.,]+")  # with its marks, which are no letters in Devanagari ("श्री"), and the hyphen of "г-н"


class Document(NamedTuple):
    """Settled mentions, sorted, and what short forms stand for: folded surface to folded surface."""

    found: Sequence[Found]
    aliases: Mapping[str, str]


def settle(
    texts: Mapping[Field, str],
    found: Iterable[Found],
    titles: frozenset[str],
    is_place: Callable[[str], bool] = lambda _: True,
    is_called: Callable[[str], bool] = lambda _: False,
    *,
    is_country: Callable[[str], bool] = lambda _: False,
    bearers: Bearers | None = None,
    is_city: Callable[[str], bool] = lambda _: False,
) -> Document:
    """Apply the rules to the mentions of one article.  The result is sorted as *texts* is, and does not overlap.

    *is_place* says whether a surface is the name of a place of the table, *is_called* whether it is made like that of
    a person, *is_country* whether it is the name of a country or of a part of one, *is_city* whether of a city;
    *bearers* are the rules for people called like places.
    """

    def is_owner(exact: str) -> bool:
        return is_country(exact) or (bearers is not None and is_city(exact) and not bearers.is_called(exact))

    kept = []
    for field, mention in _limited(texts, _supported(texts, found), is_place):
        name = _untitled(texts[field], mention, titles)
        parts = parted(texts[field], name, titles, is_owner)
        kept += [Found(field, part if part is name else _untitled(texts[field], part, titles)) for part in parts]
    for at, one in enumerate(kept):
        if one.mention.type == "LOC" and not one.mention.norm:
            exact = exact_of(texts, one)
            if " " in exact and is_called(exact) and not is_place(exact):
                kept[at] = person(one)
    if bearers:
        kept = whole(texts, bearers.named(texts, kept, is_city), bearers, is_place)
    shapes = [surface(texts, one) for one in kept]
    shorts = _acronyms(texts, kept)
    aliases = {fold(short): shapes[at] for short, at in shorts.items()}
    typed = _one_type(kept, shapes, aliases)
    typed = [*_people(texts, typed, shapes, is_place)]
    if bearers:
        typed = [*bearers.people(texts, typed, is_city, is_country)]
    place = {field: number for number, field in enumerate(texts)}
    again = [*elsewhere(texts, typed, shorts)]
    full = [*typed, *(bearers.named(texts, again, is_city) if bearers else again)]
    full.sort(key=lambda one: (place[one.field], one.mention.start))
    return Document(full, {**_last_names(texts, full, bearers), **aliases})


def _limited(texts: Mapping[Field, str], found: Iterable[Found], is_place: Callable[[str], bool]) -> Iterator[Found]:
    """Give the mentions without what is no part of the name, then those in quotation marks that are none yet."""
    kept, listed = list[Found](), list(found)
    for at, (field, mention) in enumerate(listed):
        for one in limited(texts[field], mention, is_place):
            is_over = one.end > mention.end and any(
                after.field == field and one.end > after.mention.start for after in listed[at + 1 : at + 2]
            )
            kept.append(Found(field, one._replace(end=mention.end) if is_over else one))
    shorts = {exact_of(texts, one) for one in kept if one.mention.type == "ORG"}
    added = [
        Found(field, name)
        for field, text in texts.items()
        for name in beside([one.mention for one in kept if one.field == field], (*quoted(text), *spelt(text, shorts)))
    ]
    if not added:
        return iter(kept)
    order = {field: number for number, field in enumerate(texts)}
    return iter(sorted([*kept, *added], key=lambda one: (order[one.field], one.mention.start)))


def surface(texts: Mapping[Field, str], found: Found) -> str:
    """Give the look-up form of what stands there."""
    exact = exact_of(texts, found)
    return fold(exact if exact[-1] not in JOINERS else exact.rstrip(JOINERS))


def _supported(texts: Mapping[Field, str], found: Iterable[Found]) -> list[Found]:
    """Leave out hints that nothing supports: a name of the same thing; where a hint may not be a word, the title or
    another sentence that has it.
    """
    listed = list(found)
    if not any(one.mention.hint for one in listed):
        return listed
    named, things = set[str | None](), dict[str, list[Found]]()
    for one in listed:
        if not one.mention.hint:
            named |= {surface(texts, one), one.mention.norm}
        elif one.mention.hint == OPEN and one.mention.norm:
            things.setdefault(one.mention.norm, []).append(one)
    named |= {norm for norm, same in things.items() if _agree(texts, same)}
    return [
        one
        for one in listed
        if not one.mention.hint or (one.mention.norm and one.mention.norm in named) or surface(texts, one) in named
    ]


def _agree(texts: Mapping[Field, str], same: Sequence[Found]) -> bool:
    """Tell whether open hints of one thing are enough: one in the title, or two in different sentences."""
    first, last = same[0], same[-1]
    return first.field == "title" or bool(_STOP.search(texts[first.field], first.mention.end, last.mention.start))


def _untitled(text: str, mention: Mention, titles: frozenset[str]) -> Mention:
    """Leave titles ("Presiden", "Mr.") outside the span of a person, as long as a name is left."""
    if mention.type != "PER":
        return mention
    start = mention.start
    while (first := _WORD.search(text, start, mention.end)) and _is_title(text, first, titles):
        second = _WORD.search(text, first.end(), mention.end)
        if not second:
            break
        start = second.start()
    if text[start] >= "\u0e00":
        office = _THAI_OFFICE.match(text, start, mention.end)
        start = office.end() if office and office.end() < mention.end else start
    end = mention.end
    if text.endswith(_TITLES_BEHIND, start, end):
        end -= max(len(title) for title in _TITLES_BEHIND if text.endswith(title, start, end))
        end -= len(text[start:end]) - len(text[start:end].rstrip())
    return (
        mention
        if (start, end) == (mention.start, mention.end) or start == end
        else mention._replace(start=start, end=end)
    )


def _is_title(text: str, word: re.Match[str], titles: frozenset[str]) -> bool:
    """Tell whether *word* is a title; "Sri" is a given name too, and a title only behind another ("Tan Sri")."""
    folded = fold(word.group().rstrip("'’"))
    if folded in _SECOND:
        return text[max(0, word.start() - _BEFORE_CP) : word.start()].lower().rstrip(" '’").endswith(_FIRST)
    return folded in titles or (folded in _FIRST and bool(_SECOND_NEXT.match(text, word.end())))


def _acronyms(texts: Mapping[Field, str], found: Sequence[Found]) -> dict[str, int]:
    """Find short forms that the text itself explains: a name, then its initials in brackets.

    Gives the short form as written, and the index of the mention that it is short for.
    """
    shorts = {}
    for at, one in enumerate(found):
        text, mention = texts[one.field], one.mention
        behind = _ACRONYM.match(text, mention.end)
        name, short = text[mention.start : mention.end], behind.group(1) if behind else ""
        if ("(" in name or "（" in name) and (inside := _INNER.match(name)):
            name, short = inside.groups()
        if short and (_explains(name, short) or (mention.type == "ORG" and _foreign(name, short))):
            shorts[short] = at
    return shorts


def _explains(name: str, short: str) -> bool:
    """Tell whether *short* is made of letters of *name* in order, beginning with the first, two of them in capitals."""
    if sum(letter.isupper() for letter in short) < 2 or fold(name[0]) != fold(short[0]):
        return False
    letters = iter(fold(name))
    return all(letter in letters for letter in fold(short))


def _foreign(name: str, short: str) -> bool:
    """Tell whether *short* are Latin capitals behind a name in another script: 国际货币基金组织（IMF）."""
    return short.isascii() and short.isupper() and name[0] >= "\u0370"


def _one_type(found: Sequence[Found], shapes: Sequence[str], aliases: Mapping[str, str]) -> list[Found]:
    """Give every surface the type with the most evidence in the whole article; a short form shares its long form's."""
    evidence: dict[str, list[float]] = {}
    sums = [evidence.setdefault(aliases.get(shape, shape), [0.0] * len(TYPES)) for shape in shapes]
    for one, total in zip(found, sums, strict=True):
        person, organisation, place, _ = one.mention.odds
        total[0] += person
        total[1] += organisation
        total[2] += place
    best = [TYPES[total.index(max(total))] for total in sums]
    return [
        one if one.mention.type == kind else Found(one.field, one.mention._replace(type=kind))
        for one, kind in zip(found, best, strict=True)
    ]


def _people(
    texts: Mapping[Field, str], found: Sequence[Found], shapes: Sequence[str], is_place: Callable[[str], bool]
) -> Iterator[Found]:
    """Make people of what is the last name of one in the article and no place that is known ("Zelenskyj").

    And the other way round: a country that nobody in the article is called, is no person ("Jordan").
    """
    people = [shape.split() for one, shape in zip(found, shapes, strict=True) if one.mention.type == "PER"]
    last = {parts[-1] for parts in people if len(parts) > 1}
    called = {part for parts in people if len(parts) > 1 for part in parts}
    for one, shape in zip(found, shapes, strict=True):
        mention = one.mention
        if mention.type == "PER" and mention.norm:
            kind = "PER" if shape in called else "LOC"
            yield Found(one.field, mention._replace(type=kind, norm=None if kind == "PER" else mention.norm))
        elif mention.type == "LOC" and shape in last and not mention.norm and not is_place(exact_of(texts, one)):
            yield Found(one.field, mention._replace(type="PER"))
        else:
            yield one


def _last_names(texts: Mapping[Field, str], found: Sequence[Found], bearers: Bearers | None) -> dict[str, str]:
    """Link a person's single name to the one full name in the article that ends or begins with it.

    And a full name with a title that the tagger took for a part of it, or in another case, to the same without.
    """
    full: dict[str, set[str]] = defaultdict(set)
    people = {surface(texts, one) for one in found if one.mention.type == "PER"}
    same = nominatives((name for name in people if " " in name), bearers) if bearers and bearers.cases else {}
    titled = {}
    for name in people - same.keys():
        parts = name.split()
        bare = " ".join(parts[1:])
        if len(parts) > 2 and bare in people:
            titled[name] = bare
        elif len(parts) > 1:
            full[parts[-1]].add(name)
            full[parts[0]].add(name)
        elif _HAN.match(name):  # written without a blank, the family name first
            full[name[:2]].add(name)
    single = {name: next(iter(full[name])) for name in sorted(people) if name in full and len(full[name]) == 1}
    return {**single, **titled, **same}
