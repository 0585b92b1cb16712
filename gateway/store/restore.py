"""Brings a backup back: first everything is read, decrypted and checked beside the data directory, and only then put in its place.

Nothing is deleted: with ``force`` what was there is moved into a folder ``before-restore-…`` of the data directory; only a PostgreSQL
database is overwritten, in one transaction.
"""

from __future__ import annotations

import json
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from gateway.errors import UserError
from gateway.settings import Settings
from gateway.store import age, paths, signing
from gateway.store.backup import ASIDE, DATA, FORMAT, MANIFEST, SETTINGS, SQLITE, STORE
from gateway.store.dump import NotEmpty, load_postgresql
from gateway.store.events import EventStore
from gateway.store.migrate import migrate
from gateway.store.node import writer_lock
from gateway.store.rows import Report
from gateway.store.url import parsed, store_url
from gateway.store.verifying import Verification


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. ``settings`` is where the settings file was put; None when the backup had none."""

    at: str
    release: str
    report: Report
    settings: Path | None
    aside: Path | None


def restore(
    settings: Settings,
    settings_file: Path,
    source: Path,
    *,
    passphrase: str | None = None,
    identities: Sequence[X25519PrivateKey] = (),
    force: bool = False,
) -> Restored:
    """Raises UserError (a running gateway, a filled data directory without ``force``, a wrong passphrase), StoreUnavailable."""
    data, url = settings.data.dir, store_url(settings)
    address = parsed(url)
    store = Path(str(address.database)) if address.get_backend_name() == "sqlite" else None
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _must_be_empty(data, store, force=force)
    with ExitStack() as stack:
        staged = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".restore-", dir=data)))
        if paths.writer_lock(data).exists():
            stack.enter_context(writer_lock(data))
        manifest = _unpack(source, staged, passphrase, identities)
        if (manifest["database"] == "sqlite") != (store is not None):
            raise UserError(f"this is a backup of a {manifest['database']} store: set store.url to such a database")
        trusted = signing.trusted(paths.erasure_keys(staged / DATA))
        if store is not None:
            report = _sqlite_report(staged / STORE / SQLITE, trusted)
        else:

            def check(connection: Connection) -> Report:
                return Verification(connection, trusted, ()).report()

            try:
                report = load_postgresql(url, staged / STORE, str(manifest["revision"]), check, force=force)
            except NotEmpty as full:
                raise UserError(f"the database is not empty ({full}): name an empty one, or --force to overwrite it") from None
        aside = _put(staged, data, store)
        put = _put_settings(staged, settings_file)
    return Restored(str(manifest["at"]), str(manifest["release"]), report, put, aside)


def _must_be_empty(data: Path, store: Path | None, *, force: bool) -> None:
    if force:
        return
    there = sorted(path.name for path in data.iterdir() if not path.name.startswith((".restore-", ASIDE)))
    if there or (store is not None and store.exists()):
        what = data if there else store
        raise UserError(f"{what} is not empty: name an empty data.dir, or --force to move what is there aside")


def _unpack(source: Path, staged: Path, passphrase: str | None, identities: Sequence[X25519PrivateKey]) -> dict[str, Any]:
    try:
        with source.open("rb") as file:
            decrypted = age.Reader(file, passphrase=passphrase, identities=identities)
            with tarfile.open(mode="r|", fileobj=cast("IO[bytes]", decrypted)) as archive:
                for member in archive:
                    if member.isreg() and member.name.split("/")[0] in {MANIFEST, DATA, STORE, SETTINGS.split("/")[0]}:
                        archive.extract(member, staged, set_attrs=False, filter="data")
            while decrypted.read(age.CHUNK):  # to the end: what was cut off is noticed
                pass
        for path in staged.rglob("*"):
            path.chmod(0o700 if path.is_dir() else 0o600)
        manifest: dict[str, Any] = json.loads((staged / MANIFEST).read_text(encoding="utf-8"))
        if manifest["v"] != FORMAT:
            raise UserError("this backup was written by a newer release: run that one")
    except age.CannotDecrypt as error:
        raise UserError(f"{source} cannot be read: {error}") from None
    except (tarfile.TarError, KeyError, ValueError):
        raise UserError(f"{source} is no backup of this program") from None
    except OSError as error:
        raise UserError(f"{source} cannot be read or unpacked ({error.strerror}): check the file, and the space beside data.dir") from None
    return manifest


def _sqlite_report(path: Path, trusted: Sequence[Any]) -> Report:
    url = f"sqlite:///{path}"
    migrate(url)
    store = EventStore(url)
    try:
        return store.verify(trusted)
    finally:
        store.close()


def _put(staged: Path, data: Path, store: Path | None) -> Path | None:
    """Moves what is there aside and what came into its place; returns the folder with what was there."""
    aside = data / f"{ASIDE}{datetime.now(UTC):%Y%m%d-%H%M%S}"
    old = [path for path in data.iterdir() if path != staged and not path.name.startswith((".restore-", ASIDE))]
    if store is not None and store.parent.resolve() != data.resolve():
        old += [path for path in (store.with_name(store.name + end) for end in ("", "-wal", "-shm")) if path.exists()]
    if old:
        aside.mkdir(mode=0o700)
    for path in old:
        path.rename(aside / path.name)
    for path in (staged / DATA).iterdir() if (staged / DATA).exists() else ():
        path.rename(data / path.name)
    if store is not None:
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (staged / STORE / SQLITE).rename(store)
    return aside if old else None


def _put_settings(staged: Path, settings_file: Path) -> Path | None:
    """The settings of the backup; never over others: then beside them."""
    content = staged / SETTINGS
    if not content.exists():
        return None
    here = settings_file if not settings_file.exists() else settings_file.with_name(settings_file.name + ".restored")
    here.write_bytes(content.read_bytes())
    here.chmod(0o600)
    return here
