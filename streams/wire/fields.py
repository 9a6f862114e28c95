"""Which field of a record is which fact of an article?  The one mapping, in both directions.

Absent beats null: a fact that is not there has no field.  Facts of the article itself stand here; what the
stages found goes in and out through their annotations.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from streams.core.article import Annotation, Article, Source
from streams.core.codes import ArticleWarning
from streams.wire.dates import read_date

Json = dict[str, object]

_DATES = ("published_at", "modified_at", "fetched_at")
_TEXTS = ("url", "canonical_url", "source_id", "declared_language", *_DATES, "description", "section", "image_url")
_SOURCE = ("name", "domain", "uri", "country")
_WARNING_VALUES = frozenset(ArticleWarning)


def raw_from_document(text: str, content_type: str, claims: Mapping[str, str]) -> Json:
    """Give the raw record that a document and its `news-*` headers stand for."""
    named = {
        "url": claims.get("news-url"),
        "id": claims.get("news-id"),
        "title": claims.get("news-title"),
        "language": claims.get("news-language"),
        "published_at": claims.get("news-published-at"),
    }
    document: Json = {name: value for name, value in named.items() if value}
    if source := claims.get("news-source"):
        document["source"] = {"name": source}
    return {**document, "body": text, "content_type": content_type}


def article_from_raw(document: Json, *, appended_ms: int, warnings: Sequence[ArticleWarning] = ()) -> Article:
    """Read a raw record that passed its schema; dates that cannot be read are left out and flagged."""
    dates, flagged = _read_dates(document, appended_ms)
    source = section(document, "source")
    return Article(
        title=_text(document, "title") or "",
        body=_text(document, "body") or "",
        content_type=_text(document, "content_type") or "text/plain",
        url=_text(document, "url"),
        source_id=_text(document, "id"),
        source=Source(*(_text(source, name) for name in _SOURCE)),
        declared_language=_text(document, "language"),
        authors=_texts(document, "authors"),
        description=_text(document, "description"),
        section=_text(document, "section"),
        tags=_texts(document, "tags"),
        image_url=_text(document, "image_url"),
        **dates,
    ).warned(*warnings, *flagged)


def _read_dates(document: Json, appended_ms: int) -> tuple[dict[str, Any], list[ArticleWarning]]:
    dates: dict[str, Any] = {}
    flagged: list[ArticleWarning] = []
    for name in _DATES:
        value = document.get(name)
        if value is not None and value != "":
            dates[name], warnings = read_date(value, appended_ms=appended_ms)
            flagged += warnings
    return dates, flagged


def article_from_ours(document: Json, kinds: Sequence[tuple[str, type]]) -> Article:
    """Read a record that an earlier hop wrote and that passed its schema; *kinds* are (stage name, annotation)."""
    source = section(document, "source")
    article = Article(
        title=_text(document, "title") or "",
        body=_text(document, "body") or "",
        source=Source(*(_text(source, name) for name in _SOURCE)),
        authors=_texts(document, "authors"),
        tags=_texts(document, "tags"),
        # A higher minor of the schema may know warnings that we do not; they were counted where they arose.
        warnings=tuple(ArticleWarning(name) for name in _texts(document, "warnings") if name in _WARNING_VALUES),
        **cast(dict[str, Any], {name: _text(document, name) for name in _TEXTS}),
    )
    for stage, kind in kinds:
        article = article.having(_read_annotation(document, stage, kind))
    return article


def _read_annotation(document: Json, stage: str, kind: type) -> object:
    if hasattr(kind, "from_record"):
        return cast(type[Annotation], kind).from_record(document)
    return kind(**section(section(document, "annotations"), stage))


def record_from_article(article: Article, stages: Mapping[type, str]) -> Json:
    """Give the fields of a published record, without `meta`; *stages* names the stage of each annotation type."""
    record: Json = {"title": article.title, "body": article.body, "body_chars": len(article.body)}
    record.update((name, value) for name in _TEXTS if (value := getattr(article, name)) is not None)
    if source := {name: value for name in _SOURCE if (value := getattr(article.source, name)) is not None}:
        record["source"] = source
    for name in ("authors", "tags", "warnings"):
        if values := getattr(article, name):
            record[name] = list(values)
    record.update(_annotations(article, stages))
    return record


def _annotations(article: Article, stages: Mapping[type, str]) -> Iterator[tuple[str, object]]:
    nested: dict[str, object] = {}
    for note in article.annotations:
        if hasattr(note, "to_record"):
            yield from cast(Annotation, note).to_record().items()
        else:
            nested[stages[type(note)]] = asdict(cast(Any, note))
    if nested:
        yield "annotations", nested


def section(document: Mapping[str, object], name: str) -> Json:
    """Give a nested object, empty when it is absent or null."""
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def _text(document: Mapping[str, object], name: str) -> str | None:
    value = document.get(name)
    return value if isinstance(value, str) and value else None


def _texts(document: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = document.get(name)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
