"""docker-compose.yml as a value: variables from .env filled in, as `docker compose config` would show it."""

import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"

# The image that is ours; every other service runs somebody else's.
OUR_IMAGE = "news-streams:"


def env_file() -> dict[str, str]:
    lines = (ROOT / ".env").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


def load(path: Path = COMPOSE) -> dict[str, Any]:
    """Read a compose file.  A variable that .env does not define is a KeyError, where compose would warn and go on."""
    variables = env_file()
    text = re.sub(r"\$\{(\w+)\}", lambda found: variables[found[1]], path.read_text(encoding="utf-8"))
    value = yaml.safe_load(text)
    assert isinstance(value, dict)
    for service in value["services"].values():
        service["environment"] = {
            name: it for name, it in service.get("environment", {}).items() if name not in handed_on(value)
        }
    return value


def handed_on(compose: dict[str, Any]) -> set[str]:
    """What our containers get from the shell or .env when it is set there, and do not have otherwise."""
    return {name for name, value in compose["x-environment"].items() if value is None}


def ours(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {name: it for name, it in compose["services"].items() if str(it["image"]).startswith(OUR_IMAGE)}


def merged(base: Any, override: Any) -> Any:
    """Lay an override over a compose file, mapping by mapping; anything that is not a mapping is replaced."""
    if not (isinstance(base, dict) and isinstance(override, dict)):
        return override
    both = {name: merged(base[name], override[name]) for name in base.keys() & override.keys()}
    return {**base, **override, **both}
