"""A small OpenID Connect provider on this machine: description, keys, the page that asks (it says yes at once), tokens with PKCE checked.

What it says can be turned to be wrong, one thing at a time.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "celnice-console", "client-secret-of-tests"


@dataclass
class IdentityProvider:
    """What it says. ``claims`` are put over the right ones; a value of None leaves the claim out."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    person: dict[str, Any] = field(default_factory=lambda: {"preferred_username": "Jana@urad.cz", "name": "Jana Vzorová", "groups": []})
    refuses: bool = False
    away: bool = False
    algorithm: str = "RS256"
    forged: bool = False
    """Signs with a key that it does not publish."""
    keys: KeySet = field(default_factory=lambda: KeySet([RSAKey.generate_key(2048, auto_kid=True)]))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    renews: bool = False
    """Whether it hands out refresh tokens; each works once."""
    grants: set[str] = field(default_factory=set)
    """Refresh tokens that work; cleared when an administrator there ends somebody's sessions."""
    renewals: int = 0
    asked: list[str] = field(default_factory=list)

    def change_keys(self) -> None:
        """New keys in place of the old ones, as providers do."""
        self.keys = KeySet([RSAKey.generate_key(2048, auto_kid=True)])

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to."""
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The answer of the token endpoint; None for a request that is not right."""
        if form.get("grant_type") == "refresh_token":
            asked = {"nonce": ""} if form["refresh_token"] in self.grants else None
            self.grants.discard(form["refresh_token"])
            self.renewals += 1
        else:
            asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or authorization != "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode():
            return None
        if form.get("grant_type") == "refresh_token":
            return self.answer(None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        return self.answer(asked["nonce"])

    def answer(self, nonce: str | None) -> dict[str, Any]:
        """The token endpoint's answer, with what renews it where it does that."""
        more = {}
        if self.renews:
            more["refresh_token"] = secrets.token_urlsafe(16)
            self.grants.add(more["refresh_token"])
        return {"token_type": "Bearer", "access_token": "x", "id_token": self.signed(nonce=nonce, **self.person), **more}

    def signed(self, **more: Any) -> str:
        """A token of this provider for our client, about the person with the subject 1."""
        now = int(time.time())
        said = {"iss": self.issuer, "aud": CLIENT, "sub": "1", "iat": now, "exp": now + 300, **more}
        said = {name: value for name, value in (said | self.claims).items() if value is not None}
        key = RSAKey.generate_key(2048, {"kid": self.keys.keys[0].kid or ""}) if self.forged else self.keys.keys[0]
        return jwt.encode({"alg": self.algorithm, "kid": key.kid}, said, key)

    def logout_token(self, **more: Any) -> str:
        """What it sends when somebody signed out there (OpenID Connect Back-Channel Logout 1.0, § 2.4)."""
        events = {"http://schemas.openid.net/event/backchannel-logout": {}}
        return self.signed(**{"jti": secrets.token_urlsafe(8), "events": events} | more)


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """One on a free port."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

        def answer(self, status: int, content: Any = None, location: str = "") -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            provider.asked.append(address.path)
            if provider.away:
                self.answer(503)
            elif address.path == "/.well-known/openid-configuration":
                self.answer(200, provider.description())
            elif address.path == "/keys":
                self.answer(200, provider.keys.as_dict(private=False))
            elif address.path == "/authorize":
                self.answer(302, location=provider.authorize({name: values[0] for name, values in parse_qs(address.query).items()}))
            else:
                self.answer(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            made = None if provider.away else provider.token(form, self.headers.get("Authorization", ""))
            self.answer(503 if provider.away else 200 if made else 400, made or {"error": "invalid_grant"})

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join(60)
