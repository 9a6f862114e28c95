"""Which words mark what does not belong to an article?  Plain terms by category, the union of all languages.

The language is not known yet when text is cleaned, so every term counts in every article.  A category has
fields that say how a term must stand in a line; `FIELDS` is the whole grammar, and no term is a pattern.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache
from operator import add

from streams.text.dates import Calendar
from streams.text.lines import is_spaceless, key

Terms = Mapping[str, Mapping[str, Sequence[str]]]

# whole: the line is the term.  label: the term, then a separator, then something.  heading: the term alone, a
# list of headlines may follow.  prefix / suffix: the line begins / ends with the term.  contains: anywhere.
# more: a heading that begins or ends with it (`More from Business`).  glued: a preposition written onto the name.
# common: a byline label that opens ordinary lines in another language (`De Niro`); two words of a name must follow.
# section: the part of a site or the badge of a text, alone beside date, byline or headline; no label of anything.
# agency: a news agency, whose name alone signs an article.
# reported: the word before a reporter among the names that agencies put in brackets below an article, only there.
# verb: what one does on networks; a sentence that begins with it and ends in two of them goes.
# page: what stands beside the numbers of pages.  letter, button: the first and the last line of a newsletter's box.
# reading: what stands before the minutes that reading takes.
# work: who made a film or a book that the article is about; bylines beside it are credits too.
# end: a sentence that ends with it goes (`... contributed to this report.`).
# ago: with a figure, when it was (`2 hours ago`, `dzisiaj 10:15`); it states no day.
# channel: a network or a letter; it makes a follow line of a short line, and of a sentence that begins with a prefix.
FIELDS: Mapping[str, tuple[str, ...]] = {
    "ad": ("whole",),
    "source": ("label", "prefix", "agency"),
    "comments": ("label", "whole"),
    "related": ("label", "heading", "more"),
    "follow": ("whole", "prefix", "contains", "verb", "page", "letter", "button", "reading", "channel"),
    "notice": ("contains", "end"),
    "copyright": ("contains",),
    "byline": ("label", "common", "reported", "editor", "suffix", "work", "glued"),
    "caption": ("label", "whole"),
    "tags": ("label", "section"),
    "date": ("label", "updated", "ago", "noise"),
}


_SEARCHED = ("follow.prefix", "follow.contains", "follow.channel", "notice.contains", "copyright.contains")
_CREDITS = ("caption.label", "byline.label", "byline.editor", "source.label")
_CALL_FIELDS = ("whole", "prefix", "contains", "channel", "letter", "button")
_CALLS = ("comments.whole", *(f"follow.{name}" for name in _CALL_FIELDS))
# What one follows and shares, and with whom, beside the words of the lists.
_ASKED_WORDS = (
    "briefing briefings morning evening daily weekly apps android iphone download story post page this that with "
    "your friends family colleagues updates coverage latest stories artikel beitrag bericht freunden freunde "
    "familie bekannten nachrichten diesen dieser dieses amigos amigas familia noticia noticias esta este estas "
    "tus artículo articulo amici articolo notizia notizie questo questa amis proches article actualité cette "
    "votre vos compte notícia matéria artigo seus suas znajomym znajomymi artykuł artykułem wiadomość novinky "
    "noviniek článek článok přáteli přátelům priateľmi novico prijatelji prijateljima članak vest vijest "
    "апликације апликацију мобилне путем вест чланак пријатељима новость новостью новости статью статьей друзьям "
    "друзьями нами новину статтю друзями приложение приложении ismerőseiddel barátaiddal cikket hírt vennene "
    "venner vänner artikeln nyheten artikelen saken ystäville juttu artikkeli haberi haber arkadaşlarınla "
    "arkadaşlarınızla berita teman temanmu bài viết bạn bè 朋友 好友 手机 手機 文章 新闻 新聞 友達 記事 친구 기사 "
    "مقال الخبر المقال أصدقائك أصدقاء"
)
_WORD_CP = 4  # of a word that says something, in a call
_NAMES_TOO = frozenset(("anna", "ann", "gwen"))  # Fridays in Turkmen and Welsh; in `Anna Keller, 12. Juni 2024` a name


class Named(Enum):
    """What the table of given and family names says of two capitalised words or more."""

    BOTH = "a given and a family name"
    YES = "a given name in front, or a family name behind"
    OPEN = "nothing: one name of five is in no table"
    DOUBT = "an everyday word, and no more of a name than that"
    NO = "everyday words, and no name among them"

    @property
    def is_known(self) -> bool:
        """Tell whether one name at least is in the table, where it should stand."""
        return self in (Named.BOTH, Named.YES)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms as `text.lines.key` gives them, by `category.field`, with the calendar for date lines."""

    terms: Mapping[str, frozenset[str]]
    calendar: Calendar
    starts: Mapping[str, Mapping[str, tuple[str, ...]]]  # the terms of a place by their first two characters
    leading: frozenset[str]  # first and last words of `related.more`
    longest: int  # words in the longest label
    date_words: frozenset[str]  # single words that may stand in a date line
    date_phrases: tuple[str, ...]  # labels of several words that may stand there, longest first
    known: frozenset[str]  # all terms but the sections
    crediting: frozenset[str]  # first words of the labels of bylines and pictures
    captioning: frozenset[str]  # first words of the labels of pictures
    counting: frozenset[str]  # first words of `date.ago`
    asked: frozenset[str]  # words of calls: `article`, `friends`, `compte`
    people: Callable[[str], int]  # of the largest city of that name, 0 when none has it
    named: Callable[[str], Named]  # whether somebody is called so

    def has(self, place: str, term: str) -> bool:
        """Tell whether *term* (a key) stands under *place*, such as `source.label`."""
        return term in self.terms[place]

    def labels(self, term: str) -> bool:
        """Tell whether *term* (a key) stands anywhere but among the sections, which are everyday words."""
        return term in self.known

    def contained(self, place: str, line: str) -> bool:
        """Tell whether one of the terms under *place* stands anywhere in *line* (a key)."""
        starts = self.starts[place]
        return any(term in line for start in starts.keys() & _pairs(line) for term in starts[start])

    def leads_on(self, line: str) -> bool:
        """Tell whether *line* (a key) begins or ends with a term of `related.more`."""
        if line.partition(" ")[0] not in self.leading and line.rpartition(" ")[2] not in self.leading:
            return False  # nearly always
        terms, words = self.terms["related.more"], line.split(" ")
        ends = (" ".join(part) for count in (1, 2, 3) for part in (words[:count], words[-count:]))
        return len(words) > 1 and any(end in terms for end in ends)

    def unglued(self, name: str) -> str:
        """Take the preposition "by" off a name beside a date, in languages that write both as one word."""
        glued = next((term for term in self.terms["byline.glued"] if name.startswith(term)), "")
        return name.removeprefix(glued)

    def speaks_of(self, place: str, line: str) -> bool:
        """Tell whether *line*, a whole sentence, is about the terms under *place*: it begins with one, or has two.

        A sentence of the news may hold one: `Google changed its privacy policy on Monday.`
        """
        starts = self.starts[place]
        found = {term for start in starts.keys() & _pairs(line) for term in starts[start] if term in line}
        apart = [term for term in found if not any(term in other for other in found if other != term)]
        return len(apart) > 1 or any(line.startswith(term) for term in apart)

    def spans(self, place: str, line: str) -> list[tuple[int, int]]:
        """Give where terms under *place* stand in *line* (a key), in order; those that overlap are one."""
        starts = self.starts[place]
        terms = [term for start in starts.keys() & _pairs(line) for term in starts[start] if term in line]
        merged: list[tuple[int, int]] = []
        for start, end in sorted((at := line.find(term), at + len(term)) for term in terms):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def begins(self, line: str) -> bool:
        """Tell whether *line* (a key) begins with a term of `follow.prefix`, at a word boundary."""
        return self.beginning(line) != ""

    def beginning(self, line: str) -> str:
        """Give the longest term of `follow.prefix` that *line* (a key) begins with, at a word boundary; else empty."""
        found = (
            term
            for term in self.starts["follow.prefix"].get(line[:2], ())
            if line.startswith(term) and (is_spaceless(term) or not line[len(term) : len(term) + 1].isalnum())
        )
        return max(found, key=len, default="")

    def is_asked(self, words: str) -> bool:
        """Tell whether the longer *words* (a key) behind a call are those of calls: `this article with friends`."""
        if is_spaceless(words):
            return any(term in words for term in self.asked if len(term) > 1 and is_spaceless(term)) or len(words) < 2
        return all(word.strip(".,;:!?…\"'()") in self.asked for word in words.split() if len(word) >= _WORD_CP)

    def names(self, place: str, line: str) -> bool:
        """Tell whether a word of *line* (a key) begins with a term under *place*: `założony` does not with `zalo`."""
        starts = self.starts[place]
        found = (term for start in starts.keys() & _pairs(line) for term in starts[start] if term in line)
        return any(
            is_spaceless(term) or not line[max(line.find(term) - 1, 0)].isalnum() or line.startswith(term)
            for term in found
        )


@lru_cache(maxsize=64)
def _pairs(line: str) -> frozenset[str]:
    """Give every two neighbours in *line*: few begin a term, and one line is asked for several times."""
    return frozenset(map(add, line, line[1:]))


def places() -> tuple[str, ...]:
    """Give every `category.field` there is."""
    return tuple(f"{category}.{name}" for category, names in FIELDS.items() for name in names)


def make_lexicon(
    languages: Iterable[Terms],
    calendar: Calendar,
    *,
    people: Callable[[str], int] = lambda _: 0,
    named: Callable[[str], Named] = lambda _: Named.OPEN,
) -> Lexicon:
    """Merge the term lists of all languages.  Unknown categories are left out here; the lint names them.

    *people* gives for a name as printed how many live in the largest city of that name, *named* whether the table of
    names has its words; both are asked seldom.
    """
    merged: dict[str, set[str]] = {place: set() for place in places()}
    for terms in languages:
        for place, found in merged.items():
            category, name = place.split(".")
            found.update(key(term) for term in terms.get(category, {}).get(name, ()))
    labels = [term for place in merged if place.endswith((".label", ".editor", ".reported")) for term in merged[place]]
    dates = merged["date.noise"] | merged["date.label"] | merged["date.updated"]
    return Lexicon(
        terms={place: frozenset(found) for place, found in merged.items()},
        calendar=replace(calendar, days=calendar.days - _NAMES_TOO),
        starts={place: _by_start(found) for place, found in merged.items() if place in _SEARCHED},
        leading=frozenset(
            word for term in merged["related.more"] for word in (term.split(" ")[0], term.split(" ")[-1])
        ),
        date_words=frozenset(dates),
        date_phrases=tuple(sorted((term for term in dates if " " in term), key=lambda term: (-len(term), term))),
        known=frozenset(term for place, found in merged.items() if place != "tags.section" for term in found),
        crediting=frozenset(term.split(" ", 1)[0] for place in _CREDITS for term in merged[place]),
        captioning=frozenset(key(term.split(" ", 1)[0]) for term in merged["caption.label"]),
        counting=frozenset(term.split(" ", 1)[0] for term in merged["date.ago"]),
        asked=frozenset(
            word for place in _CALLS for term in merged[place] for word in term.split() if len(word) >= _WORD_CP
        )
        | frozenset(map(key, _ASKED_WORDS.split())),
        people=people,
        named=named,
        longest=max((term.count(" ") + 1 for term in labels), default=1),
    )


def _by_start(terms: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    starts: dict[str, list[str]] = {}
    for term in sorted(terms):
        starts.setdefault(term[:2], []).append(term)
    return {start: tuple(found) for start, found in starts.items()}
