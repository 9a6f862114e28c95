"""Text of a record never reaches a log line, a metric label or a terminal raw, wherever in the record it stood."""

import asyncio
import io
import logging
import unicodedata
from collections.abc import Iterator
from types import SimpleNamespace

import orjson
import pytest
from prometheus_client import generate_latest
from rich.console import Console

from streams.cli import dlq, letter_view, show, tail
from streams.cli.terminal import console, safe, safe_lines
from streams.core.article import Article
from streams.core.outcome import Drop, Fail
from streams.observe.log import JsonFormatter, TextFormatter
from streams.pipeline import news_pipeline
from streams.runtime.breaker import Bounds, Breaker
from streams.testing import Driver, raw_record
from streams.wire import dead_letter
from streams.wire.record import Headers, Record
from tests.runtime.fakes import NOON_S, RAW, Bench, Event, bench, pipeline

MARK = "zq7Jx"  # in every hostile string: where it shows, the text got through
HOSTILE = {
    "escape": f"\x1b[2J\x1b]0;{MARK}\x07",  # clears a screen and renames a window
    "c1": f"\x9b31m{MARK}",  # the same in one character
    "lines": f"{MARK}\r\n2026-01-01 ERROR forged line\u2028second\u2029third\x85",
    "bidi": f"\u202e{MARK}\u2066gnp.exe\u2069",
    "zero": f"{MARK}\x00\u200b\ufeff\u00ad",
    "path": f"../../../../etc/passwd/{MARK}",
    "markup": f"[red]{MARK}[/red] <script>{MARK}</script> {{{MARK}}} %s %(x)s",
    "label": f'{MARK}"}} 1\nnews_forged_total{{a="',
    "arabic": f"\u202bالعنوان{MARK}\u202c",
    "private": f"{MARK}\ue000\U000f0000",
}
# Bytes that Kafka lets into a key or header and that are no text at all.
NO_TEXT = b"\xff\xfe\x1b[31m" + MARK.encode()
ADDRESS = "news.example"


def raw_controls(text: str) -> set[str]:
    """Find what moves a cursor, turns text around or hides; lines and joiners of scripts may stay."""
    unsafe = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return {repr(char) for char in text if char not in "\n\u200c\u200d" and unicodedata.category(char) in unsafe}


def value_with(text: str) -> bytes:
    """Put *text* wherever a raw record takes text."""
    return orjson.dumps(
        {
            **dict.fromkeys(("title", "body", "url", "id", "language", "published_at", "description"), text),
            **dict.fromkeys(("section", "image_url", "content_type", text), text),
            "source": {"name": text, "domain": text, "uri": f"https://{ADDRESS}/{text}", "country": text},
            "authors": [text],
            "tags": [text],
        }
    )


def headers_with(text: str) -> Headers:
    names = ("content-type", "news-url", "news-id", "news-language", "news-origin", "traceparent", "tracestate")
    ours = ("dlq.replay_count", "dlq.code", "dlq.original.topic", "ce_id", text)
    return (*((name, text.encode()) for name in (*names, *ours)), (MARK, NO_TEXT))


def values() -> Iterator[tuple[bytes, Headers]]:
    for text in HOSTILE.values():
        yield value_with(text), ()
        yield value_with(text), headers_with(text)
        yield text.encode(), headers_with(text)  # no JSON: the parser's complaint must not quote it
        yield orjson.dumps({"source": text, "title": text}), ()  # breaks the schema
        yield orjson.dumps({"schema_version": text, "title": text}), ()
    yield NO_TEXT, ((MARK, NO_TEXT),)


@pytest.fixture(params=[JsonFormatter, TextFormatter], ids=["json", "text"])
def said(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the process logs, in either form and at its loudest."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    level = logging.root.level
    logging.root.addHandler(handler)
    logging.root.setLevel(logging.DEBUG)
    yield stream
    logging.root.removeHandler(handler)
    logging.root.setLevel(level)


def quote(article: Article) -> Article | Drop | Fail:
    raise ValueError(f"cannot read {article.title} {article.body}") from KeyError(article.url)


def batch(found: Bench) -> None:
    found.agent.breaker = Breaker(Bounds(10**6, 10**6, 10**6))  # none of them may rest unseen
    events = [
        Event(
            SimpleNamespace(
                topic=RAW, partition=0, offset=offset, key=NO_TEXT, value=value, headers=headers, timestamp=NOON_S
            ),
            found.journal,
        )
        for offset, (value, headers) in enumerate(values())
    ]
    asyncio.run(found.agent.batch(events))


def test_logs_of_a_stage_that_quotes_its_article_hold_nothing_of_it(said: io.StringIO) -> None:
    found = bench(topology=pipeline(quote))
    batch(found)

    lines = said.getvalue()
    assert "stage.raised" in lines
    assert "in quote" in lines
    assert "ValueError" in lines
    assert "KeyError" in lines
    assert MARK not in lines
    assert raw_controls(lines) == set()


def test_labels_hold_nothing_of_a_record() -> None:
    found = bench(topology=pipeline(quote))
    batch(found)
    exposed = generate_latest(found.registry).decode()

    assert found.value("news_received_records_total", topic=RAW) == len(list(values()))
    assert MARK not in exposed
    assert ADDRESS not in exposed
    assert "news_forged_total" not in exposed
    assert raw_controls(exposed) == set()


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_field_of_a_log_line_cannot_forge_another(said: io.StringIO, hostile: str) -> None:
    logging.getLogger("streams.test").warning("event", extra={"address": hostile})
    logging.getLogger("faust").warning("Crashed reason=%s", hostile)
    (first, second) = said.getvalue().splitlines()

    assert raw_controls(first + second) == set()


def walked() -> Driver:
    driver = Driver(news_pipeline())
    for offset, (value, headers) in enumerate(values()):
        driver.feed(raw_record(value, key=NO_TEXT, headers=headers, offset=offset))
    return driver


@pytest.fixture(scope="module")
def topics() -> dict[str, list[Record]]:
    """What the real pipeline makes of every hostile record."""
    return walked().topics


def printed(*things: object) -> str:
    out = Console(file=io.StringIO(), force_terminal=True, no_color=True, width=200, markup=False, emoji=False)
    for thing in things:
        out.print(thing)
    text = out.file.getvalue()  # type: ignore[attr-defined]  # it is the StringIO above
    return str(text).replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[1;4m", "").replace("\x1b[0m", "")


def test_a_terminal_shows_articles_and_dead_letters_without_their_controls(
    topics: dict[str, list[Record]], capsys: pytest.CaptureFixture[str]
) -> None:
    topology = news_pipeline()
    articles, letters = topics[topology.sink], topics[topology.dead_letter]
    assert articles
    assert letters

    for record in (*articles, *letters, raw_record(value_with(HOSTILE["escape"]), key=NO_TEXT)):
        assert raw_controls("".join(line.plain for line in tail.lines(topology, record))) == set()
    for record in articles:
        assert raw_controls(printed(show.as_text(orjson.loads(record.value or b"")))) == set()
    for record in letters:
        letter = dead_letter.read(record, source=topology.source)
        dlq._list_one(letter)
        console().print(letter_view.facts_of(letter))
        print(letter_view.preview(letter.record.value or b""))
        assert raw_controls(letter.detail) == set()
        assert MARK not in letter.detail
    assert raw_controls(capsys.readouterr().out) == set()


def test_a_page_is_text_and_links_to_nothing_but_https(topics: dict[str, list[Record]]) -> None:
    for record in topics[news_pipeline().sink]:
        page = show.as_page(orjson.loads(record.value or b""))

        assert "<script" not in page
        assert 'href="javascript' not in page


@pytest.mark.parametrize("part", ["topic", "partition", "offset"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_forged_dead_letter_is_none_of_ours(topics: dict[str, list[Record]], part: str, hostile: str) -> None:
    letter = topics[news_pipeline().dead_letter][0]
    name = f"dlq.original.{part}"
    headers = tuple((key, hostile.encode() if key == name else value) for key, value in letter.headers)
    forged = Record(letter.address, letter.key, letter.value, headers, letter.timestamp_ms)

    with pytest.raises(ValueError, match="is not a dead letter of ours"):
        dead_letter.read(forged, source=RAW)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_what_is_made_safe_for_a_terminal_is(hostile: str) -> None:
    assert raw_controls(safe(hostile) + safe_lines(hostile)) == set()
    assert "\n" not in safe(hostile)
    assert MARK in safe(hostile)  # made safe, not thrown away


def test_the_measure_of_these_tests_finds_every_hostile_string() -> None:
    harmless = {"path", "markup", "label"}

    assert {name for name, text in HOSTILE.items() if raw_controls(text)} == HOSTILE.keys() - harmless
