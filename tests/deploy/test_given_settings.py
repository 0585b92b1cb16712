"""What deploy/ sets by file and environment is what the gateway reads: a key that was renamed refuses to start, there as here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from gateway.configuration import load
from gateway.doctor.checks.machine import needed_mb
from support.confined import settings as unit_settings
from support.deployed import DEPLOY
from support.kustomize import render

KUBERNETES = DEPLOY / "kubernetes"
KINDS = ("base", "overlays/small", "overlays/large")
UNITS = {"Mi": 1, "Gi": 1024}


def pod(objects: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [one for one in objects if one["kind"] == "StatefulSet"]
    return found["spec"]["template"]["spec"]["containers"][0]


def given() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Where, the settings file, and the environment."""
    for kind in KINDS:
        objects = render(KUBERNETES / kind)
        (config,) = [one for one in objects if one["kind"] == "ConfigMap"]
        yield kind, config["data"]["celnice.toml"], {one["name"]: one["value"] for one in pod(objects)["env"]}
    compose = yaml.safe_load((DEPLOY / "compose/compose.yml").read_text(encoding="utf-8"))
    yield "compose", (DEPLOY / "compose/celnice.toml").read_text(encoding="utf-8"), compose["services"]["celnice"]["environment"]
    packaged = (DEPLOY / "debian/celnice.toml").read_text(encoding="utf-8")
    for unit in sorted((DEPLOY / "systemd").glob("*.service")):
        lines = " ".join(unit_settings(unit, "Environment"))
        yield unit.name, packaged, dict(re.findall(r"(CELNICE_\w+)=(\S+)", lines))
    container = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
    yield "container", packaged, dict(re.findall(r"(CELNICE_\w+)=(\S+)", container))


@pytest.mark.parametrize(
    ("where", "text", "environment"), list(given()), ids=lambda value: value if isinstance(value, str) and len(value) < 40 else ""
)
def test_it_is_read(where: str, text: str, environment: Mapping[str, str], tmp_path: Path) -> None:
    """Every key of it; secrets come from files."""
    assert environment, where
    (tmp_path / "celnice.toml").write_text(text, encoding="utf-8")
    (tmp_path / "secret").write_text("postgresql+psycopg://celnice:tajne@postgres/celnice\n")
    there = {name: str(tmp_path / "secret") if name.endswith("_FILE") else value for name, value in environment.items()}
    there.pop("CELNICE_CONFIG", None)  # names the place in the image, where this very file stands
    read = load(tmp_path / "celnice.toml", there)
    if "CELNICE_STORE__URL_FILE" in environment:
        assert read.store.url.startswith("postgresql")


@pytest.mark.parametrize("kind", KINDS)
def test_memory_is_enough(kind: str, tmp_path: Path) -> None:
    """A pod's limit holds what its processes take by the doctor's own count, with half as much again for the files that are read."""
    where, text, environment = next(one for one in given() if one[0] == kind)
    (tmp_path / "celnice.toml").write_text(text, encoding="utf-8")
    there = {name: value for name, value in environment.items() if not name.endswith("_FILE")}
    needed = needed_mb(load(tmp_path / "celnice.toml", there))
    limit = pod(render(KUBERNETES / where))["resources"]["limits"]["memory"]
    assert int(limit[:-2]) * UNITS[limit[-2:]] >= needed * 1.5
