"""How do records flow?  A source topic, an ordered list of stages with a topic behind each, and a dead-letter topic.

`cut` turns the list into hops: a cut after a stage puts that stage's topic there.  Cut everywhere is one
agent and one topic a stage; no cut is one agent and one hop.  The sink is the topic of the last stage.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from streams.core.stage import Stage


class WrongTopology(ValueError):  # noqa: N818  (reads as the sentence a person sees)
    """The list of stages cannot work; the text says which stage and why."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage and the topic that its results go to when the list is cut behind it."""

    stage: Stage
    topic: str
    event: str


@dataclass(frozen=True, slots=True)
class Hop:
    """A run of stages between two topics, carried out by one agent."""

    source: str
    steps: tuple[Step, ...]
    before: tuple[Step, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of this hop, in order."""
        return tuple(step.stage for step in self.steps)

    @property
    def sink(self) -> Step:
        """The last step: its topic and event name are those of the records the hop writes."""
        return self.steps[-1]

    @property
    def name(self) -> str:
        """The stage that the hop starts with; one agent of that name runs it."""
        return self.steps[0].stage.name


@dataclass(frozen=True, slots=True)
class Topology:
    """The whole pipeline.  Raises WrongTopology when built with a list that cannot work."""

    source: str
    steps: tuple[Step, ...]
    dead_letter: str

    def __post_init__(self) -> None:
        _refuse_duplicates("stage", [step.stage.name for step in self.steps])
        _refuse_duplicates("topic", [self.source, *(step.topic for step in self.steps), self.dead_letter])
        _refuse_unmet_requirements(self.steps)

    @property
    def sink(self) -> str:
        """The topic of finished records."""
        return self.steps[-1].topic

    @property
    def cuttable(self) -> tuple[str, ...]:
        """Names of the stages behind which a cut is possible: all but the last."""
        return tuple(step.stage.name for step in self.steps[:-1])


def _refuse_duplicates(what: str, names: list[str]) -> None:
    if not all(names):
        raise WrongTopology(f"a {what} has no name")
    if not names or len(names) != len(set(names)):
        twice = sorted({name for name in names if names.count(name) > 1})
        raise WrongTopology(f"{what} listed twice: {', '.join(twice)}" if twice else f"no {what} listed")


def _refuse_unmet_requirements(steps: tuple[Step, ...]) -> None:
    if not steps:
        raise WrongTopology("no stage listed")
    assigned: set[type] = set()
    for step in steps:
        missing = [kind.__name__ for kind in step.stage.requires if kind not in assigned]
        if missing:
            raise WrongTopology(
                f"stage {step.stage.name} requires {', '.join(missing)}, which no earlier stage assigns"
            )
        assigned.update(step.stage.assigns)


def cut(topology: Topology, *, after: Iterable[str]) -> tuple[Hop, ...]:
    """Split the list into hops, with a topic behind every stage named in *after*.

    Raises WrongTopology for a name that is not a stage, or is the last one (it always ends the list).
    """
    cuts = set(after)
    unknown = cuts - set(topology.cuttable)
    if unknown:
        raise WrongTopology(
            f"no cut is possible after {', '.join(sorted(unknown))}; possible: {', '.join(topology.cuttable)}"
        )
    hops: list[Hop] = []
    start, source = 0, topology.source
    for index, step in enumerate(topology.steps, 1):
        if step.stage.name in cuts or index == len(topology.steps):
            hops.append(Hop(source, topology.steps[start:index], topology.steps[:start]))
            start, source = index, step.topic
    return tuple(hops)


def as_text(topology: Topology, hops: tuple[Hop, ...]) -> str:
    """Draw the hops for a terminal: one line a topic, one a stage."""
    lines = []
    for hop in hops:
        lines.append(hop.source)
        lines += [f"  | {stage.label}{_notes(stage)}" for stage in hop.stages]
    lines += [topology.sink, f"failed records of every hop -> {topology.dead_letter}"]
    return "\n".join(lines) + "\n"


def _notes(stage: Stage) -> str:
    needs = ", ".join(kind.__name__ for kind in stage.requires)
    gives = ", ".join(kind.__name__ for kind in stage.assigns)
    return (f"  requires {needs}" if needs else "") + (f"  assigns {gives}" if gives else "")


def as_mermaid(topology: Topology, hops: tuple[Hop, ...]) -> str:
    """Draw the hops as a Mermaid flow chart."""
    lines = ["flowchart LR", f"  dlq[({topology.dead_letter})]"]
    for number, hop in enumerate(hops):
        stages = "<br/>".join(stage.label for stage in hop.stages)
        lines += [
            f"  t{number}[({hop.source})] --> h{number}[{stages}]",
            f"  h{number} --> t{number + 1}[({hop.sink.topic})]",
            f"  h{number} -. failed .-> dlq",
        ]
    return "\n".join(lines) + "\n"


def as_dot(topology: Topology, hops: tuple[Hop, ...]) -> str:
    """Draw the hops as a Graphviz graph."""
    lines = ["digraph streams {", "  rankdir=LR;"]
    for hop in hops:
        stages = "\\n".join(stage.label for stage in hop.stages)
        lines += [
            f'  "{hop.name}" [shape=box, label="{stages}"];',
            f'  "{hop.source}" -> "{hop.name}" -> "{hop.sink.topic}";',
            f'  "{hop.name}" -> "{topology.dead_letter}" [style=dashed];',
        ]
    return "\n".join([*lines, "}"]) + "\n"


def as_json(topology: Topology, hops: tuple[Hop, ...]) -> str:
    """Describe the hops for a program: one object, keys `source sink dead_letter hops`."""
    shape = {
        "source": topology.source,
        "sink": topology.sink,
        "dead_letter": topology.dead_letter,
        "hops": [
            {
                "name": hop.name,
                "source": hop.source,
                "sink": hop.sink.topic,
                "stages": [{"name": stage.name, "version": stage.version} for stage in hop.stages],
            }
            for hop in hops
        ],
    }
    return json.dumps(shape, indent=2) + "\n"
