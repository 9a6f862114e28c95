"""The manifests as `kubectl apply -k` would build them: resources, labels, config, patches, images."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.ops.compose_file import ROOT

FOLDER = ROOT / "ops/kubernetes"
Manifest = dict[str, Any]
_PODS = ("Deployment", "Job")


def documents(file: Path) -> Iterator[Manifest]:
    """The documents of one file."""
    yield from yaml.safe_load_all(file.read_text(encoding="utf-8"))


def build(folder: Path) -> list[Manifest]:
    """Build a kustomization."""
    (kustomization,) = documents(folder / "kustomization.yaml")
    manifests: list[Manifest] = []
    for resource in kustomization["resources"]:
        path = folder / resource
        manifests += build(path) if path.is_dir() else list(documents(path))
    for labels in kustomization.get("labels", []):
        _label(manifests, labels["pairs"])
    for generator in kustomization.get("configMapGenerator", []):
        _configure(manifests, generator)
    for patch in kustomization.get("patches", []):
        (change,) = documents(folder / patch["path"])
        (number,) = (number for number, manifest in enumerate(manifests) if identity(manifest) == identity(change))
        manifests[number] = merge(manifests[number], change)
    for image in kustomization.get("images", []):
        _name_image(manifests, image)
    return manifests


def identity(manifest: Manifest) -> tuple[str, str, str]:
    """What kind of thing it is, and which."""
    return manifest["apiVersion"], manifest["kind"], manifest["metadata"]["name"]


def _label(manifests: list[Manifest], pairs: dict[str, str]) -> None:
    for manifest in manifests:
        manifest["metadata"].setdefault("labels", {}).update(pairs)
        if manifest["kind"] in _PODS:
            manifest["spec"]["template"]["metadata"]["labels"].update(pairs)


def _configure(manifests: list[Manifest], generator: dict[str, Any]) -> None:
    data = dict(literal.split("=", 1) for literal in generator["literals"])
    if generator.get("behavior") == "merge":
        (there,) = (it for it in manifests if it["kind"] == "ConfigMap" and it["metadata"]["name"] == generator["name"])
        there["data"].update(data)
    else:
        metadata = {"name": generator["name"]}
        manifests.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data})


def _name_image(manifests: list[Manifest], image: dict[str, str]) -> None:
    for container in containers(manifests):
        if container["image"].partition(":")[0] == image["name"]:
            container["image"] = f"{image.get('newName', image['name'])}:{image['newTag']}"


def merge(base: Any, change: Any) -> Any:
    """Merge strategically: mappings by key, lists of things with a name (or a mount path) by it."""
    if isinstance(base, dict) and isinstance(change, dict):
        both = {name: merge(base[name], change[name]) for name in base.keys() & change.keys()}
        return {**copy.deepcopy(base), **copy.deepcopy(change), **both}
    if isinstance(base, list) and isinstance(change, list):
        key = "mountPath" if all("mountPath" in it for it in base) else "name"
        merged = {it[key]: it for it in base}
        for it in change:
            merged[it[key]] = merge(merged[it[key]], it) if it[key] in merged else it
        return list(merged.values())
    return copy.deepcopy(change)


def pods(manifests: list[Manifest]) -> dict[str, Manifest]:
    """The pod specifications by the name of what makes them."""
    return {it["metadata"]["name"]: it["spec"]["template"]["spec"] for it in manifests if it["kind"] in _PODS}


def containers(manifests: list[Manifest]) -> Iterator[dict[str, Any]]:
    """All containers."""
    for pod in pods(manifests).values():
        yield from pod["containers"]


def of_kind(manifests: list[Manifest], kind: str, name: str) -> Manifest:
    """The manifest of a kind and name; there must be one."""
    (found,) = (it for it in manifests if it["kind"] == kind and it["metadata"]["name"] == name)
    return found


def config(manifests: list[Manifest]) -> dict[str, str]:
    """The settings that all pods get."""
    data = of_kind(manifests, "ConfigMap", "news-streams")["data"]
    assert isinstance(data, dict)
    return data
