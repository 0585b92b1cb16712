"""Seals evidence on the node where it arises, and keeps it on the disk until the store has it. Who runs the node cannot read it.

With second readers a record is sealed twice, one envelope inside the other: the outer one to the second holders, who find in it only an
envelope to the first. So it takes one of each to open it, and the second may let go of it first (``celnice evidence release``).
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from gateway.keeping_settings import Evidence
from gateway.model import Segment
from gateway.record.chain import milliseconds, moment
from gateway.record.event import Event
from gateway.record.evidence import Mark, sealable
from gateway.record.sink import SinkUnavailable
from gateway.store import keyfile, reader_keys, seal
from gateway.store.evidence import EvidenceStore, aad
from gateway.store.seal import CannotOpen, Sealed

PORTION = 200
"""Records that one turn of the duty moves."""


def inner_aad(event_id: str) -> bytes:
    """What binds the inner envelope of a record for two persons."""
    return aad(event_id) + b"\x00inner"


def sealed_to(readers: Sequence[X25519PublicKey], second: Sequence[X25519PublicKey], plaintext: bytes, event_id: str) -> Sealed:
    """The record sealed to the readers, or to one of each list. Raises ValueError without a reader."""
    if not second:
        return seal.seal(plaintext, readers, aad(event_id))
    inner = seal.seal(plaintext, readers, inner_aad(event_id))
    return seal.seal(json.dumps({"sealed": inner.to_json()}).encode(), second, aad(event_id))


def released(sealed: Sealed, key: X25519PrivateKey, event_id: str) -> Sealed:
    """The inner envelope, which the second holder's key gives out. Raises CannotOpen, also for a record that takes one person."""
    inner = _inner(seal.unseal(sealed, key, aad(event_id)))
    if inner is None:
        raise CannotOpen("one person opens this record; it needs no release")
    return inner


def opened(
    sealed: Sealed, key: X25519PrivateKey, event_id: str, inner: Sealed | None = None, second: X25519PrivateKey | None = None
) -> bytes:
    """The record. One that takes two persons needs ``inner`` (a release) or the ``second`` key. Raises CannotOpen."""
    if inner is None and second is not None:
        inner = released(sealed, second, event_id)
    if inner is not None:
        return seal.unseal(inner, key, inner_aad(event_id))
    found = seal.unseal(sealed, key, aad(event_id))
    if _inner(found) is not None:
        raise CannotOpen("this record takes two persons; the first reader's key is missing")
    return found


class Sealer:
    """An :class:`~gateway.record.evidence.EvidenceSink` into a folder of the node."""

    def __init__(self, settings: Evidence, folder: Path) -> None:
        """Raises UserError when a reader's key cannot be read."""
        self._settings = settings
        self._readers, self._second = reader_keys.of_evidence(settings)
        self._folder = folder

    def put(self, event: Event, segments: Sequence[Segment], marks: Sequence[Mark]) -> None:
        """Returns when the sealed record is on the disk, or when there is nothing to keep. Raises SinkUnavailable."""
        plaintext = sealable(self._settings.level(event.tool), event, segments, marks)
        if plaintext is None:
            return
        sealed = sealed_to(self._readers, self._second, plaintext, event.id)
        at = milliseconds(event.at)
        content = json.dumps({"event": event.id, "at_ms": at, "sealed": sealed.to_json()})
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            keyfile.write_new(self._folder / f"{at:015}-{uuid.uuid4().hex}.json", content.encode())
        except OSError as error:
            raise SinkUnavailable(f"evidence: {os.strerror(error.errno or 0)}") from None


def move(folder: Path, store: EvidenceStore) -> bool:
    """Moves waiting records into the store, each once; True when there are more. A damaged file is set aside. Raises StoreUnavailable."""
    waiting = sorted(folder.glob("[0-9]*.json"))
    for path in waiting[:PORTION]:
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
            sealed, event_id, at = Sealed.from_json(value["sealed"]), str(value["event"]), moment(int(value["at_ms"]))
        except (ValueError, KeyError, TypeError, CannotOpen):
            path.rename(path.with_suffix(".damaged"))
            continue
        store.add(path.stem.partition("-")[2], event_id, sealed, at)
        path.unlink()
    return len(waiting) > PORTION


def _inner(plaintext: bytes) -> Sealed | None:
    try:
        value = json.loads(plaintext)
    except ValueError:
        return None
    return Sealed.from_json(value["sealed"]) if isinstance(value, dict) and set(value) == {"sealed"} else None
