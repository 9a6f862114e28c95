"""What became of every raw record?  A few bits an offset, and the states that follow from them.

Pure: `audit.py` reads topics and tells it what it saw.  One byte a raw offset of the window, so ten million
records are 10 MB; eight bytes a dead letter; replays, which are few, cost a dictionary entry each.
"""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from streams.wire.record import Address

ACCEPTED, TOMBSTONE, ENRICHED, DEAD, IN_FLIGHT, RECOVERED = 1, 2, 4, 8, 16, 32

STATES = ("accepted", "enriched", "dead_lettered", "tombstone", "in_flight", "unaccounted")
BESIDE = ("duplicate", "recovered", "unknown")
# Raw addresses of duplicates that are named: a crash under load makes thousands, and the first ones say where to look.
NAMED = 100


def _state(bits: int) -> str:
    """Name the state of one offset; the first that fits.  A record with two outputs counts as enriched."""
    if not bits & ACCEPTED:
        return "unknown" if bits & (ENRICHED | DEAD) else "none"
    for bit, name in (
        (TOMBSTONE, "tombstone"),
        (ENRICHED, "enriched"),
        (DEAD, "dead_lettered"),
        (IN_FLIGHT, "in_flight"),
    ):
        if bits & bit:
            return name
    return "unaccounted"


_NAMES = ("none", "unknown", *STATES[1:])
_TO_STATE = bytes(_NAMES.index(_state(bits)) for bits in range(256))
_RECOVERED = bytes(bool(bits & RECOVERED or (bits & DEAD and bits & ENRICHED)) for bits in range(256))
_SET_IN_FLIGHT = bytes(bits | IN_FLIGHT for bits in range(256))
_CLEAR_IN_FLIGHT = bytes(bits & ~IN_FLIGHT for bits in range(256))
_UNACCOUNTED = bytes((_NAMES.index("unaccounted"),))


@dataclass(slots=True)
class _Window:
    """The offsets of one raw partition from *start* on.

    *end* is where the raw records read so far end; outputs of later ones may be seen already, up to *limit*.
    """

    start: int
    end: int
    limit: int
    bits: bytearray = field(default_factory=bytearray)


class _Origins:
    """The raw address behind every dead letter: one number each, by partition and offset of the letter.

    Letters of a partition are added in offset order; 0 stands where there is none.
    """

    _PARTITION_BITS = 16  # the rest, 2^47, is room for offsets: a million records a second for four years

    def __init__(self) -> None:
        self._partitions: dict[int, tuple[int, array[int]]] = {}

    def add(self, letter: Address, origin: Address) -> None:
        first, packed = self._partitions.setdefault(letter.partition, (letter.offset, array("q")))
        packed.extend([0] * (letter.offset - first - len(packed)))
        packed.append((origin.offset + 1) << self._PARTITION_BITS | origin.partition)

    def origin(self, letter: Address, source: str) -> Address | None:
        first, packed = self._partitions.get(letter.partition, (0, array("q")))
        at = letter.offset - first
        found = packed[at] if 0 <= at < len(packed) else 0
        partition = found & ((1 << self._PARTITION_BITS) - 1)
        return Address(source, partition, (found >> self._PARTITION_BITS) - 1) if found else None


@dataclass(frozen=True, slots=True)
class Report:
    """How many raw records are in which state, and every address that nothing accounts for, in order.

    *duplicated* are raw addresses with more than one output, each once, the first `NAMED` as they were met.
    """

    counts: Mapping[str, int]
    unaccounted: tuple[Address, ...]
    duplicated: tuple[Address, ...] = ()


class Ledger:
    """Collects what was seen of raw records and of what came out; *source* is the raw topic."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._windows: dict[int, _Window] = {}
        self._duplicates = 0
        self._duplicated: dict[Address, None] = {}  # in order, each once
        self._foreign = 0
        self._letters = _Origins()
        # Replays through raw: the new raw records by the dead letter that they came from.
        self._replayed: dict[Address, list[Address]] = {}

    def window(self, partition: int, *, start: int, end: int, limit: int) -> None:
        """Set what an audit looks at: raw records in [*start*, *end*), outputs of any below *limit*.

        Called again, it may move *start* (what is before is forgotten), *end* and *limit* on, never back.
        """
        known = self._windows.setdefault(partition, _Window(start, start, start))
        if start > known.start:
            del known.bits[: start - known.start]
            known.start = start
        known.end = max(known.end, end)
        known.limit = max(known.limit, limit, end)

    def begin_round(self) -> None:
        """Forget what was on its way: a new round looks again."""
        for window in self._windows.values():
            window.bits = window.bits.translate(_CLEAR_IN_FLIGHT)

    def accepted(self, partition: int, offset: int, *, tombstone: bool, replay_of: Address | None = None) -> None:
        """A raw record was read; *replay_of* is the dead letter that it came from, if any."""
        address = Address(self._source, partition, offset)
        if self._mark(address, ACCEPTED | (TOMBSTONE if tombstone else 0)) is not None and replay_of:
            self._replayed.setdefault(replay_of, []).append(address)

    def enriched(self, origin: Address | None) -> None:
        """An enriched record was read; *origin* is its raw address, None when it has none that can be read."""
        before = self._mark(origin, ENRICHED)
        if before is not None and before & ENRICHED:
            self._duplicate(origin)

    def dead_lettered(self, origin: Address, letter: Address, *, again: bool) -> None:
        """A dead letter was read; *again* says that its record had been replayed past raw and failed once more."""
        before = self._mark(origin, DEAD)
        if before is not None and before & DEAD and not again:
            self._duplicate(origin)
        if before is not None:
            self._letters.add(letter, origin)

    def _duplicate(self, origin: Address | None) -> None:
        self._duplicates += 1
        if origin is not None and len(self._duplicated) < NAMED:
            self._duplicated[origin] = None

    def in_flight(self, origin: Address | None) -> None:
        """A record was seen that a hop has not committed yet."""
        if origin is not None and self._known(origin):
            self._mark(origin, IN_FLIGHT)

    def not_committed(self, partition: int, committed: int) -> None:
        """The first hop has not committed raw from *committed* on."""
        window = self._windows[partition]
        at = max(committed - window.start, 0)
        window.bits[at:] = window.bits[at:].translate(_SET_IN_FLIGHT)

    def report(self) -> Report:
        """Say where every record of the window is."""
        self._recover()
        counts = dict.fromkeys((*STATES, *BESIDE), 0)
        for window in self._windows.values():
            bits = bytes(window.bits[: window.end - window.start])
            states = bits.translate(_TO_STATE)
            for index, name in enumerate(_NAMES[1:], 1):
                counts[name] += states.count(index)
            counts["recovered"] += bits.translate(_RECOVERED).count(1)
        counts["accepted"] = sum(counts[state] for state in STATES[1:])
        counts["duplicate"] = self._duplicates
        counts["unknown"] += self._foreign
        return Report(counts, tuple(self._unaccounted()), tuple(self._duplicated))

    def _unaccounted(self) -> Iterator[Address]:
        for partition, window in sorted(self._windows.items()):
            states = bytes(window.bits[: window.end - window.start]).translate(_TO_STATE)
            at = states.find(_UNACCOUNTED)
            while at >= 0:
                yield Address(self._source, partition, window.start + at)
                at = states.find(_UNACCOUNTED, at + 1)

    def _recover(self) -> None:
        """Mark the origin of every replayed dead letter whose replay ended in enriched, over several replays too."""
        healed = True
        while healed:
            healed = False
            for letter, replays in self._replayed.items():
                origin = self._letters.origin(letter, self._source)
                if origin and not self._bits(origin) & RECOVERED and any(map(self._is_healed, replays)):
                    self._mark(origin, RECOVERED)
                    healed = True

    def _is_healed(self, address: Address) -> bool:
        return bool(self._bits(address) & (ENRICHED | RECOVERED))

    def _known(self, address: Address) -> bool:
        """Say whether the address can be one of raw's: a forged offset must not cost memory."""
        window = self._windows.get(address.partition)
        return address.topic == self._source and window is not None and address.offset < window.limit

    def _bits(self, address: Address) -> int:
        window = self._windows.get(address.partition)
        at = address.offset - window.start if window else -1
        return window.bits[at] if window and 0 <= at < len(window.bits) else 0

    def _mark(self, address: Address | None, bits: int) -> int | None:
        """Set bits and give those before; None when the address is before the window, or nobody's (counted)."""
        if address is None or not self._known(address):
            self._foreign += 1
            return None
        window = self._windows[address.partition]
        at = address.offset - window.start
        if at < 0:
            return None
        if at >= len(window.bits):
            window.bits.extend(bytes(at + 1 - len(window.bits)))
        before = window.bits[at]
        window.bits[at] = before | bits
        return before
