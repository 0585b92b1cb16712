"""The fingerprint keys: one file per retention period, kept apart from the events, destroyed with the period."""

from __future__ import annotations

import os
import secrets
from datetime import date
from pathlib import Path

from gateway.errors import UserError
from gateway.record.event import Fingerprint
from gateway.record.fingerprint import KEY_BYTES, fingerprint
from gateway.record.period import DEFAULT_RETENTION_DAYS, last_day, over, period_of
from gateway.store import keyfile


class PeriodDestroyed(Exception):
    """The key of that period was destroyed and is not made again."""


class Keyring:
    """A folder of ``<period>.key`` files, shared by the processes of a node (or of all nodes, when it is mounted on each)."""

    def __init__(self, folder: Path, retention_days: int = DEFAULT_RETENTION_DAYS) -> None:
        self._folder = folder
        self._retention_days = retention_days

    def fingerprint(self, entity: str, value: str, day: date) -> Fingerprint:
        """The fingerprint of a normalised value, under the key of the period in which ``day`` falls. Raises as :meth:`key`."""
        period = period_of(day, self._retention_days)
        return fingerprint(self.key(period), period, entity, value)

    def key(self, period: str) -> bytes:
        """32 bytes, made at first use. Raises PeriodDestroyed, OSError, and UserError for a damaged or readable file."""
        last_day(period)  # a name, never a path
        path = self._path(period)
        if self._stone(period).exists():
            raise PeriodDestroyed(period)
        found = keyfile.read_or_create(path, lambda: secrets.token_bytes(KEY_BYTES))
        if len(found) != KEY_BYTES:
            raise UserError(f"fingerprint key {path.name} has {len(found)} bytes instead of {KEY_BYTES}: restore it from a backup")
        return found

    def destroy(self, period: str) -> bool:
        """Destroys a key for good and leaves a mark, so that nobody makes another; False when there was none."""
        last_day(period)
        path = self._path(period)
        with keyfile.locked(self._folder):
            if not self._stone(period).exists():
                keyfile.write_new(self._stone(period), b"")
            try:
                descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
            except FileNotFoundError:
                return False
            with os.fdopen(descriptor, "wb") as file:  # helps where the disk writes in place; elsewhere the deletion is what there is
                file.write(secrets.token_bytes(KEY_BYTES))
                file.flush()
                os.fsync(descriptor)
            path.unlink()
            keyfile.sync_folder(self._folder)
            return True

    def expired(self, today: date) -> tuple[str, ...]:
        """The periods whose youngest event has outlived its retention: they can be destroyed."""
        return tuple(period for period in self.periods() if over(period, today, self._retention_days))

    def periods(self) -> tuple[str, ...]:
        """The periods that have a key."""
        return tuple(sorted(path.stem for path in self._folder.glob("[0-9]*.key")))

    def _path(self, period: str) -> Path:
        return self._folder / f"{period}.key"

    def _stone(self, period: str) -> Path:
        return self._folder / f"{period}.destroyed"
