"""What did cleaning take away and find?  The annotation that `clean_text` adds to an article."""

from dataclasses import dataclass
from typing import Self

# Every rule that can remove something: what `removed[].rule` and the metric of removed lines may say.
RULES = (
    *("ad", "breadcrumb", "byline", "comment", "copyright", "counter", "credit", "date", "headline", "link", "notice"),
    *("placeholder", "related", "repeat", "script", "share", "source", "symbols", "tags"),
)
MAX_REMOVED = 100
MAX_REMOVED_CP = 200


@dataclass(frozen=True, slots=True)
class Removed:
    """One piece that was taken out: by which rule, from which line, and its text.

    *line* counts the lines of the body as it arrived from 1, blank ones too, as an editor shows them; of a page those
    of its main text, which `streams run --explain` prints.  *text* holds at most 200 code points of the piece.
    """

    rule: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was removed, in the order of its lines, and the facts that have no other place in an article.

    *removed* holds at most 100 pieces.  *source_url* is the link of a source line, or the link by which an
    HTML page names itself, without tracking parameters; it is never the identity.  *dateline* is the place
    before the first sentence, as written; it stays in the text too.
    """

    removed: tuple[Removed, ...] = ()
    source_url: str | None = None
    dateline: str | None = None

    def to_record(self) -> dict[str, object]:
        """Give `removed` (always), `source_url` and `dateline` (when known)."""
        pieces = [{"rule": piece.rule, "line": piece.line, "text": piece.text} for piece in self.removed]
        record: dict[str, object] = {"removed": pieces}
        if self.source_url is not None:
            record["source_url"] = self.source_url
        if self.dateline is not None:
            record["dateline"] = self.dateline
        return record

    @classmethod
    def from_record(cls, record: dict[str, object]) -> Self:
        """Read back what `to_record` wrote."""
        pieces = record.get("removed", [])
        source_url, dateline = record.get("source_url"), record.get("dateline")
        return cls(
            removed=tuple(Removed(p["rule"], p["line"], p["text"]) for p in pieces if isinstance(p, dict))
            if isinstance(pieces, list)
            else (),
            source_url=source_url if isinstance(source_url, str) else None,
            dateline=dateline if isinstance(dateline, str) else None,
        )
