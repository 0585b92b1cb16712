"""``celnice backup FILE``: everything of this node in one encrypted file, while it runs."""

from __future__ import annotations

import argparse
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gateway.commands.parts import secrets_of
from gateway.configuration import DEFAULT_FILE
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import backup, last_backup, reader_keys
from gateway.store.errors import StoreUnavailable

HELP = "write the store, keys, certificate authority and settings into one encrypted file"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds its options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a new file, in the age format (`age -d` reads it)")
    parser.add_argument(
        "--recipient", type=Path, action="append", default=[], metavar="PUB", help="public key that can read it (celnice evidence keys new)"
    )
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase (default: ask twice)")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done."""
    recipients = reader_keys.public_keys(arguments.recipient)
    passphrase = None if recipients else secrets_of.passphrase(arguments.passphrase_file, "Passphrase of the backup", twice=True)
    if passphrase is not None and len(passphrase) < reader_keys.SHORTEST_PASSPHRASE:
        raise UserError(f"the passphrase is too short: use at least {reader_keys.SHORTEST_PASSPHRASE} characters, several words")
    file = settings_file(arguments)
    try:
        made = backup.backup(settings, file if file.exists() else None, arguments.file, passphrase=passphrase, recipients=recipients)
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): there is no backup") from None
    with suppress(OSError):  # the backup is whole; only the console will not know of it
        last_backup.note(settings.data.dir, last_backup.LastBackup(datetime.now(UTC), made.bytes))
    if arguments.json:
        print(json.dumps({"file": str(arguments.file), "database": made.database, "revision": made.revision, "bytes": made.bytes}))
    else:
        print(f"{arguments.file}  {made.bytes / 1e6:.1f} MB  {made.database} store (revision {made.revision}) and {made.files} files")
    return 0


def settings_file(arguments: argparse.Namespace) -> Path:
    """Which settings file is in force."""
    named = getattr(arguments, "config", None) or os.environ.get("CELNICE_CONFIG")
    return Path(named) if named else DEFAULT_FILE
