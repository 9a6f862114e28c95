"""Do the commands around the broker do what they say, in words for people and in JSON for scripts?"""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.cli.__main__ import main
from streams.core.codes import Code, Site
from streams.core.outcome import Fail
from streams.kafka import connect
from streams.kafka.topics import load_topics
from streams.settings import Settings
from streams.wire import dead_letter
from streams.wire.dead_letter import Author
from streams.wire.record import Address, Output, Record
from tests.kafka_broker import commit, everything, put

RAW, ENRICHED, DEAD = "articles.raw.v1", "articles.enriched.v1", "articles.dead-letter.v1"
# A title that would clear a screen, and a byte that is no text.
BYTES = '{"title": "Мост \x1b[2J'.encode() + b"\xff"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command; give exit code, standard output and standard error."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        out, err = capfdbinary.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, out.decode(errors="surrogateescape"), err.decode()

    return run


@pytest.fixture
def on_broker(settings: Settings, topics: None, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The environment of a person with a broker: STREAMS_BROKERS and a group."""
    monkeypatch.setenv("STREAMS_BROKERS", settings.brokers)
    monkeypatch.setenv("STREAMS_GROUP", settings.group)
    monkeypatch.setenv("STREAMS_CUTS", "none")
    return settings


def failed(origin: Address, code: Code, value: bytes = BYTES) -> Output:
    record = Record(origin, b"k\x1b", value, (("x-trace", b"\x1b[1m"),), 1_700_000_000_000)
    fail = Fail(code, "why \x1b[2J", Site.PROCESS, "clean_text@1", "ValueError")
    return dead_letter.dead_letter(record, fail, topic=DEAD, author=Author("g", "1"), now=datetime.now(UTC))


@pytest.mark.parametrize(
    "command",
    [
        ("topics", "plan"),
        ("topics", "apply"),
        ("lag",),
        ("audit",),
        ("dlq", "ls"),
        ("dlq", "stats"),
        ("dlq", "replay", "--all"),
        ("dlq", "show", "a/0/0"),
        ("produce", "--reference"),
        ("tail",),
    ],
    ids=" ".join,
)
def test_without_a_broker_every_command_says_so_in_one_sentence(command: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*command, "--brokers", "127.0.0.1:1")

    assert code == 69
    assert out == ""
    assert err.startswith("streams: broker 127.0.0.1:1 does not answer; is it running? try `make up`")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("produce",), "nothing to send"),
        (("produce", "article.pdf"), "ends in .pdf; expected one of .txt, .html, .json, .jsonl"),
        (("produce", "absent.json"), "absent.json is not a file"),
        (("dlq", "replay"), "say which dead letters"),
        (("dlq", "show", "nowhere"), "expected topic/partition/offset"),
        (("dlq", "ls", "--code", "bad_mood"), "'bad_mood' is not one of"),
        (("dlq", "ls", "--stage", "fly"), "'fly' is no stage; expected one of clean_text"),
        (("dlq", "ls", "--since", "soon"), "'soon' is no time"),
    ],
)
def test_wrong_usage_is_a_sentence_and_code_2(command: tuple[str, ...], sentence: str, run: Run) -> None:
    code, _, err = run(*command)

    assert code == 2
    assert sentence in err


@pytest.mark.kafka
@pytest.mark.usefixtures("on_broker")
def test_topics_are_as_listed_after_apply(run: Run, tmp_path: Path) -> None:
    assert run("topics", "plan") == (0, "nothing to do\n", "")
    assert run("topics", "apply", "--json") == (0, "[]\n", "")

    file = tmp_path / "topics.yaml"
    file.write_text(f"defaults: {{config: {{max.message.bytes: 1000000}}}}\ntopics: [{{name: {RAW}, partitions: 2}}]\n")
    code, out, _ = run("topics", "apply", "--file", str(file))
    assert code == 1
    assert "refused" in out
    assert "partitions are never taken away" in out


@pytest.mark.kafka
def test_what_was_produced_is_behind_then_in_flight_then_enriched(run: Run, on_broker: Settings) -> None:
    code, out, _ = run("produce", "--reference", "--repeat", "3", "--json")
    addresses = [Address.parse(json.loads(line)["address"]) for line in out.splitlines()]
    assert (code, len(addresses)) == (0, 3)

    assert sum(lag["records"] for lag in json.loads(run("lag", "--json")[1])) == 3
    assert "3 records behind" in run("lag")[1]
    code, out, _ = run("audit", "--timeout", "0", "--json")
    assert (code, json.loads(out)["in_flight"]) == (0, 3)

    async def work() -> None:
        await put(
            on_broker, *(Output(ENRICHED, b"id", b"{}", (("news-origin", str(at).encode()),)) for at in addresses)
        )
        await commit(on_broker, *addresses)

    asyncio.run(work())
    assert run("lag")[1] == f"group {on_broker.group}: caught up\n"
    code, out, _ = run("audit")
    assert code == 0
    assert "nothing is missing" in out


@pytest.mark.kafka
def test_an_unaccounted_record_is_named_and_ends_with_1(run: Run, on_broker: Settings) -> None:
    async def lose() -> Address:
        (address,) = await put(on_broker, Output(RAW, None, b"{}", (), 3))
        await commit(on_broker, address)
        return address

    address = asyncio.run(lose())

    code, out, _ = run("audit")
    assert code == 1
    assert f"unaccounted {address}\n" in out
    code, out, _ = run("audit", "--json")
    assert (code, json.loads(out)["unaccounted_addresses"]) == (1, [str(address)])


@pytest.mark.kafka
def test_a_dead_letter_is_listed_shown_given_back_counted_and_replayed(run: Run, on_broker: Settings) -> None:
    (at,) = asyncio.run(put(on_broker, failed(Address(RAW, 3, 12), Code.UNEXPECTED)))

    listed = run("dlq", "ls")[1]
    assert f"{at}  unexpected  clean_text@1" in listed
    assert f"from {RAW}/3/12" in listed
    assert json.loads(run("dlq", "ls", "--json")[1])["code"] == "unexpected"

    shown = run("dlq", "show", str(at))[1]
    assert "blame: ours; can pass after the fix" in shown
    assert "not UTF-8; the first bytes: 7b 22" in shown
    assert "\x1b" not in listed + shown
    assert json.loads(run("dlq", "show", f"{RAW}/3/12", "--json")[1])["address"] == str(at)

    code, raw, _ = run("dlq", "show", str(at), "--raw")
    assert (code, raw.encode(errors="surrogateescape")) == (0, BYTES)

    assert "1 dead letters" in run("dlq", "stats")[1]
    assert json.loads(run("dlq", "stats", "--json")[1])[0]["count"] == 1

    replay = next(line for line in listed.splitlines() if "dlq replay" in line).split()
    assert replay[0] == "streams"
    code, out, _ = run(*replay[1:])
    assert (code, out) == (0, "1 unexpected\n1 replayed and confirmed\n")
    (again,) = asyncio.run(everything(on_broker, RAW))
    assert (again.key, again.value) == (b"k\x1b", BYTES)


@pytest.mark.kafka
def test_what_can_never_pass_is_held_back_until_forced(run: Run, on_broker: Settings) -> None:
    asyncio.run(put(on_broker, failed(Address(RAW, 0, 0), Code.INVALID_JSON)))

    code, out, err = run("dlq", "replay", "--all")
    assert (code, out) == (1, "0 replayed and confirmed\n")
    assert "held back: 1 invalid_json: these bytes can never pass" in err

    code, out, _ = run("dlq", "replay", "--all", "--force", "--json")
    assert (code, json.loads(out)["confirmed"]) == (0, 1)


@pytest.mark.kafka
def test_a_dead_letter_that_is_not_there_is_one_sentence_and_1(run: Run, on_broker: Settings) -> None:
    code, _, err = run("dlq", "show", f"{DEAD}/0/99")

    assert (code, err) == (1, f"streams: nothing stands at {DEAD}/0/99; `streams dlq ls` lists what does\n")


@pytest.mark.kafka
def test_tail_is_readable_and_harmless(run: Run, on_broker: Settings) -> None:
    article = {
        "title": "Мост \x1b[2Jв Перми",
        "language": {"tag": "ru"},
        "entities": [{"exact": "Перми", "type": "LOC", "uri": "https://sws.geonames.org/511196/"}] * 2,
    }
    asyncio.run(put(on_broker, Output(ENRICHED, b"id", json.dumps(article).encode(), ())))
    asyncio.run(put(on_broker, failed(Address(RAW, 0, 0), Code.UNEXPECTED), Output(RAW, None, BYTES, ())))

    code, out, _ = run("tail", "--from-start", "--no-follow")
    assert code == 0
    assert f"ru Мост [2Jв Перми {ENRICHED}/" in out
    assert "    Перми LOC geonames:511196\n" in out
    assert "unexpected clean_text@1: why [2J" in run("tail", "dead-letter", "--from-start", "--no-follow")[1]
    assert '{"title": "Мост [2J' in run("tail", "raw", "--from-start", "--limit", "1")[1]

    deep = b'{"a":' * 500 + b"1" + b"}" * 500  # more than can be written as JSON, though it can be read
    asyncio.run(put(on_broker, Output("articles.cleaned.v1", None, deep, ())))
    assert json.loads(run("tail", "cleaned", "--from-start", "--no-follow", "--json")[1])["value"] == deep.decode()

    line = json.loads(run("tail", "--from-start", "--limit", "1", "--json")[1])
    assert (line["key"], line["value"]) == ("id", article)
    assert json.loads(run("tail", "dead-letter", "--from-start", "--no-follow", "--json")[1])["code"] == "unexpected"


@pytest.mark.kafka
def test_tail_of_a_topic_that_is_nobodys_is_a_wrong_word_and_no_call_to_create_topics(
    run: Run, on_broker: Settings
) -> None:
    code, _, err = run("tail", "articles.enrichd.v1\x1b[2J", "--from-start", "--no-follow")

    assert code == 2
    assert "there is no topic articles.enrichd.v1 [2J; expected raw, cleaned, tagged, enriched, dead-letter" in err
    assert "apply" not in err


@pytest.mark.kafka
def test_missing_topics_are_one_problem_and_not_four(run: Run, on_broker: Settings) -> None:
    asyncio.run(without_topics(on_broker))
    _, out, _ = run("doctor", "--json")
    problems = {finding["check"]: finding for finding in json.loads(out) if not finding["ok"]}

    assert problems.keys() - {"port"} == {"topics"}
    assert all(name in problems["topics"]["text"] for name in (RAW, ENRICHED, DEAD))
    assert "`streams topics apply`" in problems["topics"]["fix"]


async def without_topics(settings: Settings) -> None:
    names = [spec.name for spec in load_topics()]
    async with connect.admin(settings) as admin:
        await admin.delete_topics(names)
        while set(await admin.list_topics()) & set(names):  # noqa: ASYNC110  (the broker tells nobody)
            await asyncio.sleep(0.05)


@pytest.mark.kafka
def test_the_doctor_finds_what_is_wrong_and_says_the_fix(run: Run, on_broker: Settings) -> None:
    from ops.local.kafka import free_port

    code, out, _ = run("doctor", "--json")
    found = {finding["check"]: finding for finding in json.loads(out)}
    assert {"faust", "model", "port", "broker", "topics", "group", "cuts", "lag", "clock"} == set(found)
    assert all(finding["ok"] for check, finding in found.items() if check != "port")
    assert code == int(not found["port"]["ok"])

    async def stop_between_two_hops() -> None:
        read, _ = await put(on_broker, Output(RAW, None, b"{}", ()), Output("articles.cleaned.v1", None, b"{}", ()))
        await commit(on_broker, read)

    asyncio.run(stop_between_two_hops())
    code, out, _ = run("doctor")
    assert code == 1
    assert "cuts none do not read articles.cleaned.v1 (1 records)" in out
    assert "drain it with the old cuts first" in out

    code, out, _ = run("doctor", "--brokers", f"127.0.0.1:{free_port()}")
    assert code == 1
    assert "fix:     start it (`make up`)" in out
