"""What tests of deploy/ share: its files, and the system programs that check them."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from gateway.metrics import Metrics

DEPLOY = Path(__file__).parents[2] / "deploy"


def program(name: str, package: str) -> str:
    """A system program. Skips where it is not installed; where CI=true it fails."""
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is not installed: apt install {package}"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def series() -> set[str]:
    """The names of all series that a node exposes, read from what gateway/metrics.py really writes."""
    names: set[str] = set()
    for family in Metrics()._registry.collect():
        if family.type == "histogram":
            names |= {f"{family.name}_{end}" for end in ("bucket", "sum", "count")}
        else:
            names.add(f"{family.name}_total" if family.type == "counter" else family.name)
    return names


def named(expression: str) -> set[str]:
    """The series of ours that a PromQL expression names; recorded ones have a colon and are not ours."""
    return set(re.findall(r"\bcelnice_[a-z0-9_]+\b", expression))


def labels(expression: str) -> set[tuple[str, str, str]]:
    """Series, label and value of each equality or alternative that an expression asks for; variables of a dashboard left out."""
    found = set()
    for name, inside in re.findall(r"\b(celnice_[a-z0-9_]+)\{([^}]*)\}", expression):
        for label, operator, value in re.findall(r"(\w+)\s*(=~|!=|=)\s*\"([^\"]*)\"", inside):
            found |= {(name, label, one) for one in (value.split("|") if operator == "=~" else [value]) if "$" not in one}
    return found


def checker(name: str) -> Path:
    """A program of ``.venv-deploy`` (lock/deploy.txt). Skips where it is not set up; where CI=true it fails."""
    path = DEPLOY.parent / ".venv-deploy" / "bin" / name
    if not path.exists():
        reason = f"{name} is not there: scripts/setup .venv-deploy lock/deploy.txt"
        if os.environ.get("CI", "").lower() in ("true", "1"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
