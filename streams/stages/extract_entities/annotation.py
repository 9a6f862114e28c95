"""What does the stage publish?  `Entities`: names with types, places and ids, and how far to trust them."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, Self, cast

Field = Literal["title", "body"]
LIMIT = 2_000  # entities a record; more are counted out and flagged.  A 1 MB list of names must not outgrow its topic


class Kind(StrEnum):
    """What a name stands for.  The published enum is open; these are the values we write."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    PLACE = "LOC"
    DAY = "DATE"


class Tier(StrEnum):
    """Which family of methods found it: A is always there, B is slower and better, plugin is the user's own."""

    A = "A"
    B = "B"
    PLUGIN = "plugin"


class Coverage(StrEnum):
    """How well the language of the article is covered: measured F1 of 70 and more, of 55 and more, or no evidence."""

    TIER_1 = "tier_1"
    TIER_2 = "tier_2"
    EXPERIMENTAL = "experimental"


class Entity(NamedTuple):
    """One mention of a name.

    *id* is the same for all mentions of one thing inside the article (`e1`, `e2` ... by first appearance).
    *start* and *end* are code points of the cleaned NFC *field*, half-open, and `field[start:end] == exact`.
    *confidence* is the calibrated probability, 0 to 1, that span and type are right.  *uri* names the thing
    itself: an ISO 3166 country, a GeoNames place.  *norm* is its English name, of a day YYYY-MM-DD.  Type and uri are
    separate facts: "Washington" may be ORG and still point at the city.
    """

    id: str
    type: str
    field: Field
    start: int
    end: int
    exact: str
    confidence: float
    method: str
    tier: Tier = Tier.A
    uri: str | None = None
    norm: str | None = None

    def to_fields(self) -> dict[str, object]:
        """Give the fields of the published entity; absent values are left out."""
        fields: dict[str, object] = {
            "id": self.id,
            "type": self.type,
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "exact": self.exact,
            "confidence": self.confidence,
            "method": self.method,
            "tier": self.tier.value,
        }
        if self.uri is not None:
            fields["uri"] = self.uri
        if self.norm is not None:
            fields["norm"] = self.norm
        return fields

    @classmethod
    def from_fields(cls, fields: dict[str, object]) -> Self:
        """Read back what `to_fields` wrote."""
        return cls(
            id=cast("str", fields["id"]),
            type=cast("str", fields["type"]),
            field=cast("Field", fields["field"]),
            start=cast("int", fields["start"]),
            end=cast("int", fields["end"]),
            exact=cast("str", fields["exact"]),
            confidence=float(cast("float", fields["confidence"])),
            method=cast("str", fields["method"]),
            tier=Tier(cast("str", fields["tier"])),
            uri=cast("str | None", fields.get("uri")),
            norm=cast("str | None", fields.get("norm")),
        )


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities of an article: the title's first, then the body's, each by start; none overlap.

    The digests say which text the offsets belong to: hex SHA-256 of the UTF-8 bytes of title and body.
    """

    entities: tuple[Entity, ...]
    title_sha256: str
    body_sha256: str
    coverage: Coverage = Coverage.EXPERIMENTAL
    truncated: bool = False

    @classmethod
    def of(cls, entities: tuple[Entity, ...], title: str, body: str, coverage: Coverage) -> Self:
        """Bind *entities* to the text they were found in, the first `LIMIT` of them."""
        return cls(entities[:LIMIT], _digest(title), _digest(body), coverage, len(entities) > LIMIT)

    def to_record(self) -> dict[str, object]:
        """Give the fields `offsets`, `entities`, `entity_counts`, `entities_truncated` and `entity_coverage`."""
        return {
            "offsets": {
                "unit": "unicode_code_point",
                "normalization": "NFC",
                "title_sha256": self.title_sha256,
                "body_sha256": self.body_sha256,
            },
            "entities": [entity.to_fields() for entity in self.entities],
            "entity_counts": dict(sorted(Counter(entity.type for entity in self.entities).items())),
            "entities_truncated": self.truncated,
            "entity_coverage": self.coverage.value,
        }

    @classmethod
    def from_record(cls, record: dict[str, object]) -> Self:
        """Read back what `to_record` wrote."""
        offsets = cast("dict[str, str]", record["offsets"])
        return cls(
            entities=tuple(Entity.from_fields(one) for one in cast("list[dict[str, object]]", record["entities"])),
            title_sha256=offsets["title_sha256"],
            body_sha256=offsets["body_sha256"],
            coverage=Coverage(cast("str", record["entity_coverage"])),
            truncated=cast("bool", record["entities_truncated"]),
        )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
