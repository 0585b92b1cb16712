"""Names of providers."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.doctor.checks.dns import CHECK, looked_up, resolve
from support.doctor import around, states

KNOWN = {"a.test": ["8.8.8.8"], "b.test": ["2001:4860:4860::8888"], "private.test": ["10.0.0.7"], "blocked.test": ["0.0.0.0"]}


def _resolve(host: str) -> Sequence[str]:
    if host not in KNOWN:
        raise socket.gaierror(-2, "unknown")
    return KNOWN[host]


@pytest.mark.parametrize(
    ("hosts", "expected", "reason"),
    [
        ([], ["OK"], "nothing is approved, or every host is pinned"),
        (["a.test", "b.test"], ["OK"], "both families"),
        (["gone.test"], ["FAULT"], "no resolver at all is said once"),
        (["gone.test", "a.test"], ["FAULT"], "one name that is held back"),
        (["private.test", "a.test"], ["WARNING"], "the office's own resolver answers for the provider"),
        (["blocked.test", "a.test"], ["WARNING"], "a resolver that blocks by 0.0.0.0"),
    ],
)
def test_what_the_resolver_says(hosts: list[str], expected: list[str], reason: str) -> None:
    """Of each host."""
    assert states(looked_up(hosts, _resolve)) == expected, reason


def test_the_system_is_asked() -> None:
    """By the name that every machine knows; only those of approved tools are asked."""
    assert "127.0.0.1" in resolve("localhost")


def test_pinned_hosts_need_no_name(tmp_path: Path) -> None:
    """As the demo's."""
    tool = {"approved_by": "PS", "approved_from": "2026-01-01", "approved_until": "2030-01-01", "pin": "127.0.0.1:1"}
    assert states(CHECK.run(around(tmp_path, tools={"openai": tool}))) == ["OK"]
