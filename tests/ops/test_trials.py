"""Does every alert fire when its cause is brought about, can its runbook be followed meanwhile, and does it end?

On a real broker with real workers, an audit and a real Prometheus; windows are a twentieth of the real ones.
"""

import shutil
from pathlib import Path

import pytest

from ops.local.observe import Observed
from ops.runbook_commands import commands
from tests.ops.desk import Desk, Typed
from tests.ops.rules import alerts
from tests.ops.trials import FROZEN, TRIALS, Trial

TYPED = [command for command in commands() if command.program in ("streams", "curl")]
# In the rehearsal of docker-compose.yml (ops/compose/plain.py).
DOCKER = [command for command in commands() if command.program == "docker"]
NOT_TYPED = {
    "kubectl scale": "needs a cluster",
    "kubectl set env deployment/news-worker STREAMS_QUARANTINE=ADDRESS": "needs a cluster",
    "kafka-consumer-groups.sh --reset-offsets": "comes with Kafka, not with us; the trial commits offsets itself",
}


def test_every_alert_has_a_trial() -> None:
    assert {alert for trial in TRIALS for alert in (*trial.alerts, *trial.after)} == set(alerts())


def test_every_command_of_a_runbook_is_typed_or_has_a_reason() -> None:
    others = {command.line for command in commands() if command not in (*TYPED, *DOCKER)}

    assert others == set(NOT_TYPED)
    assert {command.alert for command in TYPED} == {
        alert for it in TRIALS if it.typed for alert in (*it.alerts, *it.after)
    }


def see(observed: Observed, names: tuple[str, ...], within_s: float) -> None:
    """Wait until each of the alerts has been seen firing; they need not fire at one time."""
    seen: set[str] = set()

    def all_seen() -> bool:
        seen.update(observed.firing())
        return set(names) <= seen

    observed.wait_for(all_seen, f"{set(names)}", within_s=within_s)


def follow(desk: Desk, names: tuple[str, ...]) -> list[Typed]:
    """Type all commands of the runbooks of these alerts."""
    return [desk.type(command) for command in TYPED if command.alert in names]


PROGRAMS = ("prometheus", "curl", "jq")
needs_prometheus = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"needs {', '.join(PROGRAMS)} (Debian: packages of these names)"
)


@pytest.mark.kafka
@needs_prometheus
@pytest.mark.timeout(900)
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_an_alert_fires_its_runbook_can_be_followed_and_it_ends(
    trial: Trial, observed: Observed, tmp_path: Path
) -> None:
    attempt(trial, observed, Desk(tmp_path, observed))


def attempt(trial: Trial, observed: Observed, desk: Desk) -> None:
    """Break, see, type, repair, see the end."""
    expected = {*trial.alerts, *trial.after}
    observed.wait_for(lambda: not expected & observed.firing(), f"quiet before {trial.name}", within_s=120)
    with trial.cause(observed):
        see(observed, trial.alerts, trial.within_s)
        typed = follow(desk, trial.alerts) if trial.typed else []
    see(observed, trial.after, trial.within_s)
    typed += follow(desk, trial.after)
    ends = expected - set(trial.late)
    observed.wait_for(lambda: not ends & observed.firing(), f"the end of {ends}", within_s=150)

    assert [wrong for it in typed if (wrong := it.wrong)] == []


@pytest.mark.kafka
@needs_prometheus
@pytest.mark.timeout(900)
def test_in_the_end_nothing_fires_but_what_looks_at_days(observed: Observed) -> None:
    slow = {name for name in alerts() if name.endswith("Slow")}

    observed.wait_for(lambda: not observed.firing() - slow, "silence", within_s=300)


@pytest.mark.kafka
@needs_prometheus
@pytest.mark.timeout(900)
def test_a_frozen_broker_blinds_the_audit_and_workers_say_so(observed: Observed, tmp_path: Path) -> None:
    attempt(FROZEN, observed, Desk(tmp_path, observed))
