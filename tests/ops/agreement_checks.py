"""The checks of `agreement` with the names that the code has."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ops.grafana.__main__ import DASHBOARDS
from ops.metrics_docs import families
from streams.cli.__main__ import EX_BUG, EX_CONFIG, EX_FOUND, EX_UNAVAILABLE, EX_USAGE, cli
from streams.core.codes import ArticleWarning, Code, DropCode, Site
from streams.core.outcome import Fail
from streams.kafka.ledger import BESIDE, STATES
from streams.observe.metrics import ACTIVITIES, DECLARED, OUTCOMES, STATUSES
from streams.pipeline import news_pipeline
from streams.settings import PREFIX, Settings
from streams.wire import headers
from streams.wire.dead_letter import Author, dead_letter
from streams.wire.record import Address, Record
from tests.ops import agreement
from tests.ops.rules import alerts

TOPOLOGY = news_pipeline()
PIPELINE = [TOPOLOGY.source, *(step.topic for step in TOPOLOGY.steps), TOPOLOGY.dead_letter]
DECLARED_FAMILIES = {family.name: family.series_names for family in families()}
SETTINGS = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
PANELS = {dashboard.uid: {panel.title for panel in dashboard.panels} for dashboard in DASHBOARDS}
CLOSED = {
    "activity": ACTIVITIES,
    "code": [*Code, *DropCode],
    "outcome": (*OUTCOMES, "enriched", "dead_lettered"),
    "result": DECLARED,
    "stage": [*(step.stage.name for step in TOPOLOGY.steps), Site.DECODE, Site.PUBLISH],
    "state": (*STATES, *BESIDE),
    "status": STATUSES,
    "topic": PIPELINE,
    "job": ["news-worker", "news-audit"],
}


def letter_headers() -> list[str]:
    """The names of all headers that we write on a dead letter that failed, was replayed, and failed again."""
    fail = Fail(Code.UNEXPECTED, "detail", Site.PROCESS, "clean_text@1", "ValueError", "clean_text")
    again = ((headers.REPLAY_COUNT, b"1"), (headers.REPLAYED_FROM, b"articles.dead-letter.v1/0/0"))
    record = Record(Address(TOPOLOGY.source, 0, 0), None, b"{}", again, 0)
    output = dead_letter(record, fail, topic=TOPOLOGY.dead_letter, author=Author("g", "1"), now=datetime.now(UTC))
    return [name for name, _ in output.headers]


def metrics(root: Path) -> list[str]:
    series = [name for names in DECLARED_FAMILIES.values() for name in names]
    return agreement.unknown_metrics(root, series) + agreement.unused_metrics(root, DECLARED_FAMILIES)


def label_values(root: Path) -> list[str]:
    return agreement.unknown_label_values(root, CLOSED)


def runbooks(root: Path) -> list[str]:
    return agreement.broken_runbooks(root, alerts(), PANELS)


def commands(root: Path) -> list[str]:
    return agreement.broken_commands(root, cli, SETTINGS)


def topics(root: Path) -> list[str]:
    found = agreement.unlike_the_topics(root, agreement.topic_names(root), PIPELINE)
    return found + agreement.unlike_the_cuts(root, TOPOLOGY.cuttable)


def codes(root: Path) -> list[str]:
    return agreement.unlike_the_codes(root, list(Code), list(ArticleWarning))


def header_names(root: Path) -> list[str]:
    claims = sorted(name for name in headers.READ_FROM_RAW if name.startswith("news-"))
    return agreement.unlike_the_headers(root, letter_headers(), claims)


def words(root: Path) -> list[str]:
    return agreement.unsaid_words(root, (0, EX_FOUND, EX_USAGE, EX_UNAVAILABLE, EX_BUG, EX_CONFIG))


CHECKS: list[Callable[[Path], list[str]]] = [
    metrics, label_values, runbooks, commands, topics, codes, header_names, words,
]  # fmt: skip
