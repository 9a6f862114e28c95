"""Does a trace go with an article from who sent it to who reads it, through every cut, dead letters and replays?"""

import pytest

from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from streams.wire import dead_letter
from streams.wire.record import Record

SENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
HEADERS = (("traceparent", SENT.encode()), ("tracestate", b"shop=1"))
ARTICLE = (
    '{"url": "https://news.example/1", "title": "Міст відкрили", "body": "Сьогодні в Києві відкрили міст."}'.encode()
)
CUTS = [(), ("clean_text",), ("detect_language",), ("clean_text", "detect_language")]


def texts(record: Record) -> dict[str, str]:
    return {name: value.decode() for name, value in record.headers}


@pytest.mark.parametrize("cuts", CUTS, ids=lambda cuts: "+".join(cuts) or "none")
def test_every_hop_is_a_span_of_the_same_trace(cuts: tuple[str, ...]) -> None:
    driver = Driver(cuts=cuts)
    driver.feed(raw_record(ARTICLE, headers=HEADERS))
    written = [texts(record) for topic in driver.topics.values() for record in topic]
    spans = [headers["traceparent"] for headers in written]

    assert len(written) == len(cuts) + 1
    assert {span[:36] for span in spans} == {SENT[:36]}
    assert {span[52:] for span in spans} == {"-01"}
    assert len({SENT, *spans}) == len(cuts) + 2
    assert {headers["ce_traceparent"] for headers in written} == {SENT}
    assert {headers["tracestate"] for headers in written} == {"shop=1"}


def test_a_record_read_twice_names_the_same_spans() -> None:
    runs = []
    for _ in range(2):
        driver = Driver(cuts=CUTS[-1])
        driver.feed(raw_record(ARTICLE))
        runs.append([texts(record)["traceparent"] for topic in driver.topics.values() for record in topic])

    assert runs[0] == runs[1]


def test_a_dead_letter_and_its_replay_stay_in_the_trace() -> None:
    topology = news_pipeline()
    driver = Driver(cuts=CUTS[-1])
    driver.feed(raw_record(b"[not json", headers=HEADERS))
    (letter,) = driver.topics[topology.dead_letter]
    again = dead_letter.replayed(dead_letter.read(letter, source=topology.source))
    driver.feed(raw_record(ARTICLE, headers=again.headers, offset=7))
    (enriched,) = driver.topics[topology.sink]

    assert texts(letter)["traceparent"] == dict(again.headers)["traceparent"].decode() == SENT
    assert texts(enriched)["ce_traceparent"] == SENT
    assert texts(enriched)["traceparent"][:36] == SENT[:36]
    assert texts(enriched)["dlq.replay_count"] == "1"
