"""Where does the time go, what is stuck, and who holds what?"""

from ops.grafana.dashboard import Dashboard, Row
from ops.grafana.panels import bars, heatmap, lines, stat

_RATE = "[$__rate_interval]"
_TOPIC = '@worker, topic=~"$topic"'
_AT = '@audit, topic=~"$topic"'


def _quantile(q: float, family: str, by: str, filters: str = "@worker") -> str:
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile({q}, sum by ({labels}) (rate({family}_bucket{{{filters}}}{_RATE})))"


_STAGES = Row(
    "Stages",
    (
        lines(
            "Records, by stage",
            "Records per second that each stage passed on. `decode` and `publish` are the two ends of every hop. A "
            "stage below the one before it drops or fails records.",
            "cps",
            {"{{stage}}": f'sum by (stage) (rate(news_stage_records_total{{@worker, outcome="emit"}}{_RATE}))'},
        ),
        lines(
            "Failing, by stage",
            "Share of its records that a stage could not process. `decode` counts bad input; a rise elsewhere after a "
            "deploy is ours: `streams dlq stats` names the cause.",
            "percentunit",
            {
                "{{stage}}": f'sum by (stage) (rate(news_stage_records_total{{@worker, outcome="fail"}}{_RATE})) / '
                f"sum by (stage) (rate(news_stage_records_total{{@worker}}{_RATE}))"
            },
            steps=((None, "transparent"), (0.05, "red")),
            runbooks=("NewsDeadLetterRatioHigh", "NewsDeadLetterBreakerOpen"),
        ),
        lines(
            "Time in a stage, p50",
            "Half of all records take less. A rise: slower code or larger texts. `publish` is a whole batch until the "
            "broker has confirmed it.",
            "s",
            {"{{stage}}": _quantile(0.5, "news_stage_duration_seconds", "stage")},
            width=8,
        ),
        lines(
            "Time in a stage, p95",
            "19 of 20 records take less. Apart from p50: a few texts are large, or garbage collection runs.",
            "s",
            {"{{stage}}": _quantile(0.95, "news_stage_duration_seconds", "stage")},
            width=8,
        ),
        lines(
            "Time in a stage, p99",
            "99 of 100 records take less. All of a batch waits for its slowest record.",
            "s",
            {"{{stage}}": _quantile(0.99, "news_stage_duration_seconds", "stage")},
            width=8,
            runbooks=("NewsEventLoopBlocked",),
        ),
        heatmap(
            "Time in stages, heatmap",
            "How many records took how long in a stage, without the two ends of a hop. Two bands are two kinds of "
            "text; a band that moves up is slower code.",
            "s",
            f'sum by (le) (rate(news_stage_duration_seconds_bucket{{@worker, stage!~"decode|publish"}}{_RATE}))',
        ),
        lines(
            "Waiting before a hop, p95",
            "From the append of a record to its being taken. A rise is queueing: the hop that reads this topic is too "
            "slow or stands still.",
            "s",
            {"{{topic}}": _quantile(0.95, "news_source_wait_seconds", "topic", _TOPIC)},
            runbooks=("NewsConsumerLagHigh",),
        ),
    ),
)

_HOPS = Row(
    "Hops",
    (
        lines(
            "Where a hop spends its time",
            "Seconds per second and topic, by activity. All of it `wait`: there is room. `run` near 1 a worker: add "
            "workers, up to the number of partitions. `publish`: the broker is slow.",
            "s",
            {
                "{{topic}} {{activity}}": "sum by (topic, activity) "
                f"(rate(news_hop_time_seconds_total{{{_TOPIC}}}{_RATE}))"
            },
            stacked=True,
        ),
        lines(
            "In progress",
            "Records taken and not yet acked. Goes up and down with every batch; a flat line above 0 is a batch that "
            "hangs.",
            "short",
            {"{{topic}}": f"sum by (topic) (news_in_progress_records{{{_TOPIC}}})"},
            width=6,
            runbooks=("NewsPartitionStuck",),
        ),
        lines(
            "Since the last ack",
            "Time since a worker last finished a batch of a topic. Rises with no input, too: read it beside lag.",
            "s",
            {
                "{{instance}} {{topic}}": "time() - max by (instance, topic) "
                f"(news_last_ack_timestamp_seconds{{{_TOPIC}}})"
            },
            width=6,
            runbooks=("NewsPartitionStuck",),
        ),
    ),
)

_BROKER = Row(
    "Broker and group",
    (
        lines(
            "Lag, by partition",
            "Records not yet committed, partition by partition. One that rises alone is stuck or has a hot key; all "
            "together is too little capacity.",
            "short",
            {"{{topic}}/{{partition}}": f"sum by (topic, partition) (news_group_lag_records{{{_AT}}})"},
            runbooks=("NewsConsumerLagGrowing", "NewsPartitionStuck"),
        ),
        lines(
            "Committed, by partition",
            "Offsets per second that the group commits. At 0 while lag is above 0: stuck, or commits are frozen.",
            "cps",
            {
                "{{topic}}/{{partition}}": "sum by (topic, partition) "
                f"(deriv(news_group_committed_offset{{{_AT}}}{_RATE}))"
            },
            runbooks=("NewsPartitionStuck",),
        ),
        lines(
            "Publishing a batch",
            "From the sending of a batch to the confirmation of all its records. A rise: the broker, its disk or the "
            "network.",
            "s",
            {
                "p50": _quantile(0.5, "news_stage_duration_seconds", "", '@worker, stage="publish"'),
                "p95": _quantile(0.95, "news_stage_duration_seconds", "", '@worker, stage="publish"'),
                "p99": _quantile(0.99, "news_stage_duration_seconds", "", '@worker, stage="publish"'),
            },
            width=8,
        ),
        lines(
            "Publishes tried again",
            "Tries per second after a first one that the broker refused, by topic. Above 0 on the dead-letter topic: "
            "bad records cannot be put away, and the worker will stop.",
            "cps",
            {"{{topic}}": f"sum by (topic) (rate(news_publish_retries_total{{@worker}}{_RATE}))"},
            width=8,
            runbooks=("NewsDeadLetterPublishFailing",),
        ),
        lines(
            "Rebalances",
            "Rebalances in the last 15 minutes, by worker. One for each worker that comes or goes is right; more: "
            "workers are thrown out or restart.",
            "short",
            {"{{instance}}": "sum by (instance) (increase(news_rebalances_total{@worker}[15m]))"},
            width=8,
            steps=((None, "transparent"), (5, "red")),
            runbooks=("NewsRebalanceStorm",),
        ),
        bars(
            "Partitions, by worker",
            "Partitions held. Uneven: one worker works while others wait. None: it is not in the group.",
            "short",
            {"{{instance}} {{topic}}": f"sum by (instance, topic) (news_assigned_partitions{{{_TOPIC}}})"},
        ),
        heatmap(
            "Record size",
            "Bytes of the values taken. A rise: fatter articles, and limits come near (raw 1 MiB, articles 4 MiB).",
            "bytes",
            f"sum by (le) (rate(news_record_bytes_bucket{{{_TOPIC}}}{_RATE}))",
        ),
    ),
)

_PROCESS = Row(
    "Processes",
    (
        lines(
            "Event loop lag",
            "How late the loop comes round. Above 1 s a stage or a garbage collection blocks it, and heartbeats wait.",
            "s",
            {
                "p50": _quantile(0.5, "news_event_loop_lag_seconds", ""),
                "p99": _quantile(0.99, "news_event_loop_lag_seconds", ""),
            },
            width=8,
            steps=((None, "transparent"), (1, "red")),
            runbooks=("NewsEventLoopBlocked",),
        ),
        lines(
            "CPU",
            "Cores in use, by process. One worker uses at most one: at 1 it is full, add workers.",
            "none",
            {"{{instance}}": f"sum by (instance) (rate(process_cpu_seconds_total{{@worker}}{_RATE}))"},
            width=8,
        ),
        lines(
            "Memory",
            "Resident bytes, by process. Steps at the start are models; a steady slope is a leak.",
            "bytes",
            {"{{instance}}": "max by (instance) (process_resident_memory_bytes{@worker})"},
            width=8,
        ),
        lines(
            "Garbage collections",
            "Collections per second by generation. Many of generation 2: memory is churned, and the loop waits.",
            "cps",
            {
                "{{instance}} generation {{generation}}": "sum by (instance, generation) "
                f"(rate(python_gc_collections_total{{@worker}}{_RATE}))"
            },
        ),
        stat(
            "Restarts, 30 minutes",
            "Starts of worker processes within 30 minutes. A few are a deploy; a loop is a record or a world that "
            "breaks them.",
            "short",
            'sum(changes(process_start_time_seconds{job="news-worker", instance=~"$instance"}[30m]))',
            steps=((None, "green"), (3, "red")),
            width=12,
            height=8,
            runbooks=("NewsWorkerRestarting",),
            defaults={"decimals": 0},
        ),
    ),
)

STAGES = Dashboard(
    "news-stages",
    "News: stages",
    "Where does the time go, what is stuck, and who holds what?",
    (_STAGES, _HOPS, _BROKER, _PROCESS),
)
