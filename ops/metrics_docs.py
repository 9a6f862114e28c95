"""Which metric families exist, what does a rise mean, and who looks at them?

`python -m ops.metrics_docs` writes METRICS.md.  The families are asked from the registries themselves, as a worker and
the audit declare them; who looks at them is found in dashboards, rules and runbooks.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics import MetricWrapperBase

from ops.grafana.__main__ import DASHBOARDS
from ops.grafana.dashboard import Dashboard
from streams.cli.worker import closed_labels
from streams.core.codes import ArticleWarning, Code, DropCode, Site
from streams.core.topology import cut
from streams.kafka.ledger import BESIDE, STATES
from streams.observe.audit_metrics import AuditMetrics
from streams.observe.metrics import ACTIVITIES, DECLARED, OUTCOMES, STATUSES, WorkerMetrics
from streams.pipeline import news_pipeline
from streams.settings import Settings

OPS = Path(__file__).parent
FILE = OPS / "METRICS.md"
WORKER, AUDIT = "worker", "audit --watch"
_KINDS = {Counter: "counter", Gauge: "gauge", Histogram: "histogram"}
_SUFFIXES = {"counter": ("",), "gauge": ("",), "histogram": ("_bucket", "_count", "_sum")}
_INTRODUCTION = """# Metrics

Made from the code by `make docs`; do not edit.  Times are seconds, sizes bytes.  Closed sets of labels start at 0, so
that `rate()` sees the first failure.  A worker that holds every partition exports under 1,000 series (a test counts
them).  Beside these there are only `process_*` and `python_gc_*` of the Prometheus client.

Looked at by: **O** `news-overview`, **S** `news-stages`, **C** `news-content` (Grafana), **A** an alert or a recording
rule behind one, **R** a runbook.
"""


@dataclass(frozen=True, slots=True)
class Family:
    """One family as declared; *name* is how queries begin (`_total` included, `_bucket` not)."""

    exporter: str
    name: str
    kind: str
    labels: tuple[str, ...]
    buckets: tuple[float, ...]
    about: str

    @property
    def series_names(self) -> tuple[str, ...]:
        """The names under which queries may ask for it."""
        return tuple(self.name + suffix for suffix in _SUFFIXES[self.kind])

    def asked_in(self, text: str) -> bool:
        """Whether an expression asks for it."""
        return bool(re.search(rf"\b({'|'.join(self.series_names)})\b", text))


def worker_metrics(registry: CollectorRegistry) -> WorkerMetrics:
    """Declare a worker's families as `streams worker` does, with the default cuts."""
    topology = news_pipeline()
    hops = cut(topology, after=Settings.model_validate({}).cuts)
    return WorkerMetrics(registry, topology, hops, closed_labels())


def families() -> Iterator[Family]:
    """Give all families, the worker's first, in the order of their declaration."""
    registry = CollectorRegistry()
    yield from _declared(WORKER, vars(worker_metrics(registry)).values())
    yield from _declared(AUDIT, vars(AuditMetrics(CollectorRegistry(), (*STATES, *BESIDE))).values())


def _declared(exporter: str, attributes: Iterable[object]) -> Iterator[Family]:
    for family in attributes:
        if isinstance(family, MetricWrapperBase):
            (described,) = family.describe()
            kind = _KINDS[type(family)]
            buckets = tuple(family._kwargs["buckets"]) if isinstance(family, Histogram) else ()
            name = f"{described.name}_total" if kind == "counter" else described.name
            yield Family(exporter, name, kind, tuple(family._labelnames), buckets, described.documentation)


def used_by(family: Family) -> str:
    """Give the letters of those who look at a family."""
    letters = zip("OSC", DASHBOARDS, strict=True)
    found = [letter for letter, dashboard in letters if any(map(family.asked_in, _queries(dashboard)))]
    if any(family.asked_in(file.read_text("utf-8")) for file in (OPS / "prometheus/rules").glob("*.yml")):
        found.append("A")
    return " ".join([*found, "R"] if _in_a_runbook(family) else found)


def _queries(dashboard: Dashboard) -> Iterator[str]:
    for panel in dashboard.panels:
        yield from panel.expressions.values()


def _in_a_runbook(family: Family) -> bool:
    """A runbook sends its reader to a family by the title of a panel that shows it."""
    titles = [
        panel.title
        for dashboard in DASHBOARDS
        for panel in dashboard.panels
        if any(map(family.asked_in, panel.expressions.values()))
    ]
    runbooks = "".join(file.read_text("utf-8") for file in sorted((OPS / "runbooks").glob("*.md")))
    return any(f"**{title}**" in runbooks for title in titles)


def text() -> str:
    """Give the whole page."""
    parts = [_INTRODUCTION]
    everything = list(families())
    for exporter in (WORKER, AUDIT):
        rows = ["| name | type, labels | buckets | what it is | used |", "|---|---|---|---|---|"]
        rows += [_row(family) for family in everything if family.exporter == exporter]
        parts.append(f"## `streams {exporter}`\n\n" + "\n".join(rows) + "\n")
    parts.append("## Values of labels\n\nClosed sets; `topic` is one of `ops/topics.yaml`.\n\n" + _label_values())
    return "\n".join(parts)


def _label_values() -> str:
    """List the values of every closed set of labels but the languages."""
    stages = [step.stage.name for step in news_pipeline().steps]
    sets: dict[str, Iterable[str]] = {
        "activity": ACTIVITIES,
        "code": [*Code, *DropCode],
        "outcome": [*OUTCOMES, "enriched", "dead_lettered"],
        "result": DECLARED,
        "rule": closed_labels().rules,
        "stage": [*stages, Site.DECODE, Site.PUBLISH],
        "state": [*STATES, *BESIDE],
        "status": STATUSES,
        "type": closed_labels().entity_types,
        "warning": list(ArticleWarning),
    }
    rows = ["| label | values |", "|---|---|"]
    rows += [f"| `{label}` | {' '.join(f'`{value}`' for value in values)} |" for label, values in sets.items()]
    return "\n".join(rows) + "\n"


def _row(family: Family) -> str:
    shape = f"{family.kind}: {', '.join(family.labels)}" if family.labels else family.kind
    buckets = " ".join(f"{bucket:g}" if bucket < 10**6 else str(bucket) for bucket in family.buckets)
    return f"| `{family.name}` | {shape} | {buckets} | {family.about} | {used_by(family)} |"


def main() -> None:
    """Write the page."""
    FILE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
