"""Files with secrets and keys: there, readable by the gateway, and by nobody else."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around
from gateway.settings import Settings


def run(around: Around) -> Iterator[Result]:
    """Each file that the settings name."""
    found = list(files(around.settings))
    results = [result for name, path in found if (result := _judged(name, path))]
    yield from results
    if not results:
        yield ok(f"{len(found)} files with secrets, each the gateway's alone" if found else "the settings name no file with secrets")


def files(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Setting and file."""
    for name in ("proxy", "entrance", "console"):
        if key := getattr(settings, name).tls_key:
            yield f"{name}.tls_key", key
    if settings.people.ldap:
        yield "people.ldap.bind_password_file", settings.people.ldap.bind_password_file
    if settings.console.oidc and settings.console.oidc.client_secret_file:
        yield "console.oidc.client_secret_file", settings.console.oidc.client_secret_file
    for tool, entry in settings.tools.items():
        if entry.provider_key_file:
            yield f"tools.{tool}.provider_key_file", entry.provider_key_file
    for feed, given in settings.feeds.items():
        for name in ("secret_file", "token_file", "password_file", "key"):
            if path := getattr(given, name):
                yield f"feeds.{feed}.{name}", path


def _judged(name: str, path: Path) -> Result | None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return fault(f"{name}: {path} cannot be looked at ({error.strerror})", "make the file, or mend the path")
    if not os.access(path, os.R_OK):
        return fault(f"{name}: {path} cannot be read", "let the gateway's user own it: chown celnice FILE; chmod 600 FILE")
    if not path.read_bytes().strip():
        return fault(f"{name}: {path} is empty", "write the secret into its first line")
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        return warning(f"{name}: {path} is open to others", f"chmod 600 {path}")
    return None


CHECK = Check("secrets", 150, run)
