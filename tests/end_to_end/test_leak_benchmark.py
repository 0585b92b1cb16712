"""The public black-box checker of privacy gateways, ``pii-leak-benchmark``, run against the base-URL entrance in pseudonymise mode."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.demo.processes import clean_environment
from gateway.free_ports import free_ports
from support.gateway_process import Gateway, gateway
from support.tls_forwarder import tls_forwarder

pytestmark = pytest.mark.slow

POLICY = f"""
[[policy.rules]]
name = "zkouška"
action = "pseudonymise"
[policy.pseudonymise.openai]
approved_by = "PS 1"
since = 2026-01-01
until = {datetime.now(UTC).date() + timedelta(days=5)}
"""


@pytest.fixture(scope="module")
def capture() -> int:
    """The port on which the checker waits for what the gateway sends."""
    return free_ports(1)[0]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, capture: int) -> Iterator[Gateway]:
    """A gateway whose provider is the checker."""
    with (
        tls_forwarder(tmp_path_factory.mktemp("forwarder"), "api.openai.com", capture) as provider,
        gateway(tmp_path_factory.mktemp("gateway"), provider, more=POLICY) as running,  # type: ignore[arg-type]  # has what is asked of one
    ):
        yield running


def checked(peers: Path, command: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """One run of a command of the checker."""
    line = [str(peers.parent / command), *map(str, arguments)]
    return subprocess.run(line, env=clean_environment(), capture_output=True, text=True, timeout=300, check=False)


@pytest.mark.parametrize("profile", ["pii-v1", "pii-secrets-v1"])
def test_nothing_leaks_and_all_comes_back(house: Gateway, peers: Path, capture: int, tmp_path: Path, profile: str) -> None:
    """It ends CLEAN: no planted value in anything that leaves, and every value in the answer, in a valid stream."""
    report = tmp_path / "report.json"
    url = f"{house.entrance}/openai/v1"
    done = checked(
        peers, "pii-leak-benchmark", "selfcheck", "--target-base-url", url, "--capture-port", capture, "--profile", profile, "--json-out", report,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
    assert "CLEAN" in done.stdout


def test_fragmented_and_whole_are_alike(house: Gateway, peers: Path, capture: int, tmp_path: Path) -> None:
    """The second profile: what comes in fragments is treated as what comes whole, and what was replaced comes back from everywhere."""
    url = f"{house.entrance}/openai/v1/chat/completions"
    done = checked(
        peers, "pii-leak-benchmark-v2", "--validate", "--out", tmp_path, "--only", "celnice", "--gateway-url", url, "--upstream-port", capture,
        "--seed", "a1b2c3d4e5f60001", "--json-out", tmp_path / "summary.json",
    )  # fmt: skip
    (row,) = json.loads((tmp_path / "summary.json").read_text())["rows"]
    assert row["schema_valid"], done.stderr[-1000:]
    assert row["cases_applicable"] > 0
    assert row["delta_frag"] == 0
    assert row["leak_single_chunk"] == row["leak_adversarial"]
    assert row["request_path_leak"] == []
    assert row["fidelity_rate"] == 1
