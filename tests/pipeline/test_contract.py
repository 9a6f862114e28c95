"""What every listed stage must keep; a new stage is under this suite the moment it is listed."""

from dataclasses import fields, is_dataclass, replace

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.core.article import Article
from streams.core.outcome import Drop, Emit, Fail
from streams.core.run import Silent, run
from streams.core.stage import Stage
from streams.core.topology import Topology, cut
from streams.pipeline import news_pipeline
from streams.testing import Driver, raw_record
from streams.wire.fields import article_from_ours, record_from_article
from streams.wire.schema import schema_name, schemas_folder, validate

TOPOLOGY = news_pipeline()
STAGES = [step.stage for step in TOPOLOGY.steps]
NAMES = {kind: stage.name for stage in STAGES for kind in stage.assigns}
HOSTILE = [
    "", " ", "\n" * 1000, "\x00\x01\x1b[31m", "a" * 60_000, "𐀀" * 500, "é" * 300, "Z̸͔̈a̷̛̘l̶̰͝g̴̨̈́o̵̜͌ " * 50,
    "\u202e\u0645\u0631\u062d\u0628\u0627\u202c abc \u200f", "\U0001f469\u200d\U0001f467" * 100,
    "<div>" * 2000, "&lt;" * 2000,
    "<script>alert(1)" * 200, "\ud800 lone",
    "ﬁ ﬂ ℌ", "İstanbul ı", "\u200b\u200c\u200d\ufeff" * 100, "Ad" * 5000, "รถไฟ" * 500, "東京" * 2000,
    "https://a.example/" + "x" * 5000, "[iklan_2]\n" * 500, "Sumber: " * 1000, "\r\n\r\r\n" * 300,
]  # fmt: skip

NEIGHBOURS = (
    Article("Presiden Prancis di Jakarta", "Emmanuel Macron tiba di Jakarta. NATO dan Uni Eropa menunggu."),
    Article("", "Президент Франции приехал в Москву."),
)


def published(topology: Topology) -> tuple[str, ...]:
    """Name the stages behind which a cut is possible because their record has a schema."""
    known = {path.name for path in schemas_folder().iterdir()}
    return tuple(step.stage.name for step in topology.steps[:-1] if schema_name(step.event) in known)


def upstream(article: Article, stage: Stage) -> Article | None:
    """Give the article as *stage* would see it, None when an earlier stage refuses it."""
    before = STAGES[: STAGES.index(stage)]
    outcome = run(before, article, Silent())
    return outcome.article if isinstance(outcome, Emit) else None


def check(stage: Stage, article: Article) -> None:
    seen = upstream(article, stage)
    if seen is None:
        return
    copy = replace(seen)
    first, second = stage.apply(seen), stage.apply(seen)

    assert first == second, "not deterministic"
    if stage.apply_many:
        others = [one for one in (upstream(neighbour, stage) for neighbour in NEIGHBOURS) if one]
        for given in ([others[0], seen, others[1]], [seen, *others]):
            assert list(stage.apply_many(given)) == [stage.apply(one) for one in given], "neighbours change the result"
    assert seen == copy, "the input was changed"
    if isinstance(first, Fail):
        assert first.code in stage.codes, "a code that the stage does not declare"
        return
    assert not isinstance(first, Drop), "a drop brings its own topic first"
    for kind in stage.assigns:
        assert type(first.get(kind)) is kind


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_hostile_text_raises_nothing(stage: Stage, number: int) -> None:
    text = HOSTILE[number]

    check(stage, Article(title=text[:2000], body=text))
    check(stage, Article(title="", body=text, content_type="text/html"))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(title=st.text(max_size=60), body=st.text(max_size=200), declared=st.one_of(st.none(), st.text(max_size=10)))
def test_any_text_keeps_the_contract(stage: Stage, title: str, body: str, declared: str | None) -> None:
    check(stage, Article(title=title, body=body, declared_language=declared))


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_stages_are_named_versioned_and_described(stage: Stage) -> None:
    verb, _, rest = stage.name.partition("_")

    assert verb.isalpha()
    assert rest.isidentifier()
    assert stage.version >= 1
    assert stage.open() == stage.open()
    assert all(is_dataclass(kind) and fields(kind) for kind in stage.assigns)


@pytest.mark.parametrize("body", ["Presiden Macron bertemu di Paris.", "", "東京で会議。", "<p>Kyiv і Львів</p>"])
def test_annotations_survive_the_record_and_fit_the_schema(body: str) -> None:
    cuts = published(TOPOLOGY)
    driver = Driver(cuts=cuts)
    driver.feed(raw_record(orjson.dumps({"title": "Judul", "body": body, "authors": ["Sari"]})))
    for hop in cut(TOPOLOGY, after=cuts):
        (record,) = driver.topics[hop.sink.topic]
        document = orjson.loads(record.value or b"")
        kinds = [(s.stage.name, kind) for s in (*hop.before, *hop.steps) for kind in s.stage.assigns]
        article = article_from_ours(document, kinds)

        assert validate(schema_name(hop.sink.event), document, closed=True) is None
        assert orjson.loads(orjson.dumps(record_from_article(article, NAMES))) == {
            name: value for name, value in document.items() if name != "meta"
        }
