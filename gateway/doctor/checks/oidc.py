"""The identity provider of the console: it answers, is believed, calls itself what the settings say, has keys, and its clock is ours."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gateway.console.provider import LEEWAY_SECONDS, TIMEOUT_SECONDS
from gateway.console_settings import Oidc
from gateway.doctor.api import Check, Result, fault, ok, warning
from gateway.doctor.around import Around

DESCRIPTION = "/.well-known/openid-configuration"
"""OpenID Connect Discovery 1.0, § 4."""


def run(around: Around) -> Iterator[Result]:
    """The description, then the keys, as the console asks for them: never through a proxy."""
    given = around.settings.console.oidc
    if given is None:
        yield ok("no identity provider is set")
        return
    try:
        trust = ssl.create_default_context(cafile=str(given.ca) if given.ca else None)
    except OSError as error:  # ssl.SSLError among them
        yield fault(f"console.oidc.ca: {given.ca} cannot be read as PEM ({type(error).__name__})", "name a PEM file of its authorities")
        return
    with httpx.Client(verify=trust, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        yield from _asked(client, given)


def _asked(client: httpx.Client, given: Oidc) -> Iterator[Result]:
    address = f"{given.issuer.rstrip('/')}{DESCRIPTION}"
    try:
        answer = client.get(address)
        before = datetime.now(UTC)
        described = answer.json()
    except httpx.HTTPError as error:
        todo = "let this machine reach it (DNS, TCP 443); name its authority in console.oidc.ca when it is the office's own"
        yield fault(f"{address} does not answer ({_why(error)})", todo)
        return
    except ValueError:
        described = None
    if answer.status_code != httpx.codes.OK or not isinstance(described, dict):
        yield fault(f"{address} answers {answer.status_code}, and no description", "check console.oidc.issuer: tenant or realm")
        return
    if described.get("issuer") != given.issuer:
        yield fault(
            "the provider calls itself something else than console.oidc.issuer", "write the issuer as its description has it, to the letter"
        )
        return
    try:
        keys = len(KeySet.import_key_set(client.get(str(described.get("jwks_uri"))).json()).keys)
    except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError, AttributeError):
        keys = 0
    if not keys:
        yield fault("the provider's keys (jwks_uri) cannot be read", "let this machine reach that address, too; nobody can sign in without")
        return
    yield ok(f"{address} answers, {keys} keys")
    yield from _clock(answer.headers.get("date", ""), before)


def _clock(date: str, now: datetime) -> Iterator[Result]:
    try:
        apart = abs((parsedate_to_datetime(date) - now).total_seconds())
    except (ValueError, TypeError):
        return
    if apart > LEEWAY_SECONDS:
        yield warning(
            f"its clock and this one are {apart:.0f} s apart: sign-ins may be refused as too old", "see what the check `clock` says"
        )


def _why(error: httpx.HTTPError) -> str:
    return "certificate not trusted" if "CERTIFICATE_VERIFY_FAILED" in str(error) else type(error).__name__


CHECK = Check("oidc", 135, run, network=True)
