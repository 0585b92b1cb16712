"""Passphrases and key files that a command asks for: from a file or from the terminal, never from its arguments."""

from __future__ import annotations

import getpass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from gateway.errors import UserError
from gateway.store import reader_keys


def passphrase(path: Path | None, question: str, *, twice: bool = False) -> str:
    """The first line of a file, or what is typed; ``twice`` for a new one. Raises UserError when the two differ or it is empty."""
    if path is not None:
        typed = next(iter(text(path).splitlines()), "")
    else:
        try:
            typed = getpass.getpass(f"{question}: ")
            again = getpass.getpass("Again: ") if twice else typed
        except EOFError:
            raise UserError("nobody is there to type a passphrase: name a file that holds it, --passphrase-file") from None
        if typed != again:
            raise UserError("the two passphrases differ: try again")
    if not typed:
        raise UserError("the passphrase is empty")
    return typed


def key(path: Path, passphrase_file: Path | None) -> X25519PrivateKey:
    """The private key in a file of ``celnice evidence keys new``."""
    return reader_keys.private_key(text(path), passphrase(passphrase_file, f"Passphrase of {path.name}"))


def text(path: Path) -> str:
    """A file's text. Raises UserError."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read ({type(error).__name__})") from None
