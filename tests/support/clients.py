"""Interpreters that hold test-only clients, kept apart so that they never bend the product's dependencies."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from gateway.demo.sdk import Sdk
from support.gateway_process import Gateway

ROOT = Path(__file__).parents[2]
CLIENTS = ROOT / ".venv-clients" / "bin" / "python"
PEERS = ROOT / ".venv-peers" / "bin" / "python"


def needed(python: Path) -> Path:
    """That interpreter, or a skip; in CI its absence is a failure, so that nothing goes untested unnoticed."""
    if not python.exists():
        reason = f"{python.parent.parent.name} is not set up: run scripts/setup {python.parent.parent.name} with its lock file"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return python


type Sdks = Callable[[Gateway, str], Sdk]
"""The vendors' SDKs behind a gateway's entrance: ``proxy`` (CONNECT, CA trusted) or ``base_url``."""
