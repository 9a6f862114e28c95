"""Where do code, operations and documents disagree?  Each check gives sentences that name the file and the name in it.

*root* is the tree that is read, so that a test can change a copy and see the check fail.
"""

import json
import re
import shlex
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from streams.wire.corpus import read_corpus

_NAME = re.compile(r"\bnews_[a-z0-9_]+\b")
_RECORDED = re.compile(r"\bjob:[a-z0-9_]+:[a-z0-9_]+\b")
_LABEL = re.compile(r'\b([a-z_]+)\s*(?:=~|!~|!=|=)\s*\\?"([^"\\$]*)\\?"')


def files(root: Path, *patterns: str) -> Iterator[tuple[str, str]]:
    """The texts of all files that match, with their paths in the tree."""
    for pattern in patterns:
        for file in sorted(root.glob(pattern)):
            yield str(file.relative_to(root)), file.read_text(encoding="utf-8")


OBSERVING = ("ops/grafana/dashboards/*.json", "ops/prometheus/rules/*.yml")
DOCUMENTS = ("README.md", "SECURITY.md", "ops/**/README.md", "tests/**/README.md", "streams/**/README.md")
WATCHED = (*OBSERVING, "ops/prometheus/rules-tests/*.yml", "ops/runbooks/*.md", "ops/METRICS.md", *DOCUMENTS)


def unknown_metrics(root: Path, declared: Collection[str]) -> list[str]:
    """Names of metrics that are used and that nobody declares.  *declared* holds names as queries ask for them."""
    records = _recorded(root)
    histograms = {name.removesuffix("_bucket") for name in declared if name.endswith("_bucket")}
    found = []
    for place, text in files(root, *WATCHED):
        known = {*declared, *histograms} if place.endswith(".md") else set(declared)
        unknown = set(_NAME.findall(_RECORDED.sub("", text))) - known
        found += [f"{place}: {name} is not declared" for name in sorted(unknown)]
        found += [f"{place}: {name} is not recorded" for name in sorted(set(_RECORDED.findall(text)) - records)]
    return found


def _recorded(root: Path) -> set[str]:
    return {
        name for _, text in files(root, "ops/prometheus/rules/*.yml") for name in re.findall(r"record: (\S+)", text)
    }


def unused_metrics(root: Path, declared: Mapping[str, Collection[str]]) -> list[str]:
    """Families that no panel and no rule looks at, and those without a line in METRICS.md.  Names to series names."""
    asked = {name for _, text in files(root, *OBSERVING) for name in _NAME.findall(text)}
    (_, documented), *_ = files(root, "ops/METRICS.md")
    found = [
        f"streams/observe: {it} is used by no panel and no rule"
        for it, series in declared.items()
        if not asked & set(series)
    ]
    return found + [f"ops/METRICS.md: {name} is missing" for name in declared if f"`{name}`" not in documented]


def unknown_label_values(root: Path, closed: Mapping[str, Collection[str]]) -> list[str]:
    """Values that a query filters by and that its label never has."""
    found = []
    for place, text in files(root, *OBSERVING):
        for label, value in sorted(set(_LABEL.findall(text))):
            if label in closed and ".*" not in value:
                found += [f"{place}: {label} is never {it}" for it in value.split("|") if it not in closed[label]]
    return found


def broken_runbooks(root: Path, alerts: Collection[str], panels: Mapping[str, Collection[str]]) -> list[str]:
    """Alerts without a runbook, and panels, alerts and dashboards that runbooks name and that do not exist."""
    there = dict(files(root, "ops/runbooks/*.md"))
    found = [f"ops/runbooks/{alert}.md is missing" for alert in alerts if f"ops/runbooks/{alert}.md" not in there]
    for place, text in there.items():
        for title, dashboard in re.findall(r"\*\*([^*]+)\*\* \(`(news-[a-z]+)`\)", text):
            if title not in panels.get(dashboard, ()):
                found.append(f"{place}: {dashboard} has no panel {title}")
        titles = {title for named in panels.values() for title in named}
        found += [
            f"{place}: no panel is called {it}"
            for it in re.findall(r"\*\*([A-Z][^*]*[^.*])\*\*", text)
            if it not in titles
        ]
        found += [f"{place}: there is no alert {it}" for it in re.findall(r"\bNews[A-Z]\w+", text) if it not in alerts]
    for place, text in files(root, "ops/grafana/dashboards/*.json"):
        found += [
            f"{place}: there is no runbook {it}"
            for it in sorted(set(re.findall(r"runbooks/(\w+)\.md", text)) - set(alerts))
        ]
    return found


def broken_commands(root: Path, cli: click.Command, settings: Collection[str]) -> list[str]:
    """`streams ...` commands that the command line refuses, and settings that do not exist."""
    found = []
    for place, text in files(root, "ops/runbooks/*.md", *DOCUMENTS, "ops/kubernetes/**/*.yaml"):
        answers = {" ".join(command): _refused(cli, command) for command in _commands(text)}
        found += [f"{place}: {command}: {refused}" for command, refused in answers.items() if refused]
        named = set(re.findall(r"\bSTREAMS_[A-Z_]+[A-Z]\b(?!_?\*)", text)) - set(settings)
        found += [f"{place}: there is no setting {name}" for name in sorted(named)]
    return found


def unsaid_words(root: Path, exit_codes: Collection[int]) -> list[str]:
    """Reasons, codes and fields in `marks` that no code and no schema says, and exit codes that no command has."""
    said = "".join(text for _, text in files(root, "streams/**/*.py", "schemas/**/*.json"))
    found = []
    for place, text in files(root, "ops/runbooks/*.md", *DOCUMENTS):
        words = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`|^\d+\. `([a-z_]+)`", text, re.MULTILINE))
        named = {word for pair in words for word in pair if word and not word.startswith("news_")}
        found += [f"{place}: nothing says {word}" for word in sorted(named) if f'"{word}"' not in said]
        codes = {int(code) for code in re.findall(r"[Ee]xit(?:s| codes?)?(?: with)? `?(\d{1,3})\b", text)}
        found += [f"{place}: no command exits with {code}" for code in sorted(codes - set(exit_codes))]
    return found


def _commands(text: str) -> Iterator[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`((?:STREAMS_\w+=\S+ )*streams [^`]+)`", text)
    for line in [line for block in blocks for line in block.splitlines()] + inline:
        command = re.sub(r"^(STREAMS_\w+=\S+ )*", "", line.strip().partition("#")[0].replace(".venv/bin/", ""))
        command = re.split(r"\s[|>&]|;|\.\.\.", command)[0]
        if command.startswith("streams "):
            yield shlex.split(command.replace("ADDRESS", "articles.raw.v1/0/0"))


def _refused(cli: click.Command, command: list[str]) -> str | None:
    try:
        context = cli.make_context("streams", command[1:], resilient_parsing=False)
        while isinstance(context.command, click.Group):
            name, following, rest = context.command.resolve_command(context, [*context.protected_args, *context.args])
            assert following is not None
            context = following.make_context(name, rest, parent=context)
    except click.exceptions.Exit:
        return None  # --help, --version
    except click.UsageError as error:
        # The files of an example need not be there.
        return None if re.search("does not exist|No such file", error.message) else error.message
    return None


def unlike_the_topics(root: Path, topics: Collection[str], pipeline: Collection[str]) -> list[str]:
    """Topics of the list and of the pipeline that differ, and names in files that neither has."""
    found = [f"ops/topics.yaml: {name} of the pipeline is missing" for name in pipeline if name not in topics]
    found += [f"ops/topics.yaml: {name} is not in `streams topology`" for name in topics if name not in pipeline]
    deployed = ("docker-compose.yml", "ops/compose/*.yml", ".env", "ops/kubernetes/**/*.yaml", "ops/access.yaml")
    places = (*WATCHED, *deployed, "tests/data/golden/topology.txt")
    for place, text in files(root, *places):
        named = set(re.findall(r"\barticles\.[a-z-]+\.v\d+\b", text)) - set(topics) - {"articles.counted.v1"}
        found += [f"{place}: {name} is not in ops/topics.yaml" for name in sorted(named)]
    return found


def unlike_the_cuts(root: Path, cuttable: Collection[str]) -> list[str]:
    """Cuts that compose or Kubernetes ask for and that are not possible."""
    found = []
    for place, text in files(root, ".env", "ops/kubernetes/**/*.yaml"):
        for cuts in re.findall(r"STREAMS_CUTS=(\S+)", text):
            found += [f"{place}: no cut behind {cut}" for cut in cuts.split(",") if cut not in (*cuttable, "none")]
    return found


def unlike_the_codes(root: Path, codes: Collection[str], warnings: Collection[str]) -> list[str]:
    """Reason codes and warnings that schema, corpus or documents lack or have too many of."""
    letter = _schema(root, "dead-letter")["properties"]["code"]
    found = _differing("schemas/dead-letter/v1.json", codes, letter["enum"])
    found += _differing("schemas/cleaned-article/v1.json", warnings, _warnings(_schema(root, "cleaned-article")))
    expected = {str(it) for record in read_corpus(root / "tests/data/bad") for it in _all(record.expected)}
    found += [f"tests/data/bad: no record for {name}" for name in (*codes, *warnings) if name not in expected]
    documents = {"README.md": codes, "ops/METRICS.md": (*codes, *warnings)}
    for place, names in documents.items():
        text = (root / place).read_text(encoding="utf-8")
        found += [f"{place}: {name} is missing" for name in names if f"`{name}`" not in text]
    return found


def unlike_the_headers(root: Path, dead_letter: Collection[str], claims: Collection[str]) -> list[str]:
    """`dlq.*` headers without a field in the schema of the view, and claims that the README does not name."""
    properties = _schema(root, "dead-letter")["properties"]
    found = []
    for header in dead_letter:
        field, _, inner = header.removeprefix("dlq.").partition(".")
        if field not in properties or (inner and inner not in properties[field]["properties"]):
            found.append(f"schemas/dead-letter/v1.json: no field for the header {header}")
    readme = (root / "README.md").read_text(encoding="utf-8")
    return found + [f"README.md: the header {name} is missing" for name in claims if f"`{name}`" not in readme]


def _schema(root: Path, name: str) -> dict[str, Any]:
    value = json.loads((root / f"schemas/{name}/v1.json").read_text(encoding="utf-8"))
    assert isinstance(value, dict)
    return value


def _warnings(schema: dict[str, Any]) -> list[str]:
    (found,) = (it["warnings"]["items"]["enum"] for it in _mappings(schema) if "items" in it.get("warnings", {}))
    return list(found)


def _mappings(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield {name: it for name, it in value.items() if isinstance(it, dict)}
        for it in value.values():
            yield from _mappings(it)


def _all(expected: object) -> Collection[object]:
    return expected if isinstance(expected, frozenset) else (expected,)


def _differing(place: str, ours: Collection[str], theirs: Collection[str]) -> list[str]:
    missing = [f"{place}: {name} is missing" for name in ours if name not in theirs]
    return missing + [f"{place}: {name} is unknown to the code" for name in theirs if name not in ours]


def topic_names(root: Path) -> list[str]:
    """The names in the list of topics."""
    listed = yaml.safe_load((root / "ops/topics.yaml").read_text(encoding="utf-8"))["topics"]
    return [topic["name"] for topic in listed]
