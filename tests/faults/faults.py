"""Which faults must be survived?  The list: a name for people, and the scenario."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.scenarios import broker, rights, stages, topics, workers
from tests.faults.world import World


@dataclass(frozen=True, slots=True)
class Fault:
    """*scenario* breaks a world with given cuts and gives the seconds until it recovered.

    With *small_disk* the broker of that world has a disk that can be filled; with *rules* it has logins and lets
    nobody do what `ops/access.yaml` does not say.
    """

    name: str
    scenario: Callable[[World, str], float]
    small_disk: bool = False
    rules: bool = False


FAULTS = (
    Fault("worker killed, 5 times", workers.killed),
    Fault("worker stopped under load, 3 times", workers.stopped),
    Fault("worker stopped inside a rebalance", workers.stopped_in_rebalance),
    Fault("worker joined at the first records", workers.joined_at_first),
    Fault("worker frozen beyond its session", workers.frozen),
    Fault("workers 1, 3, 1", workers.scaled),
    Fault("old and new build together", workers.old_and_new),
    Fault("broker killed and started", broker.killed),
    Fault("broker cut off for 20 s", broker.cut_off),
    Fault("worker stopped, broker away", broker.stopped_in_outage),
    Fault("broker's disk full", broker.disk_full, small_disk=True),
    Fault("slow stage", stages.slow),
    Fault("raising stage, replay", stages.raising),
    Fault("stage that always raises", stages.poison),
    Fault("burst of 20,000 bad records", stages.bad_burst),
    Fault("record that ends the process", stages.process_killer),
    Fault("dead-letter topic refuses", topics.letters_refused),
    Fault("output topic refuses, replay", topics.output_refused),
    Fault("compression bombs", broker.bombs),
    Fault("compressing producers", broker.codecs),
    Fault("codec that cannot be read", broker.unreadable_codec),
    Fault("rights removed in flight", rights.removed, rules=True),
    Fault("producer's clock a day ahead", broker.wrong_clock),
    Fault("cuts changed undrained", topics.wrong_cuts),
)
# Minutes each, so it has a command of its own.
LARGE = Fault(f"{workers.LARGE:,} records, killed on and on", workers.large)
