"""Kerberos against a real MIT key distribution centre: tickets, several legs, and everything that can be wrong with a ticket."""

from __future__ import annotations

import asyncio
import base64
import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.errors import UserError
from gateway.people import kerberos
from gateway.people.api import Account, Asked, Broken, Found, Leg, Wrong
from gateway.people.kerberos import MAX_TOKEN, REPLAYS, Negotiate
from gateway.people_settings import Kerberos
from support.kdc import REALM, SERVICE, SHORT, STRICT_SKEW, Kdc, proposal, response
from support.people import basic


@pytest.fixture
def centre(kdc: Kdc) -> Iterator[Kdc]:
    yield kdc
    if kdc._server is None:
        kdc.start()


def way(kdc: Kdc, keytab: Path | None = None, service: str = SERVICE) -> Negotiate:
    return Negotiate(Kerberos(keytab=keytab or kdc.keytab, service=service), (REALM,))


def asked(header: str, session: dict[str, object] | None = None) -> Asked:
    return Asked("127.0.0.1", (("Proxy-Authorization", header),), session={} if session is None else session)


def identify(one: Negotiate, header: str, session: dict[str, object] | None = None) -> Found:
    return asyncio.run(one.identify(asked(header, session)))


@pytest.mark.parametrize("mechanism", ["spnego", "kerberos"])
def test_a_ticket_names_its_owner(kdc: Kdc, mechanism: str) -> None:
    """The account is the principal without the office's realm; groups are the directory's affair. Browsers wrap tickets, some programs do not."""
    assert identify(way(kdc), kdc.token(kdc.sign_in("jana.novakova"), mechanism)) == Account("jana.novakova")


def test_several_legs(kdc: Kdc) -> None:
    """A client that first proposes another mechanism gets a leg, and its second message on the same connection names it."""
    tickets = kdc.sign_in("petr.svoboda")
    # An initial message that only says which mechanisms there are (RFC 4178, 4.2.1, without its optional token).
    one, session = way(kdc), dict[str, object]()
    first = identify(one, "Negotiate " + base64.b64encode(proposal()).decode(), session)
    assert isinstance(first, Leg)
    assert first.challenge.startswith("Negotiate ")
    inner = kdc.context(tickets, "kerberos").step()
    second = identify(one, "Negotiate " + base64.b64encode(response(inner)).decode(), session)
    assert second == Account("petr.svoboda")


def test_a_replayed_ticket(kdc: Kdc) -> None:
    """What was overheard once opens nothing a second time."""
    token = kdc.token(kdc.sign_in("jana.novakova"))
    assert identify(way(kdc), token) == Account("jana.novakova")
    assert identify(way(kdc), token) is Wrong.CREDENTIALS


def test_an_old_ticket_and_a_wrong_clock(kdc: Kdc) -> None:
    """Each has its own answer, so that a person learns what to do."""
    slow = kdc.token(kdc.sign_in("petr.svoboda"))
    short = kdc.token(kdc.sign_in("jana.novakova", "-l", f"{SHORT}s"))
    time.sleep(SHORT + 2 * STRICT_SKEW + 1)
    with kdc.strict():
        assert identify(way(kdc), short) is Wrong.EXPIRED
        assert identify(way(kdc), slow) is Wrong.CLOCK


def test_the_centre_is_down(centre: Kdc) -> None:
    """Whoever has a ticket goes on; nobody else can get one, and the gateway itself waits for nobody."""
    token = centre.token(centre.sign_in("jana.novakova"))
    centre.stop()
    assert identify(way(centre), token) == Account("jana.novakova")
    with pytest.raises(AssertionError):
        centre.sign_in("petr.svoboda")


WRONG: list[tuple[str, Found, str]] = [
    ("Negotiate " + base64.b64encode(b"NTLMSSP\x00\x01\x00\x00\x00").decode(), Wrong.NTLM, "Windows had no ticket"),
    ("Negotiate !!!", Wrong.MALFORMED, "not base64"),
    ("Negotiate", Wrong.MALFORMED, "nothing at all"),
    ("Negotiate " + base64.b64encode(b"x" * (MAX_TOKEN + 1)).decode(), Wrong.MALFORMED, "larger than any ticket"),
    ("Negotiate " + base64.b64encode(b"not a token").decode(), Wrong.CREDENTIALS, "not a ticket"),
    (basic("jana")["Proxy-Authorization"], None, "another scheme is another way's"),
]


@pytest.mark.parametrize(("header", "expected", "why"), WRONG, ids=[row[2] for row in WRONG])
def test_what_is_no_ticket(kdc: Kdc, header: str, expected: Found, why: str) -> None:
    """Each has its answer, and none is an exception."""
    assert identify(way(kdc), header) == expected, why


def test_a_service_is_no_person(kdc: Kdc) -> None:
    """A principal with an instance (``jana/admin``) is not an employee's account."""
    assert identify(way(kdc), kdc.token(kdc.sign_in("jana/admin"))) is Wrong.ACCOUNT


def test_a_keytab_of_another_service(kdc: Kdc) -> None:
    """A service that the keytab does not hold is the office's affair."""
    one = way(kdc, service=f"HTTP/other@{REALM}")
    assert identify(one, kdc.token(kdc.sign_in("jana.novakova"))) is Broken.SETUP


def test_seen_tickets_lie_in_the_data_folder(kdc: Kdc, tmp_path: Path) -> None:
    """Where the library's own place may be read-only; a ticket that is sent again by somebody else proves nothing, in any process."""
    token = kdc.token(kdc.sign_in("jana.novakova"))
    ways = [Negotiate(Kerberos(keytab=kdc.keytab, service=SERVICE), (REALM,), tmp_path) for _ in range(2)]
    assert [identify(one, token) for one in ways] == [Account("jana.novakova"), Wrong.CREDENTIALS]
    assert (tmp_path / REPLAYS).stat().st_mode & 0o777 == 0o600


def test_the_keytab_is_private(kdc: Kdc, tmp_path: Path) -> None:
    """A missing keytab, or one that everybody may read, refuses to start."""
    with pytest.raises(UserError, match="there is no file"):
        way(kdc, tmp_path / "nothing")
    copy = tmp_path / "keytab"
    copy.write_bytes(kdc.keytab.read_bytes())
    copy.chmod(0o644)
    with pytest.raises(UserError, match="chmod 600"):
        way(kdc, copy)


def test_the_bindings_are_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without them the settings say what to install."""
    monkeypatch.setitem(sys.modules, "gssapi", None)
    with pytest.raises(UserError, match=r"celnice\[kerberos\]"):
        kerberos.library()


def test_the_bindings_are_loaded_only_when_they_are_wanted() -> None:
    """Nothing of the gateway imports them by itself."""
    done = subprocess.run([sys.executable, "-c", "import sys, gateway.people.kerberos; sys.exit('gssapi' in sys.modules)"], check=False)
    assert done.returncode == 0
    assert importlib.util.find_spec("gateway.people.kerberos") is not None
