"""A new authority without an outage: what is published and what signs at each step. With real clients: tests/end_to_end/test_ca.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.proxy import ca_rotation
from gateway.proxy.ca import Authority, load, load_or_create
from gateway.proxy.ca_import import read
from support.hierarchy import NOW, made

ROOT = made("Kořen")
SUB = made("Celnice úřadu", ROOT)


def imported() -> Authority:
    return read([SUB.pem, SUB.key_pem(), ROOT.pem], None, NOW)


def test_the_whole_way(tmp_path: Path) -> None:
    """Old; old and new; new and old; new. The old key is gone with the switch."""
    old = load_or_create(tmp_path)
    assert ca_rotation.published(tmp_path) == old.pem
    new = ca_rotation.prepare(tmp_path, ())
    assert ca_rotation.published(tmp_path) == old.pem + new.pem
    assert load(tmp_path).certificate == old.certificate
    ca_rotation.switch(tmp_path)
    assert ca_rotation.published(tmp_path) == new.pem + old.pem
    assert load(tmp_path).certificate == new.certificate
    assert sorted(path.name for path in tmp_path.rglob("*.key")) == ["ca.key"]
    ca_rotation.retire(tmp_path)
    assert ca_rotation.published(tmp_path) == new.pem
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["ca.key", "ca.pem"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob("*.key"))


def test_an_imported_one(tmp_path: Path) -> None:
    """Where none is yet it signs at once; else it is the next. Published is its root."""
    assert ca_rotation.take(tmp_path / "fresh", imported()) == tmp_path / "fresh"
    assert ca_rotation.published(tmp_path / "fresh") == ROOT.pem
    old = load_or_create(tmp_path / "used")
    assert ca_rotation.take(tmp_path / "used", imported()) == tmp_path / "used" / "next"
    assert ca_rotation.published(tmp_path / "used") == old.pem + ROOT.pem
    ca_rotation.switch(tmp_path / "used")
    assert load(tmp_path / "used").sent == (SUB.certificate,)


def test_a_switch_that_was_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every write: run again it ends well, and meanwhile nobody loads a key with another's certificate."""
    written = ca_rotation._write
    for cut in range(1, 4):
        folder = tmp_path / str(cut)
        old = load_or_create(folder)
        new = ca_rotation.prepare(folder, ())
        left = [cut]

        def failing(path: Path, content: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if not left[0]:
                raise OSError("power cut")
            written(path, content)

        monkeypatch.setattr(ca_rotation, "_write", failing)
        with pytest.raises(OSError, match="power"):
            ca_rotation.switch(folder)
        monkeypatch.setattr(ca_rotation, "_write", written)
        try:
            assert load(folder).certificate == old.certificate
        except UserError as error:
            assert "--switch` again" in str(error)  # noqa: PT017  # either is right, by where it was cut
        ca_rotation.switch(folder)
        assert ca_rotation.published(folder) == new.pem + old.pem


@pytest.mark.parametrize("step", [ca_rotation.switch, ca_rotation.retire, ca_rotation.abandon])
def test_nothing_to_do(tmp_path: Path, step: object) -> None:
    """A step out of order is refused in a line."""
    load_or_create(tmp_path)
    with pytest.raises(UserError, match="ca rotate"):
        step(tmp_path)  # type: ignore[operator]


def test_only_one_is_prepared(tmp_path: Path) -> None:
    """A second would be forgotten by half of the devices; abandoned, the first makes room."""
    load_or_create(tmp_path)
    ca_rotation.prepare(tmp_path, ())
    with pytest.raises(UserError, match="already"):
        ca_rotation.take(tmp_path, imported())
    ca_rotation.abandon(tmp_path)
    assert ca_rotation.take(tmp_path, imported())


def test_nothing_that_it_could_follow(tmp_path: Path) -> None:
    """Before the first start there is nothing to rotate, and nothing is left behind that would be in the way of one."""
    with pytest.raises(UserError, match="no authority yet"):
        ca_rotation.prepare(tmp_path, ())
    assert list(tmp_path.iterdir()) == []
