"""Real directories, real clients, the real proxy: curl with Kerberos, groups from OpenLDAP, certificates in the proxy's own TLS."""

from __future__ import annotations

import base64
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gateway.decide.action import Action
from gateway.decide.policy import Policy
from gateway.decide.rules import Rule
from gateway.people.breaker import FAILURES
from support.ca import authority
from support.kdc import REALM, SERVICE, SHORT, STRICT_SKEW, Kdc, proposal, response
from support.office_ca import Issued, OfficeCa, upn
from support.people import PSEUDONYM, Office, basic
from support.proxy import VALUE, Running, running
from support.slapd import BASE, PASSWORD, SEARCHER, SEARCHER_PASSWORD, Slapd
from support.stand_in import Provider

CLEAN = {"model": "m", "messages": [{"role": "user", "content": "Dobrý den"}]}
FOUND = {"model": "m", "messages": [{"role": "user", "content": f"RČ {VALUE}"}]}
URL = "https://api.openai.com/v1/chat/completions"


@pytest.fixture
def ldap(slapd: Slapd, tmp_path: Path) -> dict[str, Any]:
    secret = tmp_path / "bind"
    secret.write_text(SEARCHER_PASSWORD, encoding="utf-8")
    facts = {"servers": [slapd.tls], "ca": slapd.ca, "bind_dn": SEARCHER, "bind_password_file": secret, "base": BASE}
    return {**facts, "user_filter": "(uid={account})", "groups": "search", "timeout_seconds": 20, "cache_seconds": 0}


@pytest.fixture
def directory(slapd: Slapd) -> Iterator[Slapd]:
    yield slapd
    if slapd._server is None:
        slapd.start()


def curl(proxy: Running, kdc: Kdc, folder: Path, tickets: Path | None) -> tuple[int, int]:
    """Status of CONNECT and of the request, by curl as a person's program."""
    ca = folder / "gateway-ca.pem"
    ca.write_bytes(authority().pem)
    program = shutil.which("curl")
    if program is None or "SPNEGO" not in subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout:
        pytest.skip("curl without SPNEGO")
    command = [program, "-sS", "--proxy", f"http://localhost:{proxy.settings.proxy.port}", "--proxy-negotiate", "--proxy-user", ":"]
    command += [
        "--cacert",
        str(ca),
        "-o",
        str(folder / "answer"),
        "-w",
        "%{http_connect} %{http_code}",
        "-H",
        "content-type: application/json",
    ]
    command += ["-d", '{"model": "m", "messages": [{"role": "user", "content": "RČ ' + VALUE + '"}]}', URL]
    environment = {**kdc.environment, "KRB5CCNAME": f"FILE:{tickets or folder / 'none'}"}
    done = subprocess.run(command, capture_output=True, env=environment, timeout=100, check=False, text=True)
    connect, status = done.stdout.split()
    return int(connect), int(status)


def test_kerberos_with_groups_of_the_directory(
    kdc: Kdc, directory: Slapd, ldap: dict[str, Any], recording_provider: Provider, tmp_path: Path
) -> None:
    """A ticket opens the connection, the directory's nested groups open the tool; without a ticket, or with the directory away, nothing does."""
    people = {
        "order": ["kerberos", "ldap"],
        "domains": [REALM],
        "kerberos": {"keytab": kdc.keytab, "service": SERVICE},
        "ldap": ldap,
    }
    office = Office(tmp_path, people, {"openai": {"groups": ["cely-urad"]}})
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert curl(proxy, kdc, tmp_path, kdc.sign_in("jana.novakova")) == (200, 403)
        [event] = proxy.recorder.events
        assert event.reason == "personal_data"
        assert re.fullmatch(PSEUDONYM, event.person or "")
        assert proxy.meter.seen["identified", "kerberos known"] == 1
        # The same person by password is the same person.
        assert proxy.send(FOUND, connect=basic("jana.novakova@urad.test", PASSWORD))[0] == 403
        assert proxy.recorder.events[1].person == event.person
        assert curl(proxy, kdc, tmp_path, None)[0] == 407
        # Known to Kerberos, not to the directory.
        assert curl(proxy, kdc, tmp_path, kdc.sign_in("petr.svoboda")) == (200, 403)
        directory.modify(f"dn: uid=petr.svoboda,ou=people,{BASE}\nchangetype: modrdn\nnewrdn: uid=petr.svoboda-2\ndeleteoldrdn: 1\n")
        try:
            assert curl(proxy, kdc, tmp_path, kdc.sign_in("petr.svoboda"))[0] == 403
        finally:
            directory.modify(f"dn: uid=petr.svoboda-2,ou=people,{BASE}\nchangetype: modrdn\nnewrdn: uid=petr.svoboda\ndeleteoldrdn: 1\n")
        assert proxy.meter.seen["identified", "kerberos account"] == 1
        directory.stop()
        assert curl(proxy, kdc, tmp_path, kdc.sign_in("jana.novakova"))[0] == 403
        assert proxy.meter.seen["identified", "kerberos unreachable"] == 1
        assert recording_provider.untouched()


def test_a_directory_that_is_down_is_said_and_left_alone(
    directory: Slapd, ldap: dict[str, Any], recording_provider: Provider, tmp_path: Path
) -> None:
    """Every connection gets the same plain answer, one that no client repeats by itself; after some failures nobody asks the directory."""
    office = Office(tmp_path, {"order": ["ldap"], "domains": [REALM], "ldap": ldap})
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert proxy.send(CLEAN, connect=basic("jana.novakova", PASSWORD))[0] == 200
        recording_provider.reset()
        directory.stop()
        for _ in range(3 * FAILURES):
            said = _asked_once(proxy, basic("jana.novakova", PASSWORD)["Proxy-Authorization"])
            assert said.startswith("HTTP/1.1 403"), "neither 407, which asks for a password anew, nor 5xx, which is tried again"
            assert "Adresář uživatelů neodpovídá" in said
            assert "retry-after" not in said.lower()
        assert proxy.meter.seen["identified", "ldap unreachable"] == 3 * FAILURES
        assert proxy.meter.seen["down", "ldap"] == 1
        assert recording_provider.untouched()


def test_a_group_that_nobody_is_in_opens_nothing(
    directory: Slapd, ldap: dict[str, Any], recording_provider: Provider, tmp_path: Path
) -> None:
    """A tool that is for a group the directory does not know is closed to everybody, with a word about groups; a rule for one fits nobody."""
    rule = Rule("jména", Action.IGNORE, groups=frozenset({"neznama-skupina"}))
    tools = {"openai": {"groups": ["neznama-skupina"]}, "anthropic": {"groups": ["cely-urad"]}}
    office = Office(tmp_path, {"order": ["ldap"], "domains": [REALM], "ldap": ldap}, tools)
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        proxy.customs.policy = Policy(rules=(rule,))
        me = basic("jana.novakova", PASSWORD)
        status, body, _ = proxy.send(CLEAN, connect=me, headers={"accept": "text/html"})
        assert status == 403
        assert "pracoviště" in body.decode()
        [event] = proxy.recorder.events
        assert (event.type, event.person) == ("tool.refused", None)
        status, body, _ = proxy.send(FOUND, connect=me, host="api.anthropic.com", path="/v1/messages")
        assert status == 403
        assert proxy.recorder.events[-1].reason == "personal_data"
        assert recording_provider.untouched()


def test_a_ticket_that_is_too_old_and_a_clock_that_is_wrong_are_told_apart(kdc: Kdc, recording_provider: Provider, tmp_path: Path) -> None:
    """Each in plain words, once, with a new request for proof and a count of its own; nothing leaves."""
    office = Office(tmp_path, {"order": ["kerberos"], "domains": [REALM], "kerberos": {"keytab": kdc.keytab, "service": SERVICE}})
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        slow = kdc.token(kdc.sign_in("petr.svoboda"))
        short = kdc.token(kdc.sign_in("jana.novakova", "-l", f"{SHORT}s"))
        time.sleep(SHORT + 2 * STRICT_SKEW + 1)
        for token, says, outcome in (
            (short, "The ticket, key or certificate has expired", "kerberos expired"),
            (slow, "The clock of this computer is wrong", "kerberos clock"),
        ):
            with kdc.strict():
                said = _asked_once(proxy, token)
            assert said.startswith("HTTP/1.1 407")
            assert says in said
            assert proxy.meter.seen["identified", outcome] == 1
        assert recording_provider.untouched()


def _asked_once(proxy: Running, authorization: str) -> str:
    with _opened(proxy) as connection:
        return _connect(connection, authorization)


def test_legs_share_a_connection(kdc: Kdc, recording_provider: Provider, tmp_path: Path) -> None:
    """After a 407 with a token the client goes on over the same connection; over another one its second message means nothing."""
    from gateway.people.kerberos import NTLM

    office = Office(tmp_path, {"order": ["kerberos"], "domains": [REALM], "kerberos": {"keytab": kdc.keytab, "service": SERVICE}})
    with running(recording_provider, tmp_path, people=office) as proxy:
        first = base64.b64encode(proposal()).decode()
        tickets = kdc.sign_in("jana.novakova")

        def second() -> str:
            return base64.b64encode(response(kdc.context(tickets, "kerberos").step())).decode()

        with _opened(proxy) as connection:
            assert _connect(connection, f"Negotiate {first}").startswith("HTTP/1.1 407")
            assert _connect(connection, f"Negotiate {second()}").startswith("HTTP/1.1 200")
        with _opened(proxy) as connection:
            assert _connect(connection, f"Negotiate {second()}").startswith("HTTP/1.1 407")
            said = _connect(connection, "Negotiate " + base64.b64encode(NTLM + b"\x01\x00\x00\x00").decode())
            assert "Kerberos" in said


def _opened(proxy: Running) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.settings.proxy.port), 60)


def _connect(connection: socket.socket | ssl.SSLSocket, authorization: str = "") -> str:
    """The answer to one CONNECT, head and body."""
    line = f"Proxy-Authorization: {authorization}\r\n" if authorization else ""
    connection.sendall(f"CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n{line}\r\n".encode())
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        assert part, "the proxy closed the connection"
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = int((re.search(rb"content-length: (\d+)", head, re.IGNORECASE) or [b"", b"0"])[1])
    while len(body) < length:
        body += connection.recv(65536)
    return (head + b"\r\n\r\n" + body).decode()


def test_certificates_in_the_proxys_own_tls(recording_provider: Provider, tmp_path: Path) -> None:
    """A person's certificate opens the port that speaks TLS; none, a foreign or a revoked one does not, also not in a resumed session."""
    ca, other = OfficeCa(), OfficeCa(name="Somebody else")
    server = ca.server().write(tmp_path, "server")
    jana, petr = ca.issue("Jana", upn("jana.novakova@urad.cz")), ca.issue("Petr", upn("petr@urad.cz"))
    crl = tmp_path / "crl.pem"
    crl.write_bytes(ca.revoked(petr.certificate.serial_number))
    people = {"order": ["certificate"], "domains": ["urad.cz"], "certificate": {"ca": ca.write(tmp_path), "crl": crl}}
    office = Office(tmp_path, people)
    with running(recording_provider, tmp_path, people=office, tls_certificate=server[0], tls_key=server[1]) as proxy:

        def answer(issued: Issued | None, context: ssl.SSLContext | None = None, session: ssl.SSLSession | None = None) -> tuple[str, Any]:
            made = context or _context(tmp_path, issued)
            with made.wrap_socket(_opened(proxy), server_hostname="127.0.0.1", session=session) as connection:
                return _connect(connection), connection.session

        context = _context(tmp_path, jana)
        said, session = answer(jana, context)
        assert said.startswith("HTTP/1.1 200")
        assert answer(jana, context, session)[0].startswith("HTTP/1.1 200")
        assert answer(None)[0].startswith("HTTP/1.1 403")
        assert answer(petr)[0].startswith("HTTP/1.1 403")
        assert answer(other.issue("Jana", upn("jana.novakova@urad.cz")))[0].startswith("HTTP/1.1 403")
        outcomes = {key[1]: number for key, number in proxy.meter.seen.items() if key[0] == "identified"}
        assert outcomes == {"certificate known": 2, "certificate revoked": 1, "certificate credentials": 1}


def _context(folder: Path, issued: Issued | None) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(folder / "office-ca.pem"))
    if issued is not None:
        context.load_cert_chain(*issued.write(folder, f"person-{id(issued)}"))
    return context
