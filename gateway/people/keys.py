"""A person's own key for the base-URL entrance, in the place where the vendor's SDK puts a key. The vendor never sees it.

``cel_`` and 43 characters of base64url: 256 random bits, so a fast keyed hash is enough, and a copy of the store opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from datetime import datetime

from gateway.people.api import Account, Asked, Broken, Found, Wrong
from gateway.people.directory import Directory

PREFIX = "cel_"
_KEY = re.compile(r"cel_[A-Za-z0-9_-]{43}")
PLACES = ("authorization", "x-api-key", "x-goog-api-key", "api-key")
"""Where SDKs put a key: OpenAI and most others (Bearer), Anthropic, Gemini, Azure."""


def make() -> str:
    """A new key."""
    return PREFIX + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode("ascii").rstrip("=")


def digest(secret: bytes, key: str) -> str:
    """What is kept of a key: HMAC-SHA256 under a secret that is not in the store."""
    return hmac.new(secret, b"celnice.key\x00" + key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def sent(asked: Asked) -> str | Wrong | None:
    """Our key among the headers; None when there is none, Wrong when there are two different ones."""
    found = set()
    for place in PLACES:
        for value in asked.values(place):
            bare = value.strip()
            if place == "authorization":
                scheme, _, rest = bare.partition(" ")
                bare = rest.strip() if scheme.lower() == "bearer" else ""
            if bare.startswith(PREFIX):
                found.add(bare)
    if len(found) > 1 or any(_KEY.fullmatch(one) is None for one in found):
        return Wrong.MALFORMED
    return next(iter(found), None)


class Keys:
    """The way ``keys``."""

    name = "keys"
    challenge = ""

    def __init__(self, directory: Callable[[], Directory | None], secret: bytes, clock: Callable[[], datetime]) -> None:
        self._directory = directory
        self._secret = secret
        self._clock = clock

    async def identify(self, asked: Asked) -> Found:
        """Account of the key. Groups come from the directory: a key knows none."""
        key = sent(asked) if asked.entrance else None
        if key is None or isinstance(key, Wrong):
            return key
        directory = self._directory()
        if directory is None:
            return Broken.STALE
        known = directory.keys.get(digest(self._secret, key))
        if known is None:
            return Wrong.CREDENTIALS
        return known.refusal(asked.tool, self._clock()) or Account(known.account)
