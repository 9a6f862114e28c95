"""Which topics must exist, and what would make the broker agree?  `ops/topics.yaml`, and the difference to it.

Nothing here deletes a topic, takes partitions away or shortens retention: such a difference is refused and
shown, and a person decides.  Asking the broker and changing it is in `apply.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from streams.settings import WrongSettings

# In a wheel the file lies inside the package (pyproject, force-include); in a checkout under ops/.
_FILES = (
    Path(__file__).parents[1] / "_shipped" / "ops" / "topics.yaml",
    Path(__file__).parents[2] / "ops" / "topics.yaml",
)
# Room for the headers of a dead letter beside the largest record.
DEAD_LETTER_ROOM_BYTES = 64 * 1024
# From this many brokers on, three copies are possible and `production` is laid over every topic.
PRODUCTION_BROKERS = 3
_DEAD_LETTER = "dead-letter"


class WrongTopics(WrongSettings):
    """The list of topics cannot be used; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as it should be.  *config* holds Kafka's own topic settings as text."""

    name: str
    partitions: int
    replication_factor: int
    config: Mapping[str, str]

    @property
    def max_message_bytes(self) -> int:
        """Largest batch that the topic takes, bytes."""
        return int(self.config["max.message.bytes"])


@dataclass(frozen=True, slots=True)
class Existing:
    """A topic as the broker has it; *config* holds every effective setting."""

    partitions: int
    config: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do about a topic: `create`, `grow`, `configure`, or `refused`, which a person has to decide.

    *settings* are the new values of a `configure`; *text* says it to a person.
    """

    action: str
    topic: TopicSpec
    text: str
    settings: Mapping[str, str]


def load_topics(file: Path | None = None, *, brokers: int = 1) -> tuple[TopicSpec, ...]:
    """Read and check the list of topics, in its order; *file* None is the shipped one.

    *brokers* is the size of the cluster: three or more get the `production` part.  Raises WrongTopics.
    """
    path = file or next((path for path in _FILES if path.is_file()), _FILES[-1])
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        specs = _specs(document, brokers)
    except OSError as error:
        raise WrongTopics(f"cannot read {path}: {error.strerror}") from error
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        reason = " ".join(f"{type(error).__name__} {error}".split())
        raise WrongTopics(f"{path} is not a list of topics: {reason}") from error
    _refuse_wrong(specs)
    return specs


def max_message_bytes(topic: str, topics: Iterable[TopicSpec] | None = None) -> int:
    """Give the limit of *topic* in bytes.  Raises WrongTopics when it is not listed."""
    for spec in load_topics() if topics is None else topics:
        if spec.name == topic:
            return spec.max_message_bytes
    raise WrongTopics(f"topic {topic} is not listed in topics.yaml")


def _specs(document: Any, brokers: int) -> tuple[TopicSpec, ...]:
    layers = [document["defaults"], document.get("production", {}) if brokers >= PRODUCTION_BROKERS else {}]
    return tuple(_spec(entry, layers) for entry in document["topics"])


def _spec(entry: Mapping[str, Any], layers: Sequence[Mapping[str, Any]]) -> TopicSpec:
    config: dict[str, str] = {}
    replication = 1
    for layer in (*layers, entry):
        config |= {name: str(value) for name, value in layer.get("config", {}).items()}
        replication = int(layer.get("replication_factor", replication))
    return TopicSpec(entry["name"], int(entry["partitions"]), replication, config)


def _refuse_wrong(specs: Sequence[TopicSpec]) -> None:
    names = [spec.name for spec in specs]
    if len(names) != len(set(names)) or not names:
        raise WrongTopics("topics.yaml lists a topic twice, or none")
    articles = [spec for spec in specs if _DEAD_LETTER not in spec.name]
    counts = {spec.partitions for spec in articles}
    if len(counts) > 1:
        listed = ", ".join(f"{spec.name} {spec.partitions}" for spec in articles)
        raise WrongTopics(f"article topics differ in partitions ({listed}); a key would change its partition")
    _refuse_small_dead_letters(specs, articles)


def _refuse_small_dead_letters(specs: Sequence[TopicSpec], articles: Sequence[TopicSpec]) -> None:
    largest = max((spec.max_message_bytes for spec in articles), default=0)
    for spec in specs:
        needed = largest + DEAD_LETTER_ROOM_BYTES
        if _DEAD_LETTER in spec.name and spec.max_message_bytes < needed:
            raise WrongTopics(
                f"{spec.name} takes {spec.max_message_bytes} bytes; dead letters need {needed} (largest other + 64 KiB)"
            )


def plan(specs: Iterable[TopicSpec], existing: Mapping[str, Existing]) -> tuple[Change, ...]:
    """Say what has to be done, in the order of the list; empty when the broker agrees."""
    return tuple(change for spec in specs for change in _changes(spec, existing.get(spec.name)))


def _changes(spec: TopicSpec, now: Existing | None) -> Iterable[Change]:
    if now is None:
        yield Change("create", spec, f"{spec.partitions} partitions, replication {spec.replication_factor}", {})
        return
    if now.partitions > spec.partitions:
        text = f"has {now.partitions} partitions, the list says {spec.partitions}; partitions are never taken away"
        yield Change("refused", spec, text, {})
    if now.partitions < spec.partitions:
        text = f"{now.partitions} to {spec.partitions} partitions; keys move, so drain the workers first"
        yield Change("grow", spec, text, {})
    yield from _config_changes(spec, now)


def _config_changes(spec: TopicSpec, now: Existing) -> Iterable[Change]:
    different = {name: value for name, value in spec.config.items() if now.config.get(name) != value}
    refused = {name for name in different if _loses_records(name, now.config.get(name), different[name])}
    for name in sorted(refused):
        text = f"{name} is {now.config[name]}, the list says {different[name]}; retention is never shortened"
        yield Change("refused", spec, text, {})
    settings = {name: value for name, value in different.items() if name not in refused}
    if settings:
        text = ", ".join(f"{name} {now.config.get(name, 'unset')} to {value}" for name, value in settings.items())
        yield Change("configure", spec, text, settings)


def _loses_records(name: str, old: str | None, new: str) -> bool:
    """Say whether the broker would delete records that it keeps now; -1 is without limit."""
    if old is None:
        return False
    if name == "cleanup.policy":
        return "compact" in new or "delete" not in old
    if name not in ("retention.ms", "retention.bytes"):
        return False
    return int(new) != -1 and (int(old) == -1 or int(new) < int(old))
