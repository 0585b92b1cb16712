"""The provider's client; the whole way is in test_sign_in_provider."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet

from gateway.console.language import LANGUAGES
from gateway.console.provider import FLOW_SECONDS, Fault, Provider, _secure, subject_of
from gateway.console.texts import text
from gateway.console_settings import Oidc
from support.identity_provider import CLIENT, identity_provider


class Clock:
    now = datetime(2026, 12, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def made(issuer: str, clock: Clock, **more: Any) -> Provider:
    return Provider(Oidc(issuer=issuer, client_id=CLIENT, **more), "http://127.0.0.1:8082/back", "", Fernet.generate_key(), clock)


def test_somebody_may_take_ten_minutes() -> None:
    """And the cookie holds neither nonce nor verifier in clear."""
    clock = Clock()
    with identity_provider() as there:
        provider = made(there.issuer, clock)
        started = asyncio.run(provider.start("/register"))
        assert isinstance(started, tuple)
        address, cookie = started
        assert "code_challenge_method=S256" in address
        assert "/register" not in cookie
        clock.now += timedelta(seconds=FLOW_SECONDS + 1)
        assert asyncio.run(provider.finish(cookie, {"state": "x", "code": "y"})) is Fault.STATE


def test_a_description_of_somebody_else_is_none() -> None:
    """The issuer of the description is the one of the settings, to the letter."""
    with identity_provider() as there:
        assert asyncio.run(made(f"{there.issuer}/", Clock()).start("/")) is Fault.DOWN


@pytest.mark.parametrize(
    ("claims", "groups"),
    [
        ({"groups": ["a", "b"]}, {"a", "b"}),
        ({"roles": "a"}, {"a"}),
        ({"realm_access": {"roles": ["a"]}}, {"a"}),
        ({"https://urad.cz/groups": ["a"]}, {"a"}),
        ({"groups": {"a": 1}, "realm_access": "x"}, set()),
        ({}, set()),
    ],
)
def test_where_groups_stand(claims: dict[str, Any], groups: set[str]) -> None:
    """Lists or one name, at the top, below, or under a name that has dots itself."""
    given = ("groups", "roles", "realm_access.roles", "https://urad.cz/groups")
    assert made("http://127.0.0.1:1", Clock(), groups_claims=given)._groups(claims) == groups


def test_a_subject_is_of_its_issuer() -> None:
    """Always the same, another one elsewhere, and the provider's own number of the person is not in it."""
    assert subject_of("https://a", "4711") == subject_of("https://a", "4711")
    assert len({subject_of(*pair) for pair in [("https://a", "1"), ("https://b", "1"), ("https://a", "2"), ("https://a1", "")]}) == 4
    assert "4711" not in subject_of("https://a", "4711")


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://login.example/token", True),
        ("http://127.0.0.1:9/token", True),
        ("http://login.example/token", False),
        ("javascript:alert(1)", False),
        (None, False),
        ("http://[::1", False),  # no address at all
        ("https://[login.example]/token", False),
        ("https:///token", False),
    ],
)
def test_endpoints_are_reached_over_tls(address: object, good: bool) -> None:
    """Plain http on this machine alone."""
    assert _secure(address) is good


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_has_its_page(fault: Fault) -> None:
    """In both languages, with what to do."""
    for language in LANGUAGES:
        assert text(language, f"provider.{fault.value}")
        assert text(language, f"provider.{fault.value}.help")
