"""``celnice restore FILE``: a node comes back from its backup."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from gateway.commands.backup import settings_file
from gateway.commands.parts import secrets_of
from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import restore
from gateway.store.errors import StoreUnavailable

HELP = "bring a backup back into an empty data directory (and database), and verify it"


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds its options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="what `celnice backup` wrote")
    parser.add_argument("--key", type=Path, metavar="FILE", help="private key of a recipient (default: a passphrase)")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line is the passphrase (default: ask)")
    parser.add_argument("--force", action="store_true", help="move what is in the data directory aside; overwrite a PostgreSQL database")
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 done; 1 it is back, and its record is not sound."""
    identities = [secrets_of.key(arguments.key, arguments.passphrase_file)] if arguments.key else []
    passphrase = None if identities else secrets_of.passphrase(arguments.passphrase_file, "Passphrase of the backup")
    try:
        back = restore.restore(
            settings, settings_file(arguments), arguments.file, passphrase=passphrase, identities=identities, force=arguments.force
        )
    except StoreUnavailable as failure:
        raise UserError(f"the store cannot be reached ({failure}): check store.url and that the database runs") from None
    report = back.report
    if arguments.json:
        facts = {"at": back.at, "release": back.release, "sound": report.sound, "entries": report.entries, "erased": report.erased}
        print(json.dumps({**facts, "settings": str(back.settings or ""), "aside": str(back.aside or "")}))
        return 0 if report.sound else 1
    said = ("Záznam je v pořádku.", "The record is sound.") if report.sound else ("Záznam NENÍ v pořádku!", "The record is NOT sound!")
    print(f"{said[0]} Událostí: {report.entries}, z toho vymazaných: {report.erased}. Záloha z {back.at}.")
    print(f"{said[1]} Events: {report.entries}, erased: {report.erased}. Backup of {back.at}.")
    if back.settings:
        print(f"settings: {back.settings}")
    if back.aside:
        print(f"what was there before: {back.aside}")
    return 0 if report.sound else 1
