"""Does the checker of the faults see a lie?  It must, or a table full of zeros proves nothing."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import orjson
import pytest

from tests.faults.checker import CHAIN, as_copy, as_json, as_letter, as_text
from tests.faults.judge import Copy, Letter, Raw, Seen, judge

RAW, CLEANED, TAGGED, ENRICHED = CHAIN
RECORDS = 6  # two keys, three versions of each; offset 3 of partition 0 is bad, offset 4 a tombstone


def copies(topic: str) -> list[Copy]:
    good = [number for number in range(RECORDS) if number not in (3, 4)]
    return [
        Copy(
            topic, 0, offset, b"ab"[number % 2 :][:1], f"{RAW}/0/{number}", f"id-{number}", "clean_text@1", f"{number}"
        )
        for offset, number in enumerate(good)
    ]


def world() -> Seen:
    """A staged pipeline that has done all its work."""
    raws = [Raw(0, number, None if number == 4 else f"raw-{number}") for number in range(RECORDS)]
    ends = {(RAW, 0): 6, (CLEANED, 0): 4, (TAGGED, 0): 4, (ENRICHED, 0): 4}
    return Seen(
        CHAIN,
        raws,
        {topic: copies(topic) for topic in CHAIN[1:]},
        [Letter(0, 0, f"{RAW}/0/3", f"{RAW}/0/3", "invalid_json", "raw-3")],
        {place: end for place, end in ends.items() if place[0] != ENRICHED},
        ends,
    )


def test_a_promise_kept_has_no_problem() -> None:
    verdict = judge(world())

    assert verdict.ok
    assert (verdict.accepted, verdict.enriched, verdict.dead_lettered, verdict.tombstones) == (6, 4, 1, 1)
    assert (verdict.duplicates, verdict.waiting, verdict.codes) == ({}, {}, {"invalid_json": 1})
    assert as_text(verdict).endswith("promise kept")


def test_a_repeated_record_with_the_same_id_is_a_duplicate_and_no_problem() -> None:
    seen = world()
    seen.copies[ENRICHED].append(replace(seen.copies[ENRICHED][0], offset=4))

    verdict = judge(seen)

    assert verdict.ok
    assert verdict.duplicates == {"enriched": 1}
    assert verdict.duplicated == 1


def test_records_that_are_not_committed_yet_are_waiting() -> None:
    seen = world()
    seen.committed = {**seen.committed, (TAGGED, 0): 1}

    assert judge(seen).waiting == {TAGGED: 3}


def _removed(seen: Seen) -> None:
    del seen.copies[ENRICHED][1]


def _letter_removed(seen: Seen) -> None:
    seen.letters.clear()


def _extra(seen: Seen) -> None:
    seen.copies[ENRICHED].append(replace(seen.copies[ENRICHED][0], offset=4, origin=f"{RAW}/0/99"))


def _letter_extra(seen: Seen) -> None:
    seen.letters.append(replace(seen.letters[0], offset=1, read_from=f"{RAW}/7/1", origin=f"{RAW}/7/1"))


def _other_id(seen: Seen) -> None:
    seen.copies[ENRICHED].append(replace(seen.copies[ENRICHED][0], offset=4, event_id="another"))


def _reordered(seen: Seen) -> None:
    first, third = seen.copies[ENRICHED][0], seen.copies[ENRICHED][2]
    seen.copies[ENRICHED][0] = replace(third, offset=0)
    seen.copies[ENRICHED][2] = replace(first, offset=2)


def _letter_changed(seen: Seen) -> None:
    seen.letters[0] = replace(seen.letters[0], sha256="other bytes")


def _forged(seen: Seen) -> None:
    seen.copies[ENRICHED][0] = replace(seen.copies[ENRICHED][0], wrong="ce_id a for b")


def _raw_committed_early(seen: Seen) -> None:
    for topic in CHAIN[1:]:
        seen.copies[topic] = seen.copies[topic][:-1]


def _cleaned_committed_early(seen: Seen) -> None:
    """The cleaned record came twice, but only one of the two has an output: the other was acked unworked."""
    seen.copies[CLEANED].append(replace(seen.copies[CLEANED][0], offset=4))
    seen.committed = {**seen.committed, (CLEANED, 0): 5}


LIES: list[tuple[Callable[[Seen], None], str, str]] = [
    (_removed, "missing", f"{RAW}/0/1"),
    (_letter_removed, "missing", f"{RAW}/0/3"),
    (_extra, "unknown", f"{RAW}/0/99"),
    (_letter_extra, "unknown", f"{RAW}/7/1"),
    (_other_id, "event_id_differs", "another"),
    (_reordered, "out_of_order", f"{RAW}/0/0 comes after"),
    (_letter_changed, "letter_changed", f"{RAW}/0/3"),
    (_forged, "header_and_value_differ", "ce_id a for b"),
    (_raw_committed_early, "committed_too_early", f"{RAW}/0/5"),
    (_cleaned_committed_early, "committed_too_early", f"{CLEANED}/0/4"),
]


@pytest.mark.parametrize(("lie", "problem", "named"), LIES, ids=[lie.__name__.strip("_") for lie, _, _ in LIES])
def test_every_lie_is_found_and_named(lie: Callable[[Seen], None], problem: str, named: str) -> None:
    seen = world()
    lie(seen)
    verdict = judge(seen)

    assert not verdict.ok
    assert any(named in found for found in verdict.problems[problem])
    assert as_json(verdict)["ok"] is False
    assert as_text(verdict).endswith("PROMISE BROKEN")


def test_an_unfinished_record_that_is_not_committed_is_missing_and_not_early() -> None:
    seen = world()
    _raw_committed_early(seen)
    seen.committed = {**seen.committed, (RAW, 0): 5, (CLEANED, 0): 3, (TAGGED, 0): 3}

    assert list(judge(seen).problems) == ["missing"]


def test_another_order_of_a_key_between_topics_is_found_across_raw_partitions() -> None:
    seen = world()
    one, two = (replace(seen.copies[TAGGED][0], origin=f"{RAW}/{partition}/0", key=b"z") for partition in (1, 2))
    seen.raws += [Raw(1, 0, "a"), Raw(2, 0, "b")]
    for topic, order in ((CLEANED, (one, two)), (TAGGED, (one, two)), (ENRICHED, (two, one))):
        seen.copies[topic] += [
            replace(copy, topic=topic, offset=10 + at, event_id=copy.origin) for at, copy in enumerate(order)
        ]

    assert [line.split(" has")[0] for line in judge(seen).problems["out_of_order"]] == ["key b'z'"]


def test_two_builds_with_different_stage_versions_may_give_different_ids() -> None:
    seen = world()
    first = seen.copies[ENRICHED][0]
    seen.copies[ENRICHED].append(replace(first, offset=4, event_id="of the new build", stages="clean_text@2"))

    assert judge(seen).ok


def message(topic: str, value: bytes | None, *headers: tuple[str, bytes], key: bytes | None = None) -> SimpleNamespace:
    return SimpleNamespace(topic=topic, partition=0, offset=0, key=key, value=value, headers=headers)


def test_headers_and_key_are_held_against_the_value() -> None:
    ingest = {"topic": RAW, "partition": 3, "offset": 4}
    stages = [{"name": "clean_text", "version": 2}]
    meta = {"event_id": "e", "article_id": "a", "ingest": ingest, "stages": stages}
    value = orjson.dumps({"title": "Новини", "meta": meta})
    true = {"ce_id": "e", "ce_subject": "a", "news-origin": f"{RAW}/3/4"}

    assert as_copy(message(CLEANED, value, key=b"a"), true).wrong == ""
    assert as_copy(message(CLEANED, value, key=b"a"), true).stages == "clean_text@2"
    for name in true:
        assert name in as_copy(message(CLEANED, value, key=b"a"), {**true, name: "forged"}).wrong
    assert "key" in as_copy(message(CLEANED, value, key=b"b"), true).wrong


def test_a_forged_origin_of_a_raw_record_does_not_count() -> None:
    original = {f"dlq.original.{name}": value for name, value in (("topic", RAW), ("partition", "1"), ("offset", "2"))}
    letter = as_letter(message("articles.dead-letter.v1", b"{"), {**original, "news-origin": f"{RAW}/0/0"})

    assert letter.origin == letter.read_from == f"{RAW}/1/2"


@pytest.mark.parametrize("value", [None, b"{", b"[]", b"{}", b'{"meta": {}}', b'{"meta": 7}'], ids=repr)
def test_a_record_that_is_none_of_ours_is_a_problem_and_no_crash(value: bytes | None) -> None:
    assert "no record of ours" in as_copy(message(CLEANED, value, key=b"a"), {}).wrong
