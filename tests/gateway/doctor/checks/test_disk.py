"""The disk of the data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gateway.doctor.api import State
from gateway.doctor.checks import disk
from gateway.doctor.checks.disk import CHECK, judged, kind_of
from support.doctor import around, states, worst

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /srv/spis\\040a\\040data rw shared:2 - nfs4 server:/x rw
41 22 0:36 / /tmp rw - tmpfs tmpfs rw
42 41 8:2 / /tmp rw - xfs /dev/sdb1 rw
"""


@pytest.mark.parametrize(
    ("folder", "kind", "reason"),
    [
        ("/var/lib/celnice", "ext4", "the root's"),
        ("/srv/spis a data/celnice", "nfs4", "a mount point with spaces, escaped by the kernel"),
        ("/tmp/x", "xfs", "of two mounts at one place the later one covers the first"),
        ("/srv/spis", "ext4", "a sibling whose name begins alike is no parent"),
    ],
)
def test_the_file_system_under_a_folder(folder: str, kind: str, reason: str) -> None:
    """The longest mount point above it."""
    assert kind_of(Path(folder), MOUNTS) == kind, reason


def test_a_file_system_of_another_machine_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's locks do not hold there; one in memory loses the authority."""
    for kind, state in (("nfs4", State.FAULT), ("cifs", State.FAULT), ("tmpfs", State.WARNING), ("ext4", State.OK)):
        monkeypatch.setattr(disk, "kind_of", lambda *_, kind=kind: kind)
        assert max(list(disk._kind(tmp_path, sqlite=True)), key=lambda one: one.state, default=disk.ok("x")).state is state


@pytest.mark.parametrize(("free", "state"), [(10**8, State.FAULT), (10**9, State.WARNING), (10**11, State.OK)])
def test_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    """Little is a warning, nearly none a fault."""
    real = os.statvfs(tmp_path)
    fields = list(real)
    fields[1], fields[4] = 4096, free // 4096
    monkeypatch.setattr(disk.os, "statvfs", lambda _: os.statvfs_result(fields))
    monkeypatch.setattr(disk, "kind_of", lambda *_: "ext4")
    monkeypatch.setattr(disk, "_sync", lambda _: judged(0.001))
    assert worst(CHECK, around(tmp_path))[0] is state


def test_a_real_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes a time, leaves nothing, and a disk that cannot be written is a fault."""
    assert disk._sync(tmp_path).state is not State.FAULT
    assert not list(tmp_path.iterdir())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    assert disk._sync(tmp_path).state is State.FAULT


def test_a_slow_disk() -> None:
    """Everybody who is stopped waits for it."""
    assert states([judged(0.001), judged(0.2)]) == ["OK", "WARNING"]
