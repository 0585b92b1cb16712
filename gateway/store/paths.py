"""What the store keeps in the data directory of a node."""

from __future__ import annotations

from pathlib import Path

from gateway.confirmed import PUBLIC, RULES


def spool(data: Path) -> Path:
    """Events that wait for the store."""
    return data / "spool.sqlite3"


def node(data: Path) -> Path:
    """The node's name, and so the name of its chain."""
    return data / "node"


def writer_lock(data: Path) -> Path:
    """Held by the one writer of the node."""
    return data / "writer.lock"


def fingerprint_keys(data: Path) -> Path:
    """One key per retention period. On several nodes mount one folder, or the same value has a fingerprint per node."""
    return data / "keys" / "fingerprint"


def register_keys(data: Path) -> Path:
    """The key that signs exports of the register, and the public keys (``*.pub``) of those whose exports are taken over."""
    return data / "keys" / "register"


def pseudonym_keys(data: Path) -> Path:
    """One key per period for the vault of tokens. Mount one folder on all nodes, or answers are restored only by the node that asked."""
    return data / "keys" / "pseudonym"


def erasure_keys(data: Path) -> Path:
    """The key that signs erasures, and the public keys (``*.pub``) of those that did so elsewhere or before."""
    return data / "keys" / "erasure"


def known_files(data: Path) -> Path:
    """Digests of the ids of files that were scanned when they were uploaded."""
    return data / "files.sqlite3"


def evidence(data: Path) -> Path:
    """Sealed records that wait for the store."""
    return data / "evidence"


def person_keys(data: Path) -> Path:
    """One key per retention period for pseudonyms, and the lasting one. Mount one folder on all nodes, or a person is another on each."""
    return data / "keys" / "person"


def console_keys(data: Path) -> Path:
    """The key that seals the second factors of accounts. Mount one folder on all nodes, or codes are right on one node only."""
    return data / "keys" / "console"


def noted_settings(data: Path) -> Path:
    """Digests of the settings that a node's chain of acts speaks of."""
    return data / "settings-noted.json"


def confirmed_public(data: Path) -> Path:
    """Public values and persons that the officer has confirmed, as a public list; written from the store by each node."""
    return data / PUBLIC


def confirmed_rules(data: Path) -> Path:
    """Milder rules that the officer has confirmed; written from the store by each node."""
    return data / RULES
