"""Who asks, through the real proxy: whoever is not known reaches no provider, and what proves a person goes no further."""

from __future__ import annotations

import http.client
import json
import re
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from mitmproxy.test import tflow

from allowlist.answers import Approved
from allowlist.person import Person
from gateway.model import RequestHead
from gateway.parts.people import keyed
from gateway.people import keys
from gateway.people.directory import NOTICE, TRAINING, Key
from gateway.people.pseudonym import Known, record
from gateway.proxy.identity import Identity
from gateway.record.event import EventType
from gateway.record.stop import Stop
from gateway.register import Admission, Published, register
from gateway.settings import Settings, Tool
from gateway.store.stops import StopStore
from support.people import PASSWORD, PSEUDONYM, Office, basic, user
from support.proxy import VALUE, Running, running
from support.stand_in import Provider

CLEAN = {"model": "m", "messages": [{"role": "user", "content": "Dobrý den"}]}
FOUND = {"model": "m", "messages": [{"role": "user", "content": f"RČ {VALUE}"}]}


def connect(proxy: Running, headers: dict[str, str], host: str = "api.openai.com") -> tuple[int, bytes, list[str]]:
    """The answer to one CONNECT."""
    connection = http.client.HTTPConnection("127.0.0.1", proxy.settings.proxy.port, timeout=60)
    try:
        connection.putrequest("CONNECT", f"{host}:443", skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", f"{host}:443")
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read() if answer.status != 200 else b""
        return answer.status, body, answer.headers.get_all("Proxy-Authenticate") or []
    finally:
        connection.close()


def entrance(proxy: Running, headers: dict[str, str], body: Any = CLEAN, path: str = "/openai/v1/chat/completions") -> tuple[int, bytes]:
    """One request to the base-URL entrance."""
    connection = http.client.HTTPConnection("127.0.0.1", proxy.settings.entrance.port, timeout=60)
    try:
        connection.request("POST", path, json.dumps(body).encode(), {"content-type": "application/json", **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(
        tmp_path, {"order": ["header", "local", "keys"], "domains": ["urad.cz"], "header": {"name": "X-User", "proxies": ["192.0.2.9"]}}
    )
    made.store.put_user(user("jana.novakova", "odbor-informatiky"))
    return made


def test_nobody_is_asked_for_a_sign_in_and_then_let_in(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """Without a proof 407 with the challenge, with a wrong one again; the right one opens the connection."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        status, body, challenges = connect(proxy, {})
        assert (status, challenges) == (407, ['Basic realm="Celnice", charset="UTF-8"'])
        assert "Přihlaste se" in body.decode()
        assert connect(proxy, basic("jana.novakova", "spatne heslo"))[0] == 407
        assert connect(proxy, basic("nikdo"))[0] == 407
        assert recording_provider.untouched()
        status, _, _ = proxy.send(CLEAN, connect=basic("jana.novakova"))
        assert status == 200
        assert proxy.meter.seen["identified", "local known"] == 1
        assert proxy.meter.seen["identified", "local credentials"] == 2


def test_one_person_has_one_pseudonym_and_events_hold_nothing_else(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """The event of a blocked prompt names a pseudonym: the same for every spelling of the account, and never the account."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        for name in ("jana.novakova", "JANA.NOVAKOVA@urad.cz"):
            assert proxy.send(FOUND, connect=basic(name))[0] == 403
        first, second = (event.person for event in proxy.recorder.events)
        assert first == second
        assert re.fullmatch(PSEUDONYM, first or "")
        assert "jana" not in json.dumps([event.payload() for event in proxy.recorder.events])


def test_proofs_go_no_further(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """A password sent inside the tunnel, and a front proxy's header, do not reach the provider."""
    recording_provider.reset()
    with running(recording_provider, tmp_path, people=office) as proxy:
        inside = {**basic("jana.novakova"), "X-User": "jana.novakova"}
        assert proxy.send(CLEAN, connect=basic("jana.novakova"), headers=inside)[0] == 200
        assert recording_provider.requests()
        assert recording_provider.found("jana.novakova", PASSWORD, basic("jana.novakova")["Proxy-Authorization"].split()[1]) == []


def test_a_header_from_anybody_else_is_not_believed(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """X-User counts from the listed front proxy only."""
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert connect(proxy, {"X-User": "jana.novakova"})[0] == 407


def test_a_listed_front_proxy_and_a_known_address_need_no_password(recording_provider: Provider, tmp_path: Path) -> None:
    """The header of a listed peer names the person; without it the address does."""
    seats = tmp_path / "seats.csv"
    seats.write_text("127.0.0.1,karel.dvorak\n", encoding="utf-8")
    header = {"name": "X-User", "groups": "X-Groups", "proxies": ["127.0.0.1"]}
    office = Office(tmp_path, {"order": ["header", "addresses"], "header": header, "addresses": {"file": seats}})
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert proxy.send(FOUND, connect={"X-User": "jana.novakova", "X-Groups": "pravnici"})[0] == 403
        assert proxy.send(FOUND)[0] == 403
        first, second = (event.person for event in proxy.recorder.events)
        assert first != second
        seats.write_text("not a line", encoding="utf-8")
        status, body, _ = connect(proxy, {})
        assert status == 403
        assert "nastaveno" in body.decode()
        assert proxy.meter.seen["identified", "addresses setup"] == 1


def test_groups_open_tools(recording_provider: Provider, tmp_path: Path) -> None:
    """A tool with groups is open to their members and closed to everybody else, also when nobody has that group."""
    tools = {"openai": {"groups": ["odbor-informatiky"]}, "anthropic": {"groups": ["neexistuje"]}}
    office = Office(tmp_path, {"order": ["local"]}, tools)
    office.store.put_user(user("jana.novakova", "odbor-informatiky"))
    office.store.put_user(user("petr.svoboda", "spisovna"))
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert proxy.send(CLEAN, connect=basic("jana.novakova"))[0] == 200
        assert proxy.send(CLEAN, connect=basic("petr.svoboda"))[0] == 403
        assert proxy.send(CLEAN, host="api.anthropic.com", path="/v1/messages", connect=basic("jana.novakova"))[0] == 403


def test_a_key_is_swapped_for_the_vendors(recording_provider: Provider, tmp_path: Path) -> None:
    """The person's key opens the entrance until it is revoked or over, for its tools; the vendor sees the office's key only."""
    recording_provider.reset()
    secret = tmp_path / "openai.key"
    secret.write_text("sk-office-000000\n", encoding="ascii")
    secret.chmod(0o600)
    office = Office(tmp_path, {"order": ["keys"]}, {"openai": {"provider_key_file": secret}})
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert office.given is not None
        lasting = keyed(office.given).lasting
        mine, over, other = keys.make(), keys.make(), keys.make()
        for name, key, tools, until in (
            ("mine", mine, ("openai",), date(2099, 1, 1)),
            ("over", over, (), date(2026, 1, 1)),
            ("other", other, ("anthropic",), date(2099, 1, 1)),
        ):
            office.store.add_key(Key(name, keys.digest(lasting, key), "jana.novakova", tools, until))
        office.changed()
        assert entrance(proxy, {"authorization": f"Bearer {mine}"})[0] == 200
        assert entrance(proxy, {"x-api-key": mine})[0] == 200
        sent = json.dumps(recording_provider.requests())
        assert recording_provider.found("sk-office-000000") == ["sk-office-000000"]
        assert recording_provider.found(mine) == []
        assert mine not in sent
        recording_provider.reset()
        for wrong in (over, other, keys.make(), "sk-own-account"):
            status, body = entrance(proxy, {"authorization": f"Bearer {wrong}"})
            assert (status, json.loads(body)["error"]["code"]) == (403, "celnice_unidentified")
        assert entrance(proxy, {})[0] == 403
        assert office.store.revoke_key("mine", datetime.now(UTC))
        office.changed()
        assert entrance(proxy, {"authorization": f"Bearer {mine}"})[0] == 403
        assert recording_provider.untouched()
        outcomes = {key[1] for key in proxy.meter.seen if key[0] == "identified"}
        assert outcomes == {"keys known", "keys expired", "keys tool", "keys credentials", "keys revoked"}
        # A key is for the entrance only: CONNECT is not opened by it.
        assert connect(proxy, {"Proxy-Authorization": f"Bearer {mine}"})[0] == 403


def test_a_key_never_goes_to_a_vendor_without_an_office_key(recording_provider: Provider, tmp_path: Path) -> None:
    """A tool without the vendor's key refuses, instead of passing on ours."""
    recording_provider.reset()
    office = Office(tmp_path, {"order": ["keys"]})
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert office.given is not None
        mine = keys.make()
        office.store.add_key(Key("mine", keys.digest(keyed(office.given).lasting, mine), "jana", (), date(2099, 1, 1)))
        office.changed()
        status, body = entrance(proxy, {"authorization": f"Bearer {mine}"})
        assert status == 403
        assert b"celnice_no_provider_key" in body
        assert recording_provider.untouched()


def test_the_vendor_is_told_the_offices_account(recording_provider: Provider, tmp_path: Path) -> None:
    """The tenant header of the settings stands in place of the client's, however often and wherever the client sets it."""
    recording_provider.reset()
    office = Office(tmp_path, {}, {"openai": {"tenant": {"organization_ids": "org-urad"}}})
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert proxy.send(CLEAN, headers={"openai-allowed-organization-ids": "org-own"})[0] == 200
        [sent] = recording_provider.requests()
        assert recording_provider.found("org-own") == []
        assert recording_provider.found("org-urad") == ["org-urad"]
        assert sent


def test_a_sign_in_host_is_told_and_not_looked_at(recording_provider: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the vendor's sign-in host the header is set, the body goes through unread, and nothing is recorded."""
    recording_provider.reset()
    office = Office(tmp_path, {}, {"m365-copilot": {"tenant": {"tenant_id": "tenant-urad", "policy_id": "p-1"}, "pin": None}})
    host = "login.microsoftonline.com"
    with running(recording_provider, tmp_path, people=office) as proxy:
        pins = proxy.admission.pin
        monkeypatch.setattr(proxy.admission, "pin", lambda name: ("127.0.0.1", recording_provider.port) if name == host else pins(name))
        own = {"sec-restrict-tenant-access-policy": "tenant-own:p-own"}
        proxy.send({"login": VALUE}, host=host, path="/common/login", headers=own)
        assert recording_provider.found("tenant-urad:p-1", "tenant-own") == ["tenant-urad:p-1"]
        assert recording_provider.found(VALUE) == [VALUE]
        assert not proxy.recorder.events
        assert not [key for key in proxy.meter.seen if key[0] in {"request", "finding", "refusal"}]


def test_without_the_offices_account_a_tool_is_closed(recording_provider: Provider, tmp_path: Path) -> None:
    """An operation that needs no account is refused and recorded, once the office holds the tool to its own."""
    recording_provider.reset()
    office = Office(tmp_path, {}, {"chatgpt": {"tenant": {"workspace_ids": "w-urad"}}})
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert proxy.send(CLEAN, host="chatgpt.com", path="/backend-anon/f/conversation")[0] == 403
        [event] = proxy.recorder.events
        assert (event.type, event.reason) == (EventType.OPERATION_REFUSED, "own_account")
        assert recording_provider.untouched()


def test_the_notice_and_the_training_come_first(recording_provider: Provider, tmp_path: Path) -> None:
    """Until a person has read the notice of this version and been trained, an approved tool answers with where to do it."""
    recording_provider.reset()
    office = Office(tmp_path, {"order": ["local"], "notice_required": True, "notice_version": "2", "training_required": True})
    office.store.put_user(user("jana.novakova"))
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert office.given is not None
        who = record(keyed(office.given).lasting, "jana.novakova")
        status, body, _ = proxy.send(CLEAN, connect=basic("jana.novakova"))
        error = json.loads(body)["error"]
        assert (status, error["code"]) == (403, "celnice_notice")
        assert "/notice?t=" in error["message"]
        page = proxy.send(None, method="GET", path="/v1/models", headers={"sec-fetch-mode": "navigate"}, connect=basic("jana.novakova"))
        assert b'<a class="ask" href="http://127.0.0.1:8082/notice?t=' in page[1]
        office.store.learnt(who, NOTICE, "1", datetime.now(UTC))
        office.changed()
        assert b"celnice_notice" in proxy.send(CLEAN, connect=basic("jana.novakova"))[1]
        office.store.learnt(who, NOTICE, "2", datetime.now(UTC))
        office.changed()
        assert b"celnice_training" in proxy.send(CLEAN, connect=basic("jana.novakova"))[1]
        assert recording_provider.untouched()
        office.store.learnt(who, TRAINING, "2026-10-01", datetime.now(UTC))
        office.changed()
        assert proxy.send(CLEAN, connect=basic("jana.novakova"))[0] == 200
        assert proxy.recorder.events == []


def test_a_suspended_person(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """Whoever the kill switch stopped gets a clear answer in the tool's own shape, on an open connection too; lifted, it passes again."""
    recording_provider.reset()
    office.store.put_user(user("karel.dvorak"))
    with running(recording_provider, tmp_path, people=office) as proxy, closing(StopStore(office.url)) as stops:
        assert office.given is not None
        assert proxy.send(FOUND, connect=basic("jana.novakova"))[0] == 403
        pseudonym = proxy.recorder.events[0].person
        lasting = record(keyed(office.given).lasting, "jana.novakova")
        for subject in (f"person:{pseudonym}", f"record:{lasting}"):
            stops.put(Stop(subject, 1, datetime.now(UTC), True, "IT", "únik"))
            office.changed()
            status, body, _ = proxy.send(CLEAN, connect=basic("jana.novakova"))
            error = json.loads(body)["error"]
            assert (status, error["code"]) == (403, "celnice_suspended")
            assert "Obraťte se na pověřence" in error["message"]
            assert proxy.recorder.events[-1].reason == "suspended"
            assert recording_provider.untouched()
            assert proxy.send(CLEAN, connect=basic("karel.dvorak"))[0] == 200, "nobody else"
            recording_provider.reset()
            stops.put(Stop(subject, 1, datetime.now(UTC), False, "IT", "prověřeno"))
            office.changed()
            assert proxy.send(CLEAN, connect=basic("jana.novakova"))[0] == 200
            recording_provider.reset()


def test_an_open_socket(tmp_path: Path) -> None:
    """A message of an open WebSocket is held to what the register and the kill switch say now, not to what they said at the handshake."""
    given = Settings(tools={"openai": Tool(approved_by="WG", approved_from=date(2026, 1, 1), approved_until=date(2099, 12, 31))})
    admission, stopped = Admission(register(given)), False
    made = Identity(admission, suspended=lambda _known: stopped)
    head = RequestHead("https", "api.openai.com", 443, "GET", "/v1/realtime", "", ())
    approved, flow = admission.match(head.host, 443, "GET", head.path, datetime.now(UTC)), tflow.tflow()
    assert isinstance(approved, Approved)
    flow.metadata["celnice.known"] = Known(Person("2026-Q4.x", frozenset()), "r1", "local")
    assert made.still(flow, head, approved) == ""
    stopped = True
    assert made.still(flow, head, approved) == "suspended"
    stopped = False
    admission.replace(register(given, Published(frozenset({"openai"}))))
    assert made.still(flow, head, approved) == "not_approved"


def test_a_store_that_stays_away_lets_nobody_in(recording_provider: Provider, tmp_path: Path, office: Office) -> None:
    """What was known of people is believed for a while; then nobody passes, and says why."""
    with running(recording_provider, tmp_path, people=office) as proxy:
        assert office.live is not None
        office.live._stale = -1.0
        status, body, challenges = connect(proxy, basic("jana.novakova"))
        assert (status, challenges) == (403, [])
        assert "Úložiště" in body.decode()
        assert proxy.meter.seen["identified", "local stale"] == 1
