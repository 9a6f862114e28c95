"""What stands on the page, and what was taken off it?  Numbered lines, cuts that can be undone, facts on the way."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from streams.text.web import Links


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a line, or a piece of it, does not belong to the article, and the fact that it states."""

    rule: str
    url: str | None = None
    stated: bool = False  # the label before *url* is a known word for "source"
    names: tuple[str, ...] = ()
    day: str | None = None  # YYYY-MM-DD, or a moment in UTC where the line prints one


@dataclass(frozen=True, slots=True)
class Cut:
    """One piece taken from line *number* at *start*, where *glue* stands in its place since."""

    rule: str
    number: int
    start: int
    text: str
    glue: str = ""


@dataclass(slots=True)
class Line:
    """A paragraph of the repaired text.  *text* is what is left of it; empty when all of it is gone."""

    number: int
    text: str


@dataclass(slots=True)
class Facts:
    """What the removed pieces said; the first of each kind counts."""

    stated_url: str | None = None
    other_url: str | None = None
    names: tuple[str, ...] = ()
    day: str | None = None

    def learn(self, finding: Finding) -> None:
        """Keep what *finding* states, unless something of the kind is known already."""
        if finding.url and finding.stated:
            self.stated_url = self.stated_url or finding.url
        elif finding.url:
            self.other_url = self.other_url or finding.url
        self.names = self.names or finding.names
        self.day = self.day or finding.day


@dataclass(slots=True)
class Page:
    """The lines with everything that happened to them, in the order in which it happened."""

    lines: list[Line]
    cuts: list[Cut] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    sound: set[str] = field(default_factory=set)  # lines that no strong rule touches: never ask twice
    leading: dict[str, str] = field(default_factory=dict)  # what a line is above headlines, once asked
    letters: dict[str, bool] = field(default_factory=dict)  # whether a line names a newsletter, once asked
    ends: dict[tuple[str, bool], Finding | None] = field(default_factory=dict)  # what a line is at the ends, once asked
    listed: dict[str, Finding] = field(default_factory=dict)  # lines that would go if they stood in no list
    rows: dict[str, bool | None] = field(default_factory=dict)  # whether a row has a label, None if none, once asked
    printed: dict[str, str | None] = field(default_factory=dict)  # the day that a line prints, once asked
    authors: tuple[str, ...] = ()  # whom producer or page state
    title: str = ""  # what they give as the title
    links: Links | None = None  # the lines that are links, where that is known

    @classmethod
    def of(cls, text: str, authors: tuple[str, ...] = (), title: str = "", links: Links | None = None) -> "Page":
        """Number the paragraphs of a repaired text from 1; *authors*, *title*, *links* are known beside it."""
        lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1) if line]
        return cls(lines, authors=authors, title=title, links=links)

    def copy(self) -> "Page":
        """Give a page of its own that stands where this one does."""
        lines = [Line(line.number, line.text) for line in self.lines]
        return replace(self, lines=lines, cuts=list(self.cuts), facts=replace(self.facts))

    def standing(self) -> list[Line]:
        """Give the lines of which something is left, in order."""
        return [line for line in self.lines if line.text]

    def cut(self, line: Line, finding: Finding, start: int = 0, end: int | None = None) -> None:
        """Take a piece out of *line*, with the blanks around it, and learn what it states."""
        text = line.text
        end = len(text) if end is None else end
        while start and text[start - 1] == " ":
            start -= 1
        while end < len(text) and text[end] == " ":
            end += 1
        glue = " " if start and end < len(text) else ""
        self.cuts.append(Cut(finding.rule, line.number, start, text[start:end], glue))
        line.text = text[:start] + glue + text[end:]
        self.facts.learn(finding)

    def text(self) -> str:
        """Give what is left, one paragraph a line."""
        return "\n".join(line.text for line in self.standing())


def restore(text: str, numbers: Iterable[int], cuts: Iterable[Cut]) -> str:
    """Undo *cuts* on the lines of *text*, which have these *numbers*: the repaired text comes back."""
    lines = dict(zip(numbers, text.split("\n"), strict=False)) if text else {}
    for cut in reversed(list(cuts)):
        rest = lines.get(cut.number, "")
        lines[cut.number] = rest[: cut.start] + cut.text + rest[cut.start + len(cut.glue) :]
    return "\n".join(lines[number] for number in sorted(lines))
