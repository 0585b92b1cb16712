"""The API's bearer token: made at the first start, kept in one file that only its owner reads. Never logged, never in a URL."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from gateway.errors import UserError

FILE = "api-token"
BYTES = 32
"""256 bits: beyond guessing, so a wrong token needs no lock-out."""
SHORTEST = 32
"""Characters of a token that an administrator put there (128 bits as hexadecimal digits)."""


def load_or_create(directory: Path) -> str:
    """The token in ``<directory>/api-token``, made if there is none. Safe against a second process that starts at the same time.

    Raises :class:`~gateway.errors.UserError` when the file is open to others, too short or unreadable.
    """
    path = directory / FILE
    try:
        if not path.exists():
            _create(path)
        return _load(path)
    except OSError as error:
        raise UserError(f"{path}: the API token cannot be read or made ({error.__class__.__name__}); check the folder's owner") from None


def _create(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{FILE}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)  # whole or not at all, and the first one wins
    finally:
        fresh.unlink()


def _load(path: Path) -> str:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UserError(f"{path}: others may read the API token; run chmod 600 {path}")
    token = path.read_text(encoding="utf-8").strip()
    if len(token) < SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        raise UserError(f"{path}: not an API token of at least {SHORTEST} ASCII characters; remove the file to have a new one made")
    return token
