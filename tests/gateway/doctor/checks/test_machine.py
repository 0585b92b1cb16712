"""Memory, cores, descriptors."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import machine
from gateway.doctor.checks.machine import CHECK, available_mb, needed_mb
from gateway.settings import Settings
from support.doctor import around, worst


def test_memory_follows_the_settings() -> None:
    """More processes need more; a document process is not counted whole, since few files are large."""
    small = needed_mb(Settings())
    assert needed_mb(Settings.model_validate({"proxy": {"workers": 8}})) == small + 7 * machine.PROXY_MB
    assert needed_mb(Settings.model_validate({"documents": {"memory_mb": 8192}})) == small


def test_what_the_kernel_says() -> None:
    """MemAvailable, not MemFree."""
    assert available_mb("MemTotal: 4096 kB\nMemFree:   1024 kB\nMemAvailable:    2048000 kB\n") == 2000
    assert available_mb("") == 0


@pytest.mark.parametrize(
    ("available", "workers", "files", "state", "reason"),
    [
        (64_000, 1, 65536, State.OK, "room for everything"),
        (300, 1, 65536, State.WARNING, "too little memory"),
        (64_000, 64, 65536, State.WARNING, "more proxies than cores"),
        (64_000, 1, 1024, State.WARNING, "the shell's usual limit of open files"),
    ],
)
def test_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, available: int, workers: int, files: int, state: State, reason: str
) -> None:
    """Against what the settings ask for."""
    monkeypatch.setattr(machine, "available_mb", lambda _: available)
    monkeypatch.setattr(machine.os, "sched_getaffinity", lambda _: set(range(4)))
    monkeypatch.setattr(machine.resource, "getrlimit", lambda _: (files, resource.RLIM_INFINITY))
    assert worst(CHECK, around(tmp_path, proxy={"workers": workers}))[0] is state, reason
