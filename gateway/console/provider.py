"""The office's identity provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636), for Entra ID and Keycloak.

Nothing is kept between the two halves but an encrypted cookie of the browser: state, nonce, PKCE verifier, and where to go on. An ID token
counts when its signature is one of the provider's keys, and issuer, audience, times and nonce are right (§ 3.1.3.7).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from cryptography.fernet import Fernet, InvalidToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet

from gateway.console.renewing import Renewed, Silence
from gateway.console_settings import Oidc
from gateway.people.account import canonical

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
"""Never ``none``, and none whose key both sides hold."""
FLOW_SECONDS = 600
"""How long somebody may take at the provider."""
LEEWAY_SECONDS = 60
"""How far the clocks of the provider and of the gateway may differ."""
KEPT = timedelta(hours=1)
"""How long the provider's description and keys are believed; an unknown key asks anew at once, but once a minute."""
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
SOONEST = timedelta(minutes=1)
TIMEOUT_SECONDS = 8.0
LARGEST = 1024 * 1024
"""Bytes of an answer; a description or a token has a few thousand."""


class Fault(StrEnum):
    """Why nobody came of it. Texts stand under ``provider.<value>``."""

    DOWN = "down"  # the provider does not answer, or not as one
    REFUSED = "refused"  # it says no, or the person did
    STATE = "state"  # not the browser that set out, or too long ago
    EXPIRED = "expired"  # its token is too old, or the clocks differ
    TOKEN = "token"  # noqa: S105  # its token is not for us, not by it, or not of this sign-in
    NAME = "name"  # the token names no account
    ROLE = "role"  # the account has no role here
    SUBJECT = "subject"  # the account is somebody else's, as the provider knows them


@dataclass(frozen=True, slots=True)
class Provided:
    """Whom the provider proved."""

    account: str = field(repr=False)
    name: str = field(repr=False)
    groups: frozenset[str] = field(repr=False)
    following: str = "/"
    subject: str = field(default="", repr=False)
    """A digest of issuer and subject: the only name that the provider gives to nobody else (OpenID Connect Core 1.0, § 5.7)."""
    refresh: str = field(default="", repr=False)
    """What asks the provider again later; "" when it gave nothing."""


class _Down(Exception):
    """The provider did not answer as one."""


class _Over(Exception):
    """It says that a grant is no longer good (RFC 6749, § 5.2: ``invalid_grant``)."""


class Provider:
    """One per console. ``redirect`` is our address for the way back; ``secret`` the client's, "" for a public client."""

    def __init__(
        self,
        settings: Oidc,
        redirect: str,
        secret: str,
        key: bytes,
        clock: Callable[[], datetime],
        domains: tuple[str, ...] = (),
    ) -> None:
        self._settings, self._redirect, self._secret = settings, redirect, secret
        self._box, self._clock, self._domains = Fernet(key), clock, domains
        self._tls = ssl.create_default_context(cafile=str(settings.ca) if settings.ca else None)
        self._described: tuple[datetime, Mapping[str, Any]] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    async def start(self, following: str) -> tuple[str, str] | Fault:
        """Where to send the browser, and the cookie that it brings back."""
        try:
            described = await self._description()
        except _Down:
            return Fault.DOWN
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": self._redirect,
            "scope": " ".join(self._settings.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        address = described["authorization_endpoint"]
        cookie = self._box.encrypt_at_time(json.dumps([state, nonce, verifier, following]).encode(), self._seconds()).decode()
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}", cookie

    async def finish(self, cookie: str, query: Mapping[str, str]) -> Provided | Fault:
        """Whom the way back proves."""
        try:
            opened = self._box.decrypt_at_time(cookie.encode(), FLOW_SECONDS, self._seconds())
            state, nonce, verifier, following = json.loads(opened)
        except (InvalidToken, ValueError):
            return Fault.STATE
        if not hmac.compare_digest(query.get("state", "").encode(), state.encode()):
            return Fault.STATE
        if "error" in query or not query.get("code"):
            return Fault.REFUSED
        try:
            given = await self._token({"grant_type": "authorization_code", "code": query["code"], "code_verifier": verifier})
            claims = await self._claims(_text(given, "id_token"))
        except (_Down, _Over):
            return Fault.DOWN
        except ExpiredTokenError:
            return Fault.EXPIRED
        except (JoseError, ValueError):
            return Fault.TOKEN
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            return Fault.TOKEN
        account = canonical(str(claims.get(self._settings.account_claim, "")), self._domains)
        if account is None or ":" in account:
            return Fault.NAME
        name = " ".join(str(claims.get("name", "")).split())[:120]
        subject, refresh = subject_of(self._settings.issuer, str(claims["sub"])), str(given.get("refresh_token") or "")
        return Provided(account, name, self._groups(claims), following, subject, refresh)

    async def renew(self, refresh: str, subject: str) -> Renewed | Silence:
        """Asks whether the provider still stands behind a session, and for its groups as they are now (§ 12; RFC 6749, § 6)."""
        try:
            given = await self._token({"grant_type": "refresh_token", "refresh_token": refresh})
        except _Over:
            return Silence.OVER
        except _Down:
            return Silence.DOWN
        following = str(given.get("refresh_token") or refresh)
        try:
            claims = await self._claims(_text(given, "id_token")) if "id_token" in given else None
        except (_Down, JoseError, ValueError):
            return Renewed(following, sure=False)
        if claims is not None and subject_of(self._settings.issuer, str(claims["sub"])) != subject:
            return Silence.OVER
        groups = None if claims is None else self._groups(claims)
        return Renewed(following, groups)

    async def logged_out(self, token: str) -> tuple[str, datetime] | None:
        """Whom a logout token of the provider ends, and from when on backwards; None for what is none (OpenID Connect Back-Channel Logout
        1.0, § 2.6). The token names the person: one that names a single session of theirs ends all of them here.
        """
        try:
            claims = await self._claims(token)
            at = datetime.fromtimestamp(int(claims["iat"]), UTC)
        except (_Down, JoseError, ValueError, TypeError, OverflowError):
            return None
        events = claims.get("events")
        if "nonce" in claims or not isinstance(events, dict) or not isinstance(events.get(LOGOUT), dict):
            return None  # an ID token is no logout token
        return subject_of(self._settings.issuer, str(claims["sub"])), at

    def _groups(self, claims: Mapping[str, Any]) -> frozenset[str]:
        found: set[str] = set()
        for path in self._settings.groups_claims:
            value: Any = claims.get(path)
            if value is None:
                value = claims
                for step in path.split("."):
                    value = value.get(step) if isinstance(value, dict) else None
            found.update(str(one) for one in (value if isinstance(value, list) else [value] if isinstance(value, str) else []))
        return frozenset(found)

    async def _token(self, grant: Mapping[str, str]) -> Mapping[str, Any]:
        described = await self._description()
        fields = {**grant, "client_id": self._settings.client_id}
        if "code" in grant:
            fields["redirect_uri"] = self._redirect
        by_form = "client_secret_basic" not in described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if self._secret and by_form:
            fields["client_secret"] = self._secret
        auth = (self._settings.client_id, self._secret) if self._secret and not by_form else None
        return await self._asked("POST", described["token_endpoint"], data=fields, auth=auth)

    async def _claims(self, token: str) -> Mapping[str, Any]:
        keys = await self._keyset(fresh=False)
        try:
            read = jwt.decode(token, keys, algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            newer = await self._keyset(fresh=True)  # the provider may have changed its keys just now
            if newer is keys:
                raise
            read = jwt.decode(token, newer, algorithms=ALGORITHMS)
        rules = jwt.JWTClaimsRegistry(
            now=self._seconds(),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
        )
        rules.validate(read.claims)
        audience = read.claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and read.claims.get("azp") != self._settings.client_id:
            raise ValueError("issued to another client")
        return dict(read.claims)

    async def _description(self) -> Mapping[str, Any]:
        now = self._clock()
        if self._described is None or now - self._described[0] > KEPT:
            found = await self._asked("GET", f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration")
            wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if found.get("issuer") != self._settings.issuer or not all(_secure(found.get(name)) for name in wanted):
                raise _Down
            self._described = (now, found)
        return self._described[1]

    async def _keyset(self, *, fresh: bool) -> KeySet:
        now = self._clock()
        known = self._keys
        if known is None or now - known[0] > (SOONEST if fresh else KEPT):
            described = await self._description()
            try:
                known = (now, KeySet.import_key_set(await self._asked("GET", described["jwks_uri"])))  # type: ignore[arg-type]
            except (JoseError, ValueError, KeyError, TypeError):
                raise _Down from None
            self._keys = known
        return known[1]

    async def _asked(self, method: str, address: str, **more: Any) -> Mapping[str, Any]:
        try:
            async with httpx.AsyncClient(verify=self._tls, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
                answer = await client.request(method, address, headers={"Accept": "application/json"}, **more)
            found = answer.json() if len(answer.content) <= LARGEST else None
        except (httpx.HTTPError, ValueError):
            raise _Down from None
        if not isinstance(found, dict):
            raise _Down
        if answer.status_code == httpx.codes.BAD_REQUEST and found.get("error") == "invalid_grant":
            raise _Over
        if answer.status_code != httpx.codes.OK:
            raise _Down
        return found

    def _seconds(self) -> int:
        return int(self._clock().timestamp())


def _text(answer: Mapping[str, Any], name: str) -> str:
    found = answer.get(name)
    if not isinstance(found, str):
        raise _Down
    return found


def subject_of(issuer: str, subject: str) -> str:
    """Who somebody is to a provider, for steps and sessions: 128 bits, so that its own number of a person is nowhere in the record."""
    return f"oidc:{hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()[:32]}"


def _secure(address: object) -> bool:
    try:
        parts = urlsplit(address) if isinstance(address, str) else None
    except ValueError:  # half an IPv6 address: not a provider's description
        return False
    if parts is None or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"})
