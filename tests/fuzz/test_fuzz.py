"""A few thousand inputs of `make fuzz`; and that the fuzzer finds what is broken, and finds it again."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from streams.core.article import Article
from streams.core.codes import Code
from streams.core.outcome import Drop, Fail
from streams.core.stage import Apply
from streams.core.topology import Topology
from streams.pipeline import news_pipeline
from tests.fuzz import run
from tests.fuzz.corpus import Corpus, Input, read_corpus
from tests.fuzz.run import Fuzzer
from tests.fuzz.trial import BrokenError, Trial, Tried


@cache
def corpus() -> Corpus:
    return read_corpus()


def fuzzer(folder: Path, topology: Topology | None = None, *, seed: int = 1) -> Fuzzer:
    return Fuzzer(Trial(topology), corpus(), seed=seed, seconds=60, kept=folder)


def with_last_stage(apply: Apply) -> Topology:
    topology = news_pipeline()
    *before, last = topology.steps
    return replace(topology, steps=(*before, replace(last, stage=replace(last.stage, apply=apply))))


def broken(article: Article) -> Article | Drop | Fail:
    raise ValueError(article.title)


def undeclared(article: Article) -> Article | Drop | Fail:
    del article
    return Fail(Code.TOO_LARGE, "a code of another site")


def test_a_sample_of_the_inputs_keeps_the_contract(tmp_path: Path) -> None:
    found = fuzzer(tmp_path)
    found.decode(2000)
    found.stages(40)

    assert found.report.failures == []
    assert found.report.total("decode") >= 2000
    assert found.report.total("stages", "hypothesis") > 0
    assert {"decoded", "invalid_json", "invalid_encoding", "schema_invalid", "tombstone"} <= found.report.ends[
        "decode"
    ].keys()
    assert "unexpected" not in found.report.ends["stages"]


@pytest.mark.parametrize(
    ("apply", "said"), [(broken, "extract_entities@"), (undeclared, "too_large at process, which is not listed")]
)
def test_a_broken_stage_is_found_and_its_input_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], apply: Apply, said: str
) -> None:
    found = fuzzer(tmp_path, with_last_stage(apply))
    found._see(
        Input(b'{"title": "Kabar", "body": "Isi"}'), found.report.row("stages", "one", "hand", ""), found.trial.walk
    )
    (kept,) = tmp_path.iterdir()

    assert said in found.report.failures[0]
    assert "Kabar" in found.report.failures[0]
    assert "1 inputs broke the contract" in found.report.as_text()
    assert run.main(["--again", str(kept)]) == 0  # the product itself is not broken
    assert "enriched" in capsys.readouterr().out


def test_what_takes_too_long_or_comes_out_differently_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.trial.STAGES_BOUND_S", 0.0)
    with pytest.raises(BrokenError, match="processor time"):
        Trial().walk(Input(b'{"body": "Isi"}'))
    monkeypatch.undo()

    counted = iter(range(100))
    trial = Trial(with_last_stage(lambda article: replace(article, section=str(next(counted)))))
    monkeypatch.setattr("tests.fuzz.trial._check_result", lambda *_: None)
    with pytest.raises(BrokenError, match="staged and chained"):
        for _ in range(10):
            trial.walk(Input(b'{"body": "Isi"}'))


def test_the_same_seed_makes_the_same_inputs_and_another_one_others(tmp_path: Path) -> None:
    def inputs(seed: int) -> list[Input]:
        found, seen = fuzzer(tmp_path, seed=seed), list[Input]()

        def note(one: Input) -> Tried:
            seen.append(one)
            return Tried("decoded", 0.0, walked=True)

        vars(found.trial)["decode"] = note
        found.decode(300)
        return seen

    first = inputs(1)

    assert first == inputs(1)
    assert len(set(first) & set(inputs(2))) < 30
