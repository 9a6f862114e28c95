"""One record through one hop: what comes out, and under which headers."""

from datetime import timedelta
from itertools import pairwise

import orjson
from hypothesis import given
from hypothesis import strategies as st

from streams.core.article import Article
from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.core.stage import Stage
from streams.core.topology import Step, Topology, cut
from streams.testing import NOON, processor, raw_record
from streams.wire.envelope import from_ours
from streams.wire.hop import IN_STEP, IN_STEP_BYTES, Handled, HopProcessor, in_step
from streams.wire.record import Headers


def same(article: Article) -> Article:
    return article


def broken(article: Article) -> Article:
    raise RuntimeError(article.body)


def surrogate(article: Article) -> Article:
    return Article(title="\ud800", body=article.body)


def hop_of(apply: object = same, *, max_bytes: int = 1024 * 1024) -> HopProcessor:
    stage = Stage("keep_all", 2, apply)  # type: ignore[arg-type]
    topology = Topology("raw", (Step(stage, "clean", "cleaned"),), "dead")
    return processor(cut(topology, after=())[0], topology, max_bytes=max_bytes)


def handle(value: bytes, hop: HopProcessor | None = None, headers: Headers = ()) -> Handled:
    return (hop or hop_of()).handle(raw_record(value, key=b"k", headers=headers, topic="raw", offset=7), NOON)


def texts(handled: Handled) -> dict[str, str]:
    assert handled.output is not None
    return {name: value.decode() for name, value in handled.output.headers}


def test_a_result_is_a_cloud_event_keyed_by_article() -> None:
    handled = handle(b'{"body": "a", "url": "https://a.example/1"}')
    assert handled.output is not None
    document = orjson.loads(handled.output.value or b"")
    headers = texts(handled)

    assert handled.output.topic == "clean"
    assert handled.output.key == document["meta"]["article_id"].encode()
    assert headers["ce_id"] == document["meta"]["event_id"]
    assert headers["ce_subject"] == document["meta"]["article_id"]
    assert headers["ce_type"] == "news.article.cleaned.v1"
    assert headers["ce_source"] == "/news-streams/keep_all"
    assert headers["ce_dataschema"] == "urn:news-streams:cleaned-article:1.0"
    assert headers["news-origin"] == "raw/0/7"
    assert headers["ce_traceparent"][:36] == headers["traceparent"][:36]
    assert headers["ce_traceparent"] != headers["traceparent"]


def test_two_runs_differ_in_the_time_of_production_only() -> None:
    hop, record = hop_of(), raw_record(b'{"body": "a"}', topic="raw")
    first, second = hop.handle(record, NOON), hop.handle(record, NOON + timedelta(hours=1))
    assert first.document is not None
    assert second.document is not None
    assert first.document["meta"].pop("produced_at") != second.document["meta"].pop("produced_at")  # type: ignore[attr-defined]

    assert first.document == second.document


def test_a_failure_keeps_value_key_and_headers_in_order() -> None:
    headers = (("b", b"\xff"), ("a", b"1"), ("b", b"2"), ("dlq.code", b"forged"), ("dlq.replay_count", b"2"))
    handled = handle(b"not json", headers=headers)
    assert handled.output is not None
    said = {name: value for name, value in handled.output.headers if name.startswith("dlq.")}

    assert (handled.output.topic, handled.output.value, handled.output.key) == ("dead", b"not json", b"k")
    assert handled.output.headers[:3] == headers[:3]
    assert (said["dlq.code"], said["dlq.site"]) == (b"invalid_json", b"decode")
    assert (said["dlq.original.topic"], said["dlq.original.offset"]) == (b"raw", b"7")
    assert said["dlq.payload_bytes"] == b"8"
    assert said["dlq.replay_count"] == b"2"
    assert [name for name, _ in handled.output.headers].count("dlq.code") == 1


def test_a_raising_stage_is_named_without_quoting_text() -> None:
    said = texts(handle(b'{"body": "secret"}', hop_of(broken)))

    assert (said["dlq.code"], said["dlq.site"], said["dlq.stage"]) == ("unexpected", "process", "keep_all@2")
    assert (said["dlq.error_type"], said["dlq.detail"]) == ("RuntimeError", "keep_all@2 raised RuntimeError")
    assert len(said["dlq.fingerprint"]) == 16


def test_equal_causes_share_a_fingerprint() -> None:
    first, second = (texts(handle(body, hop_of(broken))) for body in (b'{"body": "a"}', b'{"body": "b"}'))

    assert first["dlq.fingerprint"] == second["dlq.fingerprint"]
    assert first["dlq.fingerprint"] != texts(handle(b"x"))["dlq.fingerprint"]


def test_a_result_over_the_limit_of_its_topic_fails_at_publish() -> None:
    handled = handle(orjson.dumps({"body": "a" * 30_000}), hop_of(max_bytes=40_000))

    assert isinstance(handled.outcome, Fail)
    assert (handled.outcome.code, handled.outcome.site) == (Code.RESULT_TOO_LARGE, Site.PUBLISH)


def test_a_result_that_cannot_be_written_costs_one_record() -> None:
    handled = handle(b'{"body": "a"}', hop_of(surrogate))

    assert isinstance(handled.outcome, Fail)
    assert (handled.outcome.code, handled.outcome.site) == (Code.UNEXPECTED, Site.PUBLISH)


def test_a_tombstone_leaves_nothing() -> None:
    handled = hop_of().handle(raw_record(None, topic="raw"), NOON)

    assert handled.output is None


def test_what_a_newer_version_wrote_about_its_stages_is_not_published_by_this_one() -> None:
    known = {"name": "clean_text", "version": 9, "model": {"name": "m", "version": "1", "sha256": "0" * 64}}
    written = known | {"speed": 3, "model": {**known["model"], "author": "Ana"}}  # type: ignore[dict-item]
    ingest = {"topic": "raw", "partition": 0, "offset": 7, "timestamp": "2026-01-01T12:00:00.000Z"}

    history = from_ours(raw_record(b"{}"), {"ingest": ingest, "stages": [written]})

    assert history.stages == (known,)


@given(st.lists(st.sampled_from([0, 1, 5_000, 20_000, 32 * 1024, 1_000_000]), max_size=40))
def test_neighbours_walk_together_in_order_and_a_large_one_alone(sizes: list[int]) -> None:
    groups = [*in_step(sizes, lambda size: size)]

    assert [size for group in groups for size in group] == sizes
    assert all(1 <= len(group) <= IN_STEP for group in groups)
    assert all(len(group) == 1 or sum(group) <= IN_STEP_BYTES for group in groups)
    for group, after in pairwise(groups):
        assert len(group) == IN_STEP or sum(group) + after[0] > IN_STEP_BYTES


def test_records_handled_together_end_as_each_alone() -> None:
    def but_one(article: Article) -> Article:
        return broken(article) if article.body == "b" else article

    hop = hop_of(but_one)
    values = [b'{"body": "a"}', b"no json", None, b'{"body": "b"}', b'{"body": "c"}'] * 3
    records = [raw_record(value, topic="raw", offset=number) for number, value in enumerate(values)]

    assert [*hop.handle_many(records, lambda: NOON)] == [hop.handle(record, NOON) for record in records]
