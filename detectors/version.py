"""Which state of the detectors this is. Light to import: a process that only needs the name loads no detector."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SOURCES = frozenset({".py", ".txt", ".json"})
_LIBRARIES = ("phonenumbers", "presidio-analyzer", "spacy")
"""Libraries whose data or behaviour the findings depend on."""


def _digest() -> str:
    """A digest of everything the findings depend on: the package's sources and word lists, and the libraries' versions."""
    digest = hashlib.sha256()
    for path in sorted(p for p in _PACKAGE.rglob("*") if p.suffix in _SOURCES and "__pycache__" not in p.parts):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        digest.update(f"{library}={version(library)}\n".encode())
    return digest.hexdigest()[:16]


VERSION = _digest()
"""Names this state in cache keys and events: the same text gives the same findings under the same version."""
