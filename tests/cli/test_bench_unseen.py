"""Does `streams bench stages --warm` measure articles that were never seen?"""

import json
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from ops.bench.articles import BYTES, articles, main, split
from streams.cli.bench import stages
from streams.cli.benchmark import stages as measured
from streams.cli.benchmark import unseen
from streams.core.article import Article
from streams.core.outcome import Outcome
from streams.core.run import Observer, run_many
from streams.core.stage import Stage

PARIS = orjson.dumps({"title": "Presiden Joko Widodo tiba di Paris"})
BERLIN = orjson.dumps({"title": "Kanselir Angela Merkel bertemu dengan wartawan di Berlin"})


def test_a_round_tells_every_stage_and_the_whole(tmp_path: Path) -> None:
    warm, files = tmp_path / "warm.jsonl", tmp_path / "unseen.jsonl"
    warm.write_bytes(PARIS)
    files.write_bytes(BERLIN)

    done = CliRunner().invoke(stages, ["--rounds", "1", "--warm", str(warm), str(files), "--json"])

    stage_names = {"clean_text", "detect_language", "extract_entities"}
    assert json.loads(done.stdout).keys() == {"decode", *stage_names, "encode", "stages together", "all"}


def test_an_article_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def spy(stages: Sequence[Stage], articles: Sequence[Article], observer: Observer) -> list[Outcome]:
        seen.extend(article.title for article in articles)
        return run_many(stages, articles, observer)

    monkeypatch.setattr(measured, "run_many", spy)
    unseen.one_pass([PARIS], [BERLIN])

    assert seen == [orjson.loads(one)["title"] for one in (PARIS, BERLIN)]


@pytest.mark.parametrize("records", [[PARIS], [BERLIN, BERLIN], []])
def test_what_was_seen_is_refused(records: list[bytes], tmp_path: Path) -> None:
    warm, files = tmp_path / "warm.jsonl", tmp_path / "unseen.jsonl"
    warm.write_bytes(PARIS)
    files.write_bytes(b"\n".join(records))

    done = CliRunner().invoke(stages, ["--warm", str(warm), str(files)])

    assert done.exit_code == 2
    assert "none of them twice" in done.stderr


def test_no_sentence_is_warmed_up_on_and_measured() -> None:
    each = [f"Kalimat {number} tentang Jakarta." for number in range(99)] + ["tanpa huruf besar."]
    warm, measured = split([*each, *each], seed=1)

    assert sorted(warm + measured) == sorted(each)
    assert "tanpa huruf besar." in warm
    assert split(each, seed=2) != (warm, measured)


def test_articles_have_the_size_of_the_bars() -> None:
    made = [orjson.loads(record) for record in articles(["Satu kalimat tentang kota Jakarta."] * 300, "id")]

    assert len(made) == 4
    assert all(BYTES <= len(one["title"] + one["body"]) < 1.05 * BYTES for one in made)


def test_a_sentence_is_in_as_many_articles_as_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for times in ("1", "3"):
        monkeypatch.setattr("sys.argv", ["articles", "nn", "--times", times, "--into", str(tmp_path)])
        main()
        made.append((tmp_path / "nn.jsonl").read_bytes().splitlines())

    assert 3 * len(made[0]) <= len(made[1]) <= 3 * len(made[0]) + 3
    assert len({orjson.loads(record)["body"] for record in made[1]}) == len(made[1])
