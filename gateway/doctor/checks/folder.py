"""The data folder: there, ours, closed to others, and nothing secret in it open to anybody."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around

SECRET = ("ca/ca.key", "api-token", "keys", "celnice.sqlite3", "spool.sqlite3", "evidence")
"""What nobody but the gateway's user may read (store/paths.py)."""

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def run(around: Around) -> Iterator[Result]:
    """Owner, mode, and the modes of what is inside."""
    folder = around.settings.data.dir
    try:
        status = folder.stat()
    except FileNotFoundError:
        yield _missing(folder)
        return
    except OSError as error:
        yield fault(
            f"{folder} cannot be looked at ({error.strerror})", "run this as the gateway's user, such as: sudo -u celnice celnice doctor"
        )
        return
    if not stat.S_ISDIR(status.st_mode):
        yield fault(f"{folder} is no folder", "set data.dir to a folder")
        return
    if status.st_uid != os.geteuid():
        as_owner = f"run this as that user: sudo -u '#{status.st_uid}' celnice doctor"
        # Nobody makes the folder root's because a check that root ran said so.
        todo = f"{as_owner}, or: chown -R $(id -u) {folder}" if os.geteuid() else as_owner
        yield fault(f"{folder} belongs to another user (uid {status.st_uid})", todo)
        return
    if status.st_mode & OTHERS:
        yield fault(f"{folder} is open to others (mode {stat.S_IMODE(status.st_mode):04o})", f"chmod 700 {folder}")
    open_ones = [path for name in SECRET for path in _under(folder / name) if path.stat().st_mode & OTHERS]
    for path in open_ones:
        yield fault(f"{path} is open to others", f"chmod go-rwx {path}")
    if not open_ones and not status.st_mode & OTHERS:
        yield ok(f"{folder} is the gateway's alone")


def _missing(folder: Path) -> Result:
    parent = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    if os.access(parent, os.W_OK | os.X_OK):
        return warning(f"{folder} is not there yet", "celnice run makes it at its first start")
    return fault(f"{folder} is not there and cannot be made in {parent}", f"install -d -m 700 -o $(id -un) {folder}, as root")


def _under(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield path
        for child in sorted(path.rglob("*")):
            if not child.name.endswith(".pub"):
                yield child
    elif path.exists():
        yield path


CHECK = Check("folder", 10, run)
