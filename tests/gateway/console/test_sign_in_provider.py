"""Signing in at the identity provider: a real console and a real small provider, each on its port of this machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet

from gateway.accounts.account import Account
from gateway.accounts.role import Role
from gateway.console.provider import Provider
from gateway.console.sign_in_provider import BACK, OUT
from gateway.console_settings import Oidc
from gateway.port_settings import Console
from gateway.settings import Settings
from support.console import MemoryStore, Parts, served
from support.identity_provider import CLIENT, SECRET, IdentityProvider, identity_provider
from support.reception import Desk


class Office:
    """The console's address, the provider, and one browser."""

    def __init__(self, base: str, there: IdentityProvider, desk: Desk, browser: httpx.Client) -> None:
        self.base, self.there, self.desk, self.browser = base, there, desk, browser

    def sign_in(self, following: str = "/register") -> httpx.Response:
        """Out, and back: the answer of our own last page."""
        out = self.browser.get(f"{self.base}/sign-in/provider?next={following}")
        if out.status_code != 303:
            return out
        asked = self.browser.get(out.headers["location"])
        return self.browser.get(asked.headers["location"])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with _office(tmp_path) as made:
        yield made


@contextmanager
def _office(folder: Path) -> Iterator[Office]:
    with identity_provider() as there:
        desk = Desk(folder, "privileged")
        given = Oidc(issuer=there.issuer, client_id=CLIENT)
        provider = Provider(given, "http://127.0.0.1:1/back", SECRET, Fernet.generate_key(), lambda: datetime.now(UTC), ("urad.cz",))
        desk.renewed_by(provider.renew)
        settings = Settings(console=Console(oidc=given))
        parts = Parts(store=MemoryStore(), reception=desk.reception, provider=provider)
        with (
            served(parts.app(settings), settings) as base,
            httpx.Client(headers={"Accept": "text/html"}, trust_env=False, timeout=60) as browser,
        ):
            provider._redirect = f"{base}{BACK}"
            yield Office(base, there, desk, browser)


def test_groups_of_the_provider_give_roles(office: Office) -> None:
    """Out and back with a code and PKCE; then a session with the roles of the token's groups, and no password here."""
    office.there.person["groups"] = ["cn-dpo"]
    assert "/sign-in/provider?next=/" in office.browser.get(f"{office.base}/sign-in").text
    answer = office.sign_in()
    assert answer.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/register"' in answer.text
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    page = office.browser.get(f"{office.base}/register")
    assert page.status_code == 200
    assert "Jana Vzorová" in page.text
    visitor = asyncio.run(office.desk.reception.visitor(office.browser.cookies["celnice_session"]))
    assert visitor is not None
    assert (visitor.account, visitor.roles) == ("jana", {Role.DPO, Role.EMPLOYEE})
    assert office.desk.told[-1][0] == "console.signed_in"


def test_roles_of_an_account_here_are_added(office: Office) -> None:
    """One person, whoever proves them; and a locked account stays locked."""
    office.desk.keeper.put(Account("jana", "", frozenset({Role.WORKING_GROUP})))
    office.sign_in()
    assert office.browser.get(f"{office.base}/register").status_code == 200
    office.desk.keeper.change("jana", disabled=True, end=True)
    answer = office.sign_in()
    assert answer.status_code == 403
    assert office.browser.get(f"{office.base}/register").status_code == 303


type Turn = Callable[[IdentityProvider], object]


@pytest.mark.parametrize(
    ("turn", "status", "says", "reason"),
    [
        (lambda there: there.claims.update(nonce="another"), 400, "není v pořádku", "of another sign-in"),
        (lambda there: there.claims.update(nonce=None), 400, "není v pořádku", "of no sign-in"),
        (lambda there: there.claims.update(aud="another-client"), 400, "není v pořádku", "for somebody else"),
        (lambda there: there.claims.update(aud=[CLIENT, "b"], azp="b"), 400, "není v pořádku", "issued to somebody else"),
        (lambda there: there.claims.update(iss="https://evil.example"), 400, "není v pořádku", "by somebody else"),
        (lambda there: there.claims.update(exp=int(time.time()) - 120), 400, "vypršelo", "too old"),
        (lambda there: there.claims.update(exp=None), 400, "není v pořádku", "for ever"),
        (lambda there: setattr(there, "forged", True), 400, "není v pořádku", "signed with another key"),
        (lambda there: there.claims.update(preferred_username=None), 400, "nesdělilo jméno účtu", "no account"),
        (lambda there: setattr(there, "refuses", True), 400, "nebylo dokončeno", "the provider says no"),
        (lambda there: setattr(there, "away", True), 503, "teď neodpovídá", "the provider is down"),
        (lambda there: there.codes.clear(), 200, "Jste přihlášeni", "nothing is wrong"),
    ],
)
def test_what_is_wrong_is_said_on_a_page(office: Office, turn: Turn, status: int, says: str, reason: str) -> None:
    """In Czech, with a way on; nobody is signed in, and it is on record."""
    turn(office.there)
    answer = office.sign_in()
    assert (answer.status_code, says in answer.text) == (status, True), reason
    assert ("celnice_session" in office.browser.cookies) is (status == 200)
    assert "evil.example" not in answer.text


def test_no_group_no_role(office: Office) -> None:
    """Where employees are a group, somebody in none of the groups is not let in."""
    office.desk.reception._rules = office.desk.rules_for_members()
    answer = office.sign_in()
    assert answer.status_code == 403
    assert "nemá žádnou roli" in answer.text
    assert office.desk.told[-1] == ("console.refused", {"account": "jana", "why": "no_role"})


def test_the_way_back_belongs_to_the_browser_that_set_out(office: Office, tmp_path: Path) -> None:
    """A code in somebody else's browser signs nobody in (login CSRF), and none works twice."""
    out = office.browser.get(f"{office.base}/sign-in/provider")
    back = office.browser.get(out.headers["location"]).headers["location"]
    with httpx.Client(headers={"Accept": "text/html"}, trust_env=False, timeout=60) as another:
        answer = another.get(back)
        assert answer.status_code == 400
        assert "už neplatí" in answer.text
        assert "celnice_session" not in another.cookies
    assert office.browser.get(back).status_code == 200
    assert office.browser.get(back).status_code == 400, "the cookie of the way is used up"


def test_new_keys_of_the_provider_are_asked_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that is not known yet asks anew, once a minute at most."""
    assert office.sign_in().status_code == 200
    office.there.change_keys()
    assert office.sign_in().status_code == 400, "asked a moment ago"
    monkeypatch.setattr("gateway.console.provider.SOONEST", timedelta(0))
    assert office.sign_in().status_code == 200


def test_nobody_takes_a_colleagues_name(office: Office) -> None:
    """Whoever gave themselves her name at the provider is told so on a page, and their attempt is on record; she goes on signing in."""
    office.desk.keeper.put(Account("jana", "Jana Vzorová", frozenset({Role.DPO})))
    assert office.sign_in().status_code == 200
    office.browser.cookies.clear()
    office.there.person["sub"] = "2"
    answer = office.sign_in()
    assert (answer.status_code, "Tento účet patří někomu jinému" in answer.text) == (403, True)
    assert "zruší vazbu účtu" in answer.text
    assert "celnice_session" not in office.browser.cookies
    assert office.desk.told[-1] == ("console.refused", {"account": "jana", "why": "subject"})
    office.there.person["sub"] = "1"
    assert office.sign_in().status_code == 200


def test_a_known_person_takes_no_account_that_nobody_uses_yet(office: Office) -> None:
    """A colleague's account that waits for its first sign-in is not free for whoever is somebody here already."""
    office.desk.keeper.put(Account("petr", "Petr Vzorový", frozenset({Role.DPO})))
    assert office.sign_in().status_code == 200
    office.browser.cookies.clear()
    office.there.person["preferred_username"] = "petr@urad.cz"
    assert office.sign_in().status_code == 403
    office.there.person["sub"] = "2"
    assert office.sign_in().status_code == 200


def test_an_administrator_releases_an_account(office: Office) -> None:
    """A new colleague of the same name: the old sessions end, and the next who proves it is it."""
    assert office.sign_in().status_code == 200
    office.desk.keeper.unbind("jana")
    assert office.browser.get(f"{office.base}/account").status_code == 303
    office.there.person["sub"] = "2"
    assert office.sign_in().status_code == 200


def visitor(office: Office) -> object:
    """Whose session the browser's cookie is, now."""
    return asyncio.run(office.desk.reception.visitor(office.browser.cookies["celnice_session"]))


@pytest.mark.parametrize(
    ("turn", "stays", "why"),
    [
        (lambda there: None, True, "nothing has changed"),
        (lambda there: there.grants.clear(), False, "an administrator there ended it, or disabled the person"),
        (lambda there: there.person.update(groups=[]), False, "the group that gave a role is lost"),
        (lambda there: there.person.update(sub="2"), False, "it answers for somebody else"),
        (lambda there: setattr(there, "away", True), True, "it does not answer: for a while"),
        (lambda there: setattr(there, "forged", True), True, "nobody knows who answers: as if it did not"),
    ],
)
def test_the_provider_is_asked_again(office: Office, turn: Turn, stays: bool, why: str) -> None:
    """Every five minutes, with a refresh token that works once and lies sealed in the store."""
    office.there.renews = True
    office.there.person["groups"] = ["cn-dpo"]
    office.desk.now = datetime.now(UTC)
    assert office.sign_in().status_code == 200
    (kept,) = office.desk.keeper.sessions("jana")
    assert kept.refresh
    assert not [grant for grant in office.there.grants if grant in kept.refresh]
    assert visitor(office) is not None
    for minutes in (5, 5):
        turn(office.there)
        office.desk.wait(minutes=minutes)
        assert (visitor(office) is not None) is stays, why
        if not stays:
            assert office.desk.told[-1] == ("console.refused", {"account": "jana", "why": "ended"})
            assert office.desk.keeper.sessions("jana") == []
            return
    if not office.there.away and not office.there.forged:
        assert office.there.renewals == 2


def test_a_provider_that_renews_nothing_is_asked_within_the_hour(office: Office) -> None:
    """Without a refresh token the session ends by itself; the sign-in page leads back."""
    office.desk.now = datetime.now(UTC)
    office.sign_in()
    for _ in range(3):
        assert visitor(office) is not None
        office.desk.wait(minutes=20)
    assert visitor(office) is None


def test_signing_out_at_the_provider_signs_out_here(office: Office) -> None:
    """Its signed word ends the sessions that began before it, and no others; nobody else's word does anything."""
    office.desk.now = datetime.now(UTC)
    office.sign_in()
    for token, why in (
        ("", "nothing"),
        ("x.y.z", "no token"),
        (office.there.signed(nonce="n"), "an ID token"),
        (office.there.logout_token(nonce="n"), "with a nonce"),
        (office.there.logout_token(events={}), "of another event"),
        (office.there.logout_token(aud="b"), "for another client"),
        (office.there.logout_token(exp=int(time.time()) - 120), "too old"),
        (office.there.logout_token(sub=None), "about nobody"),
    ):
        assert httpx.post(f"{office.base}{OUT}", data={"logout_token": token}, trust_env=False).status_code == 400, why
        assert visitor(office) is not None, why
    elsewhere = httpx.post(f"{office.base}{OUT}", data={"logout_token": office.there.logout_token(sub="2")}, trust_env=False)
    assert elsewhere.status_code == 200
    assert visitor(office) is not None, "somebody else signed out"
    earlier = office.there.logout_token(iat=int(office.desk.now.timestamp()) - 30)
    assert httpx.post(f"{office.base}{OUT}", data={"logout_token": earlier}, trust_env=False).status_code == 200
    assert visitor(office) is not None, "they signed in since"
    ended = office.there.logout_token(iat=int(office.desk.now.timestamp()) + 1)
    answer = httpx.post(f"{office.base}{OUT}", data={"logout_token": ended}, trust_env=False)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert visitor(office) is None
    assert office.desk.told[-1] == ("console.refused", {"account": "jana", "why": "logged_out"})
