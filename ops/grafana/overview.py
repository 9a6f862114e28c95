"""Is the pipeline keeping its promise, and what is it doing now?"""

from ops.grafana.dashboard import Dashboard, Row
from ops.grafana.panels import at_least, at_most, bars, lines, stat, table, timeline

_RATE = "[$__rate_interval]"
_OURS = 'code=~"unexpected|result_too_large"'
_IN = f'sum(rate(news_received_records_total{{@worker, topic="articles.raw.v1"}}{_RATE}))'
_OUT = f'sum(rate(news_published_records_total{{@worker, topic="articles.enriched.v1"}}{_RATE}))'
_DEAD = f"sum(rate(news_dead_letters_total{{@worker}}{_RATE}))"
_FAST = 'sum(increase(news_end_to_end_latency_seconds_bucket{@worker, le="5.0"}[30d]))'
_MEASURED = "sum(increase(news_end_to_end_latency_seconds_count{@worker}[30d]))"
_GOOD = 'sum(increase(news_published_records_total{@worker, topic="articles.enriched.v1"}[30d]))'
_BAD = f"sum(increase(news_dead_letters_total{{@worker, {_OURS}}}[30d]))"
_LEFT = ((None, "red"), (0, "yellow"), (0.25, "green"))
_LATENCY_ALERTS = ("NewsLatencyBudgetBurnFast", "NewsLatencyBudgetBurnSlow")
_ERROR_ALERTS = ("NewsErrorBudgetBurnFast", "NewsErrorBudgetBurnSlow")


def _quantile(q: float) -> str:
    return f"histogram_quantile({q}, sum by (le) (rate(news_end_to_end_latency_seconds_bucket{{@worker}}{_RATE})))"


_PROMISE = Row(
    "Is the promise kept?",
    (
        stat(
            "Unaccounted records",
            "Records that were accepted on the raw topic and are neither enriched, nor dead-lettered, nor a tombstone, "
            "nor in progress. Anything above 0 is loss: `streams audit` lists the addresses.",
            "short",
            'max(news_audit_records{@audit, state="unaccounted"})',
            steps=((None, "green"), (1, "red")),
            empty="no audit",
            runbooks=("NewsUnaccountedRecords",),
            defaults={"decimals": 0},
        ),
        stat(
            "Audit age",
            "Time since the last audit that came to an end. When it rises, loss and lag are not watched: see whether "
            "`streams audit --watch` runs and reaches the broker.",
            "s",
            "time() - max(news_audit_last_success_timestamp_seconds{@audit})",
            steps=at_most(300, 900),
            empty="no audit",
            runbooks=("NewsAuditBlind",),
        ),
        stat(
            "Within 5 s, 30 days",
            "Share of enriched articles whose record was confirmed within 5 s of its append to the raw topic, over 30 "
            "days. The objective is 99 %. Replays are left out.",
            "percentunit",
            f"{_FAST} / {_MEASURED}",
            steps=at_least(0.99),
            curve="none",
            empty="no articles yet",
            runbooks=_LATENCY_ALERTS,
            defaults={"decimals": 2},
        ),
        stat(
            "Latency budget left",
            "What is left of the 1 % of articles that may take longer than 5 s in 30 days. Below 0 the objective is "
            "broken.",
            "percentunit",
            f"1 - (1 - {_FAST} / {_MEASURED}) / 0.01",
            steps=_LEFT,
            curve="none",
            empty="no articles yet",
            runbooks=_LATENCY_ALERTS,
            defaults={"decimals": 0},
        ),
        stat(
            "Processed, 30 days",
            "Share of articles not dead-lettered by our own fault (`unexpected`, `result_too_large`), over 30 days. "
            "The objective is 99.5 %. Bad input does not count.",
            "percentunit",
            f"{_GOOD} / ({_GOOD} + {_BAD})",
            steps=at_least(0.995),
            curve="none",
            empty="no articles yet",
            runbooks=_ERROR_ALERTS,
            defaults={"decimals": 2},
        ),
        stat(
            "Error budget left",
            "What is left of the 0.5 % of articles that may be dead-lettered by our own fault in 30 days. Below 0 the "
            "objective is broken.",
            "percentunit",
            f"1 - {_BAD} / ({_GOOD} + {_BAD}) / 0.005",
            steps=_LEFT,
            curve="none",
            empty="no articles yet",
            runbooks=_ERROR_ALERTS,
            defaults={"decimals": 0},
        ),
    ),
)

_NOW = Row(
    "Now",
    (
        stat(
            "Workers ready",
            "Workers that take records: models open, partitions assigned, broker answering, breaker closed, not "
            "draining. 0 means that nothing is processed.",
            "short",
            "sum(news_worker_ready{@worker})",
            steps=at_least(1),
            empty="none",
            runbooks=("NewsWorkerAbsent", "NewsScrapeDown"),
            defaults={"decimals": 0},
        ),
        stat("In", "Raw records taken per second.", "cps", _IN, steps=((None, "blue"),)),
        stat(
            "Enriched",
            "Enriched articles confirmed by the broker per second. Below In for long: lag grows, or articles are "
            "dead-lettered.",
            "cps",
            _OUT,
        ),
        stat(
            "Dead-lettered",
            "Records per second that could not be processed and went, with their original bytes, to the dead-letter "
            "topic. `streams dlq stats` groups them.",
            "cps",
            _DEAD,
            steps=((None, "green"), (0.001, "orange")),
            runbooks=("NewsDeadLetterRatioHigh",),
        ),
        stat(
            "Behind by",
            "Age of the oldest record that the group has not committed, over all topics; 0 when caught up. Measured by "
            "the audit from the broker's side, so a stalled worker cannot hide it.",
            "s",
            'max(news_group_lag_seconds{@audit, topic=~"$topic"})',
            steps=at_most(5, 60),
            runbooks=("NewsConsumerLagHigh",),
        ),
        stat(
            "Alerts",
            "Alerts of this product that fire now; the table below names them.",
            "short",
            'count(ALERTS{alertname=~"News.*", alertstate="firing"}) or vector(0)',
            steps=((None, "green"), (1, "red")),
            defaults={"decimals": 0},
        ),
    ),
)

_FLOW = Row(
    "Flow",
    (
        lines(
            "Throughput",
            "Records per second: taken from the raw topic, confirmed as enriched, dead-lettered, and null records "
            "(tombstones). Over time In equals the sum of the others.",
            "cps",
            {
                "in": _IN,
                "enriched": _OUT,
                "dead-lettered": _DEAD,
                "tombstones": f"sum(rate(news_drops_total{{@worker}}{_RATE}))",
            },
        ),
        lines(
            "End-to-end latency",
            "From the append of the raw record to the confirmation of its enriched record, replays left out. The red "
            "line is the objective: 99 % below 5 s. Rises with lag first; with slow stages or a slow broker next.",
            "s",
            {"p50": _quantile(0.5), "p95": _quantile(0.95), "p99": _quantile(0.99)},
            steps=((None, "transparent"), (5, "red")),
            runbooks=_LATENCY_ALERTS,
        ),
        lines(
            "Behind, by topic",
            "Age of the oldest uncommitted record of each topic. The topic that rises is the one whose reader is slow "
            "or stopped. Above the line for 10 minutes an alert fires.",
            "s",
            {"{{topic}}": 'max by (topic) (news_group_lag_seconds{@audit, topic=~"$topic"})'},
            steps=((None, "transparent"), (60, "red")),
            runbooks=("NewsConsumerLagHigh",),
        ),
        lines(
            "Lag, by topic",
            "Records between the committed offset and the end of each topic.",
            "short",
            {"{{topic}}": 'sum by (topic) (news_group_lag_records{@audit, topic=~"$topic"})'},
            runbooks=("NewsConsumerLagGrowing",),
        ),
        lines(
            "Published, by topic",
            "Records per second that the broker confirmed, by topic. The article topics run alike while everything "
            "keeps up.",
            "cps",
            {"{{topic}}": f'sum by (topic) (rate(news_published_records_total{{@worker, topic=~"$topic"}}{_RATE}))'},
        ),
        lines(
            "Dead letters, by code",
            "Records per second by reason. `unexpected` and `result_too_large` are our fault and replayable after a "
            "fix; `quarantined` was asked for; the others blame the input.",
            "cps",
            {"{{code}}": f"sum by (code) (rate(news_dead_letters_total{{@worker}}{_RATE})) > 0"},
            runbooks=("NewsDeadLetterRatioHigh",),
        ),
    ),
)

_PROOF = Row(
    "Budgets and proof",
    (
        lines(
            "Budget burn",
            "How many times faster than allowed the 30-day budgets are spent: at 1 they last exactly 30 days, at 14.4 "
            "an hour takes 2 % of them. Two windows of one objective above the line are worth waking somebody.",
            "none",
            {
                "latency, 1 h": 'max(job:news_end_to_end_latency_seconds:bad_ratio_rate1h{job=~"$job"}) / 0.01',
                "latency, 6 h": 'max(job:news_end_to_end_latency_seconds:bad_ratio_rate6h{job=~"$job"}) / 0.01',
                "errors, 1 h": 'max(job:news_dead_letters:bad_ratio_rate1h{job=~"$job"}) / 0.005',
                "errors, 6 h": 'max(job:news_dead_letters:bad_ratio_rate6h{job=~"$job"}) / 0.005',
            },
            steps=((None, "transparent"), (6, "orange"), (14.4, "red")),
            runbooks=(*_LATENCY_ALERTS, *_ERROR_ALERTS),
        ),
        bars(
            "Audit",
            "What became of every raw record in the window of the last audit: accepted = enriched + dead-lettered + "
            "tombstones + in flight + unaccounted. `duplicate` and `recovered` (dead-lettered, later enriched) are "
            "told beside them.",
            "short",
            {"{{state}}": "max by (state) (news_audit_records{@audit})"},
            runbooks=("NewsUnaccountedRecords", "NewsAuditBlind"),
            overrides=(
                {
                    "matcher": {"id": "byName", "options": "unaccounted"},
                    "properties": [
                        {"id": "color", "value": {"mode": "thresholds"}},
                        {
                            "id": "thresholds",
                            "value": {
                                "mode": "absolute",
                                "steps": [{"color": "green", "value": None}, {"color": "red", "value": 1}],
                            },
                        },
                    ],
                },
            ),
        ),
    ),
)

_WORKERS = Row(
    "Workers",
    (
        timeline(
            "Ready, by worker",
            "Which worker took records when. Gaps are scrapes that failed: the process was away.",
            {"{{instance}}": "max by (instance) (news_worker_ready{@worker})"},
            {0: ("not ready", "red"), 1: ("ready", "green")},
            width=8,
            steps=at_least(1),
            runbooks=("NewsWorkerAbsent", "NewsWorkerRestarting", "NewsScrapeDown"),
        ),
        table(
            "Builds",
            "How many workers run which build. Two rows for longer than a deploy: a worker was left behind.",
            "count by (version, revision, cuts, python, faust) (news_build_info{@worker})",
            ("version", "revision", "cuts", "python", "faust"),
            "workers",
            width=8,
            empty="no worker is scraped",
        ),
        table(
            "Firing alerts",
            "The alerts that fire now, with what they are about. Empty is good.",
            "max by (alertname, severity, topic, partition, instance) "
            '(ALERTS{alertname=~"News.*", alertstate="firing"})',
            ("alertname", "severity", "topic", "partition", "instance"),
            "firing",
            width=8,
            quiet=True,
            empty="none",
        ),
    ),
)

OVERVIEW = Dashboard(
    "news-overview",
    "News: overview",
    "Is the pipeline keeping its promise, and what is it doing now?",
    (_PROMISE, _NOW, _FLOW, _PROOF, _WORKERS),
)
