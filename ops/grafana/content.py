"""What is in the articles, and what is wrong with the input?"""

from ops.grafana.dashboard import Dashboard, Row
from ops.grafana.panels import bars, heatmap, lines, stat, table, timeline

_RATE = "[$__rate_interval]"
_LANGUAGES = "news_language_articles_total"


def _share(label: str, family: str) -> str:
    """Share of each value of a label, of what came in."""
    return (
        f"sum by ({label}) (rate({family}{{@worker}}{_RATE})) / "
        f"ignoring ({label}) group_left sum(rate({family}{{@worker}}{_RATE}))"
    )


_LANGUAGE = Row(
    "Language",
    (
        lines(
            "Languages",
            "Articles per second by language. A language that vanishes is a feed that stopped or a "
            "detector that broke.",
            "cps",
            {"{{language}}": f"sum by (language) (rate({_LANGUAGES}{{@worker}}{_RATE})) > 0"},
            stacked=True,
        ),
        lines(
            "Undetermined",
            "Share of articles without a language (`und`), of those in a language that is not supported, and of those "
            "with low confidence. `und` rises: the cleaner leaves too little text, or the detector broke.",
            "percentunit",
            {
                status: f'sum(rate({_LANGUAGES}{{@worker, status="{status}"}}{_RATE})) / '
                f"sum(rate({_LANGUAGES}{{@worker}}{_RATE}))"
                for status in ("und", "out_of_scope", "low_confidence")
            },
            runbooks=("NewsLanguageMixShift",),
        ),
        heatmap(
            "Confidence",
            "How sure the detector is, from 0 to 1. Weight that moves down: shorter or worse text, or another model.",
            "none",
            f"sum by (le) (rate(news_language_confidence_bucket{{@worker}}{_RATE}))",
            width=8,
        ),
        lines(
            "Declared language",
            "What producers say against what is detected: match, mismatch, absent. A rise of mismatch: a producer "
            "labels wrongly.",
            "percentunit",
            {"{{result}}": _share("result", "news_declared_language_total")},
            width=8,
            stacked=True,
        ),
        bars(
            "Languages, 1 hour",
            "Articles by language within the last hour.",
            "short",
            {"{{language}}": f"sort_desc(sum by (language) (increase({_LANGUAGES}{{@worker}}[1h])) > 0)"},
            width=8,
        ),
    ),
)

_TEXT = Row(
    "Text",
    (
        lines(
            "Entities, by type",
            "Entities found per second, by type.",
            "cps",
            {"{{type}}": f"sum by (type) (rate(news_entities_total{{@worker}}{_RATE})) > 0"},
        ),
        lines(
            "Entities per article",
            "Entities of each type in an average article. A fall: the tagger broke, or texts got shorter.",
            "short",
            {
                "{{type}}": f"sum by (type) (rate(news_entities_total{{@worker}}{_RATE})) / ignoring (type) group_left "
                f'sum(rate(news_published_records_total{{@worker, topic="articles.enriched.v1"}}{_RATE}))'
            },
        ),
        lines(
            "Removed lines",
            "Pieces per second that the cleaner took out, by rule. A jump: a site changed its page, or a rule eats "
            "text.",
            "cps",
            {"{{rule}}": f"sum by (rule) (rate(news_removed_lines_total{{@worker}}{_RATE})) > 0"},
            width=8,
        ),
        lines(
            "Warnings",
            "Warnings per second in published records. A rise: the quality of the input falls.",
            "cps",
            {"{{warning}}": f"sum by (warning) (rate(news_article_warnings_total{{@worker}}{_RATE})) > 0"},
            width=8,
        ),
        lines(
            "Article age",
            "From publication to enriched, of articles that carry a date. A rise: stale input or a backfill.",
            "s",
            {
                f"p{percent}": f"histogram_quantile({percent / 100}, "
                f"sum by (le) (rate(news_article_age_seconds_bucket{{@worker}}{_RATE})))"
                for percent in (50, 95)
            },
            width=8,
        ),
    ),
)

_BAD = Row(
    "Bad input",
    (
        table(
            "Dead letters, 1 hour",
            "Dead letters of the last hour by stage and code. `streams dlq ls --code CODE` lists them with their "
            "replay commands.",
            "sort_desc(sum by (stage, code) (increase(news_dead_letters_total{@worker}[1h])) > 0)",
            ("stage", "code"),
            "records",
            width=8,
            runbooks=("NewsDeadLetterRatioHigh",),
        ),
        lines(
            "Dead letters, by stage and code",
            "Records per second that went to the dead-letter topic.",
            "cps",
            {"{{stage}} {{code}}": f"sum by (stage, code) (rate(news_dead_letters_total{{@worker}}{_RATE})) > 0"},
            width=16,
            runbooks=("NewsDeadLetterRatioHigh",),
        ),
        timeline(
            "Breaker",
            "Partitions that the dead-letter breaker holds: too many failures in a row, so the code is wrong and not "
            "the data. All green is good.",
            {
                "{{topic}}/{{partition}}": "max by (topic, partition) "
                '(news_dead_letter_breaker_open{@worker, topic=~"$topic"})'
            },
            {0: ("closed", "green"), 1: ("open", "red")},
            width=8,
            steps=((None, "green"), (1, "red")),
            runbooks=("NewsDeadLetterBreakerOpen",),
        ),
        lines(
            "Replayed",
            "Replayed records per second, by what came of them. dead_lettered: the fix did not help.",
            "cps",
            {"{{outcome}}": f"sum by (outcome) (rate(news_replayed_records_total{{@worker}}{_RATE}))"},
            width=8,
            runbooks=("NewsErrorBudgetBurnFast",),
        ),
        stat(
            "Drops, 1 hour",
            "Records left out on purpose within the last hour: null values (tombstones). They are counted by the "
            "audit.",
            "short",
            "sum(increase(news_drops_total{@worker}[1h]))",
            width=8,
            height=8,
            defaults={"decimals": 0},
        ),
    ),
)

CONTENT = Dashboard(
    "news-content",
    "News: content",
    "What is in the articles, and what is wrong with the input?",
    (_LANGUAGE, _TEXT, _BAD),
)
