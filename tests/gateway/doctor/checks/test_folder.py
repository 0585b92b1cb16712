"""The data folder."""

from __future__ import annotations

from pathlib import Path

from gateway.doctor.api import State
from gateway.doctor.checks.folder import CHECK
from support.doctor import around, worst


def _sound(folder: Path) -> Path:
    data = folder / "data"
    (data / "ca").mkdir(parents=True)
    (data / "keys" / "register").mkdir(parents=True)
    for name in ("ca/ca.key", "api-token", "keys/register/own"):
        (data / name).write_text("x")
    for path in (data, *data.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    public = data / "keys" / "register" / "colleague.pub"
    public.write_text("x")
    public.chmod(0o644)
    return data


def test_sound(tmp_path: Path) -> None:
    """Public keys may be read by anybody."""
    _sound(tmp_path)
    assert worst(CHECK, around(tmp_path))[0] is State.OK


def test_what_lies_open_is_named_with_the_command_that_closes_it(tmp_path: Path) -> None:
    """The folder itself, a key, and a key deep inside."""
    data = _sound(tmp_path)
    for path, mode, todo in (
        (data, 0o755, f"chmod 700 {data}"),
        (data / "ca" / "ca.key", 0o640, f"chmod go-rwx {data / 'ca' / 'ca.key'}"),
        (data / "keys" / "register" / "own", 0o604, f"chmod go-rwx {data / 'keys' / 'register' / 'own'}"),
    ):
        before = path.stat().st_mode & 0o777
        path.chmod(mode)
        state, said = worst(CHECK, around(tmp_path))
        assert state is State.FAULT
        assert todo in said
        path.chmod(before)


def test_not_there_yet(tmp_path: Path) -> None:
    """The first start makes it, where it may."""
    assert worst(CHECK, around(tmp_path))[0] is State.WARNING


def test_a_file_in_its_place(tmp_path: Path) -> None:
    """Is no folder."""
    (tmp_path / "data").write_text("x")
    assert worst(CHECK, around(tmp_path))[0] is State.FAULT
