"""The key of a conversation that a request names by an id of its own."""

from __future__ import annotations

import hashlib


def conversation_key(*parts: str) -> str:
    """A digest of the format, the sort of id and the id: as long as the keys that stand for a beginning, and it shows no id."""
    digest = hashlib.sha256(b"celnice conversation id 1")
    for part in parts:
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:32]
