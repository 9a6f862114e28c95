"""Does Docker Compose itself take every combination of profiles and overlays, and has the linter nothing to say?"""

import json
import subprocess
import sys
from collections.abc import Iterable
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from tests.ops.compose_file import COMPOSE, ROOT, handed_on, load, ours

pytestmark = pytest.mark.agreement

BIN = Path(sys.executable).parent
OVERLAYS = sorted(path.relative_to(ROOT) for path in (ROOT / "ops/compose").glob("*.yml"))
PROFILES = sorted({profile for it in load()["services"].values() for profile in it.get("profiles", ())})
# What the overlays ask for; the folders and files need not be there to be read about.
VARIABLES = {"NEWS_STREAMS_SECRETS": "/nowhere", "GRAFANA_PASSWORD_FILE": "/nowhere/password"}


def subsets(names: Iterable[Any]) -> list[tuple[Any, ...]]:
    """All combinations, the empty one too."""
    given = list(names)
    return list(chain.from_iterable(combinations(given, size) for size in range(len(given) + 1)))


def config(
    *files: Path, profiles: Iterable[str] = (), variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Let Docker Compose read the plain file with *files* on top; it prints what it made of them as JSON."""
    named = [word for file in (COMPOSE, *files) for word in ("-f", str(ROOT / file))]
    chosen = [f"--profile={profile}" for profile in profiles]
    command = [str(BIN / "docker-compose"), *named, *chosen, "config", "--format", "json"]
    environment = {"PATH": "/usr/bin:/bin", **(VARIABLES if variables is None else variables)}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False)


def test_what_is_set_outside_reaches_our_containers_and_what_is_not_is_absent() -> None:
    read = config(variables={**VARIABLES, "STREAMS_QUARANTINE": "articles.raw.v1/3/12345"}, profiles=PROFILES)
    services = json.loads(read.stdout)["services"]

    for name in ours(load()):
        environment = services[name]["environment"]
        assert {environment[it] for it in handed_on(load())} == {None, "articles.raw.v1/3/12345"}, name
        assert environment["STREAMS_QUARANTINE"] == "articles.raw.v1/3/12345"


def test_there_is_something_to_combine() -> None:
    assert PROFILES == ["kminion", "load", "ui"]
    assert [overlay.name for overlay in OVERLAYS] == ["grafana-admin.yml", "secure.yml"]


@pytest.mark.parametrize("overlays", subsets(OVERLAYS), ids=lambda them: "+".join(it.stem for it in them) or "plain")
@pytest.mark.parametrize("profiles", subsets(PROFILES), ids=lambda them: "+".join(them) or "none")
def test_compose_takes_every_combination_and_warns_of_nothing(
    overlays: tuple[Path, ...], profiles: tuple[str, ...]
) -> None:
    read = config(*overlays, profiles=profiles)

    assert (read.returncode, read.stderr) == (0, "")
    services = json.loads(read.stdout)["services"]
    wanted = {name for name, it in load()["services"].items() if set(it.get("profiles", profiles)) <= set(profiles)}
    assert services.keys() - {"access"} == wanted
    assert ("access" in services) == (Path("ops/compose/secure.yml") in overlays)


BROKEN = {
    "a misspelt key": ({"services": {"worker": {"readonly": True}}}, "readonly"),
    "a dependency on nobody": ({"services": {"worker": {"depends_on": ["kafak"]}}}, "kafak"),
    "a secret that is not declared": ({"services": {"worker": {"secrets": ["passwrd"]}}}, "passwrd"),
    "a network that is not declared": ({"services": {"worker": {"networks": ["outside"]}}}, "outside"),
    "a limit that is no size": ({"services": {"worker": {"mem_limit": "much"}}}, "much"),
}


@pytest.mark.parametrize(("override", "said"), BROKEN.values(), ids=list(BROKEN))
def test_compose_refuses_a_broken_override_and_names_it(override: dict[str, Any], said: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(override))
    refused = config(file)

    assert refused.returncode != 0
    assert said in refused.stderr


@pytest.mark.parametrize(("overlay", "variable"), zip(OVERLAYS, reversed(VARIABLES), strict=True), ids=str)
def test_an_overlay_without_its_secrets_is_refused_and_says_what_is_missing(overlay: Path, variable: str) -> None:
    refused = config(overlay, variables={})

    assert refused.returncode != 0
    assert variable in refused.stderr
    assert len(refused.stderr.splitlines()) == 1, "one clear error, no warnings before it"


def lint(text: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Lint what compose made of its files; every finding counts."""
    (folder / "docker-compose.yml").write_text(text)
    rules = ["--config", str(ROOT / ".compose-lint.yml"), "--strict-config", "--skip-suppressed", "--fail-on", "low"]
    command = [str(BIN / "compose-lint"), "check", *rules, str(folder / "docker-compose.yml")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("overlays", subsets(OVERLAYS), ids=lambda them: "+".join(it.stem for it in them) or "plain")
def test_the_linter_has_nothing_to_say(overlays: tuple[Path, ...], tmp_path: Path) -> None:
    checked = lint(config(*overlays, profiles=PROFILES).stdout, tmp_path)

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_linter_notices_a_service_with_rights(tmp_path: Path) -> None:
    override = tmp_path / "rights.json"
    override.write_text(json.dumps({"services": {"worker": {"privileged": True}}}))
    checked = lint(config(override, profiles=PROFILES).stdout, tmp_path)

    assert checked.returncode == 1
    assert "worker" in checked.stdout
