"""Which metric families does `streams audit --watch` export?  Those that must outlive the workers."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, Gauge


class Lag(Protocol):
    """Where the group stands in one partition."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def committed(self) -> int | None: ...
    @property
    def records(self) -> int: ...
    @property
    def seconds(self) -> float: ...


class AuditMetrics:
    """The families in one registry; the states of the audit start at 0."""

    def __init__(self, registry: CollectorRegistry, states: Iterable[str]) -> None:
        place = ("topic", "partition")
        self.lag_records = Gauge(
            "news_group_lag_records",
            "Records that the group has not committed yet; a rise: input outruns the workers, or they stand still",
            place,
            registry=registry,
        )
        self.lag_seconds = Gauge(
            "news_group_lag_seconds",
            "Age of the first record that is not committed, 0 when caught up; a rise: articles come out late",
            place,
            registry=registry,
        )
        self.committed = Gauge(
            "news_group_committed_offset",
            "Next offset that the group reads; flat while lag is above 0: stuck, or commits are frozen",
            place,
            registry=registry,
        )
        self.records = Gauge(
            "news_audit_records",
            "Raw records of the audit's window by state; unaccounted above 0: records were lost",
            ("state",),
            registry=registry,
        )
        self.last_success = Gauge(
            "news_audit_last_success_timestamp_seconds",
            "When the last audit was completed; its age rises: audit and lag are blind",
            registry=registry,
        )
        for state in states:
            self.records.labels(state)

    def see_lag(self, lags: Iterable[Lag]) -> None:
        """Take in the lag of every partition."""
        for lag in lags:
            place = (lag.topic, str(lag.partition))
            self.lag_records.labels(*place).set(lag.records)
            self.lag_seconds.labels(*place).set(lag.seconds)
            self.committed.labels(*place).set(lag.committed or 0)

    def see_audit(self, counts: Mapping[str, int], *, now_s: float) -> None:
        """Take in a completed audit; *now_s* is seconds since 1970."""
        for state, count in counts.items():
            self.records.labels(state).set(count)
        self.last_success.set(now_s)
