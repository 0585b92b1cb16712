"""One encrypted file with everything a node needs to live again: the store, keys, certificate authority, spool, register copy, settings.

Taken while the node runs. What waits in the spool is copied before the store, so that an event on its way between them is in one of the
two copies, or in both (the store takes each event once).
"""

from __future__ import annotations

import io
import json
import os
import secrets
import sqlite3
import stat
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, BinaryIO, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import age, keyfile
from gateway.store.dump import copy_sqlite, dump_postgresql
from gateway.store.errors import StoreUnavailable
from gateway.store.migrate import revision
from gateway.store.sqlite import code_of
from gateway.store.url import parsed, store_url

FORMAT = 1
MANIFEST, SETTINGS, DATA, STORE = "manifest.json", "settings/celnice.toml", "data", "store"
SQLITE = "store.sqlite3"

ASIDE = "before-restore-"
"""Folders that a restore made of what was there before."""

_NOT_OURS = ("-wal", "-shm", "-journal", ".lock")
_SQLITE_ENDING = ".sqlite3"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds."""

    database: str
    revision: str
    files: int
    bytes: int


def backup(
    settings: Settings,
    settings_file: Path | None,
    target: Path,
    *,
    passphrase: str | None = None,
    recipients: Sequence[X25519PublicKey] = (),
) -> Summary:
    """Writes the file, whole or not at all. Raises UserError, StoreUnavailable: then there is no file."""
    if target.exists():
        raise UserError(f"{target} is there already: name a new file")
    url = store_url(settings)
    data = settings.data.dir
    found = revision(url)
    if found is None or not data.is_dir():
        raise UserError(
            "there is nothing to back up yet: start the gateway once (`systemctl start celnice`, or `celnice run`), "
            "or set data.dir or store.url"
        )
    database = parsed(url)
    sqlite_file = Path(str(database.database)) if database.get_backend_name() == "sqlite" else None
    manifest = {
        "v": FORMAT,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "release": version("celnice"),
        "database": "sqlite" if sqlite_file else "postgresql",
        "revision": found,
    }
    count = 0
    try:
        with _new_file(target) as file, tempfile.TemporaryDirectory(prefix=".backup-", dir=data) as temporary:
            folder = Path(temporary)
            encrypted = age.Writer(cast("BinaryIO", file), passphrase=passphrase, recipients=recipients)
            with tarfile.open(mode="w|", fileobj=cast("IO[bytes]", encrypted), format=tarfile.PAX_FORMAT) as archive:
                _bytes(archive, MANIFEST, json.dumps(manifest).encode())
                if settings_file is not None:
                    _bytes(archive, SETTINGS, settings_file.read_bytes())
                for path in _files(data, sqlite_file):
                    _file(archive, f"{DATA}/{path.relative_to(data).as_posix()}", path, folder)
                    count += 1
                if sqlite_file is not None:
                    _file(archive, f"{STORE}/{SQLITE}", sqlite_file, folder)
                else:
                    if dump_postgresql(url, folder) != found:
                        raise StoreUnavailable("its tables were changed meanwhile: try again")
                    for path in sorted(folder.iterdir()):
                        archive.add(path, f"{STORE}/{path.name}", recursive=False)
            encrypted.close()
            size = file.tell()
    except sqlite3.Error as error:
        raise StoreUnavailable(code_of(error)) from None
    except OSError as error:
        raise UserError(f"{target} cannot be written ({error.strerror}): check the folder and its space") from None
    return Summary(str(manifest["database"]), found, count, size)


def _files(data: Path, store: Path | None) -> Iterator[Path]:
    """The files of the data directory that belong into a backup, waiting events and evidence among them."""
    for folder, folders, names in os.walk(data):
        folders[:] = sorted(name for name in folders if not name.startswith((".backup-", ".restore-", ASIDE)))
        for name in sorted(names):
            path = Path(folder) / name
            if name.endswith(_NOT_OURS) or name.startswith(".") or (store is not None and path.resolve() == store.resolve()):
                continue
            try:
                if stat.S_ISREG(path.lstat().st_mode):
                    yield path
            except FileNotFoundError:  # evidence that the store took meanwhile
                continue


def _file(archive: tarfile.TarFile, name: str, path: Path, folder: Path) -> None:
    if path.suffix != _SQLITE_ENDING and name != f"{STORE}/{SQLITE}":
        with suppress(FileNotFoundError):  # evidence that the store took meanwhile
            _bytes(archive, name, path.read_bytes())
        return
    copy = folder / secrets.token_hex(8)
    try:
        copy_sqlite(path, copy)
        archive.add(copy, name, recursive=False)
    finally:
        copy.unlink(missing_ok=True)


def _bytes(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o600
    archive.addfile(info, io.BytesIO(content))


@contextmanager
def _new_file(target: Path) -> Iterator[IO[bytes]]:
    """A file that shows up under its name whole, readable by its owner only."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        draft.rename(target)
        keyfile.sync_folder(target.parent)
    finally:
        draft.unlink(missing_ok=True)
