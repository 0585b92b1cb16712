"""Renders kustomizations as far as ours go: resources, components, strategic patches, namespace, labels, images, one config map. For machines without kubectl."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

MERGED_BY = {
    "topologySpreadConstraints": "topologyKey",
    "containers": "name",
    "initContainers": "name",
    "env": "name",
    "volumes": "name",
    "volumeMounts": "mountPath",
}
"""Lists of objects that a strategic merge joins by this key; every other list is replaced (Kubernetes' API conventions)."""


def render(folder: Path) -> list[dict[str, Any]]:
    """The objects of a kustomization."""
    given = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    objects: list[dict[str, Any]] = []
    for name in given["resources"]:
        path = folder / name
        objects += render(path) if path.is_dir() else [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]
    for generator in given.get("configMapGenerator", ()):
        data = {name: (folder / name).read_text(encoding="utf-8") for name in generator["files"]}
        objects.append({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": generator["name"]}, "data": data})
    for name in given.get("components", ()):
        _patch(objects, folder / name)
    _patch(objects, folder)
    for one in objects:
        if given.get("namespace") and one["kind"] != "Namespace":
            one["metadata"]["namespace"] = given["namespace"]
        for labels in given.get("labels", ()):
            one["metadata"].setdefault("labels", {}).update(labels["pairs"])
    return objects


def _patch(objects: list[dict[str, Any]], folder: Path) -> None:
    given = yaml.safe_load((folder / "kustomization.yaml").read_text(encoding="utf-8"))
    for patch in given.get("patches", ()):
        change = yaml.safe_load((folder / patch["path"]).read_text(encoding="utf-8"))
        target = next(one for one in objects if (one["kind"], one["metadata"]["name"]) == (change["kind"], change["metadata"]["name"]))
        target.update(merged(target, change))


def merged(old: Any, new: Any, key: str = "") -> Any:
    """A strategic merge patch."""
    if isinstance(old, dict) and isinstance(new, dict):
        if new.get("$patch") == "replace":
            return {name: value for name, value in new.items() if name != "$patch"}
        changed = {**old, **{name: merged(old.get(name), value, name) for name, value in new.items()}}
        return {name: value for name, value in changed.items() if value is not None or name not in new}
    if isinstance(old, list) and isinstance(new, list) and key in MERGED_BY:
        by = MERGED_BY[key]
        kept = {one[by]: one for one in old}
        for one in new:
            if one.get("$patch") == "delete":
                kept.pop(one[by], None)
            else:
                kept[one[by]] = merged(kept.get(one[by]), one)
        return list(kept.values())
    return new
