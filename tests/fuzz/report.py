"""What did a run see?  Inputs by way of making, ends, warnings, the slowest, the failures."""

from collections import Counter
from dataclasses import dataclass, field

from tests.fuzz.trial import DECODE_BOUND_S, STAGES_BOUND_S, Tried

_FORM = "{:<7} {:<11} {:<11} {:>9} {:>9} {:>9} {:>9} {:>8}  {}"
_HEAD = ("part", "way", "made by", "tried", "decoded", "walked", "slowest", "per s", "what")


@dataclass(slots=True)
class Row:
    """One way of making inputs in one part, `decode` or `stages`; of the latter only what a stage saw counts."""

    part: str
    name: str
    made_by: str
    made: str
    tried: int = 0
    decoded: int = 0
    walked: int = 0
    slowest_s: float = 0.0
    slowest_bytes: int = 0
    took_s: float = 0.0

    @property
    def counted(self) -> int:
        """How many count for the goal."""
        return self.tried if self.part == "decode" else self.walked

    def __str__(self) -> str:
        rate = self.tried / self.took_s if self.took_s else 0
        numbers = (f"{number:,}" for number in (self.tried, self.decoded, self.walked))
        slowest = f"{self.slowest_s * 1000:,.1f} ms"
        return _FORM.format(self.part, self.name, self.made_by, *numbers, slowest, f"{rate:,.0f}", self.made)


@dataclass(slots=True)
class Report:
    """Everything that was seen; *late* when time ran out, *unshown* failures beyond those that are listed."""

    rows: list[Row] = field(default_factory=list)
    ends: dict[str, Counter[str]] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    unshown: int = 0
    late: bool = False

    def row(self, part: str, name: str, made_by: str, made: str) -> Row:
        """Begin a row."""
        self.rows.append(Row(part, name, made_by, made))
        return self.rows[-1]

    def saw(self, row: Row, tried: Tried, size: int) -> None:
        """Note one input that kept the contract."""
        row.tried += 1
        row.walked += tried.walked
        row.decoded += tried.walked or tried.end == "decoded"
        seconds = tried.decode_s + tried.stages_s
        if seconds > row.slowest_s:
            row.slowest_s, row.slowest_bytes = seconds, size
        self.ends.setdefault(row.part, Counter())[tried.end] += 1
        self.warnings.update(warning.value for warning in tried.warnings)

    def total(self, part: str, made_by: str | None = None) -> int:
        """Count what counts in a part, of one engine or of both."""
        rows = (row for row in self.rows if row.part == part and made_by in (None, row.made_by))
        return sum(row.counted for row in rows)

    def as_text(self) -> str:
        """Say it to a person."""
        lines = [_FORM.format(*_HEAD), *map(str, self.rows), ""]
        for part, bound_s in (("decode", DECODE_BOUND_S), ("stages", STAGES_BOUND_S)):
            lines += self._part(part, bound_s)
        lines.append(f"warnings  {_counts(self.warnings)}")
        lines += self.failures
        if self.unshown:
            lines.append(f"and {self.unshown} more")
        said = f"{len(self.failures) + self.unshown} inputs broke the contract" if self.failures else "all kept it"
        return "\n".join([*lines, f"{said}{'; time ran out before all were tried' if self.late else ''}"])

    def _part(self, part: str, bound_s: float) -> list[str]:
        slowest = max((row for row in self.rows if row.part == part), key=lambda row: row.slowest_s, default=None)
        if slowest is None:
            return []
        mutated, drawn = self.total(part, "mutation"), self.total(part, "hypothesis")
        took_s = sum(row.took_s for row in self.rows if row.part == part)
        return [
            f"{part}: {mutated + drawn:,} inputs ({mutated:,} by mutation, {drawn:,} by hypothesis) in {took_s:.0f} s; "
            f"slowest {slowest.slowest_s * 1000:,.0f} ms of processor time ({slowest.name}, "
            f"{slowest.slowest_bytes:,} bytes; bound {bound_s:g} s)",
            f"  ends  {_counts(self.ends.get(part, Counter()))}",
        ]


def _counts(counter: Counter[str]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counter.most_common()) or "none"
