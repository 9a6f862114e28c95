"""What does the stage publish?  One `Language`: the top-level field `language` of tagged and enriched records."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self, cast


class Status(StrEnum):
    """How far the tag can be used.  Entities ask for `ok`; the other three say why not."""

    OK = "ok"
    LOW_CONFIDENCE = "low_confidence"
    OUT_OF_SCOPE = "out_of_scope"
    UND = "und"


class Declared(StrEnum):
    """How the producer's claim compares; it is compared, never trusted."""

    MATCH = "match"
    MISMATCH = "mismatch"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another language it might be; *confidence* is 0 to 1 on the scale of the winner."""

    tag: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbouring paragraphs of one language in a mixed body; code points of the cleaned body, half-open."""

    tag: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Language:
    """The language of the whole article.

    *tag* is BCP 47, with a script subtag only where it tells something, or `und`.  *script* is the ISO 15924
    code of most letters.  *confidence* is the calibrated probability, 0 to 1, that *tag* is right.  *agreed*
    is what the second detector says, None when it was not asked or knows no answer.  *alternatives* are at
    most three, sorted by falling confidence.  *paragraphs* is empty unless *mixed*.
    """

    tag: str
    confidence: float
    status: Status
    method: str
    script: str | None = None
    agreed: bool | None = None
    declared: Declared = Declared.ABSENT
    alternatives: tuple[Alternative, ...] = ()
    mixed: bool = False
    paragraphs: tuple[Passage, ...] = ()

    def to_record(self) -> dict[str, object]:
        """Give the field `language`; what is absent is left out, and `mixed` stands only when true."""
        fields: dict[str, object] = {
            "tag": self.tag,
            "confidence": self.confidence,
            "status": self.status.value,
            "method": self.method,
            "declared": self.declared.value,
        }
        if self.script is not None:
            fields["script"] = self.script
        if self.agreed is not None:
            fields["agreed"] = self.agreed
        if self.alternatives:
            fields["alternatives"] = [{"tag": one.tag, "confidence": one.confidence} for one in self.alternatives]
        if self.mixed:
            fields["mixed"] = True
        if self.paragraphs:
            fields["paragraphs"] = [
                {"tag": one.tag, "start": one.start, "end": one.end, "confidence": one.confidence}
                for one in self.paragraphs
            ]
        return {"language": fields}

    @classmethod
    def from_record(cls, record: dict[str, object]) -> Self:
        """Read back what `to_record` wrote."""
        fields = cast("dict[str, object]", record["language"])
        return cls(
            tag=cast("str", fields["tag"]),
            confidence=float(cast("float", fields["confidence"])),
            status=Status(cast("str", fields["status"])),
            method=cast("str", fields["method"]),
            script=cast("str | None", fields.get("script")),
            agreed=cast("bool | None", fields.get("agreed")),
            declared=Declared(cast("str", fields["declared"])),
            alternatives=tuple(
                Alternative(cast("str", one["tag"]), float(cast("float", one["confidence"])))
                for one in cast("list[dict[str, object]]", fields.get("alternatives", []))
            ),
            mixed=bool(fields.get("mixed", False)),
            paragraphs=tuple(
                Passage(
                    cast("str", one["tag"]),
                    cast("int", one["start"]),
                    cast("int", one["end"]),
                    float(cast("float", one["confidence"])),
                )
                for one in cast("list[dict[str, object]]", fields.get("paragraphs", []))
            ),
        )
