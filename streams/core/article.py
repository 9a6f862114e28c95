"""What is an article while it walks the stages?  Source facts, title, body, and typed annotations.

Annotations are keyed by their type: a stage that requires `Language` calls `article.get(Language)` and gets
exactly that.  `Topology` proves before the first record that an earlier stage assigns it.
"""

from dataclasses import dataclass, field, replace
from typing import Protocol, Self, TypeVar

from streams.core.codes import ArticleWarning

T = TypeVar("T")


class Annotation(Protocol):
    """What a stage found out, as it stands in a published record.

    Optional: a plain frozen dataclass of JSON types is an annotation too and is published as
    `annotations.<stage>`.  A type with these two methods has a place of its own at the top of the record.
    """

    def to_record(self) -> dict[str, object]:
        """Give the top-level fields of the record; absent values are left out, never null."""
        ...

    @classmethod
    def from_record(cls, record: dict[str, object]) -> Self:
        """Read back what `to_record` wrote; *record* is a whole published record that passed its schema."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Who published the article, as the producer said."""

    name: str | None = None
    domain: str | None = None
    uri: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article.  Dates are RFC 3339 UTC text with milliseconds; text is whatever the last stage left.

    *title* and *body* are separate strings and both may be empty.  *content_type* is `text/plain` or
    `text/html` and describes *body* until `clean_text` has turned it into plain NFC text.
    """

    title: str
    body: str
    content_type: str = "text/plain"
    url: str | None = None
    canonical_url: str | None = None
    source_id: str | None = None
    source: Source = field(default_factory=Source)
    declared_language: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    fetched_at: str | None = None
    authors: tuple[str, ...] = ()
    description: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    image_url: str | None = None
    warnings: tuple[ArticleWarning, ...] = ()
    annotations: tuple[object, ...] = ()

    def get(self, kind: type[T]) -> T:
        """Give the annotation of this type.  Raises LookupError when no stage has assigned it."""
        for note in self.annotations:
            if type(note) is kind:
                return note
        raise LookupError(f"no {kind.__name__} annotation; a stage must assign it first")

    def having(self, note: object) -> "Article":
        """Give this article with *note* added, in place of an earlier note of the same type."""
        others = tuple(other for other in self.annotations if type(other) is not type(note))
        return replace(self, annotations=(*others, note))

    def warned(self, *warnings: ArticleWarning) -> "Article":
        """Give this article with the warnings added that it does not carry yet, in order."""
        new = tuple(dict.fromkeys(warning for warning in warnings if warning not in self.warnings))
        return replace(self, warnings=(*self.warnings, *new)) if new else self
