"""The cookie of whoever signed in with the token. Signed, with an absolute end; signing out ends it on the server too.

``<issued>.<nonce>.<signature>``: no name and no secret inside. The key is derived from the token, so a new token ends every session.
People with accounts have sessions in the store (:mod:`gateway.console.accounts`); the token is for automation and for the last resort.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

LIFETIME_SECONDS = 8 * 3600
"""A working day."""
MAX_ENDED = 4096
"""Signed-out sessions remembered until they would have ended anyway; more sign-outs in a working day are not people."""
_LONGEST = 128  # characters of a cookie value; a longer one is not ours


class Sessions:
    """Makes, checks and ends sessions. ``now`` gives seconds since the epoch."""

    def __init__(self, token: str, now: Callable[[], float]) -> None:
        self._key = hmac.digest(token.encode(), b"celnice console session 1", hashlib.sha256)
        self._now = now
        self._ended: dict[str, float] = {}

    def start(self) -> str:
        """The value of a fresh cookie."""
        body = f"{int(self._now())}.{secrets.token_urlsafe(12)}"
        return f"{body}.{self._signature(body)}"

    def valid(self, value: str) -> bool:
        """Whether this value is signed by us, not too old and not signed out."""
        if len(value) > _LONGEST or not value.isascii():
            return False
        body, _, signature = value.rpartition(".")
        if not hmac.compare_digest(signature, self._signature(body)):
            return False
        issued, _, nonce = body.partition(".")
        return 0 <= self._now() - int(issued) < LIFETIME_SECONDS and nonce not in self._ended

    def end(self, value: str) -> None:
        """Signs a session out. What is no valid session is ignored."""
        if not self.valid(value):
            return
        now = self._now()
        self._ended = {nonce: until for nonce, until in self._ended.items() if until > now}
        while len(self._ended) >= MAX_ENDED:
            self._ended.pop(next(iter(self._ended)))
        self._ended[value.split(".")[1]] = now + LIFETIME_SECONDS

    def csrf(self, value: str) -> str:
        """What the forms of this session carry: a page of another site cannot know it."""
        return hmac.new(self._key, b"csrf " + value.encode(), hashlib.sha256).hexdigest()

    def _signature(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()
