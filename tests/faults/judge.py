"""Is anything missing, foreign, changed, out of order, or acked too early?  Decided from what lies in the topics.

Pure, and knows nothing of workers, faults or the audit: only the promise.  `checker.py` reads the topics.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Raw:
    """A record that was accepted on the raw topic; *sha256* is that of its value, None for a tombstone."""

    partition: int
    offset: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """A record of an intermediate topic or of enriched.  *wrong* says how header and value disagree, if they do."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    origin: str
    event_id: str
    stages: str
    sha256: str
    replayed: bool = False
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter: the address that the hop read, the raw address behind it, the code, the hash of its bytes."""

    partition: int
    offset: int
    read_from: str
    origin: str
    code: str
    sha256: str | None


@dataclass(slots=True)
class Seen:
    """All that lies in the topics.  *chain* lists them from raw to enriched; copies are in offset order."""

    chain: tuple[str, ...]
    raws: list[Raw] = field(default_factory=list)
    copies: dict[str, list[Copy]] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    committed: Mapping[Place, int] = field(default_factory=dict)
    ends: Mapping[Place, int] = field(default_factory=dict)
    appended_ms: dict[str, list[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Verdict:
    """Counts, and every address that breaks the promise; *problems* empty is a promise kept.

    *duplicates* are allowed; they are counted in every topic, and so is *waiting*, what the group has not
    committed.  *peaks* is the largest number of records that a topic took within a second.
    """

    accepted: int
    enriched: int
    dead_lettered: int
    tombstones: int
    duplicates: dict[str, int]
    waiting: dict[str, int]
    codes: dict[str, int]
    problems: dict[str, list[str]]
    peaks: dict[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def duplicated(self) -> int:
        """Records too many at the two ends: enriched and dead letters."""
        return self.duplicates.get("enriched", 0) + self.duplicates.get("dead_letter", 0)


def judge(seen: Seen) -> Verdict:
    """Hold everything seen against the promise."""
    raw_topic, final = seen.chain[0], seen.chain[-1]
    raws = {address(raw_topic, raw.partition, raw.offset): raw for raw in seen.raws}
    finished = Counter(copy.origin for copy in seen.copies.get(final, ()))
    letters = Counter(letter.origin for letter in seen.letters)
    tombstones = {name for name, raw in raws.items() if raw.sha256 is None}
    checks: dict[str, Callable[[], Iterable[str]]] = {
        "missing": lambda: (name for name in raws if not (name in finished or name in letters or name in tombstones)),
        "unknown": lambda: _unknown(seen, raws),
        "event_id_differs": lambda: _differing_ids(seen),
        "header_and_value_differ": lambda: (
            f"{_at(copy)}: {copy.wrong}" for copies in seen.copies.values() for copy in copies if copy.wrong
        ),
        "letter_changed": lambda: _changed_letters(seen, raws),
        "out_of_order": lambda: _out_of_order(seen),
        "committed_too_early": lambda: _committed_early(seen, raws),
    }
    problems = {name: list(check()) for name, check in checks.items()}
    return Verdict(
        accepted=len(raws),
        enriched=len(finished.keys() & raws.keys()),
        dead_lettered=len((letters.keys() & raws.keys()) - finished.keys()),
        tombstones=len(tombstones),
        duplicates=_duplicates(seen, letters),
        waiting=_waiting(seen),
        codes=dict(sorted(Counter(letter.code for letter in seen.letters).items())),
        problems={name: found for name, found in problems.items() if found},
        peaks={topic: peak(times) for topic, times in seen.appended_ms.items()},
    )


def peak(times_ms: Iterable[int], within_ms: int = 1000) -> int:
    """Give the largest number of times that lie within *within_ms* of each other."""
    ordered = sorted(times_ms)
    first = most = 0
    for number, at in enumerate(ordered):
        while ordered[first] <= at - within_ms:
            first += 1
        most = max(most, number + 1 - first)
    return most


def address(topic: str, partition: int, offset: int) -> str:
    """Write `topic/partition/offset`."""
    return f"{topic}/{partition}/{offset}"


def _at(copy: Copy) -> str:
    return address(copy.topic, copy.partition, copy.offset)


def _unknown(seen: Seen, raws: Mapping[str, Raw]) -> Iterable[str]:
    for copies in seen.copies.values():
        yield from (f"{_at(copy)} comes from {copy.origin}" for copy in copies if copy.origin not in raws)
    for letter in seen.letters:
        if letter.origin not in raws:
            yield f"dead letter {letter.partition}/{letter.offset} comes from {letter.origin}"


def _differing_ids(seen: Seen) -> Iterable[str]:
    """Copies of one raw record in one topic share their id, unless their stages differ in version."""
    for topic, copies in seen.copies.items():
        ids: dict[tuple[str, str], str] = {}
        for copy in copies:
            first = ids.setdefault((copy.origin, copy.stages), copy.event_id)
            if first != copy.event_id:
                yield f"{copy.origin} is {first} and {copy.event_id} in {topic}"


def _changed_letters(seen: Seen, raws: Mapping[str, Raw]) -> Iterable[str]:
    known = {name: raw.sha256 for name, raw in raws.items()}
    known |= {_at(copy): copy.sha256 for copies in seen.copies.values() for copy in copies}
    for letter in seen.letters:
        if known.get(letter.read_from) != letter.sha256:
            yield f"dead letter {letter.partition}/{letter.offset} differs from {letter.read_from}"


def _out_of_order(seen: Seen) -> Iterable[str]:
    """Per key: raw order within a raw partition, and the same order in every topic; repeats and replays left out."""
    before: dict[bytes | None, list[str]] = {}
    for topic in seen.chain[1:]:
        if not (copies := seen.copies.get(topic)):
            continue
        firsts = _firsts(copies)
        for key, origins in firsts.items():
            yield from _descents(topic, origins)
            if key in before and (earlier := before[key]) != origins:
                common = set(earlier) & set(origins)
                if [name for name in earlier if name in common] != [name for name in origins if name in common]:
                    yield f"key {key!r} has another order in {topic} than in the topic before"
        before = firsts


def _firsts(copies: Sequence[Copy]) -> dict[bytes | None, list[str]]:
    """Give the origins of every key in the order in which they first came."""
    firsts: defaultdict[bytes | None, dict[str, None]] = defaultdict(dict)
    for copy in sorted(copies, key=lambda copy: (copy.partition, copy.offset)):
        if not copy.replayed:
            firsts[copy.key].setdefault(copy.origin)
    return {key: list(origins) for key, origins in firsts.items()}


def _descents(topic: str, origins: Sequence[str]) -> Iterable[str]:
    last: dict[str, int] = {}
    for origin in origins:
        partition, _, text = origin.rpartition("/")
        offset = int(text) if text.isdigit() else -1
        if offset < last.get(partition, -1):
            yield f"{origin} comes after {partition}/{last[partition]} in {topic}"
        last[partition] = max(offset, last.get(partition, -1))


def _committed_early(seen: Seen, raws: Mapping[str, Raw]) -> Iterable[str]:
    """Every committed record has an output of its own: a copy in the next topic that holds its origin, or a letter."""
    outputs = {topic: Counter(copy.origin for copy in copies) for topic, copies in seen.copies.items()}
    letters: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for letter in seen.letters:
        letters[letter.read_from.rpartition("/")[0].rpartition("/")[0]][letter.origin] += 1
    for index, topic in enumerate(seen.chain[:-1]):
        done = Counter[str]()
        for origin, place, offset in _records(seen, raws, topic):
            if offset >= seen.committed.get(place, 0):
                continue
            done[origin] += 1
            later = (outputs[name][origin] for name in seen.chain[index + 1 :] if name in outputs)
            if done[origin] > next(filter(None, later), 0) + letters[topic][origin]:
                yield f"{address(*place, offset)} is committed without an output"


def _records(seen: Seen, raws: Mapping[str, Raw], topic: str) -> Iterable[tuple[str, Place, int]]:
    if topic != seen.chain[0]:
        yield from ((copy.origin, (topic, copy.partition), copy.offset) for copy in seen.copies.get(topic, ()))
        return
    for name, raw in raws.items():
        if raw.sha256 is not None:
            yield name, (topic, raw.partition), raw.offset


def _duplicates(seen: Seen, letters: Counter[str]) -> dict[str, int]:
    counts = {topic.split(".")[1]: Counter(copy.origin for copy in copies) for topic, copies in seen.copies.items()}
    extra = {name: found.total() - len(found) for name, found in {**counts, "dead_letter": letters}.items()}
    return {name: count for name, count in extra.items() if count}


def _waiting(seen: Seen) -> dict[str, int]:
    waiting: Counter[str] = Counter()
    for (topic, partition), end in seen.ends.items():
        if topic in seen.chain[:-1]:
            waiting[topic] += max(0, end - seen.committed.get((topic, partition), 0))
    return {topic: count for topic, count in waiting.items() if count}
